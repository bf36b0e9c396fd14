"""The words of a passage with those marked that spoke for its codes. Pure functions of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from .highlights import Highlight, cut


class Label(Protocol):
    """A code of a passage with the words that spoke for it."""

    framework: str
    code: str
    because: Sequence[str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage; ``codes`` (``framework:code``) are those that its words spoke for."""

    text: str
    codes: tuple[str, ...] = ()


def marked(text: str, labels: Iterable[Label]) -> list[Piece]:
    """Cut a passage where words begin and end that spoke for a code; the pieces together are the passage.

    Words are found wherever they stand, in whatever case, white space as it comes.
    """
    highlights = [
        Highlight(f"{label.framework}:{label.code}", "because", "", match.start(), match.end())
        for label in labels
        for words in label.because
        if (pattern := _pattern(words))
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]
    [segments] = cut([(0, len(text))], highlights)
    return [
        Piece(text[one.start : one.end], tuple(dict.fromkeys(cover.key for cover in one.covers))) for one in segments
    ]


def _pattern(words: str) -> str:
    """Return what finds words, not within longer ones where their script parts words by spaces."""
    found = r"\s+".join(map(re.escape, words.split()))
    if not found:
        return ""
    first, last = words.strip()[0], words.strip()[-1]
    before = r"(?<!\w)" if first.isascii() and first.isalnum() else ""
    after = r"(?!\w)" if last.isascii() and last.isalnum() else ""
    return f"{before}{found}{after}"
