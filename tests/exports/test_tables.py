"""Tables leave as CSV and XLSX: text stays text, days are days, the header stays in sight."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

import python_calamine

from secretariat.exports.tables import Table, as_csv, as_xlsx
from secretariat.network.cells import Cell

ROWS: list[list[Cell]] = [["=HYPERLINK(1)", 12, date(2021, 6, 1), None], ["ليلى", 0.5, date(1999, 12, 31), "@x"]]
TABLE = Table("Seats", ["Name", "Count", "Since", "Note"], ROWS)


def test_it_writes_csv_that_no_spreadsheet_runs() -> None:
    data = as_csv(TABLE)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["Name", "Count", "Since", "Note"]
    assert rows[1:] == [["'=HYPERLINK(1)", "12", "2021-06-01", ""], ["ليلى", "0.5", "1999-12-31", "'@x"]]


def test_it_writes_a_workbook_with_a_sheet_a_table() -> None:
    data = as_xlsx([TABLE, Table("People: all", ["Name"], [["x" * 40_000]])])
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["Seats", "People all"]
    assert book.get_sheet_by_name("Seats").to_python()[1:] == [
        ["=HYPERLINK(1)", 12.0, date(2021, 6, 1), ""],
        ["ليلى", 0.5, date(1999, 12, 31), "@x"],
    ]
    assert len(str(book.get_sheet_by_name("People all").to_python()[1][0])) == 32_767


def test_it_writes_no_formula_and_keeps_the_header_in_sight() -> None:
    with zipfile.ZipFile(io.BytesIO(as_xlsx([TABLE]))) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b'state="frozen"' in sheet
    assert b"<cols>" in sheet
