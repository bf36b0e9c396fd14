"""Where the words of a passage stand on the picture of its page. Pure functions of text and boxes.

A passage was read out of the page: words broken at the end of a line are joined, ligatures taken apart, columns put in
order. So letters are looked for, not words, and in shorter and shorter pieces where they do not stand together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Box = tuple[int, int, int, int]
Place = int | None

SHORTEST = 6
"""Fewer letters than this are not looked for by themselves: they stand in too many places."""
ENOUGH = 0.6
"""The share of the letters that must be found."""
_CLOSE = 6


@dataclass(frozen=True, slots=True)
class Marks:
    """What is to be marked on a page, in ten-thousandths of its width and height, from the upper left.

    ``passage`` are the lines of the passage, ``words`` those words in it that spoke for its codes. ``width`` and
    ``height`` are the size of the page in points. Nothing is marked where too little of the passage was found.
    """

    width: float
    height: float
    passage: tuple[Box, ...] = ()
    words: tuple[Box, ...] = ()

    @property
    def found(self) -> bool:
        """Say whether the passage was found on the page."""
        return bool(self.passage)


def letters(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of a text in their plainest form, and the place in the text of each."""
    plain, places = [], []
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char).casefold():
            if part.isalnum():
                plain.append(part)
                places.append(place)
    return "".join(plain), places


def places_of(passage: str, page: str) -> list[Place]:
    """Return for each character of a passage its place in the text of the page, ``None`` where it was not found."""
    wanted, own = letters(passage)
    whole, there = letters(page)
    met = _grown(wanted, whole, _met(wanted, whole))
    found: list[Place] = [None] * len(passage)
    for place, at in zip(own, met, strict=True):
        found[place] = None if at is None else there[at]
    return found


def _met(wanted: str, whole: str) -> list[Place]:
    """Return where letters stand among all, looked for in shorter and shorter pieces."""
    met: list[Place] = [None] * len(wanted)
    after = 0
    pieces = [(0, len(wanted))] if wanted else []
    while pieces:
        start, end = pieces.pop()
        at = _nearest(whole, wanted[start:end], after)
        if at >= 0:
            after = at + end - start
            met[start:end] = range(at, after)
        elif end - start >= 2 * SHORTEST:
            middle = (start + end) // 2
            pieces += [(middle, end), (start, middle)]
    return met


def _grown(wanted: str, whole: str, met: list[Place]) -> list[Place]:
    """Return what was met with the letters that go on where a piece ends, and those that lead to where one begins."""
    last = len(wanted) - 1
    for step, order in ((1, range(1, last + 1)), (-1, range(last - 1, -1, -1))):
        for index in order:
            beside = met[index - step]
            if met[index] is None and beside is not None and 0 <= beside + step < len(whole):
                met[index] = beside + step if whole[beside + step] == wanted[index] else None
    return met


def spans_of(words: Iterable[str], text: str) -> list[tuple[int, int]]:
    """Return where words stand in a text, however they are spaced, in order; what it does not hold is left out."""
    spans = []
    for one in dict.fromkeys(words):
        parts = [re.escape(part) for part in one.split()]
        spans += [match.span() for match in re.finditer(r"\s+".join(parts), text)] if parts else []
    return sorted(spans)


def marks_of(passage: str, because: Iterable[str], page: str, boxes: Sequence[Box], size: tuple[float, float]) -> Marks:
    """Return the marks of a passage on a page, whose characters have ``boxes``."""
    places = places_of(passage, page)
    sought = [place for place, char in zip(places, passage, strict=True) if char.isalnum()]
    found = [place for place in sought if place is not None]
    if not sought or len(found) < ENOUGH * len(sought):
        return Marks(*size)
    told = {place for start, end in spans_of(because, passage) for place in places[start:end] if place is not None}
    return Marks(*size, boxes_of(found, boxes), boxes_of(sorted(told), boxes))


def boxes_of(places: Iterable[int], boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Return one box for each stretch of characters that stand beside each other on a line."""
    lines: list[Box] = []
    before = -_CLOSE
    for place in places:
        box = boxes[place]
        if box[0] >= box[2] or box[1] >= box[3]:
            continue
        if lines and place - before < _CLOSE and _same_line(lines[-1], box):
            last = lines[-1]
            lines[-1] = min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3])
        else:
            lines.append(box)
        before = place
    return tuple(lines)


def _nearest(whole: str, piece: str, after: int) -> int:
    """Return where a piece stands next, else where it stands at all, else -1."""
    at = whole.find(piece, after)
    return at if at >= 0 else whole.find(piece)


def _same_line(one: Box, other: Box) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared * 2 > min(one[3] - one[1], other[3] - other[1])
