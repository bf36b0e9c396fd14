"""Tables of a page while they are read: rows, cells over several columns or rows, headers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .html_tree import Element
from .passages import MAX_COLUMNS, MAX_MERGED_ROWS, Cell, Row, Table


def whole_number(written: str, otherwise: int) -> int:
    """Return the whole number that an attribute gives, ``otherwise`` where it gives none."""
    found = re.match(r"\s*(-?\d{1,7})", written)
    return int(found[1]) if found else otherwise


@dataclass(slots=True)
class TableFrame:
    """A table that is being read."""

    is_layout: bool
    table: Table = field(init=False)
    in_head: bool = False
    row: Row | None = None
    at: int = 0
    all_headers: bool = True
    merged: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with no rows."""
        self.table = Table(layout=self.is_layout)

    def enter_group(self, name: str) -> Callable[[], None]:
        """Begin the head, the body or the foot."""
        self.in_head = name == "thead"
        return self._leave_group

    def _leave_group(self) -> None:
        self._end_row()
        self.in_head = False
        self.merged.clear()

    def enter_row(self) -> Callable[[], None]:
        """Begin a row."""
        self._end_row()
        self._begin_row()
        return self._end_row

    def _begin_row(self) -> None:
        self.row = Row()
        self.table.rows.append(self.row)
        self.at = 0
        self.all_headers = True

    def _end_row(self) -> None:
        if self.row is None:
            return
        self._fill(past=True)
        if not self.row.cells:
            self.table.rows.pop()
        self.row.header = bool(self.row.cells) and (self.in_head or self.all_headers)
        self.row = None

    def add_cell(self, element: Element) -> Cell:
        """Append a cell to the open row."""
        if self.row is None:
            self._begin_row()
        self._fill(past=False)
        columns = min(max(whole_number(element.attributes.get("colspan", ""), 1), 1), MAX_COLUMNS)
        rows = whole_number(element.attributes.get("rowspan", ""), 1)
        rows = MAX_MERGED_ROWS if rows == 0 else min(max(rows, 1), MAX_MERGED_ROWS)
        self.all_headers = self.all_headers and element.name == "th"
        cell = Cell(columns=columns)
        if self.row is not None:
            self.row.cells.append(cell)
        for column in range(self.at, self.at + columns):
            if rows > 1:
                self.merged[column] = rows - 1
        self.at += columns
        return cell

    def _fill(self, *, past: bool) -> None:
        """Put in the cells that reach down into this row: at this column, or up to the last one."""
        if self.row is None:
            return
        last = max(self.merged, default=-1)
        while self.at in self.merged or (past and self.at <= last):
            if self.at not in self.merged:
                self.row.cells.append(Cell())
            else:
                self.row.cells.append(Cell(continues=True))
                self.merged[self.at] -= 1
                if self.merged[self.at] <= 0:
                    del self.merged[self.at]
            self.at += 1
