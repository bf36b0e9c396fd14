"""Finding a row of the network by what a table calls it, and naming it so that it is found again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from django.db import models
from django.utils.functional import cached_property

from .models import Body, Entity, Person
from .names import folded

Row = TypeVar("Row", bound=models.Model)
_NUMBERED = re.compile(r"(?:.*\s)?#(\d+)")


class UnclearError(LookupError):
    """A name that several go by."""


class Names(Generic[Row]):
    """The rows of one sort by key, by number and by name."""

    def __init__(self, rows: Iterable[Row], key: Callable[[Row], str], names: Callable[[Row], Iterable[str]]) -> None:
        """Learn the rows. The first of the names is the one under which a row is told."""
        self.key, self._names = key, names
        self.by_number: dict[int, Row] = {}
        self._keyed: dict[str, Row] = {}
        self._by_name: dict[str, list[int]] = {}
        for row in rows:
            self.learn(row)

    def learn(self, row: Row) -> None:
        """Take in a row that was added or changed; what it was called before is still understood."""
        self.by_number[row.pk] = row
        self._keyed[self.key(row)] = row
        for name in {folded(name) for name in self._names(row)} - {""}:
            known = self._by_name.setdefault(name, [])
            if row.pk not in known:
                known.append(row.pk)

    def by_key(self, key: str) -> Row | None:
        """Return the row that has a key."""
        return self._keyed.get(key)

    def find(self, text: str) -> Row | None:
        """Return the row that a text names: by key, by name, or as ``name #number``.

        Raises:
            UnclearError: when several go by that name.
        """
        if text in self._keyed:
            return self._keyed[text]
        found = self._by_name.get(folded(text), []) if folded(text) else []
        if len(found) == 1:
            return self.by_number[found[0]]
        if numbered := _NUMBERED.fullmatch(text):
            return self.by_number.get(int(numbered[1]))
        if found:
            raise UnclearError(text)
        return None

    def label(self, row: Row | None) -> str:
        """Return the shortest that names a row for certain; nothing for none."""
        if row is None:
            return ""
        names = list(self._names(row))
        for text in (*names, f"{names[0]} #{row.pk}", self.key(row)):
            try:
                if text and self.find(text) == row:
                    return text
            except UnclearError:
                continue
        return self.key(row)


class Lookups:
    """Entities, bodies and people, each learned when first asked for."""

    @cached_property
    def entities(self) -> Names[Entity]:
        """Return the entities: by slug and every name."""
        return Names(Entity.objects.all(), lambda row: row.slug, lambda row: row.names())

    @cached_property
    def bodies(self) -> Names[Body]:
        """Return the bodies: by slug and every name."""
        return Names(Body.objects.all(), lambda row: row.slug, lambda row: row.names())

    @cached_property
    def people(self) -> Names[Person]:
        """Return the people: by name, with their posts."""
        rows = Person.objects.filter(merged_into=None).select_related("entity").prefetch_related("posts__entity")
        return Names(rows, lambda row: f"#{row.pk}", lambda row: [row.name])
