"""A document as it stands on the page, before it is a file of any format: blocks of words, and no look yet.

The formats know nothing of meetings; they set these blocks. So a record says the same in each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

# what no file format takes, and what turns the direction of all that follows
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


class Note(NamedTuple):
    """A footnote; the notes of a page are numbered from 1 in the order in which it refers to them."""

    number: int
    text: str


class Run(NamedTuple):
    """Words that look alike: plain, strong, or quiet as a remark is; ``note`` is referred to behind them."""

    text: str
    strong: bool = False
    quiet: bool = False
    note: Note | None = None


Words = tuple[Run, ...]


class Tone(StrEnum):
    """What a paragraph is to the reader."""

    PLAIN = "plain"
    LEAD = "lead"  # below the title
    QUIET = "quiet"  # a remark
    QUOTE = "quote"  # the words of another document, set apart


class Holds(StrEnum):
    """What a table holds."""

    PEOPLE = "people"
    DECISIONS = "decisions"
    ACTIONS = "actions"
    ITEMS = "items"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the title of the document is none. ``level`` begins at 1."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, with the number by which people refer to it where it has one.

    ``language`` is that of its words where it is not the document's (ISO 639-1). One that ``leads`` stands on the
    page of what follows.
    """

    words: Words
    number: int | None = None
    tone: Tone = Tone.PLAIN
    language: str = ""
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A list, counted from 1 or not at all."""

    items: tuple[Words, ...]
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is to know of the document, each with its label."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``share`` is its part of the width against that of the others."""

    label: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table. A cell holds paragraphs; the first row of the file is the labels of the columns."""

    holds: Holds
    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Words, ...], ...], ...]


Block = Heading | Paragraph | Listed | Facts | Table


@dataclass(frozen=True, slots=True)
class Page:
    """A whole document: its title, what runs along the head of each page, its blocks.

    ``numbering`` holds ``{page}`` and ``{pages}``. ``date`` is the ISO day of the document, which a file's
    properties give; no file tells when it was made, so that the same document gives the same file.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    running: str
    mark: str
    numbering: str
    subject: str = ""
    author: str = ""
    date: str | None = None

    def notes(self) -> list[Note]:
        """Return the footnotes in their order."""
        return [run.note for block in self.blocks for words in _words_of(block) for run in words if run.note]


def right_to_left(language: str) -> bool:
    """Say whether a language is written from right to left."""
    return language[:2] in _RIGHT_TO_LEFT


def clean(text: str | None) -> str:
    """Return words with white space folded and without characters that no document may hold."""
    return " ".join(_UNSEEN.sub("", text or "").split())


def plain(text: str | None) -> Words:
    """Return words as they stand, nothing for nothing."""
    words = clean(text)
    return (Run(words),) if words else ()


def said(words: Words) -> str:
    """Return the characters of some words."""
    return "".join(run.text for run in words)


def _words_of(block: Block) -> Iterator[Words]:
    """Yield the words of a block that may refer to notes, in their order on the page."""
    if isinstance(block, Paragraph):
        yield block.words
    elif isinstance(block, Listed):
        yield from block.items
    elif isinstance(block, Table):
        yield from (words for row in block.rows for cell in row for words in cell)
