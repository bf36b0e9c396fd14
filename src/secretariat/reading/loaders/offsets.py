"""The way back through two texts: from a text to the one it was made from, and on to that one's source."""

from __future__ import annotations

from bisect import bisect_right

from ..spans import OffsetMap


def through(outer: OffsetMap, inner: OffsetMap, length: int) -> OffsetMap:
    """Return the map that leads through ``outer`` (of a text of ``length``) and then ``inner``."""
    between = inner.pieces()
    starts = [offset for offset, _ in between]
    pieces: list[tuple[int, int]] = []
    steps = outer.pieces()
    for index, (offset, middle) in enumerate(steps):
        end = steps[index + 1][0] if index + 1 < len(steps) else max(length, offset + 1)
        pieces.append((offset, inner.source(middle)))
        first = bisect_right(starts, middle)
        for start, source in between[first:]:
            if start >= middle + end - offset:
                break
            pieces.append((offset + start - middle, source))
    return OffsetMap(pieces)
