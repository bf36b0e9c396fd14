"""What is done about actions: holders, dates, pace and state are set, progress is reported.

The verbs that set something take many actions at once: all of them change, or none, with one event each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, require
from secretariat.network.models import User
from secretariat.network.selectors import directory
from secretariat.register import making, snapshots, values
from secretariat.register.entries import changing, differences, locked
from secretariat.register.models import ActionPoint, Kind, Owner, Pace
from secretariat.sources.storage import Draft, Incoming, drafted
from secretariat.sources.verbs import file_name

from .models import ProgressNote

SETTABLE = (
    ActionPoint.State.OPEN,
    ActionPoint.State.IN_PROGRESS,
    ActionPoint.State.DONE,
    ActionPoint.State.DROPPED,
    ActionPoint.State.CONTINUING,
)


@dataclass(frozen=True, slots=True)
class OwnerRef:
    """A holder as a form names it, with its part."""

    ref: str
    part: str = Owner.Part.LEAD


def assign(
    actor: User,
    *,
    actions: Sequence[ActionPoint],
    owners: Sequence[OwnerRef],
    reason: str = "",
    versions: Mapping[int, int] | None = None,
) -> list[ActionPoint]:
    """Say who holds the actions; nobody means “to be assigned”."""
    changes = values.checked(Kind.ACTION_POINT, {"owner_refs": [asdict(owner) for owner in owners]})
    wanted = making.holdings(changes, directory())
    with _each(actor, actions, "assign", reason, versions) as rows:
        for action in rows:
            making.set_owners(action, wanted)
    return rows


def set_due(
    actor: User,
    *,
    actions: Sequence[ActionPoint],
    due: str = "",
    due_text: str = "",
    reason: str = "",
    versions: Mapping[int, int] | None = None,
) -> list[ActionPoint]:
    """Say when the actions are due: a day or a period, with words of one's own beside it."""
    changes = values.checked(Kind.ACTION_POINT, {"due": due, "due_text": due_text})
    return _fill(actor, actions, "set_due", changes, reason, versions)


def set_pace(
    actor: User,
    *,
    actions: Sequence[ActionPoint],
    pace: str,
    review_date: str = "",
    reason: str = "",
    versions: Mapping[int, int] | None = None,
) -> list[ActionPoint]:
    """Say how often the actions are due; a standing one continues and has a day for its review."""
    changes = values.checked(Kind.ACTION_POINT, {"pace": pace, "review_date": review_date})
    return _fill(actor, actions, "set_pace", changes, reason, versions)


def set_state(
    actor: User,
    *,
    actions: Sequence[ActionPoint],
    state: str,
    reason: str = "",
    versions: Mapping[int, int] | None = None,
) -> list[ActionPoint]:
    """Say how far the actions are."""
    with _each(actor, actions, "set_state", reason, versions) as rows:
        for action in rows:
            action.state = checked_state(action, state)
    return rows


def report(
    actor: User,
    *,
    action: ActionPoint,
    text: str,
    state: str = "",
    evidence_url: str = "",
    evidence_file: Incoming | None = None,
    version: int | None = None,
) -> ProgressNote:
    """Report progress on an action, with an address or a file as evidence, and perhaps a new state.

    Raises:
        NotAllowed: unless the actor is of the secretariat or of an entity that holds the action.
    """
    require(actor, Verb.REPORT, action)
    text = text.strip()
    if not text:
        raise Refused("text_missing", _("Say what was done."))
    note = ProgressNote(by=actor, by_name=str(actor), at=timezone.now(), text=text)
    note.evidence_url = _address(evidence_url)
    if evidence_file is None:
        return _keep(actor, action, note, state, version, None)
    note.file_name = file_name(evidence_file.name)
    with drafted(Incoming(note.file_name, evidence_file.data)) as draft:
        note.stored_name, note.file_sha256, note.file_size = draft.stored_name, draft.sha256, draft.size
        return _keep(actor, action, note, state, version, draft)


def checked_state(action: ActionPoint, state: str) -> str:
    """Return a state that this action may have.

    Raises:
        Refused: for a standing action, which is never done, and for a state that there is not.
    """
    if state not in SETTABLE:
        raise Refused("unknown_state", _("There is no state “%s”.") % state)
    standing = action.pace == Pace.STANDING
    if standing and state not in {ActionPoint.State.CONTINUING, ActionPoint.State.DROPPED}:
        message = _("%s is a standing action: it continues, or it is dropped. Change its pace first.")
        raise Refused("standing", message % action.reference)
    if not standing and state == ActionPoint.State.CONTINUING:
        raise Refused("not_standing", _("Only a standing action continues. Change its pace first."))
    return state


def _keep(
    actor: User, action: ActionPoint, note: ProgressNote, state: str, version: int | None, draft: Draft | None
) -> ProgressNote:
    """Write a note, the state that it gives the action, and their events, together."""
    with writing():
        row = locked(action, version)
        gesture = Gesture(actor)
        if state and state != row.state:
            before = snapshots.taken(row)
            row.state = note.state = checked_state(row, state)
            row.version += 1
            row.save()
            data = {"before": before, "changed": differences(before, snapshots.taken(row))}
            gesture.record("set_state", row, data=data, reason=note.text)
        note.action = row
        note.save()
        evidence = {"url": note.evidence_url, "file": note.file_name, "sha256": note.file_sha256}
        gesture.record("report", row, data={"note": note.pk, "text": note.text, "evidence": evidence})
        if draft is not None:
            draft.keep()
    return note


def _fill(
    actor: User,
    actions: Sequence[ActionPoint],
    verb: str,
    changes: values.Payload,
    reason: str,
    versions: Mapping[int, int] | None,
) -> list[ActionPoint]:
    """Set the same values in many actions."""
    names = directory()
    with _each(actor, actions, verb, reason, versions) as rows:
        for action in rows:
            making.fill(action, Kind.ACTION_POINT, changes, names, changes)
    return rows


@contextmanager
def _each(
    actor: User,
    actions: Sequence[ActionPoint],
    verb: str,
    reason: str,
    versions: Mapping[int, int] | None,
) -> Iterator[list[ActionPoint]]:
    """Hand out actions to be changed; save and record them all, or none."""
    if not actions:
        raise Refused("nothing_chosen", _("Choose at least one action."))
    gesture = Gesture(actor)
    with writing(), ExitStack() as stack:
        yield [
            stack.enter_context(
                changing(actor, action, verb, version=(versions or {}).get(action.pk), reason=reason, gesture=gesture)
            )
            for action in actions
        ]


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
