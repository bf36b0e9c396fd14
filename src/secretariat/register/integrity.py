"""Whether the register holds together: passages, references, and what the history says of each entry.

What somebody changed past the product differs from what the last event says; what nobody entered has no event.
Each is looked at once more before it is told: people may be at work meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, ForeignKey, Max, Model, OuterRef, QuerySet
from django.utils.translation import gettext as _

from secretariat.history.as_of import as_of
from secretariat.history.integrity import Finding, Told
from secretariat.history.models import Event
from secretariat.sources.models import StoredReading
from secretariat.sources.passages import Passage

from . import snapshots
from .making import ENTRY_MODELS
from .models import ActionPoint, Entry, Proposal
from .record import broken_records

AT_ONCE = 500
EVER = datetime(9999, 1, 1, tzinfo=UTC)
UNTOLD = {"version", "search"}
"""What events leave out (``entries.differences``)."""
State = Proposal.State
DECIDED = {
    "confirm": State.CONFIRMED,
    "confirm_all": State.CONFIRMED,
    "reject": State.REJECTED,
    "reopen": State.PROPOSED,
    "merge": State.MERGED,
}


def check(told: Told) -> Iterator[Finding]:
    """Yield everything that is wrong with the register; ``told`` hears of each entry."""
    yield from check_references()
    yield from check_passages()
    yield from check_proposals()
    yield from check_records()
    for model in ENTRY_MODELS.values():
        yield from check_entries(model, told)


def count() -> int:
    """Return how many entries there are, those taken out of the register among them."""
    return sum(model._default_manager.count() for model in ENTRY_MODELS.values())


def check_references() -> Iterator[Finding]:
    """Yield the rows of every room that point at a row that is not there."""
    for model in apps.get_models():
        if not model.__module__.startswith("secretariat."):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey):
                yield from _dangling(model, field)


def check_passages() -> Iterator[Finding]:
    """Yield what quotes words that the stored text does not have at their place."""
    for model in apps.get_models():
        if issubclass(model, Passage):
            yield from _misquoted(model)


def check_proposals() -> Iterator[Finding]:
    """Yield the proposals whose entry is not there, or whose state is not that of their last decision."""
    for key, document in _without_entry().values_list("pk", "document_id"):
        message = _("is confirmed, and its entry is not there")
        yield Finding("entry_missing", _proposal(key, document), message)
    for wrong in _undecided():
        # Somebody may have decided between the two looks.
        if wrong in set(_undecided(wrong[0])):
            key, document, state, said = wrong
            message = _("its state is “%(state)s”, and by its history “%(said)s”") % {"state": state, "said": said}
            yield Finding("state_differs", _proposal(key, document), message)


def check_records() -> Iterator[Finding]:
    """Yield the records of meetings whose revisions or final texts are not what they were when they were frozen."""
    for broken in broken_records():
        yield Finding("record_changed", str(broken.record), broken.what)


def check_entries(model: type[Entry], told: Told) -> Iterator[Finding]:
    """Yield the entries of a kind that are not as their history says."""
    last = 0
    while keys := list(
        model._default_manager.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        wrong = dict(_differing(model, keys))
        for key, finding in _differing(model, list(wrong)):
            if wrong[key] == finding:
                yield finding
        told(len(keys))
        last = keys[-1]
    label = model._meta.label_lower
    known = set(model._default_manager.values_list("pk", flat=True))
    for key in Event.objects.filter(object_type=label).order_by().values_list("object_id", flat=True).distinct():
        if key not in known:
            yield Finding("entry_gone", f"{model.letter}-{key}", _("has a history, and is not there any more"))


def _differing(model: type[Entry], keys: list[int]) -> Iterator[tuple[int, Finding]]:
    """Yield the keys of entries that are not as their last event says, each with what is wrong."""
    if not keys:
        return
    label = model._meta.label_lower
    told = as_of(label, EVER, lambda _keys: {}, keys)
    rows: QuerySet[Any] = model._default_manager.filter(pk__in=keys).order_by("pk")
    standing = snapshots.all_taken(list(rows.prefetch_related("owners") if model is ActionPoint else rows))
    entered = set(Event.objects.filter(object_type=label, object_id__in=keys).values_list("object_id", flat=True))
    for key, fields in standing.items():
        place = f"{model.letter}-{key}"
        if key not in entered:
            yield key, Finding("never_entered", place, _("the history does not say how it came about"))
            continue
        said = told.get(key, {})
        for name in sorted(set(said) & set(fields) - UNTOLD):
            if said[name] != fields[name]:
                yield key, _differs(place, name, fields[name], said[name])
                break


def _differs(place: str, name: str, stands: object, said: object) -> Finding:
    """Return what an entry says beside what its history says."""
    code = "state_differs" if name == "state" else "entry_differs"
    values = {"name": name, "stands": _short(stands), "said": _short(said)}
    return Finding(code, place, _("%(name)s is %(stands)s, and by its history %(said)s") % values)


def _short(value: object) -> str:
    """Return a value in a few words."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return str([{name: part for name, part in row.items() if part and name != "action"} for row in value])
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _dangling(model: type[Model], field: ForeignKey[Any, Any]) -> Iterator[Finding]:
    """Yield the rows of a model whose field points at nothing."""
    there = field.related_model._default_manager.filter(**{field.target_field.name: OuterRef(field.attname)})
    rows = model._default_manager.filter(**{f"{field.name}__isnull": False}).exclude(Exists(there)).order_by("pk")
    for key, points_at in rows.values_list("pk", field.attname):
        values = {"name": field.name, "model": field.related_model._meta.verbose_name, "key": points_at}
        message = _("%(name)s points at %(model)s %(key)s, which is not there") % values
        yield Finding("points_at_nothing", f"{model._meta.verbose_name} {key}", message)


