"""Reports of progress: by whoever has an account, and by a holder who was sent a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, may, require
from secretariat.network.models import Body, Entity, User
from secretariat.register import due, snapshots
from secretariat.register.entries import differences, locked
from secretariat.register.models import ActionPoint
from secretariat.sources.storage import Draft, Incoming, drafted
from secretariat.sources.verbs import file_name

from .models import ProgressNote
from .states import Deed, State, checked_state, expect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariat.network.selectors import Holder


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says, before it is a row."""

    text: str
    state: str = ""
    occurred_on: str = ""
    evidence_url: str = ""


def report(
    actor: User,
    *,
    action: ActionPoint,
    text: str,
    state: str = "",
    occurred_on: str = "",
    evidence_url: str = "",
    evidence_file: Incoming | None = None,
    version: int | None = None,
) -> ProgressNote:
    """Report progress on an action, with an address or a file as evidence, and perhaps a new state.

    Raises:
        NotAllowed: unless the actor is of the secretariat or holds the action, for an entity or a body or in person.
    """
    require(actor, Verb.REPORT, action)
    if state == State.DROPPED and not may(actor, Verb.EDIT, action):
        raise _not_theirs(action)
    note = _note(Told(text, state, occurred_on, evidence_url))
    note.by, note.by_name = actor, str(actor)
    return _taken(Gesture(actor), action, note, state, evidence_file, version, {})


def report_by_holder(
    *,
    action: ActionPoint,
    holder: Holder,
    by_name: str,
    text: str,
    state: str = "",
    occurred_on: str = "",
    evidence_url: str = "",
    evidence_file: Incoming | None = None,
) -> ProgressNote:
    """Report progress for a holder who has no account and came by a link.

    The caller has checked the link; whether the holder still holds the action is checked here.
    """
    name = " ".join(by_name.split())[:200]
    if not name:
        raise Refused("name_missing", _("Say who you are."))
    if not holds(action, holder):
        message = _("%(action)s is not held by %(holder)s any more.")
        raise Refused("not_held", message % {"action": action.reference, "holder": holder})
    if state == State.DROPPED:
        raise _not_theirs(action)
    note = _note(Told(text, state, occurred_on, evidence_url))
    note.by_name, note.via = name, ProgressNote.Via.LINK
    via = {"via": ProgressNote.Via.LINK.value, "holder": holder.ref}
    return _taken(Gesture(None, name=name), action, note, state, evidence_file, None, via)


def holds(action: ActionPoint, holder: Holder) -> bool:
    """Say whether an action is held by somebody: by name, or, for a person, through their entity."""
    if isinstance(holder, Entity):
        return holder.pk in action.holding_entities()
    if isinstance(holder, Body):
        return holder.pk in action.holding_bodies()
    return holder.pk in action.holding_people() or holder.entity_id in action.holding_entities()


def _not_theirs(action: ActionPoint) -> Refused:
    """Return the refusal to let a holder drop an action."""
    message = _("Only the secretariat drops an action. Report why %s should be, and leave its state.")
    return Refused("not_theirs_to_drop", message % action.reference)


def _note(told: Told) -> ProgressNote:
    """Return the row of a report, not saved."""
    text = told.text.strip()
    if not text:
        raise Refused("text_missing", _("Say what was done."))
    occurred_on = due.checked(told.occurred_on)[:40]
    return ProgressNote(at=timezone.now(), text=text, occurred_on=occurred_on, evidence_url=_address(told.evidence_url))


def _taken(
    gesture: Gesture,
    action: ActionPoint,
    note: ProgressNote,
    state: str,
    evidence: Incoming | None,
    version: int | None,
    data: Mapping[str, object],
) -> ProgressNote:
    """Keep a note with its file, or nothing of either."""
    if evidence is None:
        return _keep(gesture, action, note, state, version, None, data)
    note.file_name = file_name(evidence.name)
    with drafted(Incoming(note.file_name, evidence.data)) as draft:
        note.stored_name, note.file_sha256, note.file_size = draft.stored_name, draft.sha256, draft.size
        return _keep(gesture, action, note, state, version, draft, data)


def _keep(
    gesture: Gesture,
    action: ActionPoint,
    note: ProgressNote,
    state: str,
    version: int | None,
    draft: Draft | None,
    data: Mapping[str, object],
) -> ProgressNote:
    """Write a note, the state that it gives the action, and their events, together."""
    with writing():
        row = locked(action, version)
        expect(row, Deed.REPORT)
        if state and state != row.state:
            before = snapshots.taken(row)
            row.state = note.state = checked_state(row, state)
            row.version += 1
            row.save()
            changed = {"before": before, "changed": differences(before, snapshots.taken(row))}
            gesture.record("set_state", row, data={**changed, **data}, reason=note.text)
        note.action = row
        note.save()
        evidence = {"url": note.evidence_url, "file": note.file_name, "sha256": note.file_sha256}
        told = {"note": note.pk, "text": note.text, "occurred_on": note.occurred_on, "evidence": evidence}
        gesture.record("report", row, data={**told, **data})
        if draft is not None:
            draft.keep()
    return note


def _address(url: str) -> str:
    """Return an address of the web, or nothing."""
    url = url.strip()
    if not url:
        return ""
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError as error:
        raise Refused("bad_address", _("“%s” is not an address of the web.") % url) from error
    return url[:1000]
