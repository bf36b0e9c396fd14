"""Meetings as calendars know them: RFC 5545, and RFC 5546 for invitations and their answers.

A meeting with day, hour and zone is written in its zone; one without a zone floats, so that every calendar
shows its hours as they stand; one without an hour lasts the whole day. Nothing is attached.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Component, Event, vCalAddress, vDDDTypes, vText

from secretariat.history.refusals import Refused
from secretariat.meetings.models import Invitation, Meeting
from secretariat.network.guarded import Confidentiality

from .zones import described

if TYPE_CHECKING:
    from secretariat.meetings.outline import Outline

PRODUCT = "-//Secretariat//Meetings//EN"
LARGEST_ANSWER = 256 * 1024
STATUS = {Meeting.Stage.DRAFT: "TENTATIVE", Meeting.Stage.CANCELLED: "CANCELLED"}
CLASSES = {Confidentiality.PUBLIC: "PUBLIC", Confidentiality.NETWORK: "PRIVATE"}
REPLIES = ("accepted", "declined", "tentative")


@dataclass(frozen=True, slots=True)
class Organizer:
    """Who invites."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a calendar answered. ``answer`` is accepted, declined or tentative."""

    uid: str
    email: str
    answer: str
    sequence: int | None
    at: datetime | None
    comment: str


def invitation(
    meeting: Meeting,
    invitees: Sequence[Invitation],
    organizer: Organizer,
    *,
    agenda: Outline | None = None,
    url: str = "",
) -> bytes:
    """Return an invitation (METHOD:REQUEST) for those invitees who have an address."""
    event = _event(meeting, agenda=agenda, url=url)
    _addressed(event, meeting, invitees, organizer, replies=True)
    return _calendar("REQUEST", [meeting], [event])


def cancellation(meeting: Meeting, invitees: Sequence[Invitation], organizer: Organizer, *, reason: str = "") -> bytes:
    """Return a cancellation (METHOD:CANCEL) for those who were invited."""
    event = _event(meeting)
    event["status"] = vText("CANCELLED")
    if reason:
        event.add("comment", reason)
    _addressed(event, meeting, invitees, organizer, replies=False)
    return _calendar("CANCEL", [meeting], [event])


def published(meetings: Iterable[Meeting], *, name: str = "", links: dict[int, str] | None = None) -> bytes:
    """Return meetings to look at (METHOD:PUBLISH), without those that have no day. ``links`` is by key."""
    rows = [meeting for meeting in meetings if meeting.date is not None]
    events = [_event(meeting, url=(links or {}).get(meeting.pk, "")) for meeting in rows]
    return _calendar("PUBLISH", rows, events, name=name)


def read_reply(data: bytes) -> Reply:
    """Return what somebody's calendar answered to an invitation (METHOD:REPLY, RFC 5546, 3.2.3).

    Raises:
        Refused: when it is no such answer.
    """
    if len(data) > LARGEST_ANSWER:
        raise Refused("too_large", _("This is too large to be the answer of a calendar."))
    calendar = _parsed(data)
    if str(calendar.get("method", "")).upper() != "REPLY":
        raise Refused("no_reply", _("This calendar entry is no answer to an invitation."))
    events = [part for part in calendar.subcomponents if part.name == "VEVENT"]
    if len(events) != 1 or "recurrence-id" in events[0]:
        raise Refused("no_reply", _("The answer must be about one meeting."))
    return _reply(events[0])


def _parsed(data: bytes) -> Calendar:
    """Return a calendar that came in from outside."""
    refusal = Refused("unreadable", _("This cannot be read as the answer of a calendar (an .ics file)."))
    try:
        text = data.decode("utf-8-sig").strip()
        calendar = Calendar.from_ical(text)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, UnicodeError, RecursionError) as error:
        raise refusal from error
    if calendar.name != "VCALENDAR":
        raise refusal
    return calendar


def _reply(event: Component) -> Reply:
    """Return the answer that an event of a reply tells."""
    attendees = event.get("attendee")
    found = attendees if isinstance(attendees, list) else [attendees]
    if len(found) != 1 or not isinstance(found[0], vCalAddress):
        raise Refused("no_reply", _("The answer must be that of one person."))
    answer = str(found[0].params.get("PARTSTAT", "")).lower()
    if answer not in REPLIES:
        raise Refused("no_reply", _("The answer says neither yes nor no nor perhaps."))
    email = str(found[0]).strip()
    email = email[7:] if email.lower().startswith("mailto:") else email
    comment = event.get("comment", "")
    words = "\n".join(str(part) for part in comment) if isinstance(comment, list) else str(comment)
    return Reply(str(event.get("uid", "")).strip(), email, answer, _sequence(event), _stamp(event), words[:2000])


