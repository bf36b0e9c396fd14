"""Objects as they stood at a moment, worked out from what their events keep.

An event tells how its object stood after it when its data have ``after`` (all fields), or ``before`` (all fields)
and ``changed`` (the fields that differ, each with both values). An event with neither left the object as it was.

Events from before this was so (``UNTOLD``) may have changed an object and not tell it. How it stood after one of
those is what the next event says of the time before it, or how it stands now.

The order is that of the chain: a clock that was set back moves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max, Min, Q, QuerySet

from .models import Event

Fields = dict[str, Any]
Now = Callable[[list[int]], Mapping[int, Fields]]
"""Gives objects as they stand now, by key."""

UNTOLD = ("enter", "undo", "link")
ALTERING = Q(data__has_any_keys=["after", "changed"]) | Q(verb__in=UNTOLD)
AT_ONCE = 500


def as_of(object_type: str, moment: datetime, now: Now, keys: Sequence[int] | None = None) -> dict[int, Fields]:
    """Return the objects of a type that were there at a moment, by key, each with its fields as they stood.

    Every object costs one row of its events, however many it has. ``keys`` narrows it to some objects.
    """
    last = Event.objects.filter(at__lte=moment).order_by("-at", "-id").values_list("id", flat=True).first()
    if last is None:
        return {}
    events = Event.objects.filter(object_type=object_type).order_by()
    if keys is not None:
        events = events.filter(object_id__in=keys)
    told, open_keys = _told(events.filter(id__lte=last), Max("id"))
    untold: list[int] = []
    for some in _pieces([key for key, altered in open_keys.items() if not altered]):
        known, _silent = _told(events.filter(ALTERING, id__lte=last, object_id__in=some), Max("id"))
        told.update(known)
        untold += [key for key in some if key not in known]
    untold += [key for key, altered in open_keys.items() if altered]
    told.update(_looked_back(events.filter(id__gt=last), untold, now))
    return told


def fields_after(data: object) -> Fields | None:
    """Return the fields of an object after an event with these data; nothing where they do not tell."""
    if not isinstance(data, dict):
        return None
    after, before, changed = data.get("after"), data.get("before"), data.get("changed")
    if isinstance(after, dict):
        return after
    if isinstance(before, dict) and isinstance(changed, dict):
        return {**before, **{name: pair[1] for name, pair in changed.items()}}
    return None


def _told(events: QuerySet[Event], which: Max | Min) -> tuple[dict[int, Fields], dict[int, bool]]:
    """Return what the last of the events of each object tell, and the objects of which they do not.

    Of those it says whether their event altered them all the same.
    """
    told: dict[int, Fields] = {}
    silent: dict[int, bool] = {}
    lasts = events.values("object_id").annotate(found=which).values("found")
    for key, verb, data in Event.objects.filter(id__in=lasts).order_by().values_list("object_id", "verb", "data"):
        fields = fields_after(data)
        if fields is None:
            silent[key] = verb in UNTOLD
        else:
            told[key] = fields
    return told, silent


def _looked_back(later: QuerySet[Event], keys: list[int], now: Now) -> Iterator[tuple[int, Fields]]:
    """Yield how objects stood by what came after: the next event, or else how they stand now."""
    for some in _pieces(keys):
        firsts = later.filter(object_id__in=some, data__has_key="before").values("object_id").annotate(found=Min("id"))
        found = Event.objects.filter(id__in=firsts.values("found")).order_by().values_list("object_id", "data")
        known = {key: data["before"] for key, data in found if isinstance(data["before"], dict)}
        yield from known.items()
        yield from now([key for key in some if key not in known]).items()


def _pieces(keys: list[int]) -> Iterator[list[int]]:
    """Yield keys in pieces that a query takes."""
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
