"""A reading as the JSON of the contract ``secretariat.record/1``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from .findings import Reading
from .source_text import SourceText
from .spans import Span

SCHEMA = "secretariat.record/1"
_LISTS = (
    "participants",
    "agenda",
    "sections",
    "decisions",
    "action_points",
    "statements",
    "questions",
    "figures",
    "previous_actions",
    "problems",
)


def to_json(reading: Reading, *, name: str, sha256: str) -> dict[str, Any]:
    """Return the reading as plain lists and dictionaries, in the order of the contract.

    Args:
        reading: what was read.
        name: the name of the file, without its folder.
        sha256: of the file's bytes, in hexadecimal.
    """
    source = reading.source
    shape: dict[str, Any] = {
        "schema": SCHEMA,
        "source": {
            "name": name,
            "sha256": sha256,
            "media_type": source.media_type,
            "language": reading.language,
            "pages": len(source.page_starts) or None,
            "text": source.text,
        },
        "meeting": _shape(reading.meeting, source),
    }
    for key in _LISTS:
        shape[key] = [_shape(finding, source) for finding in getattr(reading, key)]
    return shape


def _shape(finding: Any, source: SourceText) -> dict[str, Any]:  # noqa: ANN401 - any of the findings
    shape = {field.name: _value(getattr(finding, field.name)) for field in fields(finding)}
    span = getattr(finding, "span", None)
    if span is not None and source.page_starts:
        shape["page"] = source.page_of(span.start)
    return shape


def _value(value: object) -> object:
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, dict):
        return {key: _value(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_value(inner) for inner in value]
    return value
