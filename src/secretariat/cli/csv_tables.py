"""Tables that come in as CSV and go out as CSV: any usual encoding and delimiter, no formula, no half a file."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from secretariat.reading import ReadingError
from secretariat.reading.loaders import read_limited
from secretariat.reading.loaders.encodings import decode

from .new_files import replacing

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*(?:[eE][+-]?\d+)?%?")
_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 20


@dataclass(frozen=True, slots=True)
class Table:
    """A table's column names, its rows, and the delimiter that it was written with."""

    columns: tuple[str, ...]
    rows: list[list[str]]
    delimiter: str


def read_table(path: Path) -> Table:
    """Return the table in a CSV file.

    Raises:
        ReadingError: it cannot be read as a table.
    """
    data = read_limited(path)
    text = decode(data, path.name).text.removeprefix("\ufeff") if data.strip() else ""
    csv.field_size_limit(sys.maxsize)
    delimiter = _delimiter(text)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    except csv.Error as error:
        raise ReadingError(
            "table", f"{path.name} is not a CSV table ({error}); save it as CSV and try again."
        ) from None
    if not rows:
        raise ReadingError("empty", f"{path.name} is empty; give a CSV table whose first row names its columns.")
    return Table(tuple(name.strip() for name in rows[0]), rows[1:], delimiter)


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the first rows most alike, and into most columns."""
    best, most = ",", (0, 0)
    for delimiter in _DELIMITERS:
        lines = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
        widths = _widths(lines)
        if widths and widths[0] > 1:
            found = (sum(width == widths[0] for width in widths), widths[0])
            if found > most:
                best, most = delimiter, found
    return best


def _widths(lines: Iterator[list[str]]) -> list[int]:
    widths: list[int] = []
    try:
        for row in lines:
            if any(row):
                widths.append(len(row))
            if len(widths) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return []
    return widths


def cell(value: str) -> str:
    """Return a cell; what a spreadsheet would take for a formula gets an apostrophe before it, a number does not."""
    if value.lstrip(" ").startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(value.strip()):
        return f"'{value}"
    return value


@contextmanager
def written(path: Path | None) -> Iterator[TextIO]:
    """Yield a stream for a file that is there whole or not at all; standard output where there is no path.

    Raises:
        ReadingError: the file cannot be written.
    """
    if path is None:
        stream = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="backslashreplace", newline="")
        try:
            yield stream
        finally:
            stream.flush()
            stream.detach()
        return
    with (
        replacing(path) as temporary,
        temporary.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream,
    ):
        yield stream


def write_rows(stream: TextIO, rows: Iterable[Sequence[str]], delimiter: str = ",") -> None:
    """Write rows as CSV, each cell as text."""
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow([cell(value) for value in row])
