"""The register as it stood at the end of a past day, worked out from the history.

It is the register that is looked back at: what stood in it on that day, not what was recorded later of that day.
Somebody sees of the past what they may read today *and* what the entry's own level let them read as it stood:
words that were taken out before an entry was opened stay out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from secretariat.history.as_of import Fields, as_of
from secretariat.history.models import Event
from secretariat.network.access import Actor, Verb, may, visible
from secretariat.network.models import Body, Entity, Person
from secretariat.network.names import folded

from . import snapshots
from .making import ENTRY_MODELS
from .models import ActionPoint, Decision, Entry, Kind, Owner
from .selectors import beside

IN_FORCE = (Decision.State.ADOPTED, Decision.State.AMENDED)
Holders = Mapping[str, Mapping[int, Entity | Body | Person]]


def standing(actor: Actor, kind: str, day: date) -> list[Any]:
    """Return the entries of a kind that were in the register at the end of a day, each as it stood then.

    They are not to be saved. Those taken out of the register since have ``withdrawn`` set.
    """
    model = ENTRY_MODELS[kind]
    rows = beside(visible(actor, model._default_manager.all()), kind)
    rows = rows.select_related("meeting__document", "meeting__body").prefetch_related(None)  # holders come from then
    rows = rows.annotate(language=F("reading__revision__language"))
    today = {row.pk: row for row in rows}
    past = as_of(model._meta.label_lower, end_of(day), _now(model))
    told = {key: fields for key, fields in past.items() if key in today and fields.get("state") != "proposed"}
    holders = _holders(told.values()) if kind == Kind.ACTION_POINT else {}
    found = [_stood(today[key], fields, day, holders) for key, fields in told.items()]
    return [row for row in found if may(actor, Verb.READ, row)]


def open_on(actor: Actor, day: date) -> list[ActionPoint]:
    """Return the action points on which something was still to be done at the end of a day, by due date."""
    rows: list[ActionPoint] = [row for row in standing(actor, Kind.ACTION_POINT, day) if row.is_live]
    return sorted(rows, key=lambda row: (row.due_date or date.max, row.pk))


def decisions_in_force(actor: Actor, day: date) -> list[Decision]:
    """Return the decisions that were in force at the end of a day, by number."""
    rows: list[Decision] = [row for row in standing(actor, Kind.DECISION, day) if row.state in IN_FORCE]
    return sorted(rows, key=lambda row: row.pk)


def first_day() -> date | None:
    """Return the day on which the history of this register begins."""
    at = Event.objects.order_by("number").values_list("at", flat=True).first()
    return None if at is None else timezone.localdate(at)


def end_of(day: date) -> datetime:
    """Return the last moment of a day where the site is."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=timezone.get_current_timezone())
    return midnight - timedelta(microseconds=1)


def _now(model: type[Entry]) -> Any:  # noqa: ANN401 - a function of the history's own type
    """Return what gives entries as they stand now."""

    def now(keys: list[int]) -> dict[int, Fields]:
        rows: QuerySet[Any] = model._default_manager.filter(pk__in=keys)
        return snapshots.all_taken(list(rows.prefetch_related("owners") if model is ActionPoint else rows))

    return now


def _stood(row: Any, fields: Fields, day: date, holders: Holders) -> Any:  # noqa: ANN401 - an entry of any kind
    """Return an entry with the fields that it had; what it belongs to is loaded with it as of today."""
    row.withdrawn = row.is_draft()
    for field in row._meta.concrete_fields:
        if field.name in fields:
            setattr(row, field.attname, getattr(field, "target_field", field).to_python(fields[field.name]))
    row.search = folded(" ".join(part for part in row.searched() if part))
    if isinstance(row, ActionPoint):
        row.seen_on = day
        owners = [_owner(row, held, holders) for held in fields.get("owners", [])]
        # Django knows no other way to give a row its related rows.
        row._prefetched_objects_cache = {"owners": [owner for owner in owners if owner is not None]}  # type: ignore[attr-defined]  # noqa: SLF001
    return row


def _owner(row: ActionPoint, held: Fields, holders: Holders) -> Owner | None:
    """Return a holder as the history keeps it; nothing for one whom the network does not know any more."""
    known = {sort: holders[sort].get(held[sort]) for sort in holders if held.get(sort)}
    if not known or None in known.values():
        return None
    return Owner(action=row, part=held["part"], as_written=held.get("as_written", ""), **known)


def _holders(told: Iterable[Fields]) -> Holders:
    """Return everybody who held something, by sort and key."""
    keys: dict[str, set[int]] = {"entity": set(), "body": set(), "person": set()}
    for fields in told:
        for held in fields.get("owners", []):
            for sort, found in keys.items():
                if held.get(sort):
                    found.add(held[sort])
    return {
        "entity": Entity.objects.in_bulk(keys["entity"]),
        "body": Body.objects.in_bulk(keys["body"]),
        "person": Person.objects.in_bulk(keys["person"]),
    }
