"""Passages as JSON Lines, CSV or XLSX."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TextIO

from secretariat.reading import ReadingError
from secretariat.reading.reports.lines import COLUMNS

from .csv_tables import write_rows, written
from .terminal import safe_json

Record = Mapping[str, object]
_LONGEST_CELL = 32_000
_MOST_ROWS = 1_048_575


class Writer(Protocol):
    """Takes passages, report after report."""

    def add(self, passages: Sequence[Record]) -> None:
        """Write the passages of a report."""


@contextmanager
def writer(path: Path | None) -> Iterator[Writer]:
    """Yield what writes passages to a file by its ending, or as JSON Lines to standard output.

    Raises:
        ReadingError: the file cannot be written.
    """
    ending = path.suffix.lower() if path else ".jsonl"
    if ending == ".xlsx" and path:
        workbook = _Workbook(path)
        try:
            yield workbook
        except BaseException:
            workbook.drop()
            raise
        workbook.close()
        return
    with written(path) as stream:
        yield _Csv(stream) if ending == ".csv" else _JsonLines(stream)


class _JsonLines:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def add(self, passages: Sequence[Record]) -> None:
        for record in passages:
            self._stream.write(safe_json(json.dumps(record, ensure_ascii=False)) + "\n")


class _Csv:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        write_rows(stream, [COLUMNS])

    def add(self, passages: Sequence[Record]) -> None:
        write_rows(self._stream, (cells(record) for record in passages))


class _Workbook:
    """A sheet of passages; every cell is text or a number, never a formula."""

    def __init__(self, path: Path) -> None:
        import xlsxwriter

        if not path.parent.is_dir() or path.is_dir():
            raise ReadingError(
                "output", f"{path} cannot be written: give the name of a file in a folder that is there."
            )
        self._path = path
        self._temporary = path.with_name(f".{path.name}.part")
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(self._temporary), options)
        self._sheet = self._book.add_worksheet("passages")
        self._row = 0
        self._write(COLUMNS)
        self._sheet.freeze_panes(1, 0)

    def add(self, passages: Sequence[Record]) -> None:
        for record in passages:
            if self._row > _MOST_ROWS:
                raise ReadingError("output", "There are more passages than a sheet holds; write .jsonl or .csv.")
            self._write(cells(record))

    def _write(self, row: Sequence[str]) -> None:
        for at, value in enumerate(row):
            self._sheet.write_string(self._row, at, value[:_LONGEST_CELL])
        self._row += 1

    def close(self) -> None:
        self._book.close()
        self._temporary.replace(self._path)

    def drop(self) -> None:
        """Leave nothing half-written."""
        self._book.close()
        self._temporary.unlink(missing_ok=True)


def cells(record: Record) -> list[str]:
    """Return a passage as the cells of a table: codes with their framework, scores and words side by side."""
    return [_cell(name, record.get(name)) for name in COLUMNS]


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    if name == "labels" and isinstance(value, list):
        return "; ".join(
            f"{label['framework']}:{label['code']} {label['score']:.2f} ({', '.join(label['because'])})"
            for label in value
        )
    if name == "figures" and isinstance(value, list):
        return "; ".join(figure["text"] for figure in value)
    if isinstance(value, list):
        return (" - " if name == "span" else "; ").join(map(str, value))
    return str(value)
