"""Invitations, cancellations and answers as RFC 5545 and RFC 5546 have them, read by parsers that are not ours."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from typing import Any

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from secretariat.exports import calendar
from secretariat.exports.calendar import Organizer
from secretariat.exports.zones import described
from secretariat.history.refusals import Refused
from secretariat.meetings import agenda, invitations, planning, replies
from secretariat.meetings.models import Meeting
from secretariat.meetings.outline import outline
from tests.cast import Cast
from tests.meetings.planned import convened, make_seats, planned

ANA = Organizer("Ana", "ana@example.org")


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Return a convened meeting with people invited, and words that a calendar must escape."""
    make_seats(cast)
    notice = "Dear all;\nplease come, \\ read “Türkçe” and العربية first. " + "Long words follow. " * 12
    row = convened(
        cast, title="Spring meeting; part 1, on returns", notice=notice, place="Room XX, Palais", mode="hybrid"
    )
    agenda.add_item(cast.ana, meeting=row, values={"title": "Guidance", "sort": "decision", "minutes": 30})
    invitations.invite_seats(cast.ana, meeting=row)
    return row


def sent(meeting: Meeting) -> bytes:
    rows = list(meeting.invitations.select_related("meeting"))
    url = "https://secretariat.example/meetings/1/"
    return calendar.invitation(meeting, rows, ANA, agenda=outline(meeting), url=url)


def event_of(data: bytes) -> Any:  # noqa: ANN401 - the library types each value as any that there is
    [event] = Calendar.from_ical(data).walk("VEVENT")
    return event


def test_it_keeps_the_form_that_the_standard_asks(meeting: Meeting) -> None:
    data = sent(meeting)
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()  # a line is never broken within a character
    unfolded = re.sub(rb"\r\n[ \t]", b"", data).decode().replace("\r\n", "\n")
    assert r"SUMMARY:Spring meeting\; part 1\, on returns" in unfolded
    assert r"DESCRIPTION:Dear all\;\nplease come\, \\ read" in unfolded
    for name in ("UID", "DTSTAMP", "SEQUENCE", "ORGANIZER", "DTSTART", "DTEND", "STATUS"):
        assert len(re.findall(rf"^{name}[:;]", unfolded, re.MULTILINE)) >= 1, name
    for name in ("VERSION", "PRODID", "METHOD", "UID"):
        assert len(re.findall(rf"^{name}[:;]", unfolded, re.MULTILINE)) == 1, name
    assert re.search(r"^DTSTAMP:\d{8}T\d{6}Z$", unfolded, re.MULTILINE)
    assert "ATTACH" not in unfolded


def test_it_invites_with_zone_agenda_and_everybody_who_has_an_address(cast: Cast, meeting: Meeting) -> None:
    iom = meeting.invitations.get(name="IOM")
    replies.reply(cast.farid, invitation=iom, answer="accepted")
    found = Calendar.from_ical(sent(meeting))
    event = event_of(sent(meeting))
    assert (found["method"], event["uid"], event["sequence"]) == ("REQUEST", meeting.uid, 0)
    assert event["dtstart"].dt.astimezone(UTC) == datetime(2031, 3, 4, 9, tzinfo=UTC)
    assert event["dtstart"].params["TZID"] == "Europe/Zurich"
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=90)
    assert str(event["organizer"]) == "mailto:ana@example.org"
    told = {str(row): (row.params["CN"], row.params["ROLE"], row.params["PARTSTAT"]) for row in event["attendee"]}
    assert told == {
        "mailto:lena@example.org": ("Lena Okafor", "REQ-PARTICIPANT", "NEEDS-ACTION"),
        "mailto:farid@example.org": ("IOM", "REQ-PARTICIPANT", "ACCEPTED"),
        "mailto:wanjiru@example.org": ("WHO", "REQ-PARTICIPANT", "NEEDS-ACTION"),
    }
    assert "2. Guidance (For decision, 30 min)" in event["description"]
    assert event["location"] == "Room XX, Palais · Hybrid"
    assert event["url"] == "https://secretariat.example/meetings/1/"


def test_it_describes_the_zone_so_that_another_parser_finds_the_moment(meeting: Meeting) -> None:
    text = re.search(r"BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", sent(meeting).decode(), re.DOTALL)
    assert text is not None
    zone = tzical(StringIO(text.group())).get("Europe/Zurich")
    assert zone is not None
    for local, offset in (
        ("2031-03-04T10:00", 1),
        ("2031-03-30T01:59", 1),
        ("2031-03-30T03:00", 2),
        ("2031-10-26T03:00", 1),
    ):
        assert datetime.fromisoformat(local).replace(tzinfo=zone).utcoffset() == timedelta(hours=offset), local


