"""The reading order of a page: columns, what runs across them, and tables, found from where words stand.

The order in which a file draws its words says nothing: some producers draw two columns line by line.
So white space decides. A gutter is a strip that few lines cross; the lines that cross it cut the page
into bands, and a band with text on both sides is read column by column or, where its lines form rows,
as a table.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from statistics import median

from .markers import marker
from .pdf_pieces import Piece

_DEEPEST = 12
_NARROWEST_GUTTER = 0.4
_NARROWEST_PADDING = 0.25
_PROSE = 18
_MARK_LENGTH = 8
_TALLEST_ROW = 12


@dataclass(frozen=True, slots=True)
class Region:
    """Pieces that are read together from top to bottom.

    ``left`` and ``right`` are the edges of its column. ``columns`` are set for a table: the columns'
    pieces from the first read to the last.
    """

    pieces: tuple[Piece, ...]
    left: float
    right: float
    columns: tuple[tuple[Piece, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Gutter:
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Return the line that parts the two sides."""
        return (self.left + self.right) / 2

    def side(self, piece: Piece) -> int:
        """Return -1 for a piece left of the gutter, 1 for one right of it, 0 for one across."""
        if piece.x1 <= self.middle:
            return -1
        return 1 if piece.x0 >= self.middle else 0


@dataclass(frozen=True, slots=True)
class _Band:
    """Pieces between two heights; ``split`` where they stand on both sides of a gutter."""

    pieces: tuple[Piece, ...]
    columns: tuple[tuple[Piece, ...], ...] = ()
    table: bool = False


def regions(pieces: Sequence[Piece], *, rtl: bool) -> list[Region]:
    """Return the regions of a page in reading order; ``rtl`` reads columns from the right."""
    if not pieces:
        return []
    return _ordered(sorted(pieces, key=lambda piece: (piece.y, piece.x0)), rtl=rtl, depth=0)


def _ordered(pieces: Sequence[Piece], *, rtl: bool, depth: int) -> list[Region]:
    """Return the regions of ``pieces``, which are sorted from top to bottom."""
    if len(pieces) < 4 or depth > _DEEPEST:
        return [_region(pieces)]
    size = median(piece.size for piece in pieces) or 1.0
    best: list[_Band] = []
    most = 0
    for gutter in _gutters(pieces, size):
        bands = _bands(pieces, gutter, size)
        parted = sum(len(band.pieces) for band in bands if band.columns)
        if parted > most:
            best, most = bands, parted
        if 2 * most > len(pieces):
            break
    if not best:
        return [_region(pieces)]
    return [region for band in best for region in _of_band(band, rtl=rtl, depth=depth)]


def _of_band(band: _Band, *, rtl: bool, depth: int) -> list[Region]:
    if band.table:
        columns = band.columns[::-1] if rtl else band.columns
        return [Region(band.pieces, *_edges(band.pieces), columns)]
    if band.columns:
        columns = band.columns[::-1] if rtl else band.columns
        return [region for column in columns for region in _ordered(column, rtl=rtl, depth=depth + 1)]
    return _ordered(band.pieces, rtl=rtl, depth=depth + 1)


def _region(pieces: Sequence[Piece]) -> Region:
    return Region(tuple(pieces), *_edges(pieces))


def _edges(pieces: Iterable[Piece]) -> tuple[float, float]:
    kept = list(pieces)
    return min(piece.x0 for piece in kept), max(piece.x1 for piece in kept)


def _gutters(pieces: Sequence[Piece], size: float) -> list[_Gutter]:
    """Return the strips that fewer pieces cross than stand on either side, the best first."""
    left, right = _edges(pieces)
    step = max(size / 10, (right - left) / 1000)
    if step <= 0:
        return []
    cover = _coverage(pieces, left, step, int((right - left) / step) + 2)
    found = [
        (rise, end - start, _Gutter(left + start * step, left + end * step))
        for start, end, rise in _valleys(cover)
        if (end - start + 1) * step >= _NARROWEST_GUTTER * size
    ]
    found.sort(key=lambda item: (-item[0], -item[1]))
    return [gutter for _, _, gutter in found[:6]]


def _valleys(cover: list[int]) -> list[tuple[int, int, int]]:
    """Return the low stretches between higher ground: start, end, and how clearly each is one."""
    before = list(accumulate(cover, max))
    after = list(accumulate(reversed(cover), max))[::-1]
    found: list[tuple[int, int, int]] = []
    at = 0
    for count, group in groupby(cover):
        start, at = at, at + sum(1 for _ in group)
        rise = min(before[start], after[at - 1]) - count
        if rise < 2 or cover[start - 1] <= count or cover[at] <= count:
            continue
        slack = count + rise // 12
        end = at
        while cover[start - 1] <= slack:
            start -= 1
        while cover[end] <= slack:
            end += 1
        found.append((start, end, rise - count))
    return found


def _coverage(pieces: Sequence[Piece], left: float, step: float, count: int) -> list[int]:
    """Return how many pieces stand over each step of the width."""
    changes = [0] * (count + 1)
    for piece in pieces:
        first = int((piece.x0 - left) / step)
        changes[first] += 1
        changes[max(int((piece.x1 - left) / step), first) + 1] -= 1
    return list(accumulate(changes))[:count]


