"""Who held which seat when, drawn: a strip a seat, a bar a tenure. Places are in per cent, so no style is needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from secretariat.network.changes import days_in_words
from secretariat.network.models import Tenure

if TYPE_CHECKING:
    from secretariat.network.models import Seat

MOST_TICKS = 8
PRINCIPAL_HEIGHT = 28
ALTERNATE_HEIGHT = 18
GAP = 4
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """One tenure: where it stands on the strip, and what it says."""

    x: str
    width: str
    y: int
    height: int
    label: str
    days: str
    kind: str

    @property
    def text_y(self) -> int:
        """Return the line on which its words stand."""
        return self.height // 2 + 4


@dataclass(frozen=True, slots=True)
class Strip:
    """A seat and its bars."""

    seat: Seat
    bars: tuple[Bar, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the axis."""

    x: str
    year: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole picture. ``here`` is the day that is looked at."""

    strips: tuple[Strip, ...]
    ticks: tuple[Tick, ...]
    here: str


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days to places."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Return where a day stands, in per cent from the start."""
        return 100 * (day - self.first).days / max((self.last - self.first).days, 1)


def seat_chart(seats: Sequence[Seat], tenures: Iterable[Tenure], day: date) -> Chart | None:
    """Return the picture of a body; nothing where nobody ever held a seat."""
    held: dict[int, list[Tenure]] = {}
    for tenure in tenures:
        held.setdefault(tenure.seat_id, []).append(tenure)
    if not held:
        return None
    scale = _scale([tenure for rows in held.values() for tenure in rows], day)
    strips = tuple(_strip(seat, held.get(seat.pk, []), scale) for seat in seats)
    return Chart(strips, tuple(_ticks(scale)), f"{scale.place(day):.2f}%")


def _scale(tenures: Sequence[Tenure], day: date) -> _Scale:
    """Return the days from the first that is known to the last, with some room on both sides."""
    known = [at for tenure in tenures for at in (tenure.since, tenure.until) if at] + [day]
    first, last = min(known), max(known)
    room = max(timedelta(days=120), (last - first) / 12) if (last - first).days > 365 else timedelta(days=730)
    # Whatever days are written down, the page of the body must be drawn: the room ends where the calendar does.
    return _Scale(first - min(room, first - date.min), last + min(room, date.max - last))


def _strip(seat: Seat, tenures: Sequence[Tenure], scale: _Scale) -> Strip:
    """Return the strip of a seat: principals above, each alternate on a line of their own below."""
    principals = [row for row in tenures if row.capacity == Tenure.Capacity.PRINCIPAL]
    alternates = [row for row in tenures if row.capacity != Tenure.Capacity.PRINCIPAL]
    bars = [_bar(row, scale, 0, PRINCIPAL_HEIGHT) for row in principals]
    for line, row in enumerate(alternates):
        y = PRINCIPAL_HEIGHT + GAP + line * (ALTERNATE_HEIGHT + GAP)
        bars.append(_bar(row, scale, y, ALTERNATE_HEIGHT))
    return Strip(seat, tuple(bars), PRINCIPAL_HEIGHT + len(alternates) * (ALTERNATE_HEIGHT + GAP))


def _bar(tenure: Tenure, scale: _Scale, y: int, height: int) -> Bar:
    """Return the bar of a tenure; its last day is within."""
    begin = scale.place(tenure.since) if tenure.since else 0
    end = scale.place(min(tenure.until, date.max - A_DAY) + A_DAY) if tenure.until else 100
    return Bar(
        x=f"{begin:.2f}%",
        width=f"{max(end - begin, 0.4):.2f}%",
        y=y,
        height=height,
        label=str(tenure) if tenure.since else f"… {tenure}",
        days=days_in_words(tenure.since, tenure.until),
        kind=tenure.capacity,
    )


def _ticks(scale: _Scale) -> Iterable[Tick]:
    """Yield the years that stand on the axis, not more than fit beside each other."""
    years = range(scale.first.year + 1, scale.last.year + 1)
    step = -(-len(years) // MOST_TICKS) or 1
    for year in years[::step]:
        yield Tick(f"{scale.place(date(year, 1, 1)):.2f}%", year)
