"""Tables as people send them: any encoding, any delimiter, workbooks; hostile files are refused in one line."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from secretariat.history.refusals import Refused
from secretariat.network.cells import day_of, shielded, unshielded
from secretariat.network.table_files import sheets_of

ROWS = "Short name;Full name\r\nÉté;Réseau d’été\r\nÖBB;Straße\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_it_finds_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    [sheet] = sheets_of(ROWS.replace(";", delimiter).encode(encoding))
    assert sheet.header == ("Short name", "Full name")
    assert [(line.number, line.cells) for line in sheet.lines] == [(2, ("Été", "Réseau d’été")), (3, ("ÖBB", "Straße"))]


def test_it_reads_what_excel_says_of_the_delimiter_and_counts_rows_as_it_does() -> None:
    [sheet] = sheets_of(b'sep=;\nName;"Other, names"\n\nA;"x\ny"\n')
    assert sheet.header == ("Name", "Other, names")
    assert [(line.number, line.cells) for line in sheet.lines] == [(4, ("A", "x\ny"))]


def workbook(*rows: tuple[object, ...], name: str = "Entities") -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def test_it_reads_a_workbook_and_runs_no_formula() -> None:
    [sheet] = sheets_of(workbook(("A", "B"), (), ("=1+1", 3)))
    assert (sheet.name, sheet.header) == ("Entities", ("A", "B"))
    assert [(line.number, line.cells) for line in sheet.lines] == [(3, (0, 3.0))]


def changed(data: bytes, name: str, text: bytes) -> bytes:
    """Return a workbook in which one part is another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, text if part.filename == name else old.read(part))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FOOT = b"</sheetData></worksheet>"
BOMB = HEAD + b" " * (70 * 1024 * 1024) + FOOT
FAR = HEAD + b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + FOOT
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + HEAD + b"&b;" + FOOT


@pytest.mark.parametrize(
    ("part", "says"),
    [(BOMB, "more than a table needs"), (FAR, "far outside"), (LAUGHS, "damaged"), (b"<worksheet", "damaged")],
)
def test_it_refuses_a_hostile_workbook(part: bytes, says: str) -> None:
    data = changed(workbook(("A",)), SHEET, part)
    assert len(data) < 200_000
    with pytest.raises(Refused, match=says):
        sheets_of(data)


def locked() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def some_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("content.xml", "<office/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (locked(), "Save it as .xlsx"),
        (some_zip(), "not an Excel workbook"),
        (workbook(("A",))[:-40], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40) + b"x" * 400, "not a table"),
        (b"x" * (10 * 1024 * 1024 + 1), "10 MB"),
        (b"a\n" + b"1\n" * 20_001, "more than 20000 rows"),
        (b"a" + b"," * 100, "more than 100 columns"),
        (b"a\n" + b"x" * 5001, "more than 5000 characters"),
        (b'a\n"' + b"x" * 140_000 + b'"', "not a table|more than 5000 characters"),
    ],
)
def test_it_refuses_what_is_no_table_in_one_line(data: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        sheets_of(data)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("text", ["=1+1", "'=1", " =1", "+1", "-1", "@x", "\tx", "＝1", "it's", "''", "'-'", "plain"])
def test_it_shields_a_formula_and_gives_the_text_back(text: str) -> None:
    assert not shielded(text).lstrip(" ").startswith(tuple("=+-@\t＝"))
    assert unshielded(shielded(text)) == text


@pytest.mark.parametrize("text", ["31.2.2021", "2/3/2021", "2021-2-3", "2021-02-30", "soon", "44197"])
def test_it_guesses_no_day(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        day_of(text)
