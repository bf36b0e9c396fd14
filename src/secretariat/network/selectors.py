"""Questions asked of the network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .models import Body, Entity, Person, User
from .names import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

Holder = Entity | Body | Person


def entities() -> QuerySet[Entity]:
    """Return the entities."""
    return Entity.objects.all()


def bodies() -> QuerySet[Body]:
    """Return the bodies."""
    return Body.objects.select_related("parent")


def people() -> QuerySet[Person]:
    """Return the people, each once: not the rows that were merged into another."""
    return Person.objects.filter(merged_into=None).select_related("entity", "user")


def names_of_people() -> dict[int, str]:
    """Return the names of all people by key, those of merged rows too: old events name them."""
    return {row.pk: str(row.merged_into or row) for row in Person.objects.select_related("merged_into")}


def users() -> QuerySet[User]:
    """Return the users."""
    return User.objects.select_related("entity")


def owner_choices() -> list[tuple[str, str]]:
    """Return who can hold an action, for a form: reference and label, entities before bodies before people."""
    return [
        *((entity.ref, f"{entity.short_name} · {entity.full_name}") for entity in entities()),
        *((body.ref, body.name) for body in bodies()),
        *((person.ref, str(person)) for person in people()),
    ]


def resolve(ref: str) -> Holder | None:
    """Return what a reference (``entity:iom``, ``body:executive-committee``, ``person:3``) names."""
    sort, _, key = ref.partition(":")
    if sort == "entity":
        return Entity.objects.filter(slug=key).first()
    if sort == "body":
        return Body.objects.filter(slug=key).first()
    if sort == "person" and key.isascii() and key.isdigit():
        found = Person.objects.select_related("entity", "merged_into__entity").filter(pk=int(key)).first()
        return found.merged_into if found is not None and found.merged_into is not None else found
    return None


@dataclass(frozen=True, slots=True)
class Directory:
    """Looks names up as records write them. Only a whole name counts, never part of one."""

    names: dict[str, Holder]

    def find(self, name: str | None) -> Holder | None:
        """Return whom ``name`` names, if the network knows exactly one."""
        return self.names.get(_key(name or ""))

    def entity(self, name: str | None) -> Entity | None:
        """Return the entity that ``name`` names."""
        found = self.find(name)
        return found if isinstance(found, Entity) else None

    def body(self, name: str | None) -> Body | None:
        """Return the body that ``name`` names."""
        found = self.find(name)
        return found if isinstance(found, Body) else None


def directory() -> Directory:
    """Return the names of all entities, bodies and people. A name of two of them names neither.

    A merged person goes by both names.
    """
    names: dict[str, Holder] = {}
    twice: set[str] = set()
    for holder, own in _named():
        for key in {_key(name) for name in own} - {""}:
            if names.setdefault(key, holder) != holder:
                twice.add(key)
    return Directory({key: holder for key, holder in names.items() if key not in twice})


def _named() -> Iterator[tuple[Holder, list[str]]]:
    """Yield everybody with the names that they go by."""
    yield from ((entity, entity.names()) for entity in entities())
    yield from ((body, body.names()) for body in bodies())
    for person in Person.objects.select_related("entity", "user", "merged_into__entity", "merged_into__user"):
        yield person.merged_into or person, [person.name]


def _key(name: str) -> str:
    """Return the key of a name: folded, without a leading article."""
    return folded(name).removeprefix("the ")
