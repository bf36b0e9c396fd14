"""Events: who did what to which object, when and why. Written once, never changed."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete an event."""

    def __init__(self) -> None:
        """Say the rule."""
        super().__init__("Events are written once: they are never changed or deleted.")


class EventQuerySet(models.QuerySet["Event"]):
    """Events can be asked for and added, nothing else."""

    def update(self, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError


class Event(models.Model):
    """One thing that happened to one object.

    ``actor`` is empty when the system acted; ``actor_name`` is the name on the day. ``frame`` is the
    larger object in whose frame it happened (the document under review), ``batch`` is shared by the
    events of one gesture, ``undoes`` is the event that this one takes back. ``number`` is its place in the
    chain over the whole history, without gaps, and ``hash`` ties it to the event before it (``history.chain``).
    The table refuses changes in the database too (migration 0002).
    """

    number = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="events")
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=40)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    frame = models.CharField(max_length=80, blank=True, db_index=True)
    batch = models.CharField(max_length=32, db_index=True)
    data = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    objects = EventQuerySet.as_manager()

    class Meta:
        """Oldest first; found by object."""

        ordering = ("id",)
        indexes = (models.Index(fields=("object_type", "object_id", "id"), name="history_event_of_object"),)

    def __str__(self) -> str:
        """Return the event in a line."""
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.verb} {self.object_type} {self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new event; refuse to write over one."""
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError

    @property
    def undone(self) -> bool:
        """Say whether a later event took this one back."""
        return hasattr(self, "undone_by")


class Head(models.Model):
    """The end of the chain: number, key and hash of the last event. One row; a tail that was cut off shows by it.

    Whoever adds an event holds this row until the end of the transaction. The table lets it go on by one event
    at a time only (migration 0003).
    """

    number = models.BigIntegerField()
    event = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        """There is one chain."""

        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_head"),)

    def __str__(self) -> str:
        """Return number and hash."""
        return f"{self.number} {self.hash}"
