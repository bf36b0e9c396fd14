"""Tables as bytes: CSV that a spreadsheet shows and never runs, and XLSX. Typed rows in, a file out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from secretariat.network.cells import Cell, shielded, text_of

LONGEST_CELL = 32_767
"""What a cell of a workbook holds; a longer text is cut there and ends with a mark."""
WIDEST = 60
NARROWEST = 8


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its header, its rows. A cell is text, a number, a day, or empty."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def as_csv(table: Table) -> bytes:
    """Return a table as CSV. The byte order mark tells spreadsheets that it is UTF-8; days are ``2021-06-01``."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([shielded(str(title)) for title in table.header])
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return ("\ufeff" + out.getvalue()).encode("utf-8", errors="replace")


def as_xlsx(tables: Iterable[Table]) -> bytes:
    """Return a workbook with a sheet a table: header kept in sight, columns as wide as they need. Text stays text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        for table in tables:
            _fill(book.add_worksheet(_sheet_name(table.name)), table, bold, day)
    return out.getvalue()


def _fill(sheet: Worksheet, table: Table, bold: Format, day: Format) -> None:
    """Write one sheet."""
    widths = [len(str(title)) for title in table.header]
    for column, title in enumerate(table.header):
        sheet.write_string(0, column, fitting(str(title)), bold)
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, day)
            if column < len(widths):
                widths[column] = max(widths[column], len(text_of(cell)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 1, NARROWEST), WIDEST))
    sheet.freeze_panes(1, 0)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, day: Format) -> None:
    """Write one cell as what it is."""
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, int) or (isinstance(cell, float) and isfinite(cell)):
        sheet.write_number(row, column, cell)
    elif cell:
        sheet.write_string(row, column, fitting(text_of(cell)))


def _plain(cell: Cell) -> str:
    """Return a cell of CSV."""
    return shielded(cell) if isinstance(cell, str) else text_of(cell)


def fitting(text: str) -> str:
    """Return as much of a text as a cell holds, without what XML cannot."""
    clean = "".join(char for char in text if char in "\t\n" or (char >= " " and not "\ud800" <= char <= "\udfff"))
    return clean if len(clean) <= LONGEST_CELL else clean[: LONGEST_CELL - 1] + "…"


def _sheet_name(name: str) -> str:
    """Return a name that a workbook takes for a sheet."""
    return "".join(char for char in name if char not in "[]:*?/\\'")[:31] or "1"
