"""How many reports go how far on each code, drawn: a bar a code, all as long as there are reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from secretariat.evidence.coverage import Reach, Share
from secretariat.evidence.frameworks import Code

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: where it begins and how long it is, of a hundred, and what it counts."""

    reach: Reach
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of one code."""

    code: Code
    share: Share
    segments: tuple[Segment, ...]


def bars(shares: Iterable[Share]) -> list[Bar]:
    """Return the bars of counts, none where there are no reports."""
    return [Bar(share.code, share, tuple(_segments(share))) for share in shares if share.total]


def _segments(share: Share) -> Iterator[Segment]:
    begin = 0
    for reach in Reach:
        count = share.reaches.get(reach, 0)
        if count:
            yield Segment(reach, count, round(WIDTH * begin / share.total, 2), round(WIDTH * count / share.total, 2))
        begin += count
