"""Saved views: a user's own names for lists with their filters."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from secretariat.history.recording import record, writing
from secretariat.history.refusals import Refused
from secretariat.network.access import member
from secretariat.network.models import User

from .filters import Filters
from .making import ENTRY_MODELS
from .models import SavedView


def saved_views(user: User, kind: str | None = None) -> QuerySet[SavedView]:
    """Return a user's saved views, of one list or of all."""
    rows = SavedView.objects.filter(user=user)
    return rows if kind is None else rows.filter(kind=kind)


def save_view(actor: User, *, name: str, kind: str, query: str) -> SavedView:
    """Keep a list with its filters under a name; an older view of that name is replaced."""
    name = name.strip()[:80]
    if member(actor) is None or kind not in ENTRY_MODELS:
        raise Refused("unknown_kind", _("There is no kind “%s”.") % kind)
    if not name:
        raise Refused("name_missing", _("Give the view a name."))
    with writing():
        query = Filters.from_query_string(query).query_string()[:1000]
        view, _new = SavedView.objects.update_or_create(user=actor, kind=kind, name=name, defaults={"query": query})
        record(actor, "save_view", view, data={"name": name, "kind": kind, "query": view.query})
    return view


def delete_view(actor: User, *, view: SavedView) -> None:
    """Forget a saved view of one's own."""
    if view.user_id != actor.pk:
        raise Refused("not_yours", _("This view belongs to somebody else."))
    with writing():
        record(actor, "delete_view", view, data={"name": view.name, "kind": view.kind, "query": view.query})
        view.delete()