def _bands(pieces: Sequence[Piece], gutter: _Gutter, size: float) -> list[_Band]:
    """Cut the pieces at those that cross the gutter; keep as split only the bands that are columns."""
    bands: list[_Band] = []
    through: list[Piece] = []
    middle = gutter.middle
    for crosses, group in groupby(rows(pieces, size), key=lambda row: any(p.x0 < middle < p.x1 for p in row)):
        held = list(group)
        before, split, after = ([], None, []) if crosses else _split(held, gutter, size)
        through.extend(_flat(before if split else held))
        if split is None:
            continue
        if split.table:
            split, through = _with_head(split, through, size)
        if through:
            bands.append(_Band(tuple(through)))
        bands.append(split)
        through = _flat(after)
    if through:
        bands.append(_Band(tuple(through)))
    return bands


def _with_head(band: _Band, above: list[Piece], size: float) -> tuple[_Band, list[Piece]]:
    """Take the row above a table into it where its words stand over the columns, one each."""
    if not above:
        return band, above
    head = rows(above, size)[-1]
    places = [_column_of(piece, band.columns) for piece in head]
    near = band.pieces[0].y - head[0].y <= 2.5 * size
    if not near or len(head) < 2 or None in places or len(set(places)) < len(places):
        return band, above
    columns = tuple(
        (*(piece for piece, place in zip(head, places, strict=True) if place == at), *column)
        for at, column in enumerate(band.columns)
    )
    return _Band((*head, *band.pieces), columns, table=True), above[: -len(head)]


def _column_of(piece: Piece, columns: Sequence[Sequence[Piece]]) -> int | None:
    over = [at for at, edges in enumerate(map(_edges, columns)) if piece.x0 < edges[1] and piece.x1 > edges[0]]
    return over[0] if len(over) == 1 else None


def _flat(held: list[list[Piece]]) -> list[Piece]:
    return [piece for row in held for piece in row]


def rows(pieces: Sequence[Piece], size: float) -> list[list[Piece]]:
    """Return the pieces (sorted from top to bottom) in rows that share a baseline, the raised ones with them."""
    if not pieces:
        return []
    head = pieces[0]
    found = [[head]]
    for piece in pieces[1:]:
        step = piece.y - head.y
        if step > 0.35 * size and (piece.size == head.size or not _is_raised(head, piece, step)):
            head = piece
            found.append([piece])
        elif piece.size > 1.3 * head.size:
            head = piece
            found[-1].insert(0, piece)
        else:
            found[-1].append(piece)
    return found


def _is_raised(head: Piece, piece: Piece, step: float) -> bool:
    """Say whether one of two pieces is a small sign that stands a little above or below the other."""
    small, large = min(head.size, piece.size), max(head.size, piece.size)
    return small <= 0.75 * large and step <= 0.5 * large


def _split(
    held: list[list[Piece]], gutter: _Gutter, size: float
) -> tuple[list[list[Piece]], _Band | None, list[list[Piece]]]:
    """Return the rows above, the band as columns of text or as a table if it is either, the rows below."""
    both = [index for index, row in enumerate(held) if len(row) > 1 and len({gutter.side(piece) for piece in row}) > 1]
    whole = _columns_or_table(_flat(held), gutter, size)
    if len(both) > 1:
        first, last = both[0], both[-1] + 1
        last = next((at for at in range(last, len(held)) if _is_apart(held, at, size)), len(held))
        if (first, last) == (0, len(held)):
            return [], whole, []
        inner = _columns_or_table(_flat(held[first:last]), gutter, size)
        if inner is not None and inner.table:
            return held[:first], inner, held[last:]
    return [], whole, []


def _is_apart(held: list[list[Piece]], at: int, size: float) -> bool:
    return held[at][0].y - held[at - 1][0].y > 1.6 * size


def _columns_or_table(pieces: list[Piece], gutter: _Gutter, size: float) -> _Band | None:
    sides = [tuple(piece for piece in pieces if gutter.side(piece) == side) for side in (-1, 1)]
    if not all(sides) or _are_marks(sides[0]):
        return None
    lines = [_lines(side, size) for side in sides]
    band = _Sides(lines, pitch(_strict_columns(pieces, size), size), _beside(lines[0], lines[1], 0.2 * size))
    if band.share_rows():
        return _table(pieces, size)
    if band.is_prose():
        return _Band(tuple(pieces), tuple(sides))
    if band.is_aligned() and band.agrees():
        return _table(pieces, size)
    if not band.is_aligned() and all(len(side) >= 2 for side in band.sides):
        return _Band(tuple(pieces), tuple(sides))
    return None


def _table(pieces: list[Piece], size: float) -> _Band | None:
    columns = _strict_columns(pieces, size)
    return _Band(tuple(pieces), tuple(columns), table=True) if len(columns) > 1 else None