def _sequence(event: Component) -> int | None:
    """Return the sequence that an answer is to; by RFC 5545 none is nought."""
    value = event.get("sequence", 0)
    return int(value) if isinstance(value, int) and 0 <= value < 2**31 else None


def _stamp(event: Component) -> datetime | None:
    """Return when an answer was given, if it says so and lies not in the future."""
    stamp = event.get("dtstamp")
    value = stamp.dt if isinstance(stamp, vDDDTypes) else None
    if not isinstance(value, datetime):
        return None
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return min(aware, timezone.now())


def _calendar(method: str, meetings: Sequence[Meeting], events: Sequence[Event], *, name: str = "") -> bytes:
    """Return a calendar with its events and the zones that they are written in."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    spans: dict[str, list[date]] = {}
    for meeting in meetings:
        if meeting.starts_at is not None and meeting.zone != "UTC" and meeting.date is not None:
            spans.setdefault(meeting.zone, []).extend((meeting.date, meeting.end_date or meeting.date))
    for zone, days in sorted(spans.items()):
        calendar.add_component(described(zone, min(days), max(days)))
    for event in events:
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _event(meeting: Meeting, *, agenda: Outline | None = None, url: str = "") -> Event:
    """Return the event of a meeting, without those who are invited."""
    if meeting.date is None or not meeting.uid:
        raise Refused("no_date", _("A meeting without a day cannot stand in a calendar."))
    event = Event()
    event.add("uid", meeting.uid)
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("sequence", meeting.sequence)
    event.add("summary", meeting.title)
    _timed(event, meeting)
    event.add("status", STATUS.get(Meeting.Stage(meeting.stage), "CONFIRMED"))
    event.add("class", CLASSES.get(Confidentiality(meeting.confidentiality), "CONFIDENTIAL"))
    where = " · ".join(
        part for part in (meeting.place, str(meeting.get_mode_display()) if meeting.mode else "") if part
    )
    for key, value in (("location", where), ("url", url or meeting.join_url), ("description", _told(meeting, agenda))):
        if value:
            event.add(key, value)
    return event


def _timed(event: Event, meeting: Meeting) -> None:
    """Set when it begins and ends. By the standard the end of whole days is the day after the last."""
    if meeting.date is None:
        return
    if meeting.start_time is None:
        event.add("dtstart", meeting.date)
        event.add("dtend", (meeting.end_date or meeting.date) + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    start, end = meeting.starts_at, meeting.ends_at
    if start is None:
        start = datetime.combine(meeting.date, meeting.start_time)
        end = datetime.combine(meeting.end_date or meeting.date, meeting.end_time) if meeting.end_time else None
        if end is not None and end <= start:
            end += timedelta(days=1)
    event.add("dtstart", start)
    if end is not None:
        event.add("dtend", end)


def _told(meeting: Meeting, agenda: Outline | None) -> str:
    """Return the words of an invitation: the notice, how to join, the agenda."""
    parts = [meeting.notice.strip()]
    if meeting.join_url:
        parts.append(_("Join: %s") % meeting.join_url)
    if agenda is not None and agenda.lines:
        parts.append("\n".join([_("Agenda"), *_agenda_lines(agenda)]))
    return "\n\n".join(part for part in parts if part)


def _agenda_lines(agenda: Outline) -> Iterable[str]:
    """Yield the agenda in lines."""
    for group in agenda.groups:
        if group.section is not None:
            yield group.section.title
        for line in group.lines:
            item = line.item
            kind = str(item.get_sort_display()) if item.sort else ""
            minutes = _("%d min") % item.minutes if item.minutes else ""
            notes = ", ".join(part for part in (kind, minutes) if part)
            yield f"{item.number}. {item.title}" + (f" ({notes})" if notes else "")


def _addressed(
    event: Event, meeting: Meeting, invitees: Sequence[Invitation], organizer: Organizer, *, replies: bool
) -> None:
    """Set who invites and who is invited. A reply to a time that was given up is none to the new one."""
    event["organizer"] = _address(organizer.email, organizer.name)
    for row in invitees:
        if not row.email:
            continue
        address = _address(row.email, row.name)
        required = row.capacity == Invitation.Capacity.PRINCIPAL
        current = row.answers_sequence == meeting.sequence
        address.params["ROLE"] = vText("REQ-PARTICIPANT" if required else "OPT-PARTICIPANT")
        address.params["PARTSTAT"] = vText(row.reply.upper() if current else "NEEDS-ACTION")
        if replies:
            address.params["RSVP"] = vText("TRUE")
        event.add("attendee", address, encode=False)


def _address(email: str, name: str) -> vCalAddress:
    """Return an address with its name. A quotation mark has no place in a parameter (RFC 5545, 3.2)."""
    address = vCalAddress(f"mailto:{email}")
    if name:
        address.params["CN"] = vText(" ".join(name.replace('"', "’").split()))
    return address
