"""A walk along the chain of events, and what it makes of those that do not fit.

An event that follows from the one before it is sure: its hash stands for its number and all it says. Those that do
not are kept until the next one that is sure: only then does it show how many places there were for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from . import chain

MANY = 1000
"""So many events that do not fit are judged without waiting for one that does."""


class Fault(StrEnum):
    """What can be wrong with events."""

    CHANGED = "event_changed"
    MISSING = "event_missing"
    MISPLACED = "event_misplaced"
    INSERTED = "event_inserted"
    CUT = "events_cut_off"


@dataclass(frozen=True, slots=True)
class Run:
    """One fault of the events from ``first`` to ``last``."""

    fault: Fault
    first: int
    last: int


class Walk:
    """Takes one event after the other. ``number`` and ``hash`` are those of the last sure one."""

    def __init__(self, kept: str = "") -> None:
        """Look out for the hash ``kept`` on the way."""
        self.kept = kept
        self.kept_at: int | None = 0 if kept == chain.START else None
        self.last_key: int | None = None
        self.number, self.hash = 0, chain.START
        self.runs: list[Run] = []
        # What the hash of the event before may be: as stored, made anew from the stored one before that, made anew
        # all along, and that of the last sure event.
        self._before: tuple[str, ...] = (chain.START,)
        self._odd: list[int] = []

    def step(self, row: chain.Row, link: str) -> None:
        """Take the next event."""
        self.last_key = row.id
        if link == self.kept:
            self.kept_at = row.number
        if any(_follows(before, row, link) for before in self._before):
            if self._odd or row.number != self.number + 1:
                self._judge(row.number)
            self.number, self.hash, self._before = row.number, link, (link,)
            return
        made = [_hash(before, row) for before in self._before]
        self._odd.append(row.number if type(row.number) is int else 0)  # SQLite keeps whatever is put in a column
        self._before = (link, made[0], made[2] if len(made) > 2 else made[0], self.hash)
        if len(self._odd) == MANY:
            end = self.end
            self._judge(end + 1)
            self.number = end

    @property
    def end(self) -> int:
        """Return the number of the last event that is there, sure or not."""
        return max([self.number, *self._odd])

    def ends_with(self, link: str) -> bool:
        """Say whether a hash may be that of the last event."""
        return link in self._before

    def stop(self, number: int | None) -> None:
        """Come to the end, at which the head says that there are ``number`` events; ``None`` without a head."""
        self._judge((self.end if number is None else number) + 1, at_the_end=True)

    def _judge(self, number: int, *, at_the_end: bool = False) -> None:
        """Say what became of the places from the last sure event to before ``number``."""
        first, odd = self.number + 1, self._odd
        self._odd = []
        if len(odd) == number - first:
            found = [
                Run(Fault.CHANGED if claimed == place else Fault.MISPLACED, place, place)
                for place, claimed in enumerate(odd, first)
            ]
        else:
            found = list(_sorted_out(odd, first, number, at_the_end=at_the_end))
        for run in sorted(found, key=lambda run: run.first):
            self._keep(run)

    def _keep(self, run: Run) -> None:
        """Keep a fault; one beside the last of the same sort makes that longer."""
        last = self.runs[-1] if self.runs else None
        if last is not None and last.fault == run.fault and run.first == last.last + 1:
            self.runs[-1] = Run(run.fault, last.first, run.last)
        else:
            self.runs.append(run)


def _sorted_out(odd: list[int], first: int, number: int, *, at_the_end: bool) -> Iterator[Run]:
    """Yield what became of places that are more, or fewer, than the events found there.

    What follows a missing event cannot be held against it: it is taken to be as it was.
    """
    taken: set[int] = set()
    for claimed in odd:
        if first <= claimed < number and claimed not in taken:
            taken.add(claimed)
        else:
            yield Run(Fault.INSERTED, claimed, claimed)
    place = first
    for claimed in sorted(taken):
        if claimed > place:
            yield Run(Fault.MISSING, place, claimed - 1)
        else:
            yield Run(Fault.CHANGED, claimed, claimed)
        place = claimed + 1
    if place < number:
        yield Run(Fault.CUT if at_the_end else Fault.MISSING, place, number - 1)


def _follows(before: str, row: chain.Row, link: str) -> bool:
    """Say whether an event follows another one; one that is not even JSON follows none."""
    try:
        return chain.follows(before, row, link)
    except (ValueError, TypeError, RecursionError):
        return False


def _hash(before: str, row: chain.Row) -> str:
    """Return the hash of an event; none for one that is not even JSON."""
    try:
        return chain.hash_of(before, row)
    except (ValueError, TypeError, RecursionError):
        return ""
