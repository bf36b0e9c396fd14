"""A small chart of bars, drawn on the server; the table beside it says the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from secretariat.followup.ageing import Age

WIDTH, ROW, BAR = 200, 22, 14


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it stands, how long it is, and how much of it is overdue."""

    label: str | Promise
    count: int
    overdue: int
    y: int
    width: int
    late: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars and the size of the drawing."""

    bars: list[Bar]
    width: int
    height: int


def chart(ages: Sequence[Age]) -> Chart | None:
    """Return the bars of some counts; nothing where there is nothing to draw."""
    most = max((age.count for age in ages), default=0)
    if not most:
        return None
    bars = [
        Bar(
            age.label,
            age.count,
            age.overdue,
            place * ROW + (ROW - BAR) // 2,
            _length(age.count, most),
            _length(age.overdue, most),
        )
        for place, age in enumerate(ages)
    ]
    return Chart(bars, WIDTH, ROW * len(bars))


def _length(count: int, most: int) -> int:
    """Return how long a bar is; what there is can be seen."""
    return max(round(count / most * WIDTH), 2) if count else 0
