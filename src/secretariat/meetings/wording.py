"""The words of a part of a record: its one spelling, its paragraphs, and the tokens that texts are compared by.

A text is paragraphs with an empty line between them. Spaces at the ends of lines and doubled spaces mean
nothing, so that they never count as a change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

PARAGRAPH = "\n\n"
LINE = "\n"
BREAKS = (PARAGRAPH, LINE)
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\x0b\x0c\x85]")
_PARAGRAPH_ENDS = re.compile(r"\u2029")
_TOKENS = re.compile(r"[^ \n]+|\n+")
_SPACES = re.compile(r"[ \t]+")


def settled(text: str) -> str:
    """Return a text in its one spelling: no control characters, no space that means nothing."""
    plain = _PARAGRAPH_ENDS.sub(PARAGRAPH, _LINE_ENDS.sub(LINE, text))
    plain = "".join(char for char in plain if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs", "Cn"})
    return joined(tokens(_SPACES.sub(" ", plain)))


def tokens(text: str) -> list[str]:
    """Return the words of a text with the breaks of its lines and paragraphs among them."""
    found = (match.group() for match in _TOKENS.finditer("\n".join(line.strip(" \t") for line in text.split("\n"))))
    return [token if token[0] != LINE else (LINE if len(token) == 1 else PARAGRAPH) for token in found]


def joined(parts: Iterable[str]) -> str:
    """Return the text of tokens: a space between words, none at a break, no break at the ends."""
    return "".join(_spaced(_bare(parts)))


def paragraphs(text: str) -> list[tuple[int, str]]:
    """Return the paragraphs of a settled text, each with the place of its first character."""
    found, at = [], 0
    for paragraph in text.split(PARAGRAPH):
        if paragraph:
            found.append((at, paragraph))
        at += len(paragraph) + len(PARAGRAPH)
    return found


def _bare(parts: Iterable[str]) -> list[str]:
    """Return tokens without breaks at the ends; of several breaks in a row the widest stays."""
    kept: list[str] = []
    for part in parts:
        if part in BREAKS and (not kept or kept[-1] in BREAKS):
            if kept and part == PARAGRAPH:
                kept[-1] = PARAGRAPH
            continue
        kept.append(part)
    if kept and kept[-1] in BREAKS:
        kept.pop()
    return kept


def _spaced(parts: Iterable[str]) -> Iterator[str]:
    """Yield tokens with spaces where two words meet."""
    before = LINE
    for part in parts:
        if part not in BREAKS and before not in BREAKS:
            yield " "
        yield part
        before = part
