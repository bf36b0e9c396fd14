"""Entities are added and changed."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.utils.text import slugify
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture
from secretariat.history.refusals import Refused

from .changes import added, changing
from .models import Entity, User


class EntityFacts(TypedDict, total=False):
    """What may be known of an entity beside its names."""

    aliases: list[str]
    sort: str
    since: date | None
    until: date | None


class EntityValues(EntityFacts, total=False):
    """What of an entity can be changed."""

    short_name: str
    full_name: str


def add_entity(
    actor: User | None,
    *,
    short_name: str,
    full_name: str,
    slug: str = "",
    gesture: Gesture | None = None,
    **facts: Unpack[EntityFacts],
) -> Entity:
    """Add an entity to the network, known from now on by its key ``slug``: its short name, where none is given."""
    entity = Entity(slug=slug or slugify(short_name)[:40], short_name=short_name, full_name=full_name, **facts)
    if not entity.slug:
        raise Refused("no_key", _("Give the short name in Latin letters, or a key beside it."))
    return added(actor, entity, gesture=gesture)


def change_entity(
    actor: User | None,
    *,
    entity: Entity,
    version: int | None = None,
    gesture: Gesture | None = None,
    **values: Unpack[EntityValues],
) -> Entity:
    """Change an entity, as far as values are given."""
    with changing(actor, entity, version=version, gesture=gesture) as row:
        for name, value in values.items():
            setattr(row, name, value)
    return row
