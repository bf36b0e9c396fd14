"""A row of the tables of entities and bodies, taken in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused

from .bodies import add_body, change_body
from .columns import BODIES, ENTITIES
from .entities import add_entity, change_entity
from .lookups import Names, Row, UnclearError
from .names import folded
from .table_desk import ADDED, CHANGED, UNCHANGED, Desk, Outcome, compared, given
from .table_reading import Value

ENTITY = {name: name for name in ("short_name", "full_name", "aliases", "sort", "since", "until")}
BODY = {name: name for name in ("name", "short_name", "aliases", "parent", "sort", "state", "zone")}


def take_entity(desk: Desk, row: int, values: Mapping[str, Value]) -> Outcome:
    """Add or change the entity of a row."""
    names = desk.lookups.entities
    found = _meant(names, values, "short_name", lambda entity: (entity.short_name, entity.full_name))
    changes = compared(ENTITIES, found, ENTITY, values)
    facts: dict[str, Any] = given(values, "slug")
    if found is None:
        made = add_entity(desk.actor, **facts, gesture=desk.gesture)
    else:
        desk.refuse_twice(found)
        facts.pop("slug", None)
        made = change_entity(desk.actor, entity=found, gesture=desk.gesture, **facts) if changes else found
    names.learn(made)
    desk.meet(row, made, fresh=found is None)
    return Outcome(row, _what(found, changes), str(made), changes)


def take_body(desk: Desk, row: int, values: Mapping[str, Value]) -> Outcome:
    """Add or change the body of a row."""
    names = desk.lookups.bodies
    found = _meant(names, values, "name", lambda body: (body.name, body.short_name))
    facts: dict[str, Any] = given(values, "slug", "state")
    changes = compared(BODIES, found, BODY, facts)
    if found is None:
        made = add_body(desk.actor, **facts, gesture=desk.gesture)
    else:
        desk.refuse_twice(found)
        facts.pop("slug", None)
        made = change_body(desk.actor, body=found, gesture=desk.gesture, **facts) if changes else found
    names.learn(made)
    desk.meet(row, made, fresh=found is None)
    return Outcome(row, _what(found, changes), str(made), changes)


def _what(found: object, changes: Iterable[object]) -> str:
    """Say what a row did."""
    if found is None:
        return ADDED
    return CHANGED if changes else UNCHANGED


def _meant(names: Names[Row], values: Mapping[str, Value], column: str, own: Any) -> Row | None:  # noqa: ANN401
    """Return the row that is meant: by its key where one is given, else by its own names, not by others'."""
    slug, name = str(values.get("slug") or ""), str(values[column])
    if slug:
        found = names.by_key(slug)
        if found is None:
            _refuse_other_key(names, name, slug, own)
        return found
    try:
        found = names.find(name)
    except UnclearError as error:
        raise Refused("unclear", _("Several go by “%s”. Write the key of the one you mean.") % name) from error
    return found if found is not None and folded(name) in map(folded, own(found)) else None


def _refuse_other_key(names: Names[Row], name: str, slug: str, own: Any) -> None:  # noqa: ANN401
    """Refuse a new key for what is there under another."""
    try:
        found = names.find(name)
    except UnclearError:
        return
    if found is not None and folded(name) in map(folded, own(found)):
        values = {"name": name, "slug": slug, "key": names.key(found)}
        message = _("“%(name)s” has the key “%(key)s”, not “%(slug)s”. Keys are never changed.")
        raise Refused("other_key", message % values)
