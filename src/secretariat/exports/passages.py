"""Passages and coverage of reports as bytes: JSON Lines, CSV and XLSX, written as the lines come.

A line is a mapping in the keys of docs/passages.md. In tables every cell is text or a whole number, never a formula.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from secretariat.evidence.lines import passage_cell
from secretariat.network.cells import shielded

from .tables import fitting

Line = Mapping[str, object]
MOST_ROWS = 1_048_575
"""How many lines a sheet holds under its header."""


def as_jsonl(lines: Iterable[Line]) -> Iterator[bytes]:
    """Yield one JSON object a line."""
    for line in lines:
        yield (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", errors="replace")


def as_csv(lines: Iterable[Line], columns: Sequence[str]) -> Iterator[bytes]:
    """Yield a table as CSV. The byte order mark tells spreadsheets that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    out.write("\ufeff")
    writer.writerow(columns)
    for line in lines:
        writer.writerow([shielded(cell(name, line.get(name))) for name in columns])
        yield out.getvalue().encode("utf-8", errors="replace")
        out.seek(0)
        out.truncate()
    yield out.getvalue().encode("utf-8", errors="replace")


def as_xlsx(lines: Iterable[Line], columns: Sequence[str], name: str) -> IO[bytes]:
    """Return an open file with a workbook of one sheet, at its beginning; whoever closes it takes it away.

    The lines that a sheet does not hold are left out, and the last row says so.
    """
    file = TemporaryFile()  # noqa: SIM115 - handed out open
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns)
        for row, line in enumerate(lines, 1):
            if row == MOST_ROWS:
                sheet.write_string(row, 0, "…")
                break
            for column, title in enumerate(columns):
                _write(sheet, row, column, title, line.get(title))
    file.seek(0)
    return file


def _write(sheet: Worksheet, row: int, column: int, name: str, value: object) -> None:
    if isinstance(value, int) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, fitting(cell(name, value)))


def cell(name: str, value: object) -> str:
    """Return a value of a line as a cell; of coverage, truths and grounds too."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _told(value) if isinstance(value, Mapping) else passage_cell(name, value)


def _told(value: Mapping[str, object]) -> str:
    """Return a ground as its value, or what is addressed as codes with their stances."""
    if "value" in value:
        return str(value["value"])
    return "; ".join(f"{code} ({_stances(stances)})" for code, stances in value.items())


def _stances(stances: object) -> str:
    return ", ".join(f"{name} {count}" for name, count in stances.items()) if isinstance(stances, Mapping) else ""
