"""The matters arising of a meeting as values, to be shown, written as a document, or kept as they stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What was reported on an action: by somebody (``note``), or in a record (``previous``).

    ``date`` is the day or period of what was done where that is said, or else the day of the report. ``state`` is
    the state that came of it, of a record the status in its words.
    """

    text: str
    date: str
    by: str = ""
    state: str = ""
    action: int | None = None
    note: int | None = None
    previous: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """An action as it stands before a meeting. ``late`` counts the days, ``closed`` is the day on which it ended.

    ``level`` is its confidentiality, with that of what it comes from.
    """

    number: int
    reference: str
    text: str
    state: str
    level: str = "network"
    owners: tuple[str, ...] = ()
    due: str = ""
    due_text: str = ""
    pace: str = "once"
    review_date: str = ""
    late: int = 0
    decision: int | None = None
    meeting: int | None = None
    closed: str = ""
    reason: str = ""
    reports: tuple[Reported, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A decision that matters carry out, or the meeting that they come from."""

    number: int
    text: str
    reference: str = ""
    meeting: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Matters that belong together: under a decision, under a meeting, or under neither."""

    matters: tuple[Matter, ...]
    decision: Origin | None = None
    meeting: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arising:
    """The matters arising of a meeting as of a moment.

    ``since`` is the day of the meeting before it, ``loose`` what a record reports on no action of the register.
    """

    as_of: datetime
    frozen: bool = False
    since: date | None = None
    previous: int | None = None
    matters: tuple[Matter, ...] = ()
    closed: tuple[Matter, ...] = ()
    loose: tuple[Reported, ...] = ()
    decisions: Mapping[int, Origin] = field(default_factory=dict)
    meetings: Mapping[int, Origin] = field(default_factory=dict)

    @property
    def overdue(self) -> int:
        """Return how many are overdue."""
        return sum(matter.late > 0 for matter in self.matters)

    @property
    def reported(self) -> int:
        """Return on how many something was reported."""
        return sum(bool(matter.reports) for matter in self.matters)

    def groups(self) -> list[Group]:
        """Return the matters grouped by decision, those without one by meeting; what is longest overdue comes first."""
        by: dict[tuple[int | None, int | None], list[Matter]] = {}
        for matter in sorted(self.matters, key=urgency):
            decision = matter.decision if matter.decision in self.decisions else None
            meeting = matter.meeting if decision is None and matter.meeting in self.meetings else None
            by.setdefault((decision, meeting), []).append(matter)
        made = [
            Group(
                matters=tuple(matters),
                decision=self.decisions[decision] if decision is not None else None,
                meeting=self.meetings[meeting] if meeting is not None else None,
            )
            for (decision, meeting), matters in by.items()
        ]
        return sorted(made, key=lambda group: (group.decision is None, group.meeting is None))

    def kept(self) -> dict[str, Any]:
        """Return this as JSON."""
        data = asdict(self)
        data |= {"as_of": self.as_of.isoformat(), "since": self.since.isoformat() if self.since else ""}
        return data


def urgency(matter: Matter) -> tuple[object, ...]:
    """Return what matters are ordered by: the longest overdue, then what is due next, then the rest."""
    return -matter.late, not (matter.due or matter.review_date), matter.due or matter.review_date, matter.number


def from_kept(data: Mapping[str, Any]) -> Arising:
    """Return matters arising from the JSON that they were kept as."""
    return Arising(
        as_of=datetime.fromisoformat(data["as_of"]),
        frozen=True,
        since=date.fromisoformat(data["since"]) if data["since"] else None,
        previous=data["previous"],
        matters=tuple(_matter(row) for row in data["matters"]),
        closed=tuple(_matter(row) for row in data["closed"]),
        loose=tuple(Reported(**row) for row in data["loose"]),
        decisions={int(number): Origin(**row) for number, row in data["decisions"].items()},
        meetings={int(number): Origin(**row) for number, row in data["meetings"].items()},
    )


def narrowed(
    whole: Arising, *, actions: set[int], decisions: set[int], meetings: set[int], previous: set[int]
) -> Arising:
    """Return the matters without what is not in these sets of numbers."""
    return replace(
        whole,
        matters=tuple(_narrowed(row, actions, previous) for row in whole.matters if row.number in actions),
        closed=tuple(_narrowed(row, actions, previous) for row in whole.closed if row.number in actions),
        loose=tuple(row for row in whole.loose if row.previous in previous),
        decisions={number: row for number, row in whole.decisions.items() if number in decisions},
        meetings={number: row for number, row in whole.meetings.items() if number in meetings},
    )


def _narrowed(matter: Matter, actions: set[int], previous: set[int]) -> Matter:
    """Return a matter without the reports that stand on other entries."""
    kept = (row for row in matter.reports if (row.previous or 0) in previous or (row.note and row.action in actions))
    return replace(matter, reports=tuple(kept))


def _matter(row: Mapping[str, Any]) -> Matter:
    """Return one matter from JSON."""
    reports = tuple(Reported(**report) for report in row["reports"])
    return Matter(**{**row, "owners": tuple(row["owners"]), "reports": reports})
