"""Documents as JSON, and a meeting's record back from it: ``secretariat.meeting/1`` (docs/writing.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields
from datetime import date
from typing import Any

from .documents import (
    ActionList,
    ActionPoint,
    Agenda,
    AgendaItem,
    Brief,
    Decision,
    DecisionList,
    Document,
    MeetingRecord,
    Part,
    Participant,
    Status,
)
from .problems import BadDocument

SCHEMA = "secretariat.meeting/1"
SCHEMAS: dict[type[Document], str] = {
    MeetingRecord: SCHEMA,
    Agenda: "secretariat.agenda/1",
    DecisionList: "secretariat.decisions/1",
    ActionList: "secretariat.actions/1",
    Brief: "secretariat.brief/1",
}
_INNER: dict[str, type[Any]] = {
    "participants": Participant,
    "agenda": AgendaItem,
    "parts": Part,
    "decisions": Decision,
    "action_points": ActionPoint,
}
_TEXTS = frozenset({"paragraphs", "owners", "notes"})
_KINDS: dict[str, tuple[str, ...]] = {
    "attendance": ("present", "apologies", "absent", "represented"),
    "mode": ("virtual", "in person", "hybrid"),
    "pace": ("once", "recurring", "standing", "to be decided"),
    "state": ("draft", "in clearance", "final"),
}
_DAY = (r"\d{4}-\d\d-\d\d", "a day such as 2021-05-05")
_HOUR = (r"(?:[01]\d|2[0-4]):[0-5]\d", "an hour such as 15:00")
_PERIOD = (
    r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?|-Q[1-4]|-H[12])?",
    "a day or period such as 2021-07-31, 2021-07, 2021-Q3",
)
_SHAPES = {"date": _DAY, "end_date": _DAY, "start": _HOUR, "end": _HOUR, "due": _PERIOD}
_HOURS = frozenset({"start", "end"})
_LENGTH_OF_DAY = len("2021-05-05")
_MOST_LEVELS = 3


def to_json(document: Document) -> dict[str, Any]:
    """Return a document as plain lists and dictionaries; what is not known is left out."""
    return {"schema": SCHEMAS[type(document)], **_full(asdict(document))}


def _full(shape: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(shape, dict):
        return {key: _full(value) for key, value in shape.items() if value not in (None, (), [])}
    if isinstance(shape, (list, tuple)):
        return [_full(value) for value in shape]
    return shape


def write_json(document: Document) -> bytes:
    """Return a document as JSON in UTF-8."""
    return (json.dumps(to_json(document), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def from_json(shape: object) -> MeetingRecord:
    """Return the record of a meeting from its JSON: a dictionary, or the text of one.

    Raises:
        BadDocument: it is no such record.
    """
    if isinstance(shape, (str, bytes)):
        try:
            shape = json.loads(shape)
        except (ValueError, RecursionError):
            raise BadDocument("this is not JSON; give a record as docs/writing.md describes it.") from None
    if not isinstance(shape, Mapping):
        raise BadDocument("this is no record: an object in curly brackets is wanted.")
    if shape.get("schema") != SCHEMA:
        raise BadDocument(f'"schema" must be "{SCHEMA}".')
    record = _read(MeetingRecord, {key: value for key, value in shape.items() if key != "schema"}, "the record")
    assert isinstance(record, MeetingRecord)  # noqa: S101 - told to the type checker
    return record


def _read(kind: type[Any], shape: object, where: str) -> Any:  # noqa: ANN401 - one of the documents' parts
    if not isinstance(shape, Mapping):
        raise BadDocument(f"{where} must be an object in curly brackets.")
    known = {field.name: field for field in fields(kind)}
    for key in shape:
        if key not in known:
            raise BadDocument(f'{where} has the key "{key}", which nobody knows; it may have {", ".join(known)}.')
    for name, field in known.items():
        if field.default is MISSING and not shape.get(name):
            raise BadDocument(f'{where} needs "{name}".')
    given = {key: value for key, value in shape.items() if value is not None}
    if kind is MeetingRecord and "status" in given:
        given["status"] = _read(Status, given["status"], f"{where}, status")
    return kind(**{key: _value(key, value, where) for key, value in given.items()})


def _value(key: str, value: object, where: str) -> object:
    if isinstance(value, Status):
        return value
    if key in _TEXTS or key in _INNER:
        return _values(key, value, where)
    if key == "level":
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST_LEVELS:
            raise BadDocument(f'{where}, "level" must be 1, 2 or 3.')
        return value
    if not isinstance(value, str):
        raise BadDocument(f'{where}, "{key}" must be text in quotation marks.')
    if key in _KINDS and value not in _KINDS[key]:
        raise BadDocument(f'{where}, "{key}" must be one of: {", ".join(_KINDS[key])}.')
    if key in _SHAPES and not _is_shaped(key, value):
        raise BadDocument(f'{where}, "{key}" must be {_SHAPES[key][1]}.')
    return value


def _is_shaped(key: str, value: str) -> bool:
    """Say whether a day, a period or an hour is written as one, and is one that there is."""
    if not re.fullmatch(_SHAPES[key][0], value):
        return False
    try:
        date.fromisoformat(value if len(value) == _LENGTH_OF_DAY else f"{value[:4]}-01-01")
    except ValueError:
        return key in _HOURS
    return True


def _values(key: str, value: object, where: str) -> tuple[object, ...]:
    if not isinstance(value, (list, tuple)):
        raise BadDocument(f'{where}, "{key}" must be a list in square brackets.')
    places = [f"{where}, {key} {number}" for number in range(1, len(value) + 1)]
    if key in _TEXTS:
        for one, place in zip(value, places, strict=True):
            if not isinstance(one, str):
                raise BadDocument(f"{place} must be text in quotation marks.")
        return tuple(value)
    return tuple(_read(_INNER[key], one, place) for one, place in zip(value, places, strict=True))
