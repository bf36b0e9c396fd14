"""The rows of a table on a PDF page, seen from the white space between its lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .pdf_columns import Region, pitch
from .pdf_pieces import Piece

Cells = list[list[Piece]]  # the pieces of each cell of a row


def table_rows(region: Region, size: float) -> list[Cells]:
    """Return the rows of a table region, each with the pieces of its cells in reading order."""
    lines = _lines(region, size)
    least = 1.2 * pitch(region.columns, size)
    groups: list[list[Cells]] = [[lines[0][1]]]
    for (above, _), (height, cells) in pairwise(lines):
        if height - above > least:
            groups.append([cells])
        else:
            groups[-1].append(cells)
    parted = len(groups) > 2
    return [row for group in groups for row in _rows(group, parted=parted)]


def _lines(region: Region, size: float) -> list[tuple[float, Cells]]:
    """Return what each height of the table holds, column by column."""
    heights: list[tuple[float, Cells]] = []
    column_of = {id(piece): at for at, column in enumerate(region.columns) for piece in column}
    for piece in sorted(region.pieces, key=lambda piece: (piece.y, piece.x0)):
        if not heights or piece.y - heights[-1][0] > 0.2 * size:
            heights.append((piece.y, [[] for _ in region.columns]))
        heights[-1][1][column_of[id(piece)]].append(piece)
    return heights


def _rows(group: Sequence[Cells], *, parted: bool) -> list[Cells]:
    """Return the rows in lines that no white strip parts."""
    starts = [index == 0 or _begins(cells, group[0]) for index, cells in enumerate(group)]
    if parted and not (len(group) > 2 and all(starts)):
        starts = [index == 0 for index in range(len(group))]
    found: list[Cells] = []
    for begins, cells in zip(starts, group, strict=True):
        if begins:
            found.append([list(cell) for cell in cells])
            continue
        for cell, more in zip(found[-1], cells, strict=True):
            cell.extend(more)
    return found


def _begins(cells: Cells, first: Cells) -> bool:
    """Say whether a line begins a row: it fills the cells that the first line fills, and none runs on."""
    filled = [at for at, cell in enumerate(cells) if cell]
    wanted = [at for at, cell in enumerate(first) if cell]
    if not cells[0] or len(filled) < 2 or len(filled) < 0.6 * len(wanted):
        return False
    return all(not cells[at][0].text[:1].islower() for at in filled)
