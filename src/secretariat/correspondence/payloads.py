"""What a webhook is told of an event. docs/webhooks.md describes it.

What everybody of the network may read is told with its words; of anything else only that something happened, and to
which number.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils import timezone

from secretariat.meetings.models import Meeting
from secretariat.network.access import Verb, open_to
from secretariat.network.guarded import Guarded
from secretariat.network.models import Body, Entity
from secretariat.register.models import ActionPoint, Entry

from .addresses import page

if TYPE_CHECKING:
    from django.db import models

    from secretariat.history.models import Event

    from .models import Delivery

SCHEMA = "secretariat.event/1"


def payload(delivery: Delivery) -> bytes:
    """Return the body of a delivery, as it is by the access of this moment."""
    event = delivery.event
    obj = _object(event)
    told = obj is not None and is_open(obj)
    named = told and obj is not None and is_open(obj, Verb.IDENTIFY)
    data: dict[str, object] = {
        "schema": SCHEMA,
        "delivery": delivery.pk,
        "event": {
            "id": event.pk,
            "at": event.at.isoformat(),
            "verb": event.verb if told else None,
            "actor": event.actor_name if named else None,
            "reason": event.reason if named else None,
            "changed": sorted(_changed(event)) if told else None,
        },
        "object": {"type": event.object_type, "id": event.object_id, **(_told(obj) if told and obj else {})},
        "confidential": not told,
        "sent_at": timezone.now().isoformat(),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def is_open(obj: models.Model, verb: Verb = Verb.READ) -> bool:
    """Say whether everybody of the network may read an object. What has no level is told for entities and bodies."""
    return open_to(obj, set(), verb) if isinstance(obj, Guarded) else isinstance(obj, Entity | Body)


def _object(event: Event) -> models.Model | None:
    """Return the object of an event, if it is still there."""
    try:
        model = apps.get_model(event.object_type)
    except (LookupError, ValueError):
        return None
    found: models.Model | None = model._default_manager.filter(pk=event.object_id).first()
    return found


def _changed(event: Event) -> list[str]:
    """Return the names of the values that an event changed."""
    changed = event.data.get("changed") if isinstance(event.data, dict) else None
    return list(changed) if isinstance(changed, dict) else []


def _told(obj: models.Model) -> dict[str, object]:
    """Return what an object is now, in the words that its page shows."""
    if isinstance(obj, Entry):
        told: dict[str, object] = {
            "reference": obj.reference,
            "text": obj.text,
            "state": obj.state,
            "url": page("entry", kind=obj.kind, pk=obj.pk),
        }
        if isinstance(obj, ActionPoint):
            told |= {"due": obj.due or None, "owners": [owner.label for owner in obj.owners.all()]}
        return told
    if isinstance(obj, Meeting):
        return {
            "title": obj.title,
            "date": obj.date.isoformat() if obj.date else None,
            "url": page("meeting", pk=obj.pk),
        }
    return {"name": str(obj)}
