"""The pages of planning: who sees them, what they do without a script, what they say when something is wrong."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from secretariat.meetings import agenda, invitations, papers, planning, series
from secretariat.meetings.models import Meeting, MeetingTemplate, Series
from secretariat.register.models import Decision
from tests.cast import Cast, make_document
from tests.meetings.planned import convened, make_seats, planned, procedure, revise
from tests.workspace.scenes import Scene, signed_in, text_of

PLAN = {
    "title": "Spring meeting",
    "date": "2031-03-04",
    "start_time": "10:00",
    "end_time": "11:30",
    "zone": "Europe/Zurich",
    "confidentiality": "network",
}


@pytest.fixture
def secretary(cast: Cast) -> Client:
    """Return the browser of Ana, with seats in the committee."""
    make_seats(cast)
    return signed_in(cast.ana)


def test_it_plans_a_meeting_and_goes_to_its_agenda(secretary: Client, cast: Cast) -> None:
    answer = secretary.post("/meetings/plan/", {**PLAN, "body": cast.committee.pk})
    row = Meeting.objects.get()
    assert answer.headers["Location"] == f"/meetings/{row.pk}/agenda/edit/"
    page = text_of(secretary, f"/meetings/{row.pk}/")
    assert "Tuesday 4 March 2031" in page
    assert 'datetime="2031-03-04T10:00:00+01:00" data-moment="Europe/Zurich"' in page
    assert "Convene" in page
    assert "Matters arising" in page


def test_it_begins_from_a_series(secretary: Client, cast: Cast) -> None:
    row = series.add_series(cast.ana, values={"body": cast.committee, "name": "Monthly", "zone": "Asia/Kathmandu"})
    page = text_of(secretary, f"/meetings/plan/?series={row.pk}")
    assert 'value="Monthly, meeting 1"' in page
    assert 'value="Asia/Kathmandu"' in page
    for path in ("/meetings/plan/?series=999", "/meetings/plan/?series=x", "/meetings/plan/?body=nobody"):
        assert secretary.get(path).status_code == 200
    assert secretary.get("/meetings/plan/?sort=party").status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"zone": "Mars/Olympus"}, "There is no time zone of this name"),
        ({"date": "2031-03-30", "start_time": "02:30", "end_time": ""}, "There is no 02:30 in Europe/Zurich"),
        ({"date": "2031-02-30"}, "Enter a valid date"),
        ({"join_url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"title": "  "}, "This field is required"),
        ({"end_date": "2031-03-01"}, "It ends before it begins"),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(secretary: Client, change: dict[str, str], said: str) -> None:
    answer = secretary.post("/meetings/plan/", {**PLAN, "place": "Room typed before", **change})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Room typed before" in page
    assert not Meeting.objects.exists()


def test_it_keeps_both_when_two_change_one_plan(secretary: Client, cast: Cast) -> None:
    row = planned(cast)
    planning.change(cast.ben, meeting=row, plan=planning.plan_of(row, place="Ben's room"))
    sent = {**PLAN, "place": "Ana's room", "version": "1"}
    answer = secretary.post(f"/meetings/{row.pk}/change/", sent)
    assert answer.status_code == 422
    assert "Ana&#x27;s room" in answer.content.decode()
    row.refresh_from_db()
    assert row.place == "Ben's room"
    assert 'name="version" value="2"' in answer.content.decode()
    assert secretary.post(f"/meetings/{row.pk}/change/", {**sent, "version": "2"}).status_code == 302


@pytest.mark.usefixtures("secretary")
@pytest.mark.parametrize("who", ["farid", "rita"])
def test_it_shows_planning_to_the_secretariat_alone(cast: Cast, who: str) -> None:
    client, draft, row = signed_in(getattr(cast, who)), planned(cast), convened(cast)
    assert client.get(f"/meetings/{draft.pk}/").status_code == 404
    assert "Plan a meeting" not in text_of(client, "/meetings/")
    assert "Draft" not in text_of(client, "/meetings/month/?month=2031-03")
    for path in ("plan/", f"{row.pk}/change/", f"{row.pk}/agenda/edit/", f"{row.pk}/attendance/", "templates/new/"):
        assert client.get(f"/meetings/{path}").status_code == 403, path
    for path in (f"{row.pk}/step/cancel/", f"{row.pk}/invitations/", f"{row.pk}/papers/", "series/"):
        assert client.post(f"/meetings/{path}", {"reason": "No."}).status_code == 403, path
    assert client.get(f"/meetings/{row.pk}/invitation.ics").status_code == 403
    page = text_of(client, f"/meetings/{row.pk}/")
    assert "Arrange the agenda" not in page


def test_it_takes_the_steps_of_a_meeting(secretary: Client, cast: Cast) -> None:
    row = planned(cast, date=timezone.localdate() - timedelta(days=1))
    for what, stage in (("convene", "convened"), ("hold", "held")):
        secretary.post(f"/meetings/{row.pk}/step/{what}/")
        row.refresh_from_db()
        assert row.stage == stage
    other = convened(cast)
    assert secretary.post(f"/meetings/{other.pk}/step/cancel/", {"reason": ""}).status_code == 422
    secretary.post(f"/meetings/{other.pk}/step/cancel/", {"reason": "No room.", "version": other.version})
    assert "No room." in text_of(secretary, f"/meetings/{other.pk}/")
    assert "METHOD:CANCEL" in secretary.get(f"/meetings/{other.pk}/invitation.ics").content.decode()
    assert "Cancelled" in text_of(secretary, "/meetings/")


def test_it_postpones(secretary: Client, cast: Cast) -> None:
    row = convened(cast)
    sent = {"day": "2031-04-01", "reason": "Clash with the forum.", "version": row.version}
    secretary.post(f"/meetings/{row.pk}/step/postpone/", sent)
    page = text_of(signed_in(cast.rita), f"/meetings/{row.pk}/")
    assert "Tuesday 1 April 2031" in page
    assert "Clash with the forum." in page


def test_it_arranges_the_agenda_without_a_script(secretary: Client, cast: Cast) -> None:
    row = planned(cast)
    url = f"/meetings/{row.pk}/agenda/edit/"
    secretary.post(url, {"do": "add-section", "title": "Substance"})
    section = row.agenda_sections.get()
    secretary.post(url, {"do": "add", "title": "Guidance", "minutes": "200", "sort": "decision", "section": section.pk})
    item = row.agenda_items.get(title="Guidance")
    page = text_of(secretary, url)
    assert "110 too many" in page
    secretary.post(url, {"do": "up", "item": item.pk})
    item.refresh_from_db()
    assert (item.section, item.number) == (None, "2")
    wrong = secretary.post(url, {"do": "change", "item": item.pk, "title": "", "minutes": "30", "note": "Typed."})
    assert wrong.status_code == 422
    assert "Typed." in wrong.content.decode()
    secretary.post(
        url, {"do": "change", "item": item.pk, "title": "Guidance 2", "minutes": "30", "version": item.version}
    )
    item.refresh_from_db()
    assert (item.title, item.minutes) == ("Guidance 2", 30)
    secretary.post(url, {"do": "rename", "section": section.pk, "title": "Other"})
    secretary.post(url, {"do": "remove", "section": section.pk})
    secretary.post(url, {"do": "keep-template", "name": "As here"})
    assert MeetingTemplate.objects.get().items.count() == 2
    secretary.post(url, {"do": "remove", "item": item.pk})
    assert row.agenda_items.count() == 1
    assert secretary.post(url, {"do": "dance", "item": row.agenda_items.get().pk}).status_code == 404
    assert secretary.post(url, {"do": "up", "item": "99999"}).status_code == 404


def test_it_answers_a_script_with_the_board_and_a_line_to_say(secretary: Client, cast: Cast) -> None:
    row = planned(cast)
    item = agenda.add_item(cast.ana, meeting=row, values={"title": "Guidance"})
    url = f"/meetings/{row.pk}/agenda/edit/"
    answer = secretary.post(url, {"do": "up", "item": item.pk}, headers={"accept": "application/json"}).json()
    assert answer["ok"] is True
    assert answer["said"] == "“Guidance” is item 1 now."
    assert f'data-item="{item.pk}"' in answer["html"]


def test_it_puts_papers_before_items_at_their_revision(secretary: Client, cast: Cast) -> None:
    row = convened(cast)
    document = make_document(cast.ana, title="Note on returns")
    sent = {"do": "attach", "revision": document.current.pk, "item": row.agenda_items.get().pk, "label": "Note 1"}
    secretary.post(f"/meetings/{row.pk}/papers/", sent)
    paper = row.papers.get()
    reader = signed_in(cast.rita)
    assert "Note 1" in text_of(reader, f"/meetings/{row.pk}/agenda/")
    assert "Newer revision available" not in text_of(reader, f"/meetings/{row.pk}/agenda/")
    revise(document, cast.ana)
    assert "Newer revision available" in text_of(reader, f"/meetings/{row.pk}/agenda/")
    secretary.post(f"/meetings/{row.pk}/papers/", {"do": "renew", "paper": paper.pk})
    paper.refresh_from_db()
    assert paper.revision.number == 2
    secretary.post(f"/meetings/{row.pk}/papers/", {"do": "detach", "paper": paper.pk})
    assert not row.papers.exists()
    secretary.post(f"/meetings/{row.pk}/papers/", {"do": "attach", "revision": ""})
    assert "Choose a document." in text_of(secretary, f"/meetings/{row.pk}/agenda/edit/")


@pytest.mark.usefixtures("secretary")
def test_it_hands_no_paper_to_who_may_not_read_it(cast: Cast) -> None:
    row = convened(cast)
    revision = make_document(cast.ana, confidentiality="restricted").current
    paper = papers.attach(cast.ana, meeting=row, revision=revision)
    assert signed_in(cast.rita).get(f"/meetings/{row.pk}/papers/{paper.pk}/").status_code == 404
    assert "Record of 4 March" not in text_of(signed_in(cast.rita), f"/meetings/{row.pk}/agenda/")
    assert "Record of 4 March" in text_of(signed_in(cast.farid), f"/meetings/{row.pk}/agenda/")


def test_it_invites_and_shows_replies_with_addresses_to_the_secretariat_alone(secretary: Client, cast: Cast) -> None:
    row = convened(cast)
    url = f"/meetings/{row.pk}/invitations/"
    secretary.post(url, {"do": "invite-seats"})
    secretary.post(url, {"do": "invite", "name": "Mara Kovač", "email": "mara@example.net", "capacity": "guest"})
    page = text_of(secretary, url)
    assert "mara@example.net" in page
    assert "/reply/" in page
    assert (
        secretary.post(
            url, {"do": "invite", "name": "Again", "email": "mara@example.net", "capacity": "guest"}
        ).status_code
        == 422
    )
    member = text_of(signed_in(cast.farid), url)
    assert "Mara Kovač" in member
    assert "mara@example.net" not in member
    assert "/reply/" not in member
    assert "Mara Kovač" not in text_of(signed_in(cast.rita), url)
    invited = row.invitations.get(name="Mara Kovač")
    secretary.post(url, {"do": "reply", "invitation": invited.pk, "answer": "declined"})
    secretary.post(url, {"do": "address", "invitation": invited.pk, "email": "mk@example.net"})
    invited.refresh_from_db()
    assert (invited.reply, invited.email) == ("declined", "mk@example.net")
    secretary.post(url, {"do": "take-back", "invitation": invited.pk})
    assert not row.invitations.filter(name="Mara Kovač").exists()


def test_it_enters_the_answer_of_a_calendar_from_file_or_text(secretary: Client, cast: Cast) -> None:
    row = convened(cast)
    invitations.invite_seats(cast.ana, meeting=row)
    url = f"/meetings/{row.pk}/invitations/"
    text = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
        f"UID:{row.uid}\r\nSEQUENCE:0\r\nATTENDEE;PARTSTAT=DECLINED:mailto:farid@example.org\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    secretary.post(url, {"do": "calendar", "file": SimpleUploadedFile("reply.ics", text.encode())})
    assert row.invitations.get(name="IOM").reply == "declined"
    secretary.post(url, {"do": "calendar", "text": text.replace("DECLINED", "ACCEPTED")})
    assert row.invitations.get(name="IOM").reply == "accepted"
    wrong = secretary.post(url, {"do": "calendar", "text": "I shall come."})
    assert wrong.status_code == 422
    assert "cannot be read as the answer of a calendar" in wrong.content.decode()


def test_it_takes_a_reply_without_an_account_and_tells_no_more_than_the_invitee_may_know(cast: Cast) -> None:
    make_seats(cast)
    row = convened(cast, confidentiality="restricted", notice="Dear all,")
    invitations.invite_seats(cast.ana, meeting=row)
    papers.attach(cast.ana, meeting=row, revision=make_document(cast.ana, title="Secret note").current)
    otto, anybody = row.invitations.get(name="Otto Brandt"), Client()
    page = text_of(anybody, f"/reply/{otto.token}/")
    for told in ("Spring meeting", "Dear all,", "Matters arising", "Otto Brandt", "noindex"):
        assert told in page
    for untold in ("Secret note", "Lena Okafor", "WHO", "lena@example.org"):
        assert untold not in page
    assert anybody.post(f"/reply/{otto.token}/", {"answer": "party"}).status_code == 422
    anybody.post(f"/reply/{otto.token}/", {"answer": "accepted", "comment": "Gladly."})
    otto.refresh_from_db()
    assert (otto.reply, otto.comment) == ("accepted", "Gladly.")
    calendar = anybody.get(f"/reply/{otto.token}/meeting.ics").content.decode()
    assert "METHOD:PUBLISH" in calendar
    assert "ATTENDEE" not in calendar
    for token in ("wrong", "x" * 43):
        assert anybody.get(f"/reply/{token}/").status_code == 404
        assert anybody.get(f"/reply/{token}/meeting.ics").status_code == 404


@pytest.mark.usefixtures("secretary")
def test_it_lets_somebody_reply_on_the_page_of_the_meeting(cast: Cast) -> None:
    row = convened(cast)
    invitations.invite_seats(cast.ana, meeting=row)
    farid, iom = signed_in(cast.farid), row.invitations.get(name="IOM")
    assert "You are invited: IOM" in text_of(farid, f"/meetings/{row.pk}/")
    farid.post(f"/meetings/{row.pk}/reply/{iom.pk}/", {"answer": "tentative"})
    iom.refresh_from_db()
    assert iom.reply == "tentative"
    who = row.invitations.get(name="WHO")
    assert farid.post(f"/meetings/{row.pk}/reply/{who.pk}/", {"answer": "declined"}).status_code == 404


def test_it_records_attendance_seat_by_seat(secretary: Client, cast: Cast) -> None:
    row = convened(cast)
    url = f"/meetings/{row.pk}/attendance/"
    seats = {seat.name: seat.pk for seat in cast.committee.seats.all()}
    sent = {
        "do": "seats",
        f"capacity_{seats['Chair']}": "principal",
        f"name_{seats['Chair']}": "Lena Okafor",
        f"capacity_{seats['IOM']}": "apologies",
        f"name_{seats['IOM']}": "",
    }
    wrong = secretary.post(url, sent)
    assert wrong.status_code == 422
    assert "Give a name for IOM." in wrong.content.decode()
    assert not row.attendances.exists()
    secretary.post(url, {**sent, f"name_{seats['IOM']}": "IOM"})
    secretary.post(url, {"do": "add", "name": "Mara Kovač", "organization": "City of Split"})
    page = text_of(signed_in(cast.rita), f"/meetings/{row.pk}/")
    for told in ("Lena Okafor", "Apologies", "Mara Kovač"):
        assert told in page
    guest = row.attendances.get(name="Mara Kovač")
    secretary.post(url, {"do": "remove", "line": guest.pk})
    assert row.attendances.count() == 2


@pytest.mark.usefixtures("secretary")
def test_it_breaks_the_silence_from_the_page(cast: Cast) -> None:
    row = procedure(cast)
    farid, rita = signed_in(cast.farid), signed_in(cast.rita)
    assert "If no seat objects until then, the proposal is adopted." in text_of(rita, f"/meetings/{row.pk}/")
    assert "Your answer" not in text_of(rita, f"/meetings/{row.pk}/")
    assert rita.post(f"/meetings/{row.pk}/procedure/answer/", {"stance": "objects"}).status_code == 403
    assert farid.post(f"/meetings/{row.pk}/procedure/answer/", {"stance": "abstains"}).status_code == 422
    farid.post(f"/meetings/{row.pk}/procedure/answer/", {"stance": "objects", "text": "Paragraph 3."})
    page = text_of(rita, f"/meetings/{row.pk}/")
    assert "the silence was broken by an objection" in page
    assert "Paragraph 3." in page


def test_it_adopts_when_looked_at_and_enters_the_decision(secretary: Client, cast: Cast) -> None:
    row = procedure(cast)
    Meeting.objects.filter(pk=row.pk).update(deadline=timezone.now() - timedelta(minutes=1))
    assert "no seat had objected" in text_of(signed_in(cast.rita), f"/meetings/{row.pk}/")
    farid = signed_in(cast.farid)
    assert "It comes late" in text_of(farid, f"/meetings/{row.pk}/")
    farid.post(f"/meetings/{row.pk}/procedure/answer/", {"stance": "objects", "text": "Alas."})
    assert "Late" in text_of(farid, f"/meetings/{row.pk}/")
    answer = secretary.post(f"/meetings/{row.pk}/procedure/enter/")
    assert answer.headers["Location"] == f"/decisions/{Decision.objects.get().pk}/"


def test_it_plans_a_procedure_and_gives_more_time(secretary: Client, cast: Cast) -> None:
    sent = {
        "title": "Guidance",
        "body": cast.committee.pk,
        "proposal": "The Committee adopts it.",
        "zone": "Europe/Zurich",
        "confidentiality": "network",
        "deadline_day": (timezone.localdate() + timedelta(days=2)).isoformat(),
        "deadline_hour": "18:00",
    }
    assert secretary.post("/meetings/plan/?sort=silence_procedure", {**sent, "deadline_hour": ""}).status_code == 422
    assert secretary.post("/meetings/plan/?sort=silence_procedure", {**sent, "body": ""}).status_code == 422
    secretary.post("/meetings/plan/?sort=silence_procedure", sent)
    row = Meeting.objects.get()
    assert "Less than 72 hours" in text_of(secretary, f"/meetings/{row.pk}/")
    secretary.post(f"/meetings/{row.pk}/step/convene/")
    more = {"day": (timezone.localdate() + timedelta(days=5)).isoformat(), "hour": "12:00", "reason": "The annex."}
    assert secretary.post(f"/meetings/{row.pk}/procedure/extend/", {**more, "reason": ""}).status_code == 422
    secretary.post(f"/meetings/{row.pk}/procedure/extend/", more)
    assert "The annex." in text_of(signed_in(cast.rita), f"/meetings/{row.pk}/")
    assert signed_in(cast.farid).post(f"/meetings/{row.pk}/procedure/extend/", more).status_code == 403


def test_it_declares_a_written_procedure(secretary: Client, cast: Cast) -> None:
    row = procedure(cast, sort="written_procedure")
    for seat in cast.committee.seats.exclude(function="observer"):
        secretary.post(f"/meetings/{row.pk}/procedure/answer/", {"stance": "agrees", "seat": seat.pk})
    assert "3 agrees" in text_of(secretary, f"/meetings/{row.pk}/")
    secretary.post(f"/meetings/{row.pk}/procedure/declare/", {"adopted": "yes"})
    row.refresh_from_db()
    assert row.outcome == "adopted"


def test_it_writes_series_and_templates(secretary: Client, cast: Cast) -> None:
    wrong = secretary.post("/meetings/templates/new/", {"name": "Usual", "items": "Opening | party | 5"})
    assert wrong.status_code == 422
    assert "Line 1: “party” is none of the kinds" in wrong.content.decode()
    secretary.post(
        "/meetings/templates/new/", {"name": "Usual", "items": "# Start\nOpening | discussion | 5 | Chair\n\nRest"}
    )
    template = MeetingTemplate.objects.get()
    page = text_of(secretary, f"/meetings/templates/{template.pk}/")
    assert "# Start\nOpening | discussion | 5 | Chair" in page
    secretary.post("/meetings/series/", {"body": cast.committee.pk, "name": "Monthly", "template": template.pk})
    row = Series.objects.get()
    held = Meeting.objects.create(title="Long ago", body=cast.committee)
    secretary.post(f"/meetings/series/{row.pk}/", {"do": "take-in", "meeting": held.pk, "number": "7"})
    page = text_of(secretary, f"/meetings/series/{row.pk}/")
    assert "Long ago" in page
    assert "Plan no. 8" in page
    assert "Plan no." not in text_of(signed_in(cast.rita), f"/meetings/series/{row.pk}/")
    assert secretary.post(f"/meetings/templates/{template.pk}/", {"do": "remove"}).status_code == 302
    assert MeetingTemplate.objects.exists()


@pytest.mark.parametrize("month", ["", "?month=2031-03", "?month=2024-02"])
def test_it_shows_a_month(secretary: Client, cast: Cast, month: str) -> None:
    convened(cast)
    page = text_of(secretary, f"/meetings/month/{month}")
    assert ("Spring meeting" in page) is (month == "?month=2031-03")


@pytest.mark.parametrize("month", ["2031-13", "x", "0001-01", "9999-12", "2031-03-01"])
def test_it_knows_no_such_month(secretary: Client, month: str) -> None:
    assert secretary.get(f"/meetings/month/?month={month}").status_code == 404


def test_it_hands_out_calendars(secretary: Client, cast: Cast) -> None:
    row = convened(cast)
    planned(cast, title="Only a draft")
    data = secretary.get("/meetings/coming.ics").content.decode()
    assert "Spring meeting" in data
    assert "Only a draft" not in data
    answer = secretary.get(f"/meetings/{row.pk}/meeting.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"http://testserver/meetings/{row.pk}/" in answer.content.decode().replace("\r\n ", "")


def test_it_leaves_a_meeting_that_was_read_as_it_was(scene: Scene, ana: Client) -> None:
    url = f"/meetings/{scene.decision.meeting_id}/"
    assert "Open the record" in text_of(ana, url)
    assert "It has no record yet" not in text_of(ana, url)
    assert "was read from a record" in text_of(ana, f"{url}agenda/edit/")


def test_it_tells_hours_without_a_zone_and_hours_that_come_twice(secretary: Client, cast: Cast) -> None:
    floating = convened(cast, zone="")
    assert "No time zone is given" in text_of(secretary, f"/meetings/{floating.pk}/")
    doubled = planned(cast, date=date(2031, 10, 26), start_time=time(2, 30), end_time=None)
    assert "02:30 comes twice that day" in text_of(secretary, f"/meetings/{doubled.pk}/")


@pytest.mark.parametrize(
    ("name", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!doctype html>"), ("markdown", b"# ")]
)
def test_it_hands_the_agenda_out_as_a_file(secretary: Client, cast: Cast, name: str, begins: bytes) -> None:
    row = convened(cast)
    section = agenda.add_section(cast.ana, meeting=row, title="Substance")
    values = {"title": "Guidance", "sort": "decision", "minutes": 30, "note": "It is asked to endorse it."}
    item = agenda.add_item(cast.ana, meeting=row, section=section, values=values)
    papers.attach(cast.ana, meeting=row, item=item, revision=make_document(cast.ana, title="Note").current)
    assert f"/meetings/{row.pk}/agenda.{name}" in text_of(secretary, f"/meetings/{row.pk}/agenda/")
    answer = signed_in(cast.rita).get(f"/meetings/{row.pk}/agenda.{name}")
    assert answer.status_code == 200
    assert answer.content[: len(begins)].lower() == begins.lower()
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="2031-03-04-spring-meeting')
    if name in {"html", "markdown"}:
        words = answer.content.decode()
        for told in ("Substance", "Guidance", "It is asked to endorse it.", "Note", "revision 1, of ", "Europe/Zurich"):
            assert told in words
    assert signed_in(cast.rita).get(f"/meetings/{row.pk}/agenda.exe").status_code == 404
