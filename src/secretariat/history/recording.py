"""Writing events. Every verb of the product does it here, inside its own transaction."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from .models import Event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.base_user import AbstractBaseUser
    from django.db import models

SYSTEM = "Secretariat"


def label_of(obj: models.Model) -> str:
    """Return the name under which events know an object (``sources.document:3``)."""
    return f"{obj._meta.label_lower}:{obj.pk}"


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
        return Event.objects.create(
            at=timezone.now(),
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


def _name_of(actor: AbstractBaseUser | None) -> str:
    """Return the name that the event keeps."""
    return SYSTEM if actor is None else str(actor)
