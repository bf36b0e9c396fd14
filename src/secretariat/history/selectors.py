"""Questions asked of the history.

None of them fetches ``undone_by`` with the rows: where hardly anything was undone, SQLite's planner takes the index on
that column to be of no use and makes one of its own over the whole history, for every page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from .models import Event
from .recording import label_of

if TYPE_CHECKING:
    from django.db import models


def events_of(obj: models.Model) -> models.QuerySet[Event]:
    """Return the events of one object, oldest first."""
    return Event.objects.filter(object_type=obj._meta.label_lower, object_id=obj.pk).select_related("actor")


def newest(obj: models.Model) -> int:
    """Return the key of the last event of an object, or 0."""
    rows = Event.objects.filter(object_type=obj._meta.label_lower, object_id=obj.pk)
    return rows.order_by("-id").values_list("id", flat=True).first() or 0


def events_in(frame: models.Model) -> models.QuerySet[Event]:
    """Return the events that happened in the frame of an object (a document under review), oldest first."""
    return Event.objects.filter(frame=label_of(frame)).select_related("actor")


def events_around(obj: models.Model) -> models.QuerySet[Event]:
    """Return the events of one object and those that happened in its frame, oldest first."""
    own = Q(object_type=obj._meta.label_lower, object_id=obj.pk)
    return Event.objects.filter(own | Q(frame=label_of(obj))).select_related("actor")
