"""Taking the last gesture on a document back. Undoing is an event like any other."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from secretariat.history.models import Event
from secretariat.history.refusals import Refused
from secretariat.history.selectors import events_in
from secretariat.network.models import User
from secretariat.sources.models import Document

from . import snapshots
from .desk import Desk, State, desk
from .entries import told
from .models import Kind, Proposal

# What a gesture does to other objects beside (take_in, give_back, enter, change ...) is undone with it.
VERBS = ("confirm", "confirm_all", "reject", "reopen", "merge", "correct", "add")
UNDO = "undo"


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What was undone: the verb and the proposals that it had touched, as they stand now."""

    verb: str
    proposals: list[Proposal]


def undo(actor: User, *, document: Document) -> UndoResult:
    """Take back what this person did last on this document.

    Raises:
        Refused: when there is nothing to take back, or something of it was changed since.
    """
    with desk(actor, document) as here:
        last = last_gesture(actor, here.document)
        if last is None:
            raise Refused("nothing_to_undo", _("There is nothing of yours to undo in this document."))
        events = list(Event.objects.filter(batch=last.batch).order_by("-id"))
        refuse_changed(events)
        _refuse_meeting_in_use(here.document, events)
        rows = {(event.object_type, event.object_id): object_of(event) for event in events}
        for event in events:
            _undo_event(here, event, rows)
    proposals = [row for row in rows.values() if isinstance(row, Proposal)]
    verb = next(event.verb for event in reversed(events) if event.verb in VERBS)
    return UndoResult(verb, sorted(proposals, key=lambda row: row.order))


def last_gesture(actor: User, document: Document) -> Event | None:
    """Return an event of what this person did last on this document and did not undo."""
    return (
        events_in(document)
        .filter(actor=actor, verb__in=VERBS, undone_by=None, object_type=Proposal._meta.label_lower)
        .order_by("-id")
        .first()
    )


def refuse_changed(events: list[Event], harmless: tuple[str, ...] = (UNDO,)) -> None:
    """Refuse when somebody changed any of the objects after the gesture."""
    objects = Q()
    for event in events:
        objects |= Q(object_type=event.object_type, object_id=event.object_id)
    since = (
        Event.objects.filter(objects, id__gt=events[0].id, undone_by=None)
        .exclude(verb__in=harmless)
        .exclude(batch=events[0].batch)
        .first()
    )
    if since is not None:
        message = _("%(name)s changed this since (%(verb)s). Undo would lose that; correct it instead.")
        raise Refused("changed_since", message % {"name": since.actor_name, "verb": since.verb.replace("_", " ")})


def _refuse_meeting_in_use(document: Document, events: list[Event]) -> None:
    """Refuse to take a meeting away from under findings that were confirmed after it."""
    label = Proposal._meta.label_lower
    touched = [event.object_id for event in events if event.object_type == label]
    headers = Proposal.objects.filter(pk__in=touched, kind=Kind.MEETING, state=State.CONFIRMED)
    others = Proposal.objects.filter(document=document, state=State.CONFIRMED).exclude(pk__in=touched)
    if events[-1].verb != "correct" and headers.exists() and others.exists():
        message = _("Other findings are confirmed under this meeting by now. Reopen this one instead.")
        raise Refused("meeting_in_use", message)


def object_of(event: Event) -> models.Model:
    """Return the object of an event."""
    label, name = event.object_type.split(".")
    row: models.Model = ContentType.objects.get_by_natural_key(label, name).get_object_for_this_type(pk=event.object_id)
    return row


def _undo_event(here: Desk, event: Event, rows: dict[tuple[str, int], models.Model]) -> None:
    """Put the object of one event back, and say so. Entries come before the proposals that made them."""
    row = rows[event.object_type, event.object_id]
    undone = snapshots.taken(row)
    before = event.data.get("before")
    if isinstance(row, Proposal):
        _undo_proposal(here, row, before)
    elif before is not None:
        snapshots.put_back(row, before)
    elif event.verb == "enter":
        _undo_entry(row, event)
    elif event.verb == "link":
        row.follows = None  # type: ignore[attr-defined]
        row.save()
    kept = told(undone, row)
    if isinstance(row, Proposal):
        del kept["before"]  # long, and the event that is undone keeps it
    here.gesture.record(UNDO, row, data={"verb": event.verb, **kept}, undoes=event)


def _undo_proposal(here: Desk, row: Proposal, before: snapshots.Before | None) -> None:
    """Put a proposal back; one that a person had added is rejected instead."""
    fields = None if before is None else before["proposal"]
    if fields is None:
        here.decide(row, State.REJECTED, "")
        return
    entry = row.entry_type_id, row.entry_id
    snapshots.put_back(row, fields)
    if row.entry_id is None:
        # The row of the entry stays, out of the register, and serves again when this is confirmed again.
        row.entry_type_id, row.entry_id = entry
        row.save()


def _undo_entry(row: models.Model, event: Event) -> None:
    """Put an entry back to what it was before it was entered: out of the register, where it was new."""
    key = (Proposal._meta.label_lower, event.data["proposal"])
    confirmed = Event.objects.get(
        batch=event.batch, object_type=key[0], object_id=key[1], verb__in=("confirm", "confirm_all")
    )
    fields = confirmed.data["before"]["entry"]
    if fields is not None:
        snapshots.put_back(row, fields)
        return
    row.state = "proposed"  # type: ignore[attr-defined]
    row.version += 1  # type: ignore[attr-defined]
    row.save()
