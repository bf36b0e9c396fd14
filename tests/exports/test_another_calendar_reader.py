"""Calendars as a reader that is not ours, and that did not write them, takes them: vobject."""

from __future__ import annotations

from datetime import UTC, date, datetime

import vobject

from secretariat.exports import calendar
from secretariat.exports.feeds import Entry, feed
from secretariat.meetings import invitations
from secretariat.meetings.outline import outline
from tests.cast import Cast
from tests.meetings.planned import convened, make_seats

ANA = calendar.Organizer("Ana", "ana@example.org")
CHINESE = "与各国家网络分享指南；逗号，分号；反斜杠\\，并在下次会议之前报告，然后再与所有成员分享各自的进展"


def test_it_reads_an_invitation(cast: Cast) -> None:
    make_seats(cast)
    meeting = convened(cast, title=CHINESE)
    invitations.invite_seats(cast.ana, meeting=meeting)
    rows = [row for row in meeting.invitations.all() if row.email]
    sent = calendar.invitation(meeting, rows, ANA, agenda=outline(meeting))
    read = vobject.readOne(sent.decode())
    event = read.vevent
    assert read.method.value == "REQUEST"
    assert (event.uid.value, event.summary.value) == (meeting.uid, CHINESE)
    assert event.dtstart.value.astimezone(UTC) == meeting.starts_at
    assert event.dtend.value.astimezone(UTC) == meeting.ends_at
    assert [line.value.lower() for line in event.attendee_list] == [f"mailto:{row.email}" for row in rows]
    cancelled = vobject.readOne(calendar.cancellation(meeting, rows, ANA).decode())
    assert (cancelled.method.value, cancelled.vevent.status.value) == ("CANCEL", "CANCELLED")


def test_it_reads_a_feed() -> None:
    at = datetime(2031, 3, 1, 9, 30, tzinfo=UTC)
    due = Entry(uid="a-1@example.org", summary=f"Due: {CHINESE}", start=date(2031, 3, 31), modified=at)
    read = vobject.readOne(feed("Due dates", [due]).decode())
    assert read.vevent.summary.value == f"Due: {CHINESE}"
    assert read.vevent.dtstart.value == date(2031, 3, 31)
