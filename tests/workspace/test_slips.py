"""What nobody means: years far off, keys that are none. A page answers in a line, and is there the next day."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from secretariat.exports.feeds import Entry, feed
from secretariat.history.recording import Gesture
from secretariat.history.refusals import Refused
from secretariat.meetings import agenda, series
from secretariat.meetings.models import Meeting, MeetingTemplate, Record
from secretariat.network.models import Seat, Tenure
from secretariat.register.entries import enter
from secretariat.register.models import ActionPoint, Kind, Proposal, SavedView
from secretariat.sources.models import Document
from tests.cast import Cast, make_document, proposals, read_into
from tests.meetings.planned import convened, planned, procedure
from tests.meetings.record_scene import RecordScene, scene
from tests.workspace.record_site import browser, url
from tests.workspace.scenes import signed_in, text_of

__all__ = ["scene"]
COMMITTEE = "/network/bodies/executive-committee/"
FAR = ("0001-01-01", "0031-03-04", "9999-12-31")
NO_KEYS = ("9" * 5000, "99999999999999999999", "²", "-1", "x", "")
YEAR = "Look at the year: it is between 1900 and 2200."


@pytest.mark.parametrize("day", FAR)
def test_it_refuses_a_year_in_which_nobody_meets(cast: Cast, day: str) -> None:
    ana, held = signed_in(cast.ana), procedure(cast)
    plan = {"title": "Spring", "body": cast.committee.pk, "zone": "Asia/Tokyo", "confidentiality": "network"}
    hours = {"start_time": "00:00", "end_time": "23:59"}
    silence = {**plan, "proposal": "Adopted.", "deadline_day": day, "deadline_hour": "00:00"}
    sent: list[tuple[str, dict[str, object]]] = [
        ("/meetings/plan/", {**plan, **hours, "date": day}),
        ("/meetings/plan/?sort=silence_procedure", silence),
        (f"/meetings/{held.pk}/procedure/extend/", {"day": day, "hour": "23:59", "reason": "Late", "version": 9}),
    ]
    for path, values in sent:
        answer = ana.post(path, values)
        assert (answer.status_code, YEAR in answer.content.decode()) == (422, True), path


@pytest.mark.parametrize("day", FAR)
def test_it_refuses_a_deadline_that_no_clock_shows(scene: RecordScene, day: str) -> None:
    ana = browser(scene, "ana")
    sent = {"procedure": "comments", "day": day, "hour": "23:59", "zone": "America/New_York"}
    assert YEAR in ana.post(url(scene, "clearance/"), sent).content.decode()
    scene.circulated()
    answer = ana.post(url(scene, "clearance/extend/"), sent)
    assert (answer.status_code, YEAR in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("day", FAR)
def test_it_draws_a_body_whatever_days_it_was_given(cast: Cast, day: str) -> None:
    seat = Seat.objects.create(body=cast.committee, name="Seat of the funds")
    held = Tenure.objects.create(seat=seat, entity=cast.iom, since=date(2019, 1, 1))
    ana = signed_in(cast.ana)
    assert "Seat of the funds" in text_of(ana, f"{COMMITTEE}?on={day}")
    answer = ana.post(f"/network/tenures/{held.pk}/leave/", {"until": day})
    assert (answer.status_code, YEAR in answer.content.decode()) == (422, True)
    # a table that was taken in may say "31.12.9999" for "until further notice"
    Tenure.objects.filter(pk=held.pk).update(since=None, until=date.fromisoformat(day))
    assert "Seat of the funds" in text_of(ana, COMMITTEE)


@pytest.mark.parametrize("day", FAR)
def test_it_refuses_a_report_and_a_due_day_of_such_years(cast: Cast, day: str) -> None:
    ana = signed_in(cast.ana)
    row = enter(cast.ana, kind="action_point", values={"text": "Keep the archive."}, body=cast.committee)
    sent = (
        ("progress/", {"text": "Kept.", "occurred_on": day}),
        ("due/", {"day": day}),
        ("due/", {"period": day[:7]}),
        ("pace/", {"pace": "standing", "review_date": day}),
    )
    for path, values in sent:
        answer = ana.post(f"/actions/{row.pk}/{path}", {**values, "version": row.version})
        assert (answer.status_code, YEAR in answer.content.decode()) == (422, True), path


def test_it_gives_a_calendar_though_a_day_in_it_is_the_last_of_all() -> None:
    made = feed("Due days", [Entry(uid="1", summary="Keep the archive", start=date.max, modified=timezone.now())])
    assert b"Keep the archive" in made


def test_it_says_whom_the_schedule_asked(cast: Cast) -> None:
    row = enter(cast.ana, kind="action_point", values={"text": "Keep the archive.", "due": "2031-03-04"})
    Gesture(None).record("ask", row, data={"to": ["Lena Okafor", "Ana"], "role": "owner"})
    assert "asked Lena Okafor, Ana about it by the schedule" in text_of(signed_in(cast.ana), f"/actions/{row.pk}/")


@pytest.mark.parametrize("key", NO_KEYS)
def test_it_takes_what_is_no_key_for_the_key_of_nothing(scene: RecordScene, key: str) -> None:
    ana = browser(scene, "ana")
    row = convened(scene.cast)
    sent: list[tuple[str, dict[str, str], int]] = [
        (f"/meetings/{row.pk}/agenda/edit/", {"do": "remove", "item": key}, 404),
        (f"/meetings/{row.pk}/papers/", {"do": "detach", "paper": key}, 404),
        (f"/meetings/{row.pk}/papers/", {"do": "attach", "revision": key}, 0),
        (f"/meetings/{row.pk}/invitations/", {"do": "take-back", "invitation": key}, 404),
        (f"/meetings/{row.pk}/record/file/", {"document": key}, 404),
        (f"/meetings/{row.pk}/attendance/", {"do": "remove", "line": key}, 404),
        ("/feeds/end/", {"feed": key}, 404),
        (url(scene, "clearance/final/"), {"version": key}, 302),
        (url(scene, "pulse/"), {"part": key}, 200),
    ]
    for path, values, status in sent:
        got = ana.post(path, values).status_code
        assert got == status or (not status and got in {302, 404}), path
    assert ana.get(f"/meetings/plan/?series={key}").status_code == 200
    assert ana.get(f"/documents/progress/?id={key}").status_code == 200


@pytest.mark.parametrize("back", ["999999999", "workspace:home", "//example.org/", "x"])
def test_it_goes_back_to_pages_of_its_own_alone(cast: Cast, back: str) -> None:
    answer = signed_in(cast.ana).post("/feeds/make/", {"dues": "event", "next": back})
    assert answer.headers["Location"] == "/mail-and-calendar/"


def test_it_offers_no_invitation_to_a_meeting_that_was_not_planned_here(cast: Cast) -> None:
    ana = signed_in(cast.ana)
    here, read = convened(cast), Meeting.objects.create(title="Read", body=cast.committee, date=date(2021, 5, 5))
    for row, offered in ((here, True), (read, False)):
        path = f"/meetings/{row.pk}/invitation.ics"
        assert (path in text_of(ana, f"/meetings/{row.pk}/invitations/")) is offered
        assert (ana.get(path).status_code == 200) is offered


def test_it_tells_the_next_step_of_a_record_that_there_is(scene: RecordScene) -> None:
    ana, path = browser(scene, "ana"), f"/meetings/{scene.meeting.pk}/"
    assert scene.meeting.stage == Meeting.Stage.HELD
    assert "Go on with the record" in text_of(ana, path)
    scene.circulated()
    assert "Clear the record" in text_of(ana, path)
    Record.objects.all().update(state=Record.State.FINAL)
    page = text_of(ana, path)
    assert not any(words in page for words in ("It has no record yet", "Go on with the record", "Clear the record"))


def test_it_says_why_an_item_stays_on_the_agenda(scene: RecordScene) -> None:
    item = scene.returns.agenda_item
    assert item is not None
    answer = browser(scene, "ana").post(
        f"/meetings/{scene.meeting.pk}/agenda/edit/", {"do": "remove", "item": item.pk}, follow=True
    )
    assert "This cannot be taken away" in answer.content.decode()
    assert item in scene.meeting.agenda_items.all()
    assert planned(scene.cast).agenda_items.exists()


@pytest.mark.parametrize(("words", "said"), [("x" * 10_000, "is too long: up to"), ("a\x00b", "cannot be kept (NUL)")])
def test_it_refuses_words_that_no_database_takes(cast: Cast, words: str, said: str) -> None:
    ana, row = signed_in(cast.ana), planned(cast)
    section = agenda.add_section(cast.ana, meeting=row, title="Closing")
    sent: list[dict[str, object]] = [
        {"do": "add-section", "title": words},
        {"do": "rename", "section": section.pk, "title": words},
    ]
    for values in sent:
        assert said in ana.post(f"/meetings/{row.pk}/agenda/edit/", values, follow=True).content.decode()
    assert [one.title for one in row.agenda_sections.all()] == ["Closing"]
    with pytest.raises(Refused):
        series.save_template(cast.ana, name="Usual", items=[series.NewItem(title=words)])
    assert not MeetingTemplate.objects.exists()


NUL = "cannot be kept (NUL)"


def test_it_refuses_a_character_that_no_database_takes_wherever_it_is_sent(scene: RecordScene) -> None:
    ana, cast = browser(scene, "ana"), scene.cast
    document = make_document(cast.ana)
    read_into(document)
    row = proposals(document, Kind.DECISION)[0]
    finding = f"/documents/{document.pk}/findings/{row.pk}"
    sent: list[tuple[str, dict[str, object]]] = [
        (f"{COMMITTEE}escalation/", {"default": "1", "reason": "a\x00b"}),
        (f"{finding}/reject/", {"version": row.version, "reason": "a\x00b"}),
        (f"{finding}/correct/", {"version": row.version, "basis": "a\x00b", "text": "Agree"}),
        ("/upload/", {"text": "We a\x00gree.", "title": "Record"}),
        ("/upload/", {"text": "We agree.", "title": "a\x00b"}),
        ("/saved-views/", {"kind": "action_point", "name": "a\x00b", "query": ""}),
        (f"/meetings/{scene.meeting.pk}/papers/", {"do": "add", "title": "a\x00b"}),
        ("/saved-views/", {"kind": "action_point", "name": "Mine", "query": "", "a\x00b": "1"}),
    ]
    for path, values in sent:
        answer = ana.post(path, values)
        assert (answer.status_code, NUL in answer.content.decode()) == (400, True), path
    for path in ("/search/?q=a%00b", "/actions/?q=a%00b", "/meetings/?body=a%00b", "/network/bodies/a%00b/"):
        assert ana.get(path).status_code in {400, 404}, path
    assert not SavedView.objects.exists()
    assert Document.objects.filter(title__contains="Record").count() == Document.objects.count()
    assert Proposal.objects.get(pk=row.pk).state == Proposal.State.PROPOSED


@pytest.mark.parametrize("version", ["x", "9" * 400, "1.5", "-1", "²"])
def test_it_changes_nothing_for_a_page_that_does_not_say_what_it_was_made_from(
    scene: RecordScene, version: str
) -> None:
    ana, cast = browser(scene, "ana"), scene.cast
    document = make_document(cast.ana)
    read_into(document)
    row, action = proposals(document, Kind.DECISION)[0], scene.action
    finding = f"/documents/{document.pk}/findings/{row.pk}"
    scene.circulated()
    sent: list[tuple[str, dict[str, str]]] = [
        (f"{finding}/confirm/", {}),
        (f"{finding}/reject/", {"reason": "Twice"}),
        (url(scene, "clearance/final/"), {}),
        (f"/actions/{action.pk}/due/", {"period": "2044"}),
        (f"{COMMITTEE}change/", {"name": "Otherwise"}),
    ]
    for path, values in sent:
        page = ana.post(path, {**values, "version": version}, follow=True).content.decode()
        assert "Load it again" in page or "meanwhile" in page or "Somebody" in page, path
    assert Proposal.objects.get(pk=row.pk).state == Proposal.State.PROPOSED
    assert scene.fresh().state == Record.State.IN_CLEARANCE
    assert ActionPoint.objects.get(pk=action.pk).due == action.due
    assert scene.cast.committee.name in text_of(ana, COMMITTEE)


@pytest.mark.parametrize("key", NO_KEYS[:-1])
@pytest.mark.parametrize("side", ["leaving", "arriving"])
def test_it_rotates_nobody_whom_no_key_names(cast: Cast, side: str, key: str) -> None:
    sent = {"since": "2031-06-01", side: [key]}
    answer = signed_in(cast.ana).post(f"{COMMITTEE}rotate/", sent)
    assert (answer.status_code, "is not a valid value" in answer.content.decode()) == (422, True)
