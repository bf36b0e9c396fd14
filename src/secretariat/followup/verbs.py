"""What is done about actions: holders, dates, pace and state are set here, the rest in files of their own.

The verbs that set something take many actions at once: all of them change, or none, with one event each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused
from secretariat.network.models import User
from secretariat.network.selectors import directory
from secretariat.register import making, values
from secretariat.register.entries import changing
from secretariat.register.models import ActionPoint, Kind, Owner

from .reporting import report, report_by_holder
from .states import SETTABLE, Deed, State, checked_state, expect

__all__ = [
    "SETTABLE",
    "OwnerRef",
    "assign",
    "checked_state",
    "report",
    "report_by_holder",
    "set_due",
    "set_pace",
    "set_state",
]


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
    """Say how far the actions are; one that is dropped needs a reason."""
    if state == State.DROPPED and not reason.strip():
        raise Refused("reason_missing", _("Say why it is dropped. The history keeps it."))
    with _each(actor, actions, "set_state", reason, versions) as rows:
        for action in rows:
            action.state = checked_state(action, state)
    return rows


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
    """Hand out actions to be set; save and record them all, or none."""
    if not actions:
        raise Refused("nothing_chosen", _("Choose at least one action."))
    gesture = Gesture(actor)
    with writing(), ExitStack() as stack:
        rows = [
            stack.enter_context(
                changing(actor, action, verb, version=(versions or {}).get(action.pk), reason=reason, gesture=gesture)
            )
            for action in actions
        ]
        for row in rows:
            expect(row, Deed.SET)
        yield rows
