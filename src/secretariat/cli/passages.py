"""Passages as JSON Lines, CSV, XLSX or Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TextIO

from secretariat.reading import ReadingError
from secretariat.reading.reports.lines import COLUMNS, cell

from .csv_tables import write_rows, written
from .new_files import replacing
from .terminal import safe_json

Record = Mapping[str, object]
SUFFIXES = (".jsonl", ".csv", ".xlsx", ".parquet")
_LONGEST_CELL = 32_000
_MOST_ROWS = 1_048_575


class Writer(Protocol):
    """Takes passages, report after report."""

    def add(self, passages: Sequence[Record]) -> None:
        """Write the passages of a report."""


@contextmanager
def writer(path: Path | None, columns: Sequence[str] = COLUMNS) -> Iterator[Writer]:
    """Yield what writes passages with these keys to a file by its ending, or as JSON Lines to standard output.

    Raises:
        ReadingError: the file cannot be written.
    """
    ending = path.suffix.lower() if path else ".jsonl"
    if path and ending == ".parquet":
        from .parquet import parquet_file

        with parquet_file(path, columns) as parquet:
            yield parquet
    elif path and ending == ".xlsx":
        with replacing(path) as temporary:
            workbook = _Workbook(temporary, columns)
            try:
                yield workbook
            finally:
                workbook.close()
    else:
        with written(path) as stream:
            yield _Csv(stream, columns) if ending == ".csv" else _JsonLines(stream)


def check(path: Path) -> None:
    """Say at once that a file is of a kind that is not written, or that what writes it is not installed.

    Raises:
        ReadingError: it is so.
    """
    ending = path.suffix.lower()
    if ending not in SUFFIXES:
        raise ReadingError("output", f"{path.name} is of no kind that is written; use {', '.join(SUFFIXES)}.")
    if ending == ".parquet":
        from .parquet import check_installed

        check_installed()


class _JsonLines:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def add(self, passages: Sequence[Record]) -> None:
        for record in passages:
            self._stream.write(safe_json(json.dumps(record, ensure_ascii=False)) + "\n")


class _Csv:
    def __init__(self, stream: TextIO, columns: Sequence[str]) -> None:
        self._stream = stream
        self._columns = columns
        write_rows(stream, [columns])

    def add(self, passages: Sequence[Record]) -> None:
        write_rows(self._stream, (cells(record, self._columns) for record in passages))


class _Workbook:
    """A sheet of passages; every cell is text or a number, never a formula."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        import xlsxwriter

        self._columns = columns
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._sheet = self._book.add_worksheet("passages")
        self._row = 0
        self._write(columns)
        self._sheet.freeze_panes(1, 0)

    def add(self, passages: Sequence[Record]) -> None:
        for record in passages:
            if self._row > _MOST_ROWS:
                raise ReadingError(
                    "output", "There are more passages than a sheet holds; write .jsonl, .csv or .parquet."
                )
            self._write(cells(record, self._columns))

    def _write(self, row: Sequence[str]) -> None:
        for at, value in enumerate(row):
            self._sheet.write_string(self._row, at, value[:_LONGEST_CELL])
        self._row += 1

    def close(self) -> None:
        self._book.close()


def cells(record: Record, columns: Sequence[str] = COLUMNS) -> list[str]:
    """Return a passage as the cells of a table: codes with their framework, scores and words side by side."""
    return [cell(name, record.get(name)) for name in columns]
