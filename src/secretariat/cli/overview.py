"""Many readings side by side: one row a record."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

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


def within_folder(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with names that leave out the folder that all of them are in."""
    folders = {str(Path(row.name).parent) for row in rows}
    common = os.path.commonpath(folders) if len({Path(folder).is_absolute() for folder in folders}) == 1 else ""
    return [replace(row, name=os.path.relpath(row.name, common) if common else row.name) for row in rows]
