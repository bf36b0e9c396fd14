"""One action becomes several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture
from secretariat.history.refusals import Refused
from secretariat.network.models import User
from secretariat.network.selectors import Directory, directory
from secretariat.register import making, snapshots, ties, values
from secretariat.register.entries import changing
from secretariat.register.making import Holding
from secretariat.register.models import ActionLink, ActionPoint, Kind

from .states import Deed, State, expect
from .verbs import OwnerRef

MOST = 20
OWN = frozenset({"id", "text", "version", "created_at", "created_by", "search", "released"})


@dataclass(frozen=True, slots=True)
class Part:
    """One of the actions that an action is split into: what is not given is as it was in the whole."""

    text: str
    owners: tuple[OwnerRef, ...] | None = None
    due: str | None = None


def split(
    actor: User, *, action: ActionPoint, parts: Sequence[Part], reason: str = "", version: int | None = None
) -> list[ActionPoint]:
    """Split an action; the parts keep its passage, decision and meeting, and its reports stay in reach of each.

    Raises:
        Refused: for fewer than two parts, for one without words, and for an action that is over.
    """
    if not 2 <= len(parts) <= MOST:
        raise Refused("parts", _("Give the words of two parts at least, and of %d at most.") % MOST)
    checked = [_checked(part) for part in parts]
    gesture, data, names = Gesture(actor), dict[str, object](), directory()
    with changing(actor, action, "split", version=version, reason=reason, gesture=gesture, data=data) as row:
        expect(row, Deed.SPLIT)
        made = [_made(actor, row, part, names) for part in checked]
        row.state = State.SPLIT
        links = [
            ties.tie_actions(actor, origin=row, successor=part, sort=ActionLink.Sort.SPLIT, reason=reason)
            for part in made
        ]
        data |= {"successors": [part.pk for part in made], "links": [link.pk for link in links]}
        for part, payload in zip(made, checked, strict=True):
            kept = {"origin": row.pk, "values": payload, "after": snapshots.taken(part)}
            gesture.record("split_off", part, data=kept, reason=reason)
    return made


def _checked(part: Part) -> values.Payload:
    """Return the checked values of a part; only those that it gives."""
    given: dict[str, object] = {"text": part.text}
    if part.owners is not None:
        given["owner_refs"] = [asdict(owner) for owner in part.owners]
    if part.due is not None:
        given |= {"due": part.due, "due_text": ""}
    return values.checked(Kind.ACTION_POINT, given)


def _made(actor: User, whole: ActionPoint, payload: values.Payload, names: Directory) -> ActionPoint:
    """Write one part: like the whole but for what was given."""
    part = ActionPoint(created_by=actor)
    for field in whole._meta.concrete_fields:
        if field.name not in OWN:
            setattr(part, field.attname, getattr(whole, field.attname))
    making.fill(part, Kind.ACTION_POINT, payload, names, payload)
    part.save()
    if "owner_refs" in payload:
        making.set_owners(part, making.holdings(payload, names))
    else:
        same = [Holding(owner.holder, owner.part, owner.as_written) for owner in whole.owners.all()]
        making.set_owners(part, same)
    return part
