"""Collections are made, changed, and opened to readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import record, writing
from secretariat.history.refusals import Refused
from secretariat.meetings.changing import differences, fitting, values
from secretariat.network.access import Verb, require
from secretariat.network.guarded import Confidentiality
from secretariat.sources.verbs import check_level

from .models import Collection, Cycle

if TYPE_CHECKING:
    from secretariat.network.models import User

FIRST_YEAR, LAST_YEAR = 1990, 2100


def create(
    actor: User,
    *,
    title: str,
    cycle: str = "",
    year: int | None = None,
    note: str = "",
    confidentiality: str = Confidentiality.NETWORK,
) -> Collection:
    """Make a collection, without reports and not opened to readers.

    Raises:
        NotAllowed: when ``actor`` may not make one.
        Refused: ``title_missing``, ``title_taken``, ``unknown_cycle``, ``year``, ``unknown_level``.
    """
    require(actor, Verb.EDIT, Collection)
    made = Collection(created_by=actor, created_at=timezone.now())
    with writing():
        _set(made, title=title, cycle=cycle, year=year, note=note, confidentiality=confidentiality)
        made.save()
        record(actor, "add", made, data={"values": {"title": made.title, "cycle": cycle, "year": year}})
    return made


def change(
    actor: User, *, collection: Collection, title: str, cycle: str, year: int | None, note: str, confidentiality: str
) -> Collection:
    """Give a collection another title, cycle, year, note or level; raises as ``create``."""
    require(actor, Verb.EDIT, collection)
    with writing():
        held = Collection.objects.select_for_update().get(pk=collection.pk)
        before = values(held)
        _set(held, title=title, cycle=cycle, year=year, note=note, confidentiality=confidentiality)
        changed = differences(before, values(held))
        if changed:
            held.save()
            record(actor, "change", held, data={"changed": changed})
    return held


def open_to_readers(actor: User, *, collection: Collection, opened: bool = True) -> Collection:
    """Show a collection to readers, or no more."""
    require(actor, Verb.EDIT, collection)
    with writing():
        held = Collection.objects.select_for_update().get(pk=collection.pk)
        if held.opened != opened:
            held.opened = opened
            held.save(update_fields=["opened"])
            record(actor, "open" if opened else "close", held, data={"changed": {"opened": [not opened, opened]}})
    return held


def check_cycle(cycle: str) -> None:
    """Refuse a cycle that there is not; none is one."""
    if cycle and cycle not in Cycle.values:
        raise Refused("unknown_cycle", _("The cycle is one of: %s.") % ", ".join(Cycle.values))


def check_year(year: int | None) -> None:
    """Refuse a year that no report is of."""
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        bounds = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise Refused("year", _("Give a year from %(first)d to %(last)d.") % bounds)


def _set(row: Collection, *, title: str, cycle: str, year: int | None, note: str, confidentiality: str) -> None:
    """Put what was given into a collection, or refuse it."""
    row.title, row.note = " ".join(title.split()), note.strip()
    if not row.title:
        raise Refused("title_missing", _("Give the collection a title."))
    if Collection.objects.filter(title=row.title).exclude(pk=row.pk).exists():
        raise Refused("title_taken", _("There is a collection “%s” already.") % row.title)
    check_cycle(cycle)
    check_year(year)
    check_level(confidentiality)
    row.cycle, row.year, row.confidentiality = cycle, year, confidentiality
    fitting(row)
