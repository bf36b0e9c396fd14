"""Counts beside a list: how many entries each value of each filter would leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.network.access import Actor
from secretariat.network.guarded import Confidentiality

from .conditions import conditions, in_register, unassigned
from .filters import Filters
from .making import ENTRY_MODELS
from .models import ActionPoint, Kind, Owner, Pace


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a filter: how many entries it leaves, and whether it is chosen."""

    value: str
    label: str
    count: int
    selected: bool


Counted = Iterable[tuple[str, str, int]]


def facets(actor: Actor, kind: str, filters: Filters) -> dict[str, list[Facet]]:
    """Return the values of each filter, counted with the other filters on and without its own."""
    return {name: _facet(actor, kind, filters, name) for name in names_of(kind)}


def names_of(kind: str) -> tuple[str, ...]:
    """Return the filters of a kind whose values are counted."""
    return ("body", "meeting", *_plain(kind), *_own(kind))


def _plain(kind: str) -> tuple[str, ...]:
    """Return the filters whose values are in a column with choices."""
    return ("state", "confidentiality", "pace") if kind == Kind.ACTION_POINT else ("state", "confidentiality")


def _own(kind: str) -> tuple[str, ...]:
    """Return the further filters of a kind."""
    return {Kind.ACTION_POINT: ("owner", "attention"), Kind.DECISION: ("verb",)}.get(Kind(kind), ())


def _facet(actor: Actor, kind: str, filters: Filters, name: str) -> list[Facet]:
    """Return the values of one filter."""
    rows = in_register(actor, kind).filter(conditions(actor, kind, filters, without=name)).order_by()
    counted = COUNTS[name](rows) if name in COUNTS else _choices(rows, kind, name)
    taken = chosen(filters, name)
    return [Facet(value, label, count, value in taken) for value, label, count in counted]


def chosen(filters: Filters, name: str) -> set[str]:
    """Return the values of a filter that are chosen."""
    if name == "attention":
        return {flag for flag in ("unassigned", "overdue", "review_due") if getattr(filters, flag)}
    value = getattr(filters, name)
    return {str(item) for item in (value if isinstance(value, tuple) else (value,)) if item}


def _choices(rows: QuerySet[Any], kind: str, name: str) -> Counted:
    """Count the values of a column with choices, in their order."""
    found = dict(rows.values_list(name).annotate(count=Count("pk")))
    labels = {"pace": Pace.choices, "confidentiality": Confidentiality.choices}
    states = ENTRY_MODELS[kind]._meta.get_field("state").flatchoices
    return [(value, str(label), found[value]) for value, label in labels.get(name, states) if value in found]


def _bodies(rows: QuerySet[Any]) -> Counted:
    """Count by body."""
    return _counted(rows.exclude(body=None), "body__slug", "body__name")


def _meetings(rows: QuerySet[Any]) -> Counted:
    """Count by meeting, latest first."""
    found = rows.exclude(meeting=None).values_list("meeting_id", "meeting__title", "meeting__date")
    counted = sorted(found.annotate(count=Count("pk")), key=lambda row: str(row[2] or ""), reverse=True)
    return [(str(pk), f"{title} ({day})" if day else title, count) for pk, title, day, count in counted]


def _verbs(rows: QuerySet[Any]) -> Counted:
    """Count by verb."""
    return _counted(rows.exclude(verb=""), "verb", "verb")


def _owners(rows: QuerySet[Any]) -> Counted:
    """Count by holder, entities and bodies."""
    held = Owner.objects.filter(action__in=rows.values("pk")).order_by()
    found = held.values_list("entity__slug", "body__slug").annotate(
        shown=Coalesce("entity__short_name", "body__name"), count=Count("action", distinct=True)
    )
    named = [
        (f"entity:{entity}" if entity else f"body:{body}", label, count)
        for entity, body, label, count in found
        if label
    ]
    return sorted(named, key=lambda row: (-row[2], row[1]))


def _attention(rows: QuerySet[Any]) -> Counted:
    """Count what asks for attention."""
    today = timezone.localdate()
    rules: tuple[tuple[str, str, Q], ...] = (
        ("unassigned", _("To be assigned"), unassigned()),
        ("overdue", _("Overdue"), ActionPoint.overdue(today)),
        ("review_due", _("Up for review"), ActionPoint.up_for_review(today)),
    )
    return [(value, label, rows.filter(rule).count()) for value, label, rule in rules]


def _counted(rows: QuerySet[Any], value: str, label: str) -> Counted:
    """Count by two columns, the most frequent first."""
    found = rows.values_list(value, label) if value != label else rows.values_list(value)
    counted = [(row[0], row[-2], row[-1]) for row in found.annotate(count=Count("pk"))]
    return sorted(counted, key=lambda row: (-row[2], row[1]))


COUNTS: Mapping[str, Callable[[QuerySet[Any]], Counted]] = {
    "body": _bodies,
    "meeting": _meetings,
    "verb": _verbs,
    "owner": _owners,
    "attention": _attention,
}
