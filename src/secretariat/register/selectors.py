"""Questions asked of the register: lists with filters, counts, one entry, its passage, a search."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from secretariat.network.access import Actor, Verb, may
from secretariat.network.names import words

from .conditions import conditions, holds, in_register, standing
from .facets import Facet, facets
from .filters import Filters
from .making import ENTRY_MODELS
from .models import Entry, Kind, Owner, PreviousAction
from .saved import saved_views

__all__ = [
    "Facet",
    "Filters",
    "Passage",
    "beside",
    "counts",
    "entries",
    "entry",
    "facets",
    "passage",
    "saved_views",
    "search",
]


def entries(actor: Actor, kind: str, filters: Filters | None = None) -> QuerySet[Any]:
    """Return the entries of a kind that ``actor`` may read, narrowed and in order.

    Raises:
        Http404: for a kind that there is not.
    """
    filters = filters or Filters()
    rows = _all(actor, kind)
    return _sorted(rows.filter(conditions(actor, kind, filters)), kind, filters.sort)


def entry(actor: Actor, kind: str, pk: int) -> Entry:
    """Return one entry, or 404: what one may not see is not there."""
    row: Entry = get_object_or_404(beside(standing(kind), kind).select_related("reading__revision"), pk=pk)
    if not may(actor, Verb.READ, row):
        raise Http404
    return row


def counts(actor: Actor) -> dict[str, int]:
    """Return how many entries of each kind ``actor`` may read."""
    return {kind: in_register(actor, kind).count() for kind in ENTRY_MODELS}


def search(actor: Actor, q: str, limit: int = 50) -> list[tuple[str, Entry]]:
    """Return the entries of every kind that hold all the words of ``q``, the latest of each kind first."""
    wanted = words(q)
    if not wanted:
        return []
    found = ((kind, row) for kind in ENTRY_MODELS for row in _all(actor, kind).filter(holds(wanted))[:limit])
    return list(islice(found, limit))


@dataclass(frozen=True, slots=True)
class Passage:
    """An entry's words in the text around them."""

    before: str
    words: str
    after: str
    page: int | None


def passage(actor: Actor, row: Entry, around: int = 400) -> Passage | None:
    """Return the passage that an entry stands on; none for one typed by hand.

    The text around it belongs to the document: only who may read that sees it.
    """
    if row.reading is None or row.start is None or row.end is None:
        return None
    text = row.reading.text
    around = around if may(actor, Verb.READ, row.document) else 0
    start, end = max(row.start - around, 0), row.end + around
    before, after = text[start : row.start], text[row.end : end]
    if start > 0 and around:
        before = "… " + before.partition(" ")[2]
    if end < len(text) and around:
        after = after.rpartition(" ")[0] + " …"
    return Passage(before, text[row.start : row.end], after, row.page)


def _all(actor: Actor, kind: str) -> QuerySet[Any]:
    """Return the same with what a page shows beside them."""
    return beside(in_register(actor, kind), kind)


def beside(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
    """Return entries of a kind with what a page shows beside them."""
    rows = rows.select_related("meeting", "body", "document", "created_by")
    if kind == Kind.ACTION_POINT:
        owners = Owner.objects.select_related("entity", "body", "person")
        return rows.select_related("follows").prefetch_related(Prefetch("owners", owners))
    if kind == Kind.DECISION:
        return rows.select_related("superseded_by")
    return rows.select_related("action") if ENTRY_MODELS[kind] is PreviousAction else rows


def _sorted(rows: QuerySet[Any], kind: str, sort: str) -> QuerySet[Any]:
    """Return rows in order; those without the value come last either way."""
    name = sort.removeprefix("-")
    field = SORT_FIELDS.get(name, "meeting__date")
    if name in {"due", "owner"} and kind != Kind.ACTION_POINT:
        field = "meeting__date"
    elif name == "owner":
        rows = rows.annotate(first_owner=_first_owner())
    order = F(field).desc(nulls_last=True) if sort.startswith("-") else F(field).asc(nulls_last=True)
    # Within a meeting, entries stand in the order of its record.
    return rows.order_by(order, F("meeting").desc(nulls_last=True), "start", "pk")


def _first_owner() -> Subquery:
    """Return the name of an action's first holder."""
    rows = Owner.objects.filter(action=OuterRef("pk")).order_by("id")
    return Subquery(rows.values(name=Coalesce("entity__short_name", "body__name", "person__name"))[:1])


SORT_FIELDS = {
    "date": "meeting__date",
    "due": "due_date",
    "text": "search",
    "state": "state",
    "owner": "first_owner",
    "reference": "pk",
}
