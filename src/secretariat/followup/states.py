"""What may be done to an action in which state: the one table of the follow-up."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.history.refusals import Refused
from secretariat.register.models import ActionPoint, Pace

State = ActionPoint.State


class Deed(StrEnum):
    """What may be done to an action that is in the register."""

    SET = "set"  # its holders, dates, pace, state
    REPORT = "report"
    HAND_OVER = "hand_over"
    SPLIT = "split"
    MERGE = "merge"  # into another one
    SUPERSEDE = "supersede"  # by another one
    GO_ON = "go_on"  # be the one that goes on with another
    DROP = "drop"
    REOPEN = "reopen"
    DISCUSS = "discuss"


LIVE: Final = frozenset(
    {Deed.SET, Deed.REPORT, Deed.HAND_OVER, Deed.SPLIT, Deed.MERGE, Deed.SUPERSEDE, Deed.GO_ON, Deed.DROP, Deed.DISCUSS}
)
ALLOWED: Final[Mapping[str, frozenset[Deed]]] = {
    State.PROPOSED: frozenset(),
    State.OPEN: LIVE,
    State.IN_PROGRESS: LIVE,
    State.CONTINUING: LIVE,
    State.DONE: frozenset({Deed.SET, Deed.REPORT, Deed.REOPEN, Deed.DISCUSS}),
    State.DROPPED: frozenset({Deed.SET, Deed.REOPEN, Deed.DISCUSS}),
    # Two actions for the same work would be worse than none: the parts are merged again instead.
    State.SPLIT: frozenset({Deed.DISCUSS}),
    State.MERGED: frozenset({Deed.REOPEN, Deed.DISCUSS}),
    State.SUPERSEDED: frozenset({Deed.REOPEN, Deed.DISCUSS}),
}
SETTABLE = (State.OPEN, State.IN_PROGRESS, State.DONE, State.DROPPED, State.CONTINUING)
WHY_NOT: Final[Mapping[str, str | Promise]] = {
    State.PROPOSED: gettext_lazy("%s is not in the register any more."),
    State.OPEN: gettext_lazy("%s is open already."),
    State.IN_PROGRESS: gettext_lazy("%s is under way already."),
    State.CONTINUING: gettext_lazy("%s continues already."),
    State.DONE: gettext_lazy("%s is done. Open it again first."),
    State.DROPPED: gettext_lazy("%s was dropped. Open it again first."),
    State.SPLIT: gettext_lazy("%s was split. Look at the actions that go on with it."),
    State.MERGED: gettext_lazy("%s was merged. Look at the action that goes on with it."),
    State.SUPERSEDED: gettext_lazy("%s was superseded. Look at the action that goes on with it."),
}


def allows(action: ActionPoint, deed: Deed) -> bool:
    """Say whether the state of an action allows a deed."""
    return deed in ALLOWED[action.state]


def expect(action: ActionPoint, deed: Deed) -> None:
    """Refuse a deed that the state of an action does not allow."""
    if not allows(action, deed):
        raise Refused("wrong_state", str(WHY_NOT[action.state]) % action.reference)


def checked_state(action: ActionPoint, state: str) -> str:
    """Return a state that a person may give this action.

    Raises:
        Refused: for a standing action, which is never done, and for a state that there is not.
    """
    if state not in SETTABLE:
        raise Refused("unknown_state", _("There is no state “%s”.") % state)
    standing = action.pace == Pace.STANDING
    if standing and state not in {State.CONTINUING, State.DROPPED}:
        message = _("%s is a standing action: it continues, or it is dropped. Change its pace first.")
        raise Refused("standing", message % action.reference)
    if not standing and state == State.CONTINUING:
        raise Refused("not_standing", _("Only a standing action continues. Change its pace first."))
    return state


def live_state(action: ActionPoint) -> str:
    """Return the state in which an action lives that was over."""
    return State.CONTINUING if action.pace == Pace.STANDING else State.OPEN
