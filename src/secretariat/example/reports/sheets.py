"""A made-up report before it is a file: words on sheets, in the order of reading."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a paragraph; ``theme`` names what was planted with them, and is empty in all others."""

    text: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, and its rows with the labels first."""

    caption: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a chapter. ``heading`` is empty where the chapter goes on; the first of ``paragraphs`` leads."""

    heading: str
    paragraphs: tuple[Words, ...]
    columns: str
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: what stands on its cover, and its sheets; a cover and a table of contents come before them.

    ``scanned`` are the numbers of the pages that are pictures, counted from the cover; ``cut`` says that the end of
    the file is missing.
    """

    language: str
    country: str
    title: str
    notice: str
    contents: str
    note: str
    sheets: tuple[Sheet, ...]
    scanned: tuple[int, ...] = ()
    cut: bool = False


BEFORE = 2
"""How many pages come before the sheets."""
