"""The way back through two texts: from a text to the one it was made from, and on to that one's source."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from ..source_text import SourceText
from ..spans import OffsetMap
from .markup import load_markup

_LINE_END = re.compile(r"\r\n?")


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


def load_lines(text: str, media_type: str) -> SourceText:
    """Read plain text with line ends of any kind; ``origin`` maps into ``text`` as it is."""
    if "\r" not in text:
        return load_markup(text, media_type)
    plain, pieces = [], [(0, 0)]
    length = at = 0
    for end in _LINE_END.finditer(text):
        plain += [text[at : end.start()], "\n"]
        length += end.start() - at + 1
        at = end.end()
        pieces.append((length, at))
    plain.append(text[at:])
    read = load_markup("".join(plain), media_type)
    return replace(read, origin=through(read.origin, OffsetMap(pieces), len(read.text)))
