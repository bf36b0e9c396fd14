"""An action is dropped, with the reason for it; one that was over is opened again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused
from secretariat.network.models import User
from secretariat.register import ties
from secretariat.register.entries import changing
from secretariat.register.models import ActionLink, ActionPoint

from .states import Deed, State, expect, live_state


def drop(
    actor: User, *, actions: Sequence[ActionPoint], reason: str, versions: Mapping[int, int] | None = None
) -> list[ActionPoint]:
    """Drop actions, all or none, and say why.

    Raises:
        Refused: without a reason, and for an action that is over.
    """
    if not actions:
        raise Refused("nothing_chosen", _("Choose at least one action."))
    if not reason.strip():
        raise Refused("reason_missing", _("Say why it is dropped. The history keeps it."))
    gesture, rows = Gesture(actor), []
    with writing():
        for action in actions:
            version = (versions or {}).get(action.pk)
            with changing(actor, action, "drop", version=version, reason=reason, gesture=gesture) as row:
                expect(row, Deed.DROP)
                row.state = State.DROPPED
            rows.append(row)
    return rows


def reopen(actor: User, *, action: ActionPoint, reason: str = "", version: int | None = None) -> ActionPoint:
    """Open an action again that was over; no other one goes on with it from then on."""
    data: dict[str, object] = {}
    with changing(actor, action, "reopen", version=version, reason=reason, data=data) as row:
        expect(row, Deed.REOPEN)
        data["ended"] = ties.end(ActionLink.objects.filter(ties.STANDING, origin=row))
        row.state = live_state(row)
    return row
