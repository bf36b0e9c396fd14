"""What is done to entries themselves: typed in by hand, edited, given a level or a state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Conflict, Refused
from secretariat.meetings.models import AgendaItem, Meeting
from secretariat.network.access import Verb, require
from secretariat.network.models import Body, User
from secretariat.network.selectors import directory
from secretariat.sources.verbs import check_level

from . import making, snapshots, ties, values
from .models import ActionPoint, Decision, Entry

AnyEntry = TypeVar("AnyEntry", bound=Entry)


def enter(
    actor: User,
    *,
    kind: str,
    values: Mapping[str, object],
    meeting: Meeting | None = None,
    body: Body | None = None,
    agenda_item: AgendaItem | None = None,
    confidentiality: str = "network",
    basis: str = "",
) -> Entry:
    """Enter something by hand: it stands on the word of the person, not on a passage.

    ``basis`` says where the person has it from; the history keeps it.
    """
    model = _model(kind)
    require(actor, Verb.EDIT, model)
    check_level(confidentiality)
    payload = _checked(kind, values, needs_text=True)
    with writing():
        names = directory()
        entry = model(created_by=actor, confidentiality=confidentiality, meeting=meeting, agenda_item=agenda_item)
        entry.body = body or (meeting.body if meeting else None)
        entry.document = meeting.document if meeting else None
        making.fill(entry, kind, payload, names)
        entry.state = making.standing_state(kind, payload)
        entry.save()
        if isinstance(entry, ActionPoint):
            making.set_owners(entry, making.holdings(payload, names))
        data = {"values": payload, "after": snapshots.taken(entry)}
        Gesture(actor).record("enter", entry, data=data, reason=basis)
    return entry


def edit(
    actor: User,
    *,
    entry: Entry,
    changes: Mapping[str, object],
    version: int | None = None,
    basis: str = "",
) -> Entry:
    """Change the values of an entry. The quoted passage stays as it is."""
    changed = _checked(entry.kind, changes)
    with changing(actor, entry, "change", version=version, reason=basis) as row:
        row.released = False  # whoever vouched for the words has not seen these
        names = directory()
        making.fill(row, row.kind, changed, names, changed)
        if isinstance(row, ActionPoint) and {"owners", "owner_refs"} & set(changed):
            making.set_owners(row, making.holdings(changed, names))
    return row


def set_confidentiality(actor: User, *, entries: Sequence[Entry], confidentiality: str) -> list[Entry]:
    """Say how far entries may travel: all of them, or none."""
    check_level(confidentiality)
    changed = []
    with writing():
        gesture = Gesture(actor)
        for entry in entries:
            with changing(actor, entry, "set_confidentiality", gesture=gesture) as row:
                row.confidentiality = confidentiality
            changed.append(row)
    return changed


def set_decision_state(
    actor: User,
    *,
    decision: Decision,
    state: str,
    reason: str = "",
    superseded_by: Decision | None = None,
    version: int | None = None,
) -> Decision:
    """Say what became of a decision."""
    if state not in Decision.State.values or state == Decision.State.PROPOSED:
        raise Refused("unknown_state", _("A decision is adopted, amended, superseded or completed."))
    if superseded_by is not None and superseded_by.pk == decision.pk:
        raise Refused("supersedes_itself", _("A decision cannot supersede itself."))
    with changing(actor, decision, "set_state", version=version, reason=reason) as row:
        row.state = state
        row.superseded_by = superseded_by if state == Decision.State.SUPERSEDED else None
        ties.follow_state(actor, row, reason)
    return row


@contextmanager
def changing(
    actor: User,
    entry: AnyEntry,
    verb: str,
    *,
    version: int | None = None,
    reason: str = "",
    gesture: Gesture | None = None,
    data: Mapping[str, object] | None = None,
) -> Iterator[AnyEntry]:
    """Hand out an entry to be changed; save it and record how it was, in one transaction.

    The event keeps ``data`` too, as it is when the change is done.

    Raises:
        NotAllowed: when the actor may not edit entries.
        Conflict: when the entry is not the version that the actor saw.
    """
    require(actor, Verb.EDIT, entry)
    with writing():
        row = locked(entry, version)
        before = snapshots.taken(row)
        yield row
        row.version += 1
        row.save()
        (gesture or Gesture(actor)).record(verb, row, data={**(data or {}), **told(before, row)}, reason=reason)


def locked(entry: AnyEntry, version: int | None = None) -> AnyEntry:
    """Return an entry of the register as it stands now, held for change."""
    row = type(entry)._default_manager.select_for_update().get(pk=entry.pk)
    if version is not None and version != row.version:
        raise Conflict
    if row.is_draft():
        raise Refused("not_in_register", _("%s is not in the register any more.") % row.reference)
    return row


@contextmanager
def held_together(*rows: Entry) -> Iterator[None]:
    """Hold entries of one kind for change, always in the same order, so that two people never wait for each other."""
    with writing():
        for row in sorted(rows, key=lambda row: row.pk):
            locked(row)
        yield


def told(before: Mapping[str, object], row: models.Model) -> dict[str, object]:
    """Return what an event keeps of a change: how the row was, and what is otherwise now (``history.as_of``)."""
    return {"before": before, "changed": differences(before, snapshots.taken(row))}


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, list[object]]:
    """Return the fields that differ, each with its value before and after."""
    hidden = {"version", "search"}
    return {
        name: [before.get(name), after.get(name)]
        for name in after
        if name not in hidden and before.get(name) != after.get(name)
    }


def _model(kind: str) -> type[Entry]:
    """Return the model of a kind of entry."""
    if kind not in making.ENTRY_MODELS:
        raise Refused("unknown_kind", _("There is no kind “%s”.") % kind)
    return making.ENTRY_MODELS[kind]


def _checked(kind: str, changes: Mapping[str, object], *, needs_text: bool = False) -> values.Payload:
    """Return checked values."""
    if needs_text and not str(changes.get("text") or "").strip():
        raise Refused("text_missing", _("Give the words of the entry."))
    return values.checked(kind, changes)
