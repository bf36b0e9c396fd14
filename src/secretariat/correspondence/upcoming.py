"""The meetings to come, and when each is: by its own clock, with the zone said or left open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from secretariat.meetings.models import Meeting, Record
from secretariat.meetings.selectors import meetings
from secretariat.network.access import Actor, Verb, may, visible

from .moments import zone_named

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariat.network.models import Body, User


@dataclass(frozen=True, slots=True)
class When:
    """When a meeting is. ``zone`` is empty where nobody said it: then the hours are told, never placed."""

    day: date
    last_day: date
    start: time | None
    end: time | None
    zone: ZoneInfo | None

    @property
    def moment(self) -> datetime | None:
        """Return the moment at which it begins, if that is known."""
        return datetime.combine(self.day, self.start, self.zone) if self.start and self.zone else None

    @property
    def end_moment(self) -> datetime | None:
        """Return the moment at which it ends; an hour before that of the beginning is on the next day."""
        if self.moment is None or self.end is None:
            return None
        end = datetime.combine(self.last_day, self.end, self.zone)
        return end if end > self.moment else end + timedelta(days=1)


def when(meeting: Meeting) -> When | None:
    """Return when a meeting is; ``None`` where it has no day."""
    if meeting.date is None:
        return None
    zone = _zone(meeting)
    last = max(meeting.end_date or meeting.date, meeting.date)
    return When(meeting.date, last, meeting.start_time, meeting.end_time, zone)


def zone_of_meeting(meeting: Meeting) -> ZoneInfo:
    """Return the zone in which a moment is told to the people of a meeting; the site's where nobody said one."""
    return _zone(meeting) or zone_named(settings.TIME_ZONE) or ZoneInfo("UTC")


def _zone(meeting: Meeting) -> ZoneInfo | None:
    """Return the zone of a meeting, as it was planned, as its record says, or as its body keeps it."""
    names = (meeting.zone, meeting.timezone, meeting.body.zone if meeting.body else "")
    return next((found for name in names if name and (found := zone_named(name))), None)


def meetings_of(actor: Actor, bodies: QuerySet[Body], *, since: date, until: date | None = None) -> QuerySet[Meeting]:
    """Return the meetings of some bodies that the actor may read, the earliest first."""
    mine = meetings(actor).filter(body__in=bodies, sort=Meeting.Sort.MEETING, date__gte=since)
    rows = mine.order_by("date", "start_time", "pk")
    return rows.filter(date__lte=until) if until else rows


def procedures_of(actor: Actor, bodies: QuerySet[Body], now: datetime) -> QuerySet[Meeting]:
    """Return the procedures in which some bodies decide just now, those that end first before the others."""
    running = meetings(actor).filter(sort__in=Meeting.PROCEDURES, stage=Meeting.Stage.CONVENED, deadline__gt=now)
    return running.filter(body__in=bodies, outcome__in=("", Meeting.Outcome.OPEN)).order_by("deadline", "pk")


def records_for_comments(user: User, bodies: QuerySet[Body], now: datetime) -> list[Record]:
    """Return the records that circulate in some bodies and on which the user may speak, the first to close first."""
    rows = Record.objects.filter(state=Record.State.IN_CLEARANCE, deadline__gt=now, meeting__body__in=bodies)
    open_now = visible(user, rows).select_related("meeting__body", "meeting__document").order_by("deadline", "pk")
    return [row for row in open_now if may(user, Verb.COMMENT, row)]
