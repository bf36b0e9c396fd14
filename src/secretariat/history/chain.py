"""The chain over the history: what an event is hashed as, and the hash that ties it to the one before it.

An event's hash is SHA-256 over the hash of the event before it and the bytes of all its own fields. Those bytes
must never come out otherwise than they did on the day, on either database, so they keep to one form:

- the fields in the order of ``Row`` as a JSON array, ASCII, no spaces, keys sorted by code point;
- instants in UTC to the microsecond;
- a number in JSON as its value: ``1``, ``1.0`` and ``1e0`` are one number, as they are to PostgreSQL's ``jsonb``.

Pure: no database, no Django.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

FORM = "secretariat event 1"
START = "0" * 64
"""The hash before the first event."""


class Row(NamedTuple):
    """The fields of one event that its hash stands for. ``at`` is as ``instant`` gives it, ``data`` is JSON."""

    number: int
    id: int
    at: str
    actor_id: int | None
    actor_name: str
    verb: str
    object_type: str
    object_id: int
    frame: str
    batch: str
    data: str
    reason: str
    undoes_id: int | None


def instant(at: datetime) -> str:
    """Return an aware instant in the one form: ``2021-05-05T14:00:00.000000``, in UTC."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


def written(data: object) -> str:
    """Return data as JSON in the one form, as far as they come from Python: whole numbers may still be floats."""
    return _write(data)


def canonical(row: Row) -> bytes:
    """Return the bytes of an event.

    Raises:
        ValueError: when ``data`` is no JSON.
    """
    return _bytes(row, _write(_read(row.data)))


def follows(previous: str, row: Row, link: str) -> bool:
    """Say whether an event with the hash ``link`` follows the one with the hash ``previous``.

    Data that are stored in the one form need not be read: what has the right hash are the right bytes.

    Raises:
        ValueError: when ``data`` is no JSON.
    """
    try:
        as_stored = _hash(previous, _bytes(row, row.data))
    except UnicodeEncodeError:
        as_stored = ""
    return as_stored == link or hash_of(previous, row) == link


def hash_of(previous: str, row: Row) -> str:
    """Return the hash of an event that follows the one with the hash ``previous``.

    Raises:
        ValueError: when ``data`` is no JSON.
    """
    return _hash(previous, canonical(row))


def _hash(previous: str, event: bytes) -> str:
    """Return the hash of the bytes of an event and of the hash before it."""
    return sha256(previous.encode("ascii", "replace") + b"\n" + event).hexdigest()


def _bytes(row: Row, data: str) -> bytes:
    """Return all fields as one JSON array, with data that are JSON already."""
    number, key, at, actor, name, verb, kind, obj, frame, batch, _data, reason, undoes = row
    before = _write((FORM, number, key, at, actor, name, verb, kind, obj, frame, batch))
    return f"{before[:-1]},{data},{_write((reason, undoes))[1:]}".encode("ascii")


def _number(written: str) -> float | int:
    """Return a number by its value: whole ones as integers, however they are written."""
    value = float(written)
    return int(Decimal(written)) if value.is_integer() else value


def _no_number(written: str) -> float:
    """Refuse what JSON has no word for."""
    message = f"{written} is not JSON"
    raise ValueError(message)


_read = json.JSONDecoder(parse_float=_number, parse_constant=_no_number).decode
_write = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False).encode
