"""People are added and changed, and two rows of one human being are made one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict, Unpack

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused

from .changes import added, changing
from .models import Entity, Person, User


class PersonValues(TypedDict, total=False):
    """What of a person can be changed."""

    name: str
    title: str
    entity: Entity | None
    user: User | None


def add_person(
    actor: User | None,
    *,
    name: str,
    title: str = "",
    entity: Entity | None = None,
    user: User | None = None,
    gesture: Gesture | None = None,
) -> Person:
    """Add somebody whom records name."""
    return added(actor, Person(name=name, title=title, entity=entity, user=user), gesture=gesture)


def change_person(
    actor: User | None,
    *,
    person: Person,
    version: int | None = None,
    gesture: Gesture | None = None,
    **values: Unpack[PersonValues],
) -> Person:
    """Change a person, as far as values are given."""
    with changing(actor, person, version=version, gesture=gesture) as row:
        for name, value in values.items():
            setattr(row, name, value)
    return row


def merge_people(
    actor: User,
    *,
    keep: Person,
    merge: Person,
    version: int | None = None,
    merged_version: int | None = None,
    reason: str = "",
) -> Person:
    """Make two rows of one human being one: all that leads to ``merge`` leads to ``keep`` from now on.

    The row of ``merge`` stays and points to ``keep``, so that its name is still known and old events still say whom
    they meant. What ``keep`` has twice through it (the same invitation) stays with the old row.

    Raises:
        Refused: for a row and itself, for one that was merged already, and where both have an account.
    """
    if keep.pk == merge.pk or keep.merged_into_id or merge.merged_into_id:
        raise Refused("merged_already", _("Choose two different people, neither of them merged already."))
    if keep.user_id and merge.user_id:
        raise Refused("two_accounts", _("Both have an account. Close one of them and take it off first."))
    gesture = Gesture(actor)
    with writing():
        account = merge.user
        with changing(actor, merge, "merge_into", version=merged_version, gesture=gesture, reason=reason) as old:
            old.merged_into, old.user = keep, None
        moved = dict(_moved(old, keep))
        with changing(actor, keep, version=version, gesture=gesture) as row:
            row.user = row.user or account
            row.title = row.title or old.title
            row.entity = row.entity or old.entity
        told = {"person": old.pk, "name": old.name, "moved": moved}
        gesture.record("merge_from", row, data=told, reason=reason)
    return row


def _moved(old: Person, keep: Person) -> Iterator[tuple[str, list[int]]]:
    """Turn everything that names one person to another; yield which rows, by their sort."""
    for relation in Person._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if relation.many_to_many:
            continue
        rows = model._default_manager.select_for_update().filter(**{name: old})
        turned = [row.pk for row in rows if _turned(row, name, keep)]
        if turned:
            yield f"{model._meta.label_lower}.{name}", turned


def _turned(row: models.Model, name: str, keep: Person) -> bool:
    """Turn one row to the person who is kept, unless such a row is there already."""
    setattr(row, name, keep)
    try:
        with transaction.atomic():
            row.save(update_fields=[name])
    except IntegrityError:
        return False
    return True
