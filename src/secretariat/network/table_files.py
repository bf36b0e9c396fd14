"""Tables that people send: CSV in whatever encoding and with whatever delimiter, and XLSX. All of it is hostile."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NoReturn
from xml.parsers import expat

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from secretariat.history.refusals import Refused

from .cells import Cell, text_of, unshielded

LARGEST_BYTES = 10 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 500
MOST_SHEETS = 20
MOST_ROWS = 20_000
MOST_COLUMNS = 100
LONGEST_CELL = 5_000
DELIMITERS = (",", ";", "\t", "|")
_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table and its number, as a spreadsheet counts."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name (empty for CSV), its header, the rows that hold something."""

    name: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]


def sheets_of(data: bytes) -> list[Sheet]:
    """Return the tables of a file; its content says what it is, not its name.

    Raises:
        Refused: when it is too large, or no table that can be read.
    """
    if len(data) > LARGEST_BYTES:
        _refuse(_("The file has more than 10 MB. Split it, or leave out what does not belong to the table."))
    if data.startswith(b"PK\x03\x04"):
        return list(_workbook(data))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        _refuse(_("This is an old or a locked Excel file. Save it as .xlsx without a password, or as CSV."))
    sheet = _sheet("", _csv(data))
    return [sheet] if sheet else []


def _sheet(name: str, rows: Iterable[tuple[Cell, ...]]) -> Sheet | None:
    """Return the table whose header is the first row that holds something; nothing where none does."""
    header: tuple[str, ...] | None = None
    lines: list[Line] = []
    for number, cells in enumerate(rows, 1):
        if not any(text_of(cell).strip() for cell in cells):
            continue
        _refuse_wide(number, cells)
        if header is None:
            header = tuple(text_of(cell).strip() for cell in cells)
        else:
            lines.append(Line(number, cells))
        if len(lines) > MOST_ROWS:
            _refuse(_("The table has more than %d rows. Split it.") % MOST_ROWS)
    return None if header is None else Sheet(name, header, tuple(lines))


def _refuse_wide(number: int, cells: tuple[Cell, ...]) -> None:
    """Refuse a row with too many cells, and a cell with too many words."""
    if len(cells) > MOST_COLUMNS:
        _refuse(_("Row %(row)d has more than %(most)d columns.") % {"row": number, "most": MOST_COLUMNS})
    if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells):
        values = {"row": number, "most": LONGEST_CELL}
        _refuse(_("A cell of row %(row)d has more than %(most)d characters.") % values)


# ------------------------------------------------------------------------------------------------ CSV


def _csv(data: bytes) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a CSV file."""
    text = _decoded(data)
    first, _newline, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[4], "\n" + rest
    else:
        delimiter = _delimiter(text)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield tuple(unshielded(cell) for cell in row)
    except csv.Error as error:
        raise Refused("unreadable_table", _("The file is not a table: save it as CSV or .xlsx again.")) from error


def _decoded(data: bytes) -> str:
    """Return the text of a CSV file, whatever encoding it has."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    head = data[:400]
    if head.count(0) > len(head) // 3:
        data = data.decode("utf-16-be" if head[:1] == b"\0" else "utf-16-le", errors="replace").encode()
    if b"\0" in data[:4000]:
        _refuse(_("This file is not a table. Send CSV or .xlsx."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data, cp_isolation=["cp1252", "cp1250", "cp1251", "cp1256", "mac_roman"]).best()
        return str(best) if best is not None else data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """Return the delimiter that parts the header into the most cells."""
    header = next((line for line in text.splitlines() if line.strip(',;\t| "')), "")
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([header], delimiter=mark), [])))


# ----------------------------------------------------------------------------------------------- XLSX


def _workbook(data: bytes) -> Iterator[Sheet]:
    """Yield the tables of a workbook. No formula is run: a cell has the value with which it was saved."""
    _refuse_hostile(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if len(book.sheet_names) > MOST_SHEETS:
            _refuse(_("The workbook has more than %d sheets.") % MOST_SHEETS)
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            sheet = _sheet(name, (tuple(map(_cell, row)) for row in rows))
            if sheet is not None:
                yield sheet
    except CalamineError as error:
        _not_a_workbook(error)


def _cell(value: object) -> Cell:
    """Return a cell of a workbook."""
    return value if isinstance(value, Cell) and not isinstance(value, bool) else str(value)


def _refuse_hostile(data: bytes) -> None:
    """Refuse what would unpack to more than a table needs, or claims a sheet of millions of cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
                _refuse(_("This is not an Excel workbook. Save the table as .xlsx or CSV."))
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                _refuse(_("The workbook holds more than a table needs. Save the table alone in a new file."))
            room = LARGEST_UNPACKED
            for part in parts:
                room -= _weighed(package, part, room)
    except (zipfile.BadZipFile, expat.ExpatError, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        _not_a_workbook(error)


def _weighed(package: zipfile.ZipFile, part: zipfile.ZipInfo, room: int) -> int:
    """Read a part to its end and return its size; refuse it where it has not room or claims too many cells."""
    size = 0
    parser = _sheet_parser() if part.filename.lower().endswith((".xml", ".rels")) else None
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > room:
                _refuse(_("The workbook holds more than a table needs. Save the table alone in a new file."))
            if parser is not None:
                parser.Parse(chunk, False)  # noqa: FBT003 - expat's own signature
    if parser is not None:
        parser.Parse(b"", True)  # noqa: FBT003 - (same)
    return size


def _sheet_parser() -> expat.XMLParserType:
    """Return a parser that refuses entities, and cells far out: the reader would make room for all between."""
    parser = expat.ParserCreate()

    def begun(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "c" and "r" in attributes and _is_far_out(attributes["r"]):
            _refuse(_("A cell stands far outside the table (%s). Delete what is there.") % attributes["r"][:12])

    def declared(*_arguments: object) -> None:
        _not_a_workbook(None)

    parser.StartElementHandler = begun
    parser.StartDoctypeDeclHandler = declared
    return parser


def _is_far_out(place: str) -> bool:
    """Say whether a cell (``AB12``) stands where no table reaches."""
    letters = place.rstrip("0123456789")
    row, column = place[len(letters) :], 0
    if len(letters) > 2 or len(row) > 6:
        return True
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column > MOST_COLUMNS or int(row or 0) > MOST_ROWS + 1000


def _not_a_workbook(error: Exception | None) -> NoReturn:
    """Say that a workbook cannot be read."""
    message = _("The workbook is damaged, locked or incomplete. Save it as .xlsx again, without a password.")
    raise Refused("unreadable_table", message) from error


def _refuse(message: str) -> NoReturn:
    """Refuse the file."""
    raise Refused("unreadable_table", message)
