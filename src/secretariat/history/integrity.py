"""Whether the history is whole: every event as it was written, none missing, none put in, none out of its place.

What the chain cannot show by itself: somebody who may write to the database can make a whole new chain. Only a head
that was kept elsewhere tells that. ``check`` says whether the chain still contains it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import chain, stored
from .models import Event, Head
from .walk import Fault, Run, Walk

Told = Callable[[int], object]
"""Told how many rows were looked at since it was told last."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: a stable code, the place, and one line for people."""

    code: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a walk along the chain found, and its end as the head gives it.

    ``kept_at`` is the number of the event whose hash is the head that was kept elsewhere.
    """

    findings: list[Finding]
    number: int
    hash: str
    kept_at: int | None


def check(kept: str = "", told: Told = lambda _count: None) -> Checked:
    """Walk along the whole chain; ``kept`` is a head that was kept elsewhere."""
    walk = Walk(kept)
    head = Head.objects.first()
    while True:
        seen, before = walk.last_key, head
        for piece in stored.pieces(connection, after=walk.last_key):
            for row, link in piece:
                walk.step(row, link)
            told(len(piece))
        # Events may come in meanwhile: the head is read after the walk, and what it is ahead is walked too.
        head = Head.objects.first()
        if head is None or head.number <= walk.end or (walk.last_key == seen and head == before):
            break
    at_end = list(_at_the_end(walk, head))
    walk.stop(None if head is None else head.number)
    findings = [_finding(run) for run in walk.runs] + at_end
    if kept and walk.kept_at is None:
        findings.append(_head_not_found(kept))
    number, link = head_of()
    return Checked(findings, number, link, walk.kept_at)


def head_of() -> tuple[int, str]:
    """Return number and hash of the last event, as the head says."""
    head = Head.objects.first()
    return (0, chain.START) if head is None else (head.number, head.hash)


def _at_the_end(walk: Walk, head: Head | None) -> Iterator[Finding]:
    """Yield what the head says against the last event."""
    if head is None:
        if walk.last_key is not None:
            yield Finding("head_missing", _("head"), _("the head of the history is gone: the last events may be too"))
    elif head.number < walk.number:
        yield _finding(Run(Fault.INSERTED, head.number + 1, walk.number))
    elif head.number == walk.end and not walk.ends_with(head.hash):
        message = _("the head of the history is not that of its last event: one of both was changed")
        yield Finding("head_differs", _("head"), message)


def _head_not_found(kept: str) -> Finding:
    """Return what follows when the chain does not contain a head that was kept elsewhere."""
    message = _("the chain does not contain the head %s: the history was written anew, or cut before it")
    return Finding("head_not_found", _("head"), message % kept)


def _finding(run: Run) -> Finding:
    """Return a fault of one event or a run of them as a line."""
    said = _said(run.fault, run.last - run.first + 1)
    if run.first == run.last:
        return Finding(run.fault.value, _("event %d") % run.first, said + _about(run))
    place = _("events %(first)d to %(last)d") % {"first": run.first, "last": run.last}
    return Finding(run.fault.value, place, said)


def _said(fault: Fault, count: int) -> str:
    """Return a fault in words."""
    match fault:
        case Fault.CHANGED:
            return ngettext("was changed after it was written", "were changed after they were written", count)
        case Fault.MISSING:
            return ngettext("is missing", "are missing", count)
        case Fault.MISPLACED:
            return ngettext("is another one, put in its place", "are others, put in their places", count)
        case Fault.INSERTED:
            return ngettext("was put in past Secretariat", "were put in past Secretariat", count)
        case Fault.CUT:
            return ngettext("was cut off at the end", "were cut off at the end", count)


def _about(run: Run) -> str:
    """Return what an event that was changed says of itself now."""
    if run.fault != Fault.CHANGED:
        return ""
    event = Event.objects.filter(number=run.first).values_list("object_type", "object_id", "verb").first()
    return "" if event is None else " ({} {}: {})".format(*event)
