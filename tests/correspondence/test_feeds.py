"""Calendar feeds: right to the letter of RFC 5545, and never more than their owner may read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from secretariat.correspondence import feeds
from secretariat.correspondence.models import Feed
from secretariat.exports.feeds import Entry, feed
from secretariat.followup import verbs
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.meetings.models import Confirmation, Meeting
from secretariat.network.models import Entity
from secretariat.network.verbs import set_active
from secretariat.register.entries import set_confidentiality
from tests.cast import Cast
from tests.correspondence.conftest import action, day, seat
from tests.correspondence.rfc5545 import Component, moment, read

ARABIC = "إرسال مشروع التوجيهات إلى جميع الأعضاء، ثم متابعة ما جاء فيه مع الشبكات القطرية"
CHINESE = "与各国家网络分享关于返回和重新融入的指南，并在下次会议之前报告；逗号，分号；反斜杠\\"


def path(row: Feed) -> str:
    return feeds.address(row).removeprefix("https://register.example.org")


def fetched(row: Feed) -> Component:
    answer = Client().get(path(row))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return read(answer.content)


def meeting(cast: Cast, **values: object) -> Meeting:
    defaults: dict[str, object] = {
        "title": "Twelfth meeting",
        "body": cast.committee,
        "date": date(2031, 3, 27),
        "state": Confirmation.CONFIRMED,
    }
    row: Meeting = Meeting.objects.create(**{**defaults, **values})
    return row


def test_it_shows_due_days_as_days_or_as_tasks(cast: Cast) -> None:
    row = action(cast, ARABIC, due="2031-03-31")
    as_days = fetched(feeds.make(cast.farid))
    (event,) = as_days.all("VEVENT")
    assert event.one("DTSTART").params == {"VALUE": "DATE"}
    assert (event.one("DTSTART").day, event.one("DTEND").day) == (date(2031, 3, 31), date(2031, 4, 1))
    assert event.one("SUMMARY").text == f"Due: {ARABIC}"
    assert event.one("URL").value == f"https://register.example.org/actions/{row.pk}/"
    assert event.one("TRANSP").value == "TRANSPARENT"
    verbs.set_state(cast.ana, actions=[row], state="in_progress")
    as_tasks = fetched(feeds.make(cast.farid, dues="todo"))
    (task,) = as_tasks.all("VTODO")
    assert task.one("DUE").day == date(2031, 3, 31)
    assert task.one("STATUS").value == "IN-PROCESS"
    assert task.one("UID").value == event.one("UID").value
    assert int(task.one("SEQUENCE").value) == int(event.one("SEQUENCE").value) + 1
    assert not fetched(feeds.make(cast.farid, dues="none")).parts


def test_it_shows_the_day_of_a_review(cast: Cast) -> None:
    row = action(cast, "Keep members informed")
    verbs.set_pace(cast.ana, actions=[row], pace="standing", review_date="2031-05-01")
    (event,) = fetched(feeds.make(cast.farid)).all("VEVENT")
    assert (event.one("SUMMARY").text, event.one("DTSTART").day) == ("Review: Keep members informed", date(2031, 5, 1))


def test_it_shows_meetings_in_their_zone(cast: Cast) -> None:
    meeting(cast, start_time=time(23), end_time=time(1), timezone="Europe/Zurich", place="Room A; second floor, left")
    calendar = fetched(feeds.make(cast.ana))
    (event,) = calendar.all("VEVENT")
    assert event.one("DTSTART").params == {"TZID": "Europe/Zurich"}
    assert (event.one("DTSTART").value, event.one("DTEND").value) == ("20310327T230000", "20310328T010000")
    assert event.one("LOCATION").text == "Room A; second floor, left"
    (zone,) = calendar.all("VTIMEZONE")
    assert {part.name for part in zone.parts} == {"STANDARD", "DAYLIGHT"}
    assert moment(calendar, event.one("DTSTART")) == datetime(2031, 3, 27, 22, tzinfo=UTC)


def test_it_places_an_hour_right_after_the_clock_was_changed(cast: Cast) -> None:
    meeting(cast, date=date(2031, 3, 30), start_time=time(3, 30), timezone="Europe/Zurich")
    calendar = fetched(feeds.make(cast.ana))
    (event,) = calendar.all("VEVENT")
    assert moment(calendar, event.one("DTSTART")) == datetime(2031, 3, 30, 1, 30, tzinfo=UTC)


def test_it_places_hours_nowhere_where_nobody_said_the_zone(cast: Cast) -> None:
    meeting(cast, start_time=time(9), timezone="Geneva time")
    (event,) = fetched(feeds.make(cast.ana)).all("VEVENT")
    assert event.one("DTSTART").params == {}
    assert event.one("DTSTART").value == "20310327T090000"


def test_it_shows_a_meeting_without_hours_as_whole_days(cast: Cast) -> None:
    meeting(cast, end_date=date(2031, 3, 28))
    meeting(cast, title="Nobody said when", date=None)
    (event,) = fetched(feeds.make(cast.ana)).all("VEVENT")
    assert (event.one("DTSTART").day, event.one("DTEND").day) == (date(2031, 3, 27), date(2031, 3, 29))


def test_it_shows_when_a_procedure_ends_and_that_a_meeting_is_off(cast: Cast) -> None:
    until = timezone.now() + timedelta(days=9)
    meeting(cast, title="By silence", sort="silence_procedure", stage="convened", deadline=until, zone="Asia/Bangkok")
    meeting(cast, title="Called off", stage="cancelled", uid="m-12@elsewhere.example", sequence=4)
    shown = {part.one("SUMMARY").text: part for part in fetched(feeds.make(cast.ana)).all("VEVENT")}
    assert shown["Answer by now: By silence"].one("DTSTART").params == {"TZID": "Asia/Bangkok"}
    off = shown["Called off"]
    assert (off.one("STATUS").value, off.one("UID").value) == ("CANCELLED", "m-12@elsewhere.example")
    assert off.one("SEQUENCE").value == "4"


def test_it_has_a_name_and_says_how_often_to_come_back(cast: Cast) -> None:
    calendar = fetched(feeds.make(cast.farid, body=cast.committee))
    assert calendar.one("X-WR-CALNAME").text == "Executive Committee (Secretariat)"
    assert calendar.one("REFRESH-INTERVAL").params == {"VALUE": "DURATION"}
    assert calendar.one("REFRESH-INTERVAL").value == calendar.one("X-PUBLISHED-TTL").value == "PT1H"


def test_it_gives_the_same_bytes_for_the_same_things_and_answers_304(cast: Cast) -> None:
    row = action(cast, CHINESE, due="2031-03-31")
    own, client = feeds.make(cast.farid), Client()
    first = client.get(path(own))
    again = client.get(path(own), headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Last-Modified"]
    verbs.set_due(cast.ana, actions=[row], due="2031-04-30")
    changed = client.get(path(own), headers={"if-none-match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_it_takes_something_away_though_no_date_tells_of_it(cast: Cast) -> None:
    action(cast, "Share the guidance", due="2031-03-31")
    secret = action(cast, "Mention nobody", due="2031-03-31")
    own, client = feeds.make(cast.farid), Client()
    first = client.get(path(own))
    set_confidentiality(cast.ana, entries=[secret], confidentiality="restricted")
    later = client.get(path(own), headers={"if-modified-since": first.headers["Last-Modified"]})
    assert later.status_code == 200
    assert b"Mention nobody" not in later.content


def test_it_shows_what_the_owner_may_read_at_that_moment(cast: Cast) -> None:
    restricted = action(cast, "Quiet matter", level="restricted", due="2031-03-31")
    action(cast, "Who said what", level="chatham", due="2031-03-31")
    shielded = meeting(cast, title="A meeting behind closed doors", confidentiality="restricted")
    for row in (feeds.make(cast.farid), feeds.make(cast.farid, body=cast.committee)):
        text = Client().get(path(row)).content.decode()
        assert "Quiet matter" not in text
        assert "Who said" not in text
        assert shielded.title not in text
    cast.lena.user = cast.farid
    cast.lena.save()
    seat(cast.committee, cast.lena)
    mine = fetched(feeds.make(cast.farid))
    names = {part.one("SUMMARY").text for part in mine.all("VEVENT")}
    assert names == {"Due: Quiet matter", "Due: Who said what", shielded.title}
    classes = {part.one("CLASS").value for part in mine.all("VEVENT")}
    assert classes == {"CONFIDENTIAL"}
    assert restricted.text in {action.text for action in [restricted]}


def test_it_is_gone_when_ended_renewed_or_the_account_is_closed(cast: Cast) -> None:
    client = Client()
    old = feeds.make(cast.farid)
    new = feeds.make(cast.farid)
    assert (client.get(path(old)).status_code, client.get(path(new)).status_code) == (410, 200)
    body = feeds.make(cast.farid, body=cast.committee)
    assert client.get(path(new)).status_code == 200
    feeds.end(cast.farid, row=body)
    assert client.get(path(body)).status_code == 410
    set_active(cast.ana, user=cast.farid, active=False)
    assert client.get(path(new)).status_code == 410
    set_active(cast.ana, user=cast.farid, active=True)
    assert client.get(path(new)).status_code == 200


@pytest.mark.parametrize("token", ["x", "x.y", ".", "ü.ü", "a" * 500])
@pytest.mark.django_db
def test_it_opens_nothing_by_an_address_that_is_not_ours(token: str) -> None:
    answer = Client().get(f"/feeds/{token}.ics")
    assert answer.status_code == 404


def test_it_opens_nothing_by_what_the_table_holds(cast: Cast) -> None:
    row = feeds.make(cast.farid)
    assert Client().get(f"/feeds/{row.nonce}.ics").status_code == 404
    assert Client().get(f"/feeds/{row.nonce}.{'0' * 32}.ics").status_code == 404


def test_it_is_made_and_ended_by_its_owner_alone(cast: Cast) -> None:
    row = feeds.make(cast.farid)
    with pytest.raises(NotAllowed):
        feeds.end(cast.ana, row=row)
    with pytest.raises(NotAllowed):
        feeds.make(cast.gone)
    with pytest.raises(Refused):
        feeds.make(cast.farid, dues="sometimes")


def test_it_keeps_its_address_to_itself(cast: Cast) -> None:
    answer = Client().get(path(feeds.make(cast.farid)))
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Cache-Control"].startswith("private")


def test_it_shows_what_a_body_holds_and_decided(cast: Cast) -> None:
    action(cast, "Share the guidance", due="2031-03-31")
    who = action(cast, "Draft a checklist", due=day(20), owners=("WHO",))
    names = {part.one("SUMMARY").text for part in fetched(feeds.make(cast.rita, body=cast.committee)).all("VEVENT")}
    assert names == {"Due: Share the guidance", f"Due: {who.text}"}
    assert Entity.objects.count() == 3


def _is_shown_once(at: datetime) -> bool:
    """Say whether the clock shows an hour once: not twice, and not never."""
    return at.utcoffset() == at.replace(fold=1).utcoffset()


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)
hours = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1))  # noqa: DTZ001 - of a clock, its zone comes later
zones = st.sampled_from(["Europe/Zurich", "Asia/Kathmandu", "America/New_York", "UTC"])


@given(words, words, hours, zones, st.sampled_from(["task", "whole", "hour"]))
def test_it_writes_any_text_by_the_standard(
    name: str,
    summary: str,
    at: datetime,
    zone: str,
    kind: str,
) -> None:
    from zoneinfo import ZoneInfo

    task = kind == "task"
    start = at.replace(microsecond=0, tzinfo=ZoneInfo(zone)) if kind == "hour" else at.date()
    entry = Entry("a@b.example", summary, start, datetime(2031, 1, 1, tzinfo=UTC), description=name, task=task)
    data = feed(name, [entry])
    calendar = read(data)
    (mine,) = [part for part in calendar.parts if part.name != "VTIMEZONE"]
    (theirs,) = [part for part in icalendar.Calendar.from_ical(data).walk() if part.name in {"VEVENT", "VTODO"}]
    assert mine.one("SUMMARY").text == str(theirs["SUMMARY"])
    assert mine.one("SUMMARY").text.split() == re.sub(r"[\x00-\x1f\x7f]", " ", summary).split()
    if isinstance(start, datetime) and zone != "UTC" and _is_shown_once(start):
        assert moment(calendar, mine.one("DTSTART")) == start
    assert theirs.decoded("DUE" if task else "DTSTART") == start


def test_it_notes_when_it_was_fetched(cast: Cast) -> None:
    row = feeds.make(cast.farid)
    fetched(row)
    row.refresh_from_db()
    assert row.fetched_at is not None
    assert timezone.now() - row.fetched_at < timedelta(minutes=1)
