"""Running heads, running feet and page numbers: what repeats at the edges of pages, taken out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .pdf_columns import rows
from .pdf_pages import Page
from .pdf_pieces import Piece

_ROWS = 4
_ZONE = 0.16
_DRIFT = 4.0
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_FEW_WORDS = 3
_SMALL = 0.93
_APART = 2.0
_MANY_PAGES = 4


@dataclass(frozen=True, slots=True, eq=False)
class _Edge:
    """A row at the top or foot of a page: its words with numbers left out, and the numbers."""

    page: int
    pieces: tuple[Piece, ...]
    height: float
    shape: str
    numbers: tuple[int, ...]
    apart: bool
    modest: bool

    def words(self) -> int:
        """Return how many words it has besides its numbers."""
        return len(re.findall(r"[^\W\d_]+", self.shape))


def take_out(pages: Sequence[Page], body: float) -> None:
    """Take from each page the rows at its top and foot that other pages repeat, and its number.

    A row goes only while all rows further out go. Words that stay the same must stand apart from the
    text below or above; a number must rise as the pages do. ``body`` is the font size of the text.
    """
    for foot in (False, True):
        edges = {page.number: _edges(page, body, foot=foot) for page in pages}
        gone = _repeated([edge for found in edges.values() for edge in found])
        if len(pages) == 1:
            gone = {id(edge) for found in edges.values() for edge in found[:1] if _is_lone_number(edge, foot=foot)}
        for page in pages:
            _take(page, edges[page.number], gone)


def _take(page: Page, edges: Sequence[_Edge], gone: set[int]) -> None:
    for edge in edges:
        if id(edge) not in gone:
            return
        out = {id(piece) for piece in edge.pieces}
        page.pieces = [piece for piece in page.pieces if id(piece) not in out]


def _edges(page: Page, body: float, *, foot: bool) -> list[_Edge]:
    """Return the outermost rows of a page, from its edge inwards."""
    zone = _ZONE * page.height
    near = [
        piece for piece in page.pieces if (piece.y > page.height - zone if foot else piece.y < zone) or page.height <= 0
    ]
    if not near:
        return []
    near.sort(key=lambda piece: (-piece.y if foot else piece.y, piece.x0))
    found = _rows_from(near, body)
    others = [piece.y for piece in page.pieces if abs(piece.y - page.height * foot) >= zone]
    beyond = (max if foot else min)(others, default=None)
    edges = []
    for depth, row in enumerate(found[:_ROWS]):
        height = row[0].y
        inner = found[depth + 1][0].y if depth + 1 < len(found) else beyond
        small = max(piece.size for piece in row) < _SMALL * body
        modest = small or (foot and not any(piece.strong for piece in row))
        apart = small or inner is None or abs(inner - height) >= _APART * body
        ordered = tuple(sorted(row, key=lambda piece: piece.x0))
        shape, numbers = _shape(" ".join(piece.text for piece in ordered))
        from_edge = page.height - height if foot else height
        edges.append(_Edge(page.number, ordered, from_edge, shape, numbers, apart, modest))
    return edges


def _rows_from(pieces: Sequence[Piece], size: float) -> list[list[Piece]]:
    flipped = pieces[0].y > pieces[-1].y
    found = rows(pieces[::-1] if flipped else pieces, size)
    return found[::-1] if flipped else found


def _shape(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the words with a sign for each number, and the numbers; a Roman numeral alone is a number."""
    lone = text.strip(" -–—.|[]()").lower()
    if lone and set(lone) <= set(_ROMAN):
        return "#", (_roman(lone),)
    numbers = tuple(int(found) for found in _number().findall(text))
    return " ".join(_number().sub("#", text).split()).casefold(), numbers


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _repeated(edges: Sequence[_Edge]) -> set[int]:
    """Return the ids of the rows that several pages have at the same height: alike, or with a number that rises."""
    shapes: dict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        shapes[edge.shape].append(edge)
    least = 2 if len({edge.page for edge in edges}) < _MANY_PAGES + 2 else 3
    found = [edge for members in shapes.values() for group in _same_height(members) for edge in _proved(group, least)]
    for group in _same_height(edges):
        found += _numbered(group)
        if any(edge.numbers for edge in group if edge in found):
            found += [edge for edge in group if edge.shape == "#" and edge.apart]
    return {id(edge) for edge in found}


def _numbered(group: Sequence[_Edge]) -> list[_Edge]:
    """Return the rows, whatever their words, whose first or last number rises with the pages."""
    rising: dict[tuple[int, int], list[_Edge]] = defaultdict(list)
    for edge in group:
        for at in (0, -1) if edge.numbers else ():
            rising[at, edge.numbers[at] - edge.page].append(edge)
    return [edge for members in rising.values() if len(members) >= _MANY_PAGES for edge in members]


def _same_height(edges: Sequence[_Edge]) -> list[list[_Edge]]:
    groups: list[list[_Edge]] = []
    for edge in sorted(edges, key=lambda edge: (edge.height, edge.page)):
        if groups and edge.height - groups[-1][-1].height <= _DRIFT:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return groups


def _proved(group: Sequence[_Edge], least: int) -> list[_Edge]:
    """Return the rows of a group that are running ones: the same words, or a number that rises."""
    same: dict[tuple[int, ...], list[_Edge]] = defaultdict(list)
    rising: dict[tuple[int, int], list[_Edge]] = defaultdict(list)
    for edge in group:
        same[edge.numbers].append(edge)
        for at, number in enumerate(edge.numbers):
            rising[at, number - edge.page].append(edge)
    found: list[_Edge] = []
    for members in same.values():
        if len(members) >= least:
            sure = len(members) >= _MANY_PAGES
            found.extend(edge for edge in members if (sure or edge.apart) and (edge.shape.strip("# ") or edge.numbers))
    for members in rising.values():
        few = all(edge.words() <= _FEW_WORDS or edge.modest for edge in members)
        if len(members) >= (2 if few else 3):
            found.extend(edge for edge in members if edge.apart or edge.shape == "#")
    return found


def _is_lone_number(edge: _Edge, *, foot: bool) -> bool:
    """Say whether the row of a one-page document is its page number: "1", "- 1 -", "Page 1 of 1"."""
    if not edge.apart or set(edge.numbers) != {1}:
        return False
    plain = edge.words() == 0 or len(edge.numbers) == 2
    return edge.words() <= 2 and (plain or foot) and len(edge.shape) <= 20


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"\d{1,6}")
