"""When mail may go out: quiet hours and days by the clock of the recipient, also where that clock is changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

MIDNIGHT = time(0)
MOST_STEPS = 64


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours and days on which no letter goes out. Equal ends, or none, mean no quiet hours."""

    zone: ZoneInfo
    since: time | None = None
    until: time | None = None
    days: frozenset[int] = frozenset()

    def holds(self, moment: datetime) -> bool:
        """Say whether it is quiet at ``moment``."""
        local = moment.astimezone(self.zone)
        return local.weekday() in self.days or self._in_hours(local.time())

    def _in_hours(self, clock: time) -> bool:
        """Say whether the clock shows quiet hours; they may go over midnight."""
        if self.since is None or self.until is None or self.since == self.until:
            return False
        if self.since < self.until:
            return self.since <= clock < self.until
        return clock >= self.since or clock < self.until

    def end(self, moment: datetime) -> datetime:
        """Return the next moment at which what makes ``moment`` quiet may be over; it always lies later."""
        local = moment.astimezone(self.zone)
        if local.weekday() in self.days or self.until is None:
            return at_clock(local.date() + timedelta(days=1), MIDNIGHT, self.zone, after=moment)
        later = local.date() if local.time() < self.until else local.date() + timedelta(days=1)
        return at_clock(later, self.until, self.zone, after=moment)


def next_allowed(moment: datetime, quiet: Quiet) -> datetime:
    """Return ``moment``, or the first one after it that is not quiet.

    Raises:
        ValueError: when every day is quiet.
    """
    if len(quiet.days) >= 7:
        message = "There is no day on which a letter may go out."
        raise ValueError(message)
    for _step in range(MOST_STEPS):
        if not quiet.holds(moment):
            return moment
        moment = quiet.end(moment)
    message = "Quiet hours without an end."  # not reached: a week has fewer steps
    raise ValueError(message)


def at_clock(day: date, clock: time, zone: ZoneInfo, *, after: datetime | None = None) -> datetime:
    """Return the moment at which the clock shows ``clock`` on ``day``, in UTC.

    A time that the clock leaps over stands for as long after the leap; of one that it shows twice, the first that
    comes after ``after`` is meant.
    """
    moment = datetime.combine(day, clock, zone).astimezone(UTC)
    if after is not None and moment <= after:
        moment = datetime.combine(day, clock.replace(fold=1), zone).astimezone(UTC)
    return moment


def last_weekly(moment: datetime, day: int, hour: int, zone: ZoneInfo) -> datetime:
    """Return the last time, up to ``moment``, at which it was ``hour`` o'clock on that day of the week."""
    local = moment.astimezone(zone).date()
    latest = local - timedelta(days=(local.weekday() - day) % 7)
    found = at_clock(latest, time(hour), zone)
    return found if found <= moment else at_clock(latest - timedelta(days=7), time(hour), zone)


def next_weekly(moment: datetime, day: int, hour: int, zone: ZoneInfo) -> datetime:
    """Return the next time, after ``moment``, at which it is ``hour`` o'clock on that day of the week."""
    last = last_weekly(moment, day, hour, zone).astimezone(zone).date()
    return at_clock(last + timedelta(days=7), time(hour), zone)


def zone_named(name: str) -> ZoneInfo | None:
    """Return the zone with this IANA name, if there is one."""
    return ZoneInfo(name) if name in zone_names() else None


@cache
def zone_names() -> frozenset[str]:
    """Return the IANA names of all zones."""
    return frozenset(available_timezones() - {"localtime", "Factory", "posixrules"})
