"""How highlights cut a text: spans that overlap become segments that do not. Pure functions of numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Highlight:
    """Words of the source that something points at: ``[start, end)`` in code points.

    ``key`` names what points at them (a finding, a problem); one key may point at several places, and
    not each of them has a ``drawing``.
    """

    key: str
    kind: str
    state: str
    start: int
    end: int
    drawing: bool = True


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that the same highlights cover from end to end.

    ``covers`` lists them from the outermost to the innermost; ``begins`` those whose first words
    these are, in the same order.
    """

    start: int
    end: int
    covers: tuple[Highlight, ...] = ()
    begins: tuple[Highlight, ...] = ()


def cut(pieces: Sequence[tuple[int, int]], highlights: Iterable[Highlight]) -> list[list[Segment]]:
    """Cut each piece of text where a highlight begins or ends.

    Args:
        pieces: ``(start, end)`` of the blocks and cells, in rising order, not overlapping.
        highlights: in any order; what lies outside every piece is left out.

    Returns:
        For each piece its segments, in order, that cover it from end to end; none for an empty piece.
    """
    placed: list[list[Highlight]] = [[] for _ in pieces]
    first: dict[Highlight, int] = {}
    ends = [end for _, end in pieces]
    for highlight in sorted(highlights, key=_outermost_first):
        for index in range(bisect_right(ends, highlight.start), len(pieces)):
            start, end = pieces[index]
            if start >= highlight.end:
                break
            if start < end and highlight.start < highlight.end:
                placed[index].append(highlight)
                first.setdefault(highlight, index)
    return [
        _segments(start, end, here, {one for one in here if first[one] == index})
        for index, ((start, end), here) in enumerate(zip(pieces, placed, strict=True))
    ]


def _outermost_first(highlight: Highlight) -> tuple[int, int, str]:
    """Order highlights so that what contains another comes before it."""
    return highlight.start, -highlight.end, highlight.key


def _segments(start: int, end: int, highlights: list[Highlight], beginning: set[Highlight]) -> list[Segment]:
    """Cut one piece; ``beginning`` are the highlights that have no words before it."""
    bounds = {start, end}
    for one in highlights:
        bounds.update((max(one.start, start), min(one.end, end)))
    points = sorted(bounds)
    return [
        Segment(
            left,
            right,
            tuple(one for one in highlights if one.start < right and left < one.end),
            tuple(one for one in highlights if one in beginning and max(one.start, start) == left),
        )
        for left, right in pairwise(points)
    ]
