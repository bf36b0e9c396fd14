"""Passages and tables of a PDF by its tags, where these are to be believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..source_text import Kind
from .hyphens import Hyphens
from .passages import PLAIN, Cell, Item, Look, Passage, Row, Run, Table
from .pdf_pages import Page
from .pdf_paragraphs import ended
from .pdf_pieces import Piece, is_right_to_left
from .pdf_tags import Marked, Tag, whole

_STRONG = Look(strong=True)
_TELLING = frozenset({"Table", "L", "H", "H1", "H2", "H3"})
_HEADING = re.compile(r"H[1-6]?|Title")
_GROUPS = frozenset({"Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "NonStruct", "Aside", "Form"})
_ROWS = frozenset({"THead", "TBody", "TFoot", "Table"})
_BLOCKS = frozenset(
    {"P", "L", "LI", "LBody", "Table", "BlockQuote", "Code", "Note", "FENote", "Caption", "TOC", "TOCI", *_GROUPS}
)
_KINDS = {
    "BlockQuote": Kind.QUOTE, "Code": Kind.CODE, "Note": Kind.NOTE, "FENote": Kind.NOTE, "Caption": Kind.NOTE,
}  # fmt: skip
_LEFT_OUT = frozenset({"Artifact", "TOC"})
_LEAST_COVER = 0.8
_LEAST_REACHED = 0.98


def tagged_items(pages: Sequence[Page]) -> list[Item] | None:
    """Return the passages and tables that the tags tell of; ``None`` where there are none to be believed.

    They are believed where they hold nearly all words that are no running heads, and tell more than paragraphs.
    """
    trees = [page.tags for page in pages if page.pieces or page.tags]
    if not trees or not all(trees):
        return None
    tree = whole([tag for tag in trees if tag is not None])
    if not any(tag.kind in _TELLING for tag in tree.within()) or not _cover(pages, tree):
        return None
    return list(_Tagged(pages).items(tree))


def _cover(pages: Sequence[Page], tree: Tag) -> bool:
    """Say whether the tags reach the words: nearly all that are marked as content, and most of all words."""
    reached = set(tree.marks())
    held = marked = every = 0
    for page in pages:
        every += _letters((*page.pieces, *page.asides))
        for mark, pieces in page.marked.items():
            length = _letters(pieces)
            marked += length
            held += length if Marked(page.number, mark) in reached else 0
    return held >= _LEAST_REACHED * marked and held >= _LEAST_COVER * every


def _letters(pieces: Iterable[Piece]) -> int:
    return sum(len(piece.text) - piece.text.count(" ") for piece in pieces)


class _Tagged:
    """Makes passages of the tags of one document."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = {page.number: page for page in pages}
        self._hyphens = Hyphens(lambda: (piece.text for page in pages for piece in page.pieces))

    def items(self, tag: Tag, depth: int = 0) -> Iterator[Item]:
        """Yield what is within a tag."""
        inline: list[Tag | Marked] = []
        for kid in tag.kids:
            if isinstance(kid, Tag) and kid.kind in _LEFT_OUT:
                continue
            if isinstance(kid, Tag) and self._is_block(kid):
                yield from self._passage(Kind.PARAGRAPH, inline)
                inline = []
                yield from self._block(kid, depth)
            elif kid is not None:
                inline.append(kid)
        yield from self._passage(Kind.PARAGRAPH, inline)

    def _is_block(self, tag: Tag) -> bool:
        return tag.kind in _BLOCKS or _HEADING.fullmatch(tag.kind) is not None

    def _block(self, tag: Tag, depth: int) -> Iterator[Item]:
        if tag.kind == "Table":
            table = Table(list(self._rows(tag)))
            if table.rows:
                yield table
        elif tag.kind == "L":
            for kid in tag.kids:
                if isinstance(kid, Tag):
                    yield from self._entry(kid, depth) if kid.kind == "LI" else self._block(kid, depth + 1)
        elif _HEADING.fullmatch(tag.kind):
            level = int(tag.kind[1]) if tag.kind[1:].isdigit() else 1
            yield from self._passage(Kind.HEADING, [tag], level=level)
        elif tag.kind in _KINDS:
            yield from self._passage(_KINDS[tag.kind], [tag])
        else:
            yield from self.items(tag, depth)

    def _entry(self, tag: Tag, depth: int) -> Iterator[Item]:
        """Yield an item of a list: its words with its marker, then the lists within it."""
        labels = [kid for kid in tag.kids if isinstance(kid, Tag) and kid.kind == "Lbl"]
        marker = "".join(run.text for run in self._runs(labels)).strip()
        rest = Tag("LBody", [kid for kid in tag.kids if kid not in labels])
        for at, item in enumerate(self.items(rest, depth + 1)):
            if isinstance(item, Passage) and item.kind is Kind.PARAGRAPH and at == 0:
                item.kind, item.level, item.marker = Kind.ITEM, depth, marker
            yield item

    def _rows(self, tag: Tag) -> Iterator[Row]:
        for kid in tag.kids:
            if isinstance(kid, Tag) and kid.kind in _ROWS:
                yield from self._rows(kid)
            elif isinstance(kid, Tag) and kid.kind == "TR":
                kinds = [one.kind for one in kid.kids if isinstance(one, Tag)]
                header = bool(kinds) and all(kind == "TH" for kind in kinds)
                yield Row([cell for one in kid.kids for cell in self._cell(one)], header=header)

    def _cell(self, tag: Tag | Marked | None) -> Iterator[Cell]:
        if tag is None:
            yield Cell()  # without content a cell is on no page
        elif isinstance(tag, Tag) and tag.kind in {"TH", "TD"}:
            yield Cell(list(self.items(tag)), tag.columns)

    def _passage(self, kind: Kind, tags: Iterable[Tag | Marked], *, level: int = 0) -> Iterator[Passage]:
        runs = self._runs(tags)
        if any(run.text.strip() for run in runs):
            yield Passage(kind, runs, level, source=runs[0].source)

    def _runs(self, tags: Iterable[Tag | Marked]) -> list[Run]:
        pieces = _read_on([(mark.page, piece) for tag in tags for mark in _marks(tag) for piece in self._pieces(mark)])
        runs: list[Run] = []
        for at, (page, piece) in enumerate(pieces, 1):
            last = at == len(pieces)
            text = piece.text + "-" * piece.broken if last else self._joined(page, piece, *pieces[at])
            runs.append(Run(text, piece.source, _STRONG if piece.strong else PLAIN))
        return runs

    def _pieces(self, mark: Marked) -> Sequence[Piece]:
        page = self._pages.get(mark.page)
        return page.marked.get(mark.mark, ()) if page else ()

    def _joined(self, page: int, piece: Piece, next_page: int, after: Piece) -> str:
        """Return the words of a piece as they read with what stands behind them."""
        if not _share_line((page, piece), (next_page, after)):
            return ended(piece, after, self._hyphens)
        close = -0.5 * piece.size <= _between(piece, after) < 0.1 * piece.size
        return piece.text + ("-" if piece.broken else "") + ("" if close else " ")


def _read_on(pieces: list[tuple[int, Piece]]) -> list[tuple[int, Piece]]:
    """Return pieces as they are read: those of right-to-left letters from the right, where the file has them not so."""
    found: list[tuple[int, Piece]] = []
    run: list[tuple[int, Piece]] = []
    for piece in pieces:
        turned = is_right_to_left(piece[1].text)
        if run and not (turned and _share_line(run[-1], piece) and run[-1][1].x1 <= piece[1].x1):
            found.extend(reversed(run))
            run = []
        if turned:
            run.append(piece)
        else:
            found.append(piece)
    return [*found, *reversed(run)]


def _share_line(one: tuple[int, Piece], other: tuple[int, Piece]) -> bool:
    slack = 0.35 * max(one[1].size, other[1].size)
    return one[0] == other[0] and abs(one[1].y - other[1].y) <= slack


def _between(one: Piece, other: Piece) -> float:
    """Return how far apart two pieces of a line stand."""
    return max(other.x0 - one.x1, one.x0 - other.x1)


def _marks(tag: Tag | Marked) -> Iterator[Marked]:
    if isinstance(tag, Marked):
        yield tag
    else:
        yield from tag.marks()
