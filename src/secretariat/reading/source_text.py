"""The text of a document as every recogniser sees it: characters, blocks, pages, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from .problems import Problem
from .spans import OffsetMap, Span


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    QUOTE = "quote"
    CODE = "code"
    NOTE = "note"  # a footnote, a caption, a comment: read, but never a finding's own home


class Style(StrEnum):
    """How words are marked in the source."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    STRUCK = "struck"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words marked in the source; ``target`` is a link's address."""

    style: Style
    span: Span
    target: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row.

    ``span`` covers the words without the list marker. ``level`` is the heading's level from 1, or the
    item's depth from 0. ``marker`` is the list marker or heading number as written (``-``, ``1.``,
    ``(a)``). ``checked`` is the state of a check box, ``None`` where there is none. A row has the span
    of each of its ``cells`` (an empty cell has an empty span), the number of its ``table`` from 0 and
    says whether it is a ``header``. ``page`` counts from 1 and is ``None`` where there are no pages.
    """

    kind: Kind
    span: Span
    level: int = 0
    marker: str = ""
    checked: bool | None = None
    cells: tuple[Span, ...] = ()
    table: int | None = None
    header: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document's text with what the loader knows of it.

    ``text`` is what spans index. ``blocks`` are in reading order and do not overlap. ``origin`` maps
    ``text`` to the decoded source (TXT, Markdown, AsciiDoc, HTML), to the text of the document part
    (DOCX) or to the characters in the order the file stores them, page after page (PDF). ``page_starts``
    holds the offset at which each page begins, empty where there are no pages.
    """

    text: str
    blocks: tuple[Block, ...]
    origin: OffsetMap
    media_type: str
    marks: tuple[Mark, ...] = ()
    page_starts: tuple[int, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """Return the page, from 1, on which the character at ``offset`` stands."""
        if not self.page_starts:
            return None
        page = 0
        for start in self.page_starts:
            if start > offset:
                break
            page += 1
        return max(page, 1)

    def words(self, span: Span) -> str:
        """Return the passage at ``span`` with white space folded to single spaces."""
        return " ".join(span.of(self.text).split())
