"""Many readings side by side: one row a record."""

from __future__ import annotations

from dataclasses import dataclass

from secretariat.reading.findings import Reading


@dataclass(frozen=True, slots=True)
class Row:
    """What one record comes to."""

    name: str
    date: str | None
    participants: int
    decisions: int
    actions: int
    unassigned: int
    problems: int


def row_of(reading: Reading, name: str) -> Row:
    """Count what a record holds."""
    return Row(
        name,
        reading.meeting.date,
        len(reading.participants),
        len(reading.decisions),
        len(reading.action_points),
        sum(not action.owners for action in reading.action_points),
        len(reading.problems),
    )
