"""What a marked-up document holds before it is text: passages and tables, with the look of their words.

HTML and DOCX are read into these; ``composition`` makes the text, blocks and marks of them, so that the
same record gives the same blocks from either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ..source_text import Kind

MAX_TABLE_DEPTH = 20
MAX_COLUMNS = 60
MAX_MERGED_ROWS = 1000


class Look(NamedTuple):
    """How words are set; ``target`` is the address that they link to."""

    strong: bool = False
    emphasis: bool = False
    struck: bool = False
    target: str = ""


PLAIN = Look()


class Run(NamedTuple):
    """Words that stand together at ``source`` and look alike; a line end in them breaks the line."""

    text: str
    source: int
    look: Look = PLAIN


@dataclass(slots=True)
class Passage:
    """One heading, paragraph, list item, quotation, piece of code or note.

    ``marker`` is the list marker that the program shows before the words, ``source`` where it stands.
    ``gap`` says that there is white space above.
    """

    kind: Kind
    runs: list[Run]
    level: int = 0
    marker: str = ""
    gap: bool = True
    source: int = 0


@dataclass(slots=True)
class Cell:
    """A table cell over ``columns`` columns; ``continues`` the cell above where the two are merged."""

    items: list[Passage | Table] = field(default_factory=list)
    columns: int = 1
    continues: bool = False


@dataclass(slots=True)
class Row:
    """A table row; ``header`` where the source says so."""

    cells: list[Cell] = field(default_factory=list)
    header: bool = False


@dataclass(slots=True)
class Table:
    """A table; ``layout`` where the source says that it only places things on the page."""

    rows: list[Row] = field(default_factory=list)
    layout: bool = False


Item = Passage | Table


def spoken(words: str, source: int, look: Look) -> list[Run]:
    """Return ``words`` as runs without soft hyphens and byte order marks, each from its own place."""
    if "\u00ad" not in words and "\ufeff" not in words:
        return [Run(words, source, look)]
    pieces = re.finditer("[^\u00ad\ufeff]+", words)
    return [Run(piece[0], source + piece.start(), look) for piece in pieces]


def safe_target(address: str) -> str:
    """Return the address of a link if it is of a kind that a reader may follow, else nothing."""
    target = "".join(address.split())
    scheme, colon, _ = target.partition(":")
    if not colon or any(char in scheme for char in "/?#"):
        return target
    return target if scheme.lower() in {"http", "https", "mailto", "ftp", "tel"} else ""