@given(
    st.sampled_from(
        ["Europe/Zurich", "America/New_York", "Asia/Kathmandu", "Africa/Casablanca", "Australia/Lord_Howe"]
    ),
    st.datetimes(datetime(2026, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 - an hour of the clock
)
def test_it_describes_every_zone_rightly_around_the_day(zone: str, local: datetime) -> None:
    from secretariat.meetings import moments

    local = local.replace(second=0, microsecond=0)
    if moments.oddity(local.date(), local.time(), zone):
        return
    text = described(zone, local.date(), local.date()).to_ical().decode()
    theirs = tzical(StringIO(text)).get(zone)
    assert theirs is not None
    ours = moments.moment(local.date(), local.time(), zone)
    assert ours is not None
    assert local.replace(tzinfo=theirs).utcoffset() == ours.utcoffset()


def test_it_lasts_the_whole_day_without_an_hour(cast: Cast) -> None:
    row = convened(cast, start_time=None, end_time=None, end_date=date(2031, 3, 5))
    event = event_of(calendar.published([row]))
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2031, 3, 4), date(2031, 3, 6))
    assert "VTIMEZONE" not in calendar.published([row]).decode()


def test_it_floats_without_a_zone(cast: Cast) -> None:
    data = calendar.published([convened(cast, zone="", start_time=time(23), end_time=time(1))]).decode()
    assert "DTSTART:20310304T230000\r\n" in data
    assert "DTEND:20310305T010000\r\n" in data
    assert "TZID" not in data


def test_it_cancels_what_it_invited_to(cast: Cast, meeting: Meeting) -> None:
    row = planning.cancel(cast.ana, meeting=meeting, reason="The venue, alas, is closed.")
    data = calendar.cancellation(row, list(row.invitations.all()), ANA, reason="The venue, alas, is closed.")
    event = event_of(data)
    assert (Calendar.from_ical(data)["method"], event["status"]) == ("CANCEL", "CANCELLED")
    assert (event["uid"], event["sequence"]) == (meeting.uid, 1)
    assert event["comment"] == "The venue, alas, is closed."


def test_it_publishes_meetings_without_anybody_invited(cast: Cast, meeting: Meeting) -> None:
    draft = planned(cast, date=None, start_time=None, end_time=None)
    data = calendar.published([meeting, draft], name="Executive Committee")
    found = Calendar.from_ical(data)
    assert (found["method"], found["x-wr-calname"]) == ("PUBLISH", "Executive Committee")
    assert len(found.walk("VEVENT")) == 1
    assert "ATTENDEE" not in data.decode()


def test_it_puts_no_day_less_meeting_in_a_calendar(cast: Cast) -> None:
    with pytest.raises(Refused, match="without a day"):
        calendar.invitation(planned(cast, date=None, start_time=None, end_time=None), [], ANA)


def answer(**values: str) -> bytes:
    lines = {
        "METHOD": "METHOD:REPLY",
        "UID": "UID:abc",
        "SEQUENCE": "SEQUENCE:2",
        "DTSTAMP": "DTSTAMP:20200102T030405Z",
        "ATTENDEE": 'ATTENDEE;PARTSTAT=ACCEPTED;CN="Farid, A.":mailto:Farid@example.org',
        "COMMENT": "COMMENT:I come\\, with a colleague.",
        **values,
    }
    body = [lines[name] for name in ("UID", "SEQUENCE", "DTSTAMP", "ATTENDEE", "COMMENT")]
    frame = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", lines["METHOD"], "BEGIN:VEVENT", *body, "END:VEVENT"]
    return "\r\n".join([*frame, "END:VCALENDAR", ""]).encode()


def test_it_reads_an_answer() -> None:
    read = calendar.read_reply(b"\xef\xbb\xbf" + answer())
    assert (read.uid, read.email, read.answer, read.sequence) == ("abc", "Farid@example.org", "accepted", 2)
    assert read.at == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert read.comment == "I come, with a colleague."


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Dear secretariat, I shall come.",
        b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n",
        b"\x00\xff\xfe" * 50,
        b"BEGIN:VCARD\r\nFN:x\r\nEND:VCARD\r\n",
        answer(METHOD="METHOD:REQUEST"),
        answer(ATTENDEE="ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:a@example.org"),
        answer(ATTENDEE="X-NOBODY:1"),
        answer(ATTENDEE="ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x.org\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:b@x.org"),
        answer(COMMENT="RECURRENCE-ID:20310304T100000Z"),
        answer() + answer(),
        answer(COMMENT="COMMENT:" + "x" * 300_000),
    ],
)
def test_it_refuses_what_is_no_answer_in_one_line(data: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        calendar.read_reply(data)
    assert "\n" not in str(refusal.value)


@given(st.binary(max_size=400))
def test_it_never_breaks_on_any_bytes(data: bytes) -> None:
    with pytest.raises(Refused):
        calendar.read_reply(data)


@given(st.text(max_size=60), st.sampled_from(["UID", "SEQUENCE", "DTSTAMP", "ATTENDEE", "COMMENT", "METHOD"]))
def test_it_never_breaks_on_a_broken_line(words: str, name: str) -> None:
    try:
        read = calendar.read_reply(answer(**{name: f"{name}:{words}"}))
    except Refused:
        return
    assert read.answer in calendar.REPLIES
