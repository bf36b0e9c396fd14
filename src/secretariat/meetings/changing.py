"""Holding a row for change, and telling what changed of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import TYPE_CHECKING, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, record, writing
from secretariat.history.refusals import Conflict, Refused
from secretariat.network.access import Verb, require

from .models import AgendaItem, AgendaSection, Invitation, Meeting, MeetingTemplate, Paper, Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from secretariat.network.models import User

Row = TypeVar("Row", Meeting, Series, MeetingTemplate, AgendaItem, AgendaSection, Paper, Invitation)
HIDDEN = frozenset({"id", "version", "token"})


@contextmanager
def changing(
    actor: User, row: Row, verb: str, *, version: int | None = None, reason: str = "", gesture: Gesture | None = None
) -> Iterator[Row]:
    """Hand out a row to be changed; save it and record how it was, in one transaction.

    Raises:
        NotAllowed: when the actor does not plan meetings.
        Conflict: when the row is not the version that the actor saw.
    """
    require(actor, Verb.EDIT, row)
    with writing():
        held = locked(row, version)
        before = values(held)
        yield held
        fitting(held)
        held.version += 1
        held.save()
        data = {"changed": differences(before, values(held))}
        (gesture or Gesture(actor)).record(verb, held, data=data, reason=reason)


def locked(row: Row, version: int | None = None) -> Row:
    """Return a row as it stands now, held for change."""
    held = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if held is None:
        raise Conflict(_("Somebody took this away meanwhile."))
    if version is not None and version != held.version:
        raise Conflict
    return held


def values(row: models.Model, names: Iterable[str] | None = None) -> dict[str, object]:
    """Return the fields of a row as the history keeps them."""
    fields = {field.name: field for field in row._meta.concrete_fields if field.name not in HIDDEN}
    chosen = fields if names is None else {name: fields[name] for name in names}
    return {name: _plain(getattr(row, field.attname)) for name, field in chosen.items()}


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, list[object]]:
    """Return the fields that differ, each with its value before and after."""
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}


def added(actor: User, row: Row, *, gesture: Gesture | None = None, data: Mapping[str, object] | None = None) -> Row:
    """Write a new row and its event."""
    fitting(row)
    row.save(force_insert=True)
    given = {name: value for name, value in values(row).items() if value not in (None, "", False)}
    (gesture or Gesture(actor)).record("add", row, data={"values": given, **(data or {})})
    return row


def fitting(row: models.Model) -> None:
    """Refuse words that do not fit a row: PostgreSQL fails at them, SQLite would keep them."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if not isinstance(value, str):
            continue
        if "\x00" in value:
            raise Refused("unwritable", _("There is a character in it that cannot be kept (NUL). Type the words anew."))
        if isinstance(field, models.CharField) and field.max_length and len(value) > field.max_length:
            said = {"begin": value[:40], "most": field.max_length}
            raise Refused("too_long", _("“%(begin)s…” is too long: up to %(most)d characters.") % said)


def removed(actor: User, row: Row, *, gesture: Gesture | None = None, reason: str = "") -> None:
    """Take a row away; its event keeps what it was."""
    given = values(row)
    (gesture or Gesture(actor)).record("remove", row, data={"values": given}, reason=reason)
    try:
        row.delete()
    except models.ProtectedError as error:
        raise Refused("in_use", _("This cannot be taken away: something else stands on it.")) from error


def told(actor: User | None, verb: str, row: models.Model, data: Mapping[str, object], name: str = "") -> None:
    """Record an event by somebody who may have no account."""
    if name:
        Gesture(actor, name=name).record(verb, row, data=data)
    else:
        record(actor, verb, row, data=data)


def required(words: str, code: str, message: str) -> str:
    """Return words that must be there, without white space around them."""
    found = words.strip()
    if not found:
        raise Refused(code, message)
    return found


def _plain(value: object) -> object:
    """Return a value as JSON has it."""
    return value.isoformat() if isinstance(value, date | datetime | time) else value