def _misquoted(model: type[Passage]) -> Iterator[Finding]:
    """Yield the rows of a model whose quotation is not what their text says; one text is held at a time."""
    reading: StoredReading | None = None
    rows: QuerySet[Any] = model._default_manager.exclude(reading=None).exclude(start=None).exclude(end=None)
    fields = rows.order_by("reading", "pk").values_list("pk", "reading_id", "start", "end", "quote")
    for key, reading_id, start, end, quote in fields.iterator():
        if reading is None or reading.pk != reading_id:
            reading = StoredReading.objects.only("text").filter(pk=reading_id).first()
        if reading is not None and reading.words(start, end) != " ".join(quote.split()):
            place = f"{model.letter}-{key}" if issubclass(model, Entry) else f"{model._meta.verbose_name} {key}"
            message = _("the passage that it quotes is not what its text says at %(start)d to %(end)d")
            yield Finding("misquoted", place, message % {"start": start, "end": end})


def _without_entry() -> QuerySet[Proposal]:
    """Return the confirmed proposals whose entry is not there."""
    confirmed = Proposal.objects.filter(state=State.CONFIRMED)
    wrong = set(confirmed.filter(entry_id=None).values_list("pk", flat=True))
    for kind in ContentType.objects.filter(pk__in=confirmed.exclude(entry_type=None).values("entry_type")):
        model = kind.model_class()
        rows = confirmed.filter(entry_type=kind)
        if model is not None:
            rows = rows.exclude(Exists(model._default_manager.filter(pk=OuterRef("entry_id"))))
        wrong.update(rows.values_list("pk", flat=True))
    return Proposal.objects.filter(pk__in=wrong).order_by("pk")


def _undecided(key: int | None = None) -> Iterator[tuple[int, int, str, str]]:
    """Yield key, document, state and the state by the history of proposals where both differ."""
    events = Event.objects.filter(object_type=Proposal._meta.label_lower, verb__in=[*DECIDED, "undo"]).order_by()
    if key is not None:
        events = events.filter(object_id=key)
    lasts = events.values("object_id").annotate(last=Max("id")).values("last")
    found = Event.objects.filter(id__in=lasts).order_by("object_id").values_list("object_id", "verb", "data")
    for some in _pieces(found.iterator(AT_ONCE)):
        rows = Proposal.objects.in_bulk([pk for pk, _verb, _data in some])
        for pk, verb, data in some:
            said = DECIDED.get(verb) or (data.get("changed") or {}).get("state", [None, None])[1]
            if pk in rows and said is not None and rows[pk].state != said:
                yield pk, rows[pk].document_id, rows[pk].state, str(said)


def _pieces(rows: Iterator[tuple[int, str, Any]]) -> Iterator[list[tuple[int, str, Any]]]:
    """Yield rows in pieces."""
    some: list[tuple[int, str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _proposal(key: int, document: int) -> str:
    """Return how a proposal is named."""
    return _("finding %(key)d of document %(document)d") % {"key": key, "document": document}
