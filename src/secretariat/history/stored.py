"""The rows of the history as they lie in the database, read in the order of their keys, a piece at a time.

The columns are read as text or numbers and no model looks at them: what somebody wrote there past the product must
be seen as it is, and a million rows must not be slow.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError

from .chain import Row

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

PIECE = 2000
_AT = {
    "sqlite": "CAST(at AS TEXT)",
    "postgresql": """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')""",
}
_WHOLE_SECONDS = len("2021-05-05T14:00:00")


def pieces(
    connection: BaseDatabaseWrapper, *, chained: bool = True, after: int | None = None
) -> Iterator[list[tuple[Row, str]]]:
    """Yield pieces of the table: pairs of ``Row`` and hash, from the event with the key ``after`` on.

    ``chained`` is false for a table that has no numbers and hashes yet: both are then ``None``.
    """
    while piece := _piece(connection, _query(connection.vendor, chained=chained, first=after is None), after):
        yield [(_row(values[:-1]), values[-1]) for values in piece]
        after = piece[-1][1]


def _query(vendor: str, *, chained: bool, first: bool) -> str:
    """Return the query for the next piece."""
    number, link = ("number", "hash") if chained else ("NULL", "NULL")
    return (
        f"SELECT {number}, id, {_AT[vendor]}, actor_id, actor_name, verb, object_type, object_id, frame, batch,"  # noqa: S608 - no word of it comes from outside
        f" CAST(data AS TEXT), reason, undoes_id, {link} FROM history_event"
        f" {'' if first else 'WHERE id > %s'} ORDER BY id LIMIT {PIECE}"
    )


def _piece(connection: BaseDatabaseWrapper, query: str, after: int | None) -> list[tuple[Any, ...]]:
    """Return the next rows; where a text is not UTF-8, with that text made readable, so that it can be told."""
    values = [] if after is None else [after]
    with connection.cursor() as cursor:
        try:
            cursor.execute(query, values)
            return list(cursor.fetchall())
        except DatabaseError as error:
            if connection.vendor != "sqlite" or "UTF-8" not in str(error):
                raise
        raw = connection.connection
        strict, raw.text_factory = raw.text_factory, lambda text: text.decode("utf-8", "surrogateescape")
        try:
            cursor.execute(query, values)
            return list(cursor.fetchall())
        finally:
            raw.text_factory = strict


def _row(values: tuple[Any, ...]) -> Row:
    """Return a row with its instant in the one form that the chain knows."""
    row = Row(*values)
    if row.at[10:11] == "T":
        return row
    at = row.at.replace(" ", "T", 1)
    return row._replace(at=f"{at}.000000" if len(at) == _WHOLE_SECONDS else at)
