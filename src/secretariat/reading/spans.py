"""Where words stand: spans in a text, and the map from one text back to another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of Unicode code points in one text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of ``text`` at this span."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Say whether ``other`` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """Return the span moved by ``by`` code points."""
        return Span(self.start + by, self.end + by)


def trimmed(text: str, start: int, end: int, chars: str | None = None) -> Span:
    """Return ``[start, end)`` without the white space (or ``chars``) at its two ends.

    An all-blank range gives an empty span at ``start``.
    """
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(chars))
    if left == len(piece):
        return Span(start, start)
    return Span(start + left, start + len(piece.rstrip(chars)))


class SpanSet:
    """Many spans of one text, asked over and over: each question takes a search by halves, not a walk."""

    __slots__ = ("_furthest", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        """Take the spans in any order; they may overlap."""
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._furthest = list(accumulate((span.end for span in ordered), max))

    def overlap(self, span: Span) -> bool:
        """Say whether any of the spans shares a code point with ``span``."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._furthest[before - 1] > span.start

    def hold(self, span: Span) -> bool:
        """Say whether ``span`` lies wholly within one of the spans."""
        before = bisect_right(self._starts, span.start)
        return before > 0 and self._furthest[before - 1] >= span.end


class OffsetMap:
    """Maps an offset in a text to the offset in the source that it was made from.

    Built from pieces ``(offset, source_offset)`` in rising order of ``offset``; within a piece the
    two texts run in step, so the map of a plain copy is one piece.
    """

    __slots__ = ("_offsets", "_sources")

    def __init__(self, pieces: list[tuple[int, int]]) -> None:
        """Take the pieces; an empty list is the map of a plain copy."""
        kept = pieces or [(0, 0)]
        self._offsets = [offset for offset, _ in kept]
        self._sources = [source for _, source in kept]

    def source(self, offset: int) -> int:
        """Return the offset in the source of the character at ``offset``."""
        at = max(bisect_right(self._offsets, offset) - 1, 0)
        return self._sources[at] + max(offset - self._offsets[at], 0)

    def source_span(self, span: Span) -> Span:
        """Return where the characters of ``span`` stand in the source."""
        if span.end <= span.start:
            at = self.source(span.start)
            return Span(at, at)
        return Span(self.source(span.start), self.source(span.end - 1) + 1)

    def pieces(self) -> list[tuple[int, int]]:
        """Return the pieces that the map was built from."""
        return list(zip(self._offsets, self._sources, strict=True))


class TextBuilder:
    """Collects characters of a source into a new text and keeps the way back."""

    __slots__ = ("_length", "_parts", "_pieces")

    def __init__(self) -> None:
        """Start with an empty text."""
        self._parts: list[str] = []
        self._pieces: list[tuple[int, int]] = []
        self._length = 0

    def __len__(self) -> int:
        """Return how many code points were collected."""
        return self._length

    def add(self, words: str, source: int) -> Span:
        """Append ``words`` that stand at ``source`` in the source; return their span in the text."""
        start = self._length
        if words:
            self._pieces.append((start, source))
            self._parts.append(words)
            self._length += len(words)
        return Span(start, self._length)

    def text(self) -> str:
        """Return the text collected so far."""
        return "".join(self._parts)

    def offset_map(self) -> OffsetMap:
        """Return the map from the text collected so far to its source."""
        merged: list[tuple[int, int]] = []
        for offset, source in self._pieces:
            if merged and merged[-1][1] - merged[-1][0] == source - offset:
                continue
            merged.append((offset, source))
        return OffsetMap(merged)
