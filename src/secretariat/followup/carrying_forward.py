"""A matter arising is carried forward at a meeting: noted, set, reported on, with one gesture."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from secretariat.history.recording import writing
from secretariat.history.refusals import Refused
from secretariat.meetings.models import Meeting
from secretariat.network.models import User
from secretariat.register.entries import locked
from secretariat.register.models import ActionPoint, Owner

from . import verbs
from .closing import drop
from .discussing import discuss
from .states import State
from .verbs import OwnerRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it at the meeting. What is empty stays as it is."""

    discussed: bool = True
    remark: str = ""
    progress: str = ""
    state: str = ""
    due: str = ""
    lead: str = ""


def carry_forward(
    actor: User, *, action: ActionPoint, meeting: Meeting, outcome: Outcome, version: int | None = None
) -> ActionPoint:
    """Carry a matter forward: everything of the outcome is written, or nothing.

    The remark is what the history keeps as the reason of each change.

    Raises:
        Refused: for an outcome with nothing in it, and for what the single steps refuse.
    """
    reason = outcome.remark.strip() or str(_("At %s") % meeting.title)
    if not any((outcome.discussed, outcome.progress.strip(), outcome.state, outcome.due, outcome.lead)):
        raise Refused("nothing_chosen", _("Say what came of it."))
    if outcome.state == State.DROPPED and not outcome.remark.strip():
        raise Refused("reason_missing", _("Say why it is dropped. The history keeps it."))
    with writing():
        row = locked(action, version)
        if outcome.discussed:
            discuss(actor, action=row, meeting=meeting, text=outcome.remark)
        if outcome.lead:
            verbs.assign(actor, actions=[row], owners=_owners(row, outcome.lead), reason=reason)
        if outcome.due:
            verbs.set_due(actor, actions=[row], due=outcome.due, reason=reason)
        if outcome.progress.strip():
            verbs.report(actor, action=row, text=outcome.progress)
        if outcome.state == State.DROPPED:
            drop(actor, actions=[row], reason=reason)
        elif outcome.state and outcome.state != row.state:
            verbs.set_state(actor, actions=[row], state=outcome.state, reason=reason)
    return ActionPoint.objects.get(pk=row.pk)


def _owners(row: ActionPoint, lead: str) -> list[OwnerRef]:
    """Return the holders with another one in the lead; who led contributes no more, the others stay."""
    owners = row.owners.select_related("entity", "body", "person")
    others = [owner.ref for owner in owners if owner.part != Owner.Part.LEAD and owner.ref != lead]
    return [OwnerRef(lead), *(OwnerRef(ref, Owner.Part.CONTRIBUTING) for ref in others)]
