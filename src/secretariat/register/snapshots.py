"""A row as it stood before a gesture, so that the gesture can be undone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypedDict

from django.core import serializers

from .models import ActionPoint, Owner, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db import models


class Before(TypedDict):
    """A proposal and its entry before a gesture. ``entry`` is empty where there was none."""

    proposal: dict[str, Any] | None
    entry: dict[str, Any] | None


def before(proposal: Proposal | None, entry: models.Model | None) -> Before:
    """Return both as they stand."""
    return {
        "proposal": None if proposal is None else taken(proposal),
        "entry": None if entry is None else taken(entry),
    }


def taken(row: models.Model) -> dict[str, Any]:
    """Return the fields of a row as JSON, an action point's with its holders."""
    return all_taken([row])[row.pk]


def all_taken(rows: Sequence[models.Model]) -> dict[int, dict[str, Any]]:
    """Return the same for many rows of a model, by key."""
    found = dict(zip((row.pk for row in rows), _fields(rows), strict=True))
    for row in rows:
        if isinstance(row, ActionPoint):
            found[row.pk]["owners"] = _fields(row.owners.all())
    return found


def put_back(row: models.Model, fields: dict[str, Any]) -> None:
    """Give a row the fields that it had, under a new version number."""
    plain = {name: value for name, value in fields.items() if name != "owners"}
    old = _row(type(row), plain)
    version = getattr(row, "version", 0) + 1
    for field in row._meta.concrete_fields:
        if field.name in plain and field.name != "version":
            setattr(row, field.attname, getattr(old, field.attname))
    row.version = version  # type: ignore[attr-defined]
    row.save()
    if isinstance(row, ActionPoint):
        row.owners.all().delete()
        for owner in fields.get("owners", []):
            restored = _row(Owner, {**owner, "action": row.pk})
            restored.pk = None
            restored.save()


def _fields(rows: Iterable[models.Model]) -> list[dict[str, Any]]:
    """Return the fields of each row as JSON."""
    return [row["fields"] for row in json.loads(serializers.serialize("json", rows))]


def _row(model: type[models.Model], fields: dict[str, Any]) -> models.Model:
    """Return the row that the fields describe, not saved."""
    described = [{"model": model._meta.label_lower, "pk": None, "fields": fields}]
    row: models.Model = next(iter(serializers.deserialize("python", described))).object
    return row