def _strict_columns(pieces: Sequence[Piece], size: float) -> list[tuple[Piece, ...]]:
    """Return the pieces in the columns between strips that nothing crosses."""
    columns: list[list[Piece]] = []
    edge = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.x0):
        if columns and piece.x0 - edge < _NARROWEST_PADDING * size:
            columns[-1].append(piece)
            edge = max(edge, piece.x1)
        else:
            columns.append([piece])
            edge = piece.x1
    return [tuple(sorted(column, key=lambda piece: (piece.y, piece.x0))) for column in columns]


def pitch(columns: Sequence[Sequence[Piece]], size: float) -> float:
    """Return the distance of two lines of one paragraph: the least that is usual in a column."""
    usual: list[float] = []
    for column in columns:
        steps = sorted(after[0].y - row[0].y for row, after in pairwise(rows(column, size)))
        if steps:
            usual.append(steps[len(steps) // 4])
    return max(min(usual, default=0.0), 0.9 * size)


def _are_marks(pieces: Sequence[Piece]) -> bool:
    return all(_is_mark(piece.text) for piece in pieces)


def _is_mark(text: str) -> bool:
    if len(text) > _MARK_LENGTH:
        return False
    found = marker(text + " x")
    return (found is not None and found.length == len(text) + 1) or text.strip("¹²³⁴⁵⁶⁷⁸⁹⁰") == ""


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of one side of a band."""

    y: float
    left: float
    right: float
    characters: int
    begins: bool


def _lines(pieces: Sequence[Piece], size: float) -> list[_Row]:
    found: list[_Row] = []
    for row in rows(pieces, size):
        first = last = row[0]
        characters = len(first.text)
        for piece in row[1:]:
            first = piece if piece.x0 < first.x0 else first
            last = piece if piece.x1 > last.x1 else last
            characters += len(piece.text)
        found.append(_Row(row[0].y, first.x0, last.x1, characters, not first.text[:1].islower()))
    return found


@dataclass(frozen=True, slots=True)
class _Sides:
    """The lines on the two sides of a gutter, seen for whether they belong together row by row."""

    sides: list[list[_Row]]
    pitch: float
    pairs: list[tuple[_Row, _Row]]

    def share_rows(self) -> bool:
        """Say whether white strips run across both sides, as between the rows of a table."""
        least = 1.2 * self.pitch
        gaps = max(sum(step > least for step in _steps(side)) for side in self.sides)
        lines = max(len(side) for side in self.sides)
        groups = self._groups(least)
        strips, shared = len(groups) - 1, sum(len(group) > 1 for group in groups)
        prose = all(_is_wide(side) and _is_filled(side) for side in self.sides)
        if strips < 2 + prose or shared < 2 or 2 * shared < len(groups):
            return False
        return strips >= 0.6 * gaps and lines <= _TALLEST_ROW * len(groups)

    def _groups(self, least: float) -> list[set[int]]:
        """Return which sides have words between each two white strips."""
        heights = sorted((row.y, side) for side, found in enumerate(self.sides) for row in found)
        groups: list[set[int]] = [set()]
        above = heights[0][0]
        for height, side in heights:
            if height - above > least:
                groups.append(set())
            groups[-1].add(side)
            above = height
        return groups

    def is_prose(self) -> bool:
        """Say whether both sides are running text that does not keep step."""
        if any(len(side) < 2 for side in self.sides) or not all(map(_is_wide, self.sides)):
            return False
        if all(row.begins for side in self.sides for row in side):  # no small letters, perhaps no such script
            return all(map(_is_filled, self.sides))
        return not self.is_aligned() or not self.agrees()

    def is_aligned(self) -> bool:
        """Say whether the lines of the shorter side stand beside lines of the other."""
        beside = len(self.pairs)
        return beside >= 0.6 * min(map(len, self.sides)) and beside >= 2

    def agrees(self) -> bool:
        """Say whether lines side by side begin together, as cells do, and few begin beside one that carries on."""
        differ = sum(one.begins != other.begins for one, other in self.pairs)
        together = sum(one.begins and other.begins for one, other in self.pairs)
        return differ <= 0.2 * len(self.pairs) and together >= 2


def _beside(one: Sequence[_Row], other: Sequence[_Row], slack: float) -> list[tuple[_Row, _Row]]:
    """Return the lines of two sides that stand at one height."""
    found: list[tuple[_Row, _Row]] = []
    heights = [row.y for row in other]
    for row in one:
        at = bisect_left(heights, row.y - slack)
        if at < len(heights) and heights[at] <= row.y + slack:
            found.append((row, other[at]))
    return found


def _steps(lines: Sequence[_Row]) -> list[float]:
    return [after.y - line.y for line, after in pairwise(lines)]


def _is_wide(lines: Sequence[_Row]) -> bool:
    wide = _widest(lines)
    return sum(line.characters for line in wide) >= _PROSE * len(wide)


def _is_filled(lines: Sequence[_Row]) -> bool:
    return len(_widest(lines)) >= 0.4 * len(lines)


def _widest(lines: Sequence[_Row]) -> list[_Row]:
    """Return the lines that come near the right edge."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    return [line for line in lines if line.right - left >= 0.75 * (right - left)]
