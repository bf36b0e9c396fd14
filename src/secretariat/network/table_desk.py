"""Where the rows of a table are taken in, one after another, in one gesture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture
from secretariat.history.refusals import Refused

from .columns import Sort
from .lookups import Lookups
from .models import User
from .table_reading import Value, chosen

ADDED, CHANGED, UNCHANGED = "added", "changed", "unchanged"
Values = dict[str, Value]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value before and after, in words."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row of the file does."""

    row: int
    what: str
    name: str
    changes: tuple[FieldChange, ...] = ()


@dataclass
class Desk:
    """Who takes tables in, what the network knows by now, and which of its rows the file has named."""

    actor: User | None
    gesture: Gesture
    lookups: Lookups = field(default_factory=Lookups)
    met: dict[tuple[type[models.Model], int], int] = field(default_factory=dict)
    fresh: set[tuple[type[models.Model], int]] = field(default_factory=set)

    def refuse_twice(self, obj: models.Model) -> None:
        """Refuse a second row for something of which there is one row only."""
        row = self.met.get((type(obj), obj.pk))
        if row is not None:
            values = {"name": obj, "row": row}
            raise Refused("named_twice", _("“%(name)s” stands in row %(row)d already.") % values)

    def meet(self, row: int, obj: models.Model, *, fresh: bool = False) -> None:
        """Note that a row of the file means something of the network, or made it."""
        self.met.setdefault((type(obj), obj.pk), row)
        if fresh:
            self.fresh.add((type(obj), obj.pk))

    def met_of(self, model: type[models.Model]) -> int:
        """Return how many rows of a model were there before and are in the file."""
        return sum(1 for key in self.met if key[0] is model and key not in self.fresh)


def given(values: Mapping[str, Value], *always: str) -> Values:
    """Return values without those of ``always`` that are empty: such a field keeps what it has."""
    return {name: value for name, value in values.items() if name not in always or value not in {"", None}}


def compared(
    sort: Sort, found: models.Model | None, fields: Mapping[str, str], values: Mapping[str, Value]
) -> tuple[FieldChange, ...]:
    """Return what values would change of a row, or say of a new one. ``fields``: column key to field name."""
    changes = []
    for column in sort.columns:
        if column.key not in fields or column.key not in values:
            continue
        value = values[column.key]
        before = getattr(found, fields[column.key]) if found is not None else None
        if (before or None) != (value or None):
            changes.append(FieldChange(str(column.label), chosen(column, before), chosen(column, value)))
    return tuple(changes)


def renamed(fields: Mapping[str, str], values: Mapping[str, Value]) -> Values:
    """Return those values that are of ``fields``, under the names of the fields."""
    return {name: values[key] for key, name in fields.items() if key in values}
