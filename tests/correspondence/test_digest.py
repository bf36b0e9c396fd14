"""The weekly digest: what it tells, when it is made, and that it comes once or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from secretariat.correspondence.content import Content
from secretariat.correspondence.digest import digest, lateness
from secretariat.correspondence.digests import preview, queue_digests
from secretariat.correspondence.models import Letter, Preferences
from secretariat.followup import verbs
from secretariat.meetings.models import Confirmation, Meeting
from tests.cast import Cast
from tests.correspondence.conftest import MONDAY, action, always, day, seat
from tests.meetings.record_scene import make_record_scene


def titles(content: Content | None) -> dict[str, list[str]]:
    assert content is not None
    return {section.title: [line.text for line in section.lines] for section in content.sections}


def meeting(cast: Cast, title: str, days: int, **values: object) -> Meeting:
    at = {"date": timezone.localdate() + timedelta(days=days), "stage": "convened", **values}
    return Meeting.objects.create(title=title, body=cast.committee, state=Confirmation.CONFIRMED, **at)


def test_it_tells_what_somebody_holds(cast: Cast) -> None:
    action(cast, "Share the guidance", due=day(-3))
    action(cast, "Draft a checklist", due=day(5))
    action(cast, "Book a room", due=day(90))
    action(cast, "Translate the checklist", due=day(-3), owners=("WHO",))
    standing = action(cast, "Keep members informed")
    verbs.set_pace(cast.ana, actions=[standing], pace="standing", review_date=day(-1))
    told = titles(digest(cast.farid, timezone.now(), timezone.now()))
    assert told == {
        "Overdue": ["Share the guidance"],
        "Due within two weeks": ["Draft a checklist"],
        "Up for review": ["Keep members informed"],
    }


def test_it_says_how_late_something_is_and_leads_to_it(cast: Cast) -> None:
    row = action(cast, "Share the guidance", due=day(-3))
    content = digest(cast.farid, timezone.now())
    assert content is not None
    line = content.sections[0].lines[0]
    assert line.call.endswith("3 days late")
    assert line.url == f"https://register.example.org/actions/{row.pk}/"
    assert content.subject == "Your week: 1 action is overdue"
    assert [lateness(days) for days in (1, 90, 800)] == ["1 day late", "3 months late", "2 years late"]


def test_it_tells_what_others_changed_since_the_last_one(cast: Cast) -> None:
    row = action(cast, "Share the guidance")
    before = timezone.now()
    assert "Changed since the last digest" not in titles(digest(cast.farid, before, before) or Content(""))
    verbs.set_due(cast.ana, actions=[row], due=day(90))
    verbs.report(cast.farid, action=row, text="Done in part.")
    content = digest(cast.farid, timezone.now(), before)
    assert titles(content) == {"Changed since the last digest": ["Share the guidance"]}
    assert content is not None
    assert content.sections[0].lines[0].notes[-1] == "when it is due"


def test_it_tells_the_meetings_of_ones_bodies_with_their_hours(cast: Cast) -> None:
    seat(cast.committee, cast.lena)
    cast.lena.user = cast.rita
    cast.lena.save()
    meeting(cast, "Twelfth meeting", 6, start_time=time(10), end_time=time(11, 30), timezone="Africa/Nairobi")
    meeting(cast, "Thirteenth meeting", 12, start_time=time(9))
    meeting(cast, "Far away", 200)
    meeting(cast, "Gone by", -2)
    content = digest(cast.rita, timezone.now())
    assert titles(content) == {"Meetings": ["Twelfth meeting", "Thirteenth meeting"]}
    assert content is not None
    first, second = content.sections[0].lines
    assert first.notes[0].endswith("10:00–11:30 (Africa/Nairobi)")
    assert second.notes[0].endswith(", 09:00")  # nobody said the zone, so none is told
    assert digest(cast.farid, timezone.now()) is None


def test_it_tells_in_which_procedures_an_answer_is_open(cast: Cast) -> None:
    seat(cast.committee, cast.lena)
    cast.lena.user = cast.rita
    cast.lena.save()
    until = timezone.now() + timedelta(days=3)
    silence = {"sort": "silence_procedure", "outcome": "open", "zone": "Africa/Nairobi"}
    meeting(cast, "The guidance", 3, **silence, deadline=until)
    meeting(cast, "Over", -3, **silence, deadline=timezone.now() - timedelta(days=1))
    meeting(cast, "Broken", 3, **(silence | {"outcome": "broken"}), deadline=until)
    content = digest(cast.rita, timezone.now())
    assert titles(content) == {"Open for your answer": ["The guidance"]}
    assert content is not None
    line = content.sections[0].lines[0]
    assert line.notes == ("Executive Committee", "Silence procedure")
    assert line.call.endswith("(Africa/Nairobi)")
    assert digest(cast.farid, timezone.now()) is None


def test_it_tells_which_records_are_open_for_comments_to_who_has_a_seat(cast: Cast) -> None:
    scene = make_record_scene(cast)
    assert titles(digest(cast.farid, timezone.now(), timezone.now()) or Content("")) == {}
    scene.circulated()
    told = titles(digest(cast.farid, timezone.now(), timezone.now()))
    assert told == {"Records open for your comments": ["Executive Committee, fourth meeting"]}
    assert digest(cast.rita, timezone.now()) is None
    assert digest(cast.farid, timezone.now() + timedelta(days=8), timezone.now() + timedelta(days=8)) is None


def test_it_gives_the_secretariat_what_nobody_holds(cast: Cast) -> None:
    action(cast, "Name pilots", owners=())
    assert titles(digest(cast.ana, timezone.now()))["To be assigned"] == ["Name pilots"]
    assert digest(cast.farid, timezone.now()) is None


def test_it_comes_once_a_week_at_the_chosen_hour(cast: Cast) -> None:
    action(cast, "Share the guidance", due="2031-02-28")
    early = MONDAY.replace(hour=7, minute=59)
    assert queue_digests(early) == 0
    assert queue_digests(MONDAY.replace(hour=8, minute=0)) == 1
    for minutes in (0, 1, 600, 2000):
        assert queue_digests(MONDAY + timedelta(minutes=minutes)) == 0
    letter = Letter.objects.get()
    assert (letter.to_address, letter.sort) == ("farid@example.org", "digest")


def test_it_is_not_sent_where_there_is_nothing_to_tell(cast: Cast) -> None:  # noqa: ARG001
    assert queue_digests(MONDAY) == 0
    assert not Letter.objects.exists()


def test_it_waits_for_the_end_of_quiet_hours_and_tells_what_holds_then(cast: Cast) -> None:
    action(cast, "Share the guidance", due="2031-02-28")
    Preferences.objects.create(user=cast.farid, digest_hour=5, quiet_from=time(20), quiet_until=time(7))
    assert queue_digests(MONDAY.replace(hour=6)) == 0
    assert queue_digests(MONDAY.replace(hour=7, minute=0)) == 1
    assert Letter.objects.get().not_before == MONDAY.replace(hour=7, minute=0)


def test_it_leaves_out_a_digest_that_was_missed_by_days(cast: Cast) -> None:
    action(cast, "Share the guidance", due="2031-02-28")
    always(cast.farid)
    assert queue_digests(MONDAY + timedelta(days=3)) == 0
    assert queue_digests(MONDAY + timedelta(days=1)) == 1


def test_it_goes_to_nobody_who_wants_none_or_has_left(cast: Cast) -> None:
    action(cast, "Share the guidance", due="2031-02-28")
    action(cast, "Name pilots", owners=())
    Preferences.objects.create(user=cast.farid, digest_day=None)
    queue_digests(MONDAY)
    assert set(Letter.objects.values_list("to_address", flat=True)) == {"ana@example.org", "ben@example.org"}


def test_it_keeps_the_hour_of_the_clock_where_the_clock_is_changed(cast: Cast) -> None:
    action(cast, "Share the guidance", due="2031-02-28")
    row = Preferences.objects.create(user=cast.farid, zone="America/New_York", digest_hour=9)
    for monday in (datetime(2031, 3, 3, 14, tzinfo=UTC), datetime(2031, 3, 10, 13, tzinfo=UTC)):
        assert queue_digests(monday - timedelta(minutes=1)) == 0
        assert queue_digests(monday) == 1
    row.refresh_from_db()
    assert row.digested_for == datetime(2031, 3, 10, 13, tzinfo=UTC)


def test_it_shows_the_next_one_beforehand(cast: Cast) -> None:
    action(cast, "Share the guidance", due=day(-3))
    assert "Share the guidance" in titles(preview(cast.farid))["Overdue"]
    assert preview(cast.rita) is None
