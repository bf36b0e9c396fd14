"""A small chart of bars: a table whose rows are drawn as well as told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from secretariat.followup.ageing import Age

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what is counted, and how long its bar and the overdue part of it are, of a hundred."""

    label: str | Promise
    count: int
    overdue: int
    width: int
    late: int


def chart(ages: Sequence[Age]) -> list[Bar]:
    """Return the bars of some counts; none where there is nothing to draw."""
    most = max((age.count for age in ages), default=0)
    return [
        Bar(age.label, age.count, age.overdue, _length(age.count, most), _length(age.overdue, most))
        for age in ages
        if most
    ]


def _length(count: int, most: int) -> int:
    """Return how long a bar is; what there is can be seen."""
    return max(round(count / most * WIDTH), 1) if count else 0
