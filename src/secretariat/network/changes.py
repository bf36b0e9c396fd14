"""How rows of the network are added and changed: allowed, checked, versioned, and recorded with what they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Conflict, Refused

from .access import Verb, require
from .models import Body, Entity, Post, Seat, Tenure, User, Versioned
from .names import listed, tidy

if TYPE_CHECKING:
    from secretariat.history.models import Event

Row = TypeVar("Row", bound=Versioned)
UNTOLD = {"id", "version"}
NOT_CHECKED = ["parent", "user", "entity", "person", "seat", "body", "merged_into"]


def managing(actor: User | None, obj: models.Model | type[models.Model]) -> None:
    """Let through who may manage the network. ``actor`` is ``None`` at the command line, on the machine itself.

    Raises:
        NotAllowed: for everybody else.
    """
    if actor is not None:
        require(actor, Verb.MANAGE, obj)


def added(actor: User | None, row: Row, *, verb: str = "add", gesture: Gesture | None = None, reason: str = "") -> Row:
    """Write a new row and its event.

    Raises:
        Refused: when its fields do not hold together, or it is there already.
    """
    managing(actor, type(row))
    cleaned(row)
    try:
        with writing(), transaction.atomic():
            row.save(force_insert=True)
            _gesture(actor, row, gesture).record(verb, row, data=_data(row, after=taken(row)), reason=reason)
    except IntegrityError as error:
        raise Refused("already_there", _("“%s” is already there.") % row) from error
    return row


@contextmanager
def changing(
    actor: User | None,
    row: Row,
    verb: str = "change",
    *,
    version: int | None = None,
    gesture: Gesture | None = None,
    reason: str = "",
    undoes: Event | None = None,
) -> Iterator[Row]:
    """Hand out a row to be changed; save it and record how it was. Where nothing changed, nothing is recorded.

    Raises:
        NotAllowed: when the actor may not manage the network.
        Conflict: when the row is not the version that the actor saw.
        Refused: when its fields do not hold together afterwards.
    """
    managing(actor, row)
    with writing():
        held = locked(row, version)
        before, told = taken(held), _told(held)
        yield held
        cleaned(held)
        changed = differences(told, _told(held))
        if not changed:
            return
        held.version += 1
        held.save()
        data = _data(held, before=before, changed=changed, version=held.version)
        _gesture(actor, held, gesture).record(verb, held, data=data, reason=reason, undoes=undoes)


def removed(
    actor: User | None,
    row: Versioned,
    verb: str,
    *,
    gesture: Gesture | None = None,
    reason: str = "",
    undoes: Event | None = None,
) -> None:
    """Take a row away that should never have been; its event keeps all that it held.

    Raises:
        Refused: when something else stands on it already.
    """
    managing(actor, row)
    try:
        with writing(), transaction.atomic():
            data = _data(row, before=taken(row))
            _gesture(actor, row, gesture).record(verb, row, data=data, reason=reason, undoes=undoes)
            row.delete()
    except models.ProtectedError as error:
        raise Refused("in_use", _("“%s” cannot be taken back: something else stands on it.") % row) from error


def locked(row: Row, version: int | None = None) -> Row:
    """Return a row as it stands now, held for change.

    Raises:
        Conflict: when it is not the version that the actor saw, or is not there any more.
    """
    held = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if held is None or (version is not None and version != held.version):
        raise Conflict
    return held


def taken(row: models.Model) -> dict[str, Any]:
    """Return the fields of a row as an event keeps them."""
    return {field.name: _plain(field.value_from_object(row)) for field in row._meta.concrete_fields}


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, list[object]]:
    """Return the fields that differ, each with its value before and after."""
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}


def cleaned(row: models.Model) -> None:
    """Put the texts of a row in order, and refuse a row whose fields do not hold together."""
    for field in row._meta.concrete_fields:
        value = field.value_from_object(row)
        if isinstance(field, models.CharField) and isinstance(value, str):
            setattr(row, field.attname, tidy(value))
    if isinstance(row, Entity | Body):
        row.aliases = listed(row.aliases)
    _refuse_wrong_fields(row)
    since, until = getattr(row, "since", None), getattr(row, "until", None)
    if since is not None and until is not None and until < since:
        days = {"until": day_in_words(until), "since": day_in_words(since)}
        raise Refused("days_reversed", _("The last day, %(until)s, is before the first, %(since)s.") % days)


def day_in_words(day: date) -> str:
    """Return ``1 June 2021``."""
    return date_format(day, "j F Y")


def days_in_words(since: date | None, until: date | None) -> str:
    """Return the days from one to another in words; either may be open."""
    if since and until:
        return _("from %(since)s to %(until)s") % {"since": day_in_words(since), "until": day_in_words(until)}
    if since:
        return _("from %s on") % day_in_words(since)
    if until:
        return _("until %s") % day_in_words(until)
    return _("without a known first or last day")


def _refuse_wrong_fields(row: models.Model) -> None:
    """Refuse values that a field cannot hold; the refusal names the field."""
    try:
        row.clean_fields(exclude=["password", *NOT_CHECKED])
    except ValidationError as error:
        lines = [
            f"{_label(row, name)}: {' '.join(map(str, messages))}" for name, messages in error.message_dict.items()
        ]
        raise Refused("bad_value", " ".join(lines)) from error


def _label(row: models.Model, name: str) -> str:
    """Return the name of a field as people read it."""
    label = str(getattr(row._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def _gesture(actor: User | None, row: models.Model, gesture: Gesture | None) -> Gesture:
    """Return the gesture in the frame of the row: of the body for its seats, of the person for their posts."""
    return replace(gesture or Gesture(actor), frame=_frame(row))


def _data(row: models.Model, **data: object) -> dict[str, object]:
    """Return what an event keeps: the name of the row as it was then, and for a tenure its seat and its days."""
    told = {"name": str(row), **data}
    if isinstance(row, Tenure):
        told["seat"] = str(row.seat)
        told["days"] = [_plain(row.since), _plain(row.until)]
    return told


def _frame(row: models.Model) -> models.Model | None:
    """Return the larger object on whose time line a row is told."""
    match row:
        case Seat():
            return row.body
        case Tenure():
            return row.seat.body
        case Post():
            return row.person
    return None


def _told(row: models.Model) -> dict[str, Any]:
    """Return the fields of a row as people are told them: another row by its name."""
    told = {}
    for field in row._meta.concrete_fields:
        if field.name not in UNTOLD:
            other = getattr(row, field.name) if field.is_relation else None
            told[field.name] = str(other) if other is not None else _plain(field.value_from_object(row))
    return told


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    """Return a value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value
