"""Writing events. Every verb of the product does it here, inside its own transaction.

Events stand in one chain (``history.chain``), so they are added one after the other: whoever adds one holds the
head of the chain until the transaction ends. A transaction that is rolled back leaves no gap.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from . import chain
from .models import Event, Head

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.db import models
    from django.db.backends.base.base import BaseDatabaseWrapper

SYSTEM = "Secretariat"
HEAD = "SELECT number, event, hash FROM history_head WHERE id = 1"
MOVE_HEAD = "UPDATE history_head SET number = %s, event = %s, hash = %s WHERE id = 1"
COLUMNS = ", ".join([*chain.Row._fields, "hash"])
INSERT = f"INSERT INTO history_event ({COLUMNS}) VALUES ({', '.join(['%s'] * 14)})"  # noqa: S608 - names of our own


class BrokenHistoryError(RuntimeError):
    """The head of the chain is gone though there are events: nothing can be added to such a history."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("The head of the history is missing. Run: secretariat check")


def label_of(obj: models.Model) -> str:
    """Return the name under which events know an object (``sources.document:3``)."""
    return f"{obj._meta.label_lower}:{obj.pk}"


@contextmanager
def writing() -> Iterator[None]:
    """Open the transaction of a change that leaves events.

    SQLite lets one transaction write at a time, from its start. On PostgreSQL two that locked each other's rows
    before they came to the history would wait for each other for good: so each takes the head of the history first.
    """
    with transaction.atomic():
        connection = transaction.get_connection()
        if connection.vendor != "sqlite":
            _head(connection)
        yield


@dataclass(frozen=True, slots=True)
class Gesture:
    """What one person did at one moment: the events recorded through it share a batch.

    ``actor`` is ``None`` when the system acts of itself, or somebody without an account, whose ``name`` is
    then given.
    """

    actor: AbstractBaseUser | None
    frame: models.Model | None = None
    batch: str = field(default_factory=lambda: uuid.uuid4().hex)
    name: str = ""

    def record(
        self,
        verb: str,
        obj: models.Model,
        *,
        data: Mapping[str, object] | None = None,
        reason: str = "",
        undoes: Event | None = None,
    ) -> Event:
        """Write one event and return it.

        Raises:
            RuntimeError: when called outside a transaction: an event and its change stand or fall together.
        """
        if not transaction.get_connection().in_atomic_block:
            message = "An event is recorded in the transaction of the change that it tells of."
            raise RuntimeError(message)
        event = Event(
            actor_id=None if self.actor is None else self.actor.pk,
            actor_name=self.name or _name_of(self.actor),
            verb=verb,
            object_type=obj._meta.label_lower,
            object_id=obj.pk,
            frame="" if self.frame is None else label_of(self.frame),
            batch=self.batch,
            data=dict(data or {}),
            reason=reason,
            undoes=undoes,
        )
        _add(event)
        return event


def record(
    actor: AbstractBaseUser | None,
    verb: str,
    obj: models.Model,
    *,
    data: Mapping[str, object] | None = None,
    reason: str = "",
) -> Event:
    """Write one event that stands by itself."""
    return Gesture(actor).record(verb, obj, data=data, reason=reason)


def _add(event: Event) -> None:
    """Give an event its place at the end of the chain, and write it.

    Plain statements: this is in every write of the product, and Django's own way takes several times as long.
    """
    connection = transaction.get_connection()
    number, key, link = _head(connection)
    # Its turn has come only now: the times in the chain rise as its numbers do.
    event.at = timezone.now()
    event.number, event.id = number + 1, key + 1
    row = _row_of(event)
    event.hash = chain.hash_of(link, row)
    at = connection.ops.adapt_datetimefield_value(event.at)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [*row._replace(at=at), event.hash])
        cursor.execute(MOVE_HEAD, [event.number, event.id, event.hash])
    event._state.adding, event._state.db = False, connection.alias


def _head(connection: BaseDatabaseWrapper) -> tuple[int, int, str]:
    """Return number, key and hash of the last event, held until the transaction ends. The first event makes the head.

    Raises:
        BrokenHistoryError: when there is none though there are events.
    """
    query = f"{HEAD} FOR UPDATE" if connection.features.has_select_for_update else HEAD
    with connection.cursor() as cursor:
        cursor.execute(query)
        head = cursor.fetchone()
        if head is None:
            if not Event.objects.exists():
                Head.objects.bulk_create([Head(pk=1, number=0, event=0, hash=chain.START)], ignore_conflicts=True)
            # Between the two looks another transaction may have written the first event, and the head with it.
            cursor.execute(query)
            head = cursor.fetchone()
    if head is None:
        raise BrokenHistoryError
    return head[0], head[1], head[2]


def _row_of(event: Event) -> chain.Row:
    """Return the fields that the hash stands for; the data as they are stored, so that a check need not read them."""
    return chain.Row(
        number=event.number,
        id=event.id,
        at=chain.instant(event.at),
        actor_id=event.actor_id,
        actor_name=event.actor_name,
        verb=event.verb,
        object_type=event.object_type,
        object_id=event.object_id,
        frame=event.frame,
        batch=event.batch,
        data=chain.written(event.data),
        reason=event.reason,
        undoes_id=event.undoes_id,
    )


def _name_of(actor: AbstractBaseUser | None) -> str:
    """Return the name that the event keeps."""
    return SYSTEM if actor is None else str(actor)
