"""Passages as Parquet, with the type of each column: numbers, lists, structures, and nothing where nothing is given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from secretariat.reading import ReadingError

from .new_files import replacing

if TYPE_CHECKING:
    import pyarrow as pa

Record = Mapping[str, object]
ROWS = 5_000
"""How many passages make a row group: what is held in memory at once."""
_HALF = re.compile("[\ud800-\udfff]")
_NUMBERS = frozenset({"year", "page", "paragraph"})


class ParquetFile:
    """Takes passages, and writes them a row group at a time."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        """Open a new file at ``path`` for passages with these keys."""
        import pyarrow.parquet

        self._schema = schema(columns)
        self._writer = pyarrow.parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Record] = []

    def add(self, passages: Sequence[Record]) -> None:
        """Write the passages of a report."""
        self._rows += passages
        while len(self._rows) >= ROWS:
            self._write(self._rows[:ROWS])
            del self._rows[:ROWS]

    def _write(self, rows: Sequence[Record]) -> None:
        import pyarrow as pa

        told = [_row(record) for record in rows]
        try:
            made = pa.Table.from_pylist(told, schema=self._schema)
        except UnicodeEncodeError:
            made = pa.Table.from_pylist(_whole(told), schema=self._schema)
        self._writer.write_table(made, row_group_size=len(rows))

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        try:
            if self._rows:
                self._write(self._rows)
        finally:
            self._writer.close()


@contextmanager
def parquet_file(path: Path, columns: Sequence[str]) -> Iterator[ParquetFile]:
    """Yield what writes passages as Parquet; the file is there whole or not at all.

    Raises:
        ReadingError: pyarrow is not installed, or the file cannot be written.
    """
    check_installed()
    with replacing(path) as temporary:
        made = ParquetFile(temporary, columns)
        try:
            yield made
        finally:
            made.close()


def check_installed() -> None:
    """Say what to install where pyarrow is missing.

    Raises:
        ReadingError: it is.
    """
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise ReadingError("output", 'Parquet needs pyarrow: pip install "secretariat[parquet]".') from None


def schema(columns: Sequence[str]) -> pa.Schema:
    """Return the types of the columns of passages (docs/passages.md)."""
    import pyarrow as pa

    text, words = pa.string(), pa.list_(pa.string())
    span = pa.struct([("start", pa.int32()), ("end", pa.int32())])
    label = [("framework", text), ("code", text), ("score", pa.float64()), ("because", words)]
    types = {
        "span": span,
        "subjects": words,
        "labels": pa.list_(pa.struct(label)),
        "figures": pa.list_(pa.struct([("text", text), ("span", span)])),
        "doubtful": pa.list_(pa.struct([*label, ("given", pa.bool_())])),
    }
    types |= dict.fromkeys(_NUMBERS, pa.int32())
    return pa.schema([(name, types.get(name, text)) for name in columns])


def _row(record: Record) -> dict[str, object]:
    figures = record["figures"]
    placed = [{**one, "span": _span(one["span"])} for one in figures] if isinstance(figures, list) else None
    return {**record, "span": _span(record["span"]), "figures": placed}


def _span(value: object) -> dict[str, object] | None:
    return {"start": value[0], "end": value[1]} if isinstance(value, list) else None


def _whole(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return a value without halves of characters, which UTF-8 cannot hold; one stands for each, so that spans hold."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {name: _whole(one) for name, one in value.items()}
    return value
