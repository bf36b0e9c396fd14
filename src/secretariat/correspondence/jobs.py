"""What the worker looks after twice a minute: procedures that end, digests, reminders, letters, webhooks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from secretariat.meetings.clearance import settle_clearances
from secretariat.meetings.procedures import settle_procedures

from .deliveries import send_deliveries
from .digests import queue_digests
from .reminders import queue_reminders
from .report_links import settle_requests
from .sending import Tally, due_letters, send_due
from .turns import turn
from .webhooks import queue_deliveries

logger = logging.getLogger(__name__)

Job = Callable[[datetime], object]

# What other rooms want done when its time has come, called with the moment.
SETTLERS: tuple[Job, ...] = (settle_procedures, settle_clearances)


@dataclass(slots=True)
class Looked:
    """What a look did."""

    digests: int = 0
    reminders: int = 0
    letters: Tally = field(default_factory=Tally)
    deliveries: Tally = field(default_factory=Tally)


def look(now: datetime | None = None) -> Looked:
    """Do what is due. A part that fails is told to the log and stops no other.

    What is made is made by one worker at a time; what is sent may be sent by several.
    """
    now = now or timezone.now()
    done = Looked()
    with turn("look") as mine:
        if mine:
            for settle in SETTLERS:
                _tried(settle, now)
            _tried(settle_requests, now)
            done.digests = _number(_tried(queue_digests, now))
            done.reminders = _number(_tried(queue_reminders, now))
            _tried(queue_deliveries, now)
    # what was just put into the outbox is due a moment later
    after = max(now, timezone.now())
    letters, deliveries = _tried(send_due, after), _tried(send_deliveries, after)
    done.letters = letters if isinstance(letters, Tally) else done.letters
    done.deliveries = deliveries if isinstance(deliveries, Tally) else done.deliveries
    return done


def waiting(now: datetime | None = None) -> list[str]:
    """Return the letters that would go out now, a line each, without sending or making any."""
    rows = due_letters(now or timezone.now())
    return [f"{letter.to_address}  {letter.get_sort_display()}  {letter.subject}" for letter in rows]


def _tried(job: Callable[[datetime], object], now: datetime) -> object:
    """Do one part of a look; what goes wrong there stays there."""
    try:
        return job(now)
    except Exception:
        logger.exception("The look at %s failed; it is tried again at the next one.", getattr(job, "__name__", job))
        return None


def _number(value: object) -> int:
    """Return how many, where a part did not fail."""
    return value if isinstance(value, int) else 0
