"""How long to wait after an attempt that failed: a minute at first, at most half a day."""

from __future__ import annotations

from datetime import datetime, timedelta

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
MOST_ATTEMPTS = 10
CLAIM = timedelta(minutes=5)


def next_attempt(now: datetime, attempts: int) -> datetime:
    """Return when to try again after so many attempts."""
    return now + WAITS[min(max(attempts, 1), len(WAITS)) - 1]
