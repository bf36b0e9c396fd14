"""An action goes from one holder to another."""

from __future__ import annotations

from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused
from secretariat.network.models import User
from secretariat.network.selectors import resolve
from secretariat.register import making
from secretariat.register.entries import changing
from secretariat.register.making import Holding
from secretariat.register.models import ActionPoint, Owner

from .states import Deed, expect


def hand_over(
    actor: User, *, action: ActionPoint, giver: str, taker: str, reason: str, version: int | None = None
) -> ActionPoint:
    """Hand an action over from one holder to another, who takes the same part in it. The event names both.

    ``giver`` and ``taker`` are references (``entity:iom``). The other holders stay.

    Raises:
        Refused: without a reason, from who does not hold it, or to who does already with the same part.
    """
    if not reason.strip():
        raise Refused("reason_missing", _("Say why it is handed over. The history keeps it."))
    new = resolve(taker)
    if new is None:
        raise Refused("unknown_owner", _("The network has no “%s”.") % taker)
    data = {"from": giver, "to": taker}
    with changing(actor, action, "hand_over", version=version, reason=reason, data=data) as row:
        expect(row, Deed.HAND_OVER)
        owners = list(row.owners.select_related("entity", "body", "person"))
        given = next((owner for owner in owners if owner.ref == giver), None)
        if given is None:
            raise Refused("not_held", _("Choose the holder who hands %s over.") % row.reference)
        if giver == taker:
            raise Refused("same_holder", _("Choose somebody else to hand %s over to.") % row.reference)
        making.set_owners(row, _wanted(owners, given, Holding(new, given.part)))
    return row


def _wanted(owners: list[Owner], given: Owner, taken: Holding) -> list[Holding]:
    """Return the holders after the hand-over; who held a part beside takes the one that leads, if one did."""
    kept = [owner for owner in owners if owner != given]
    beside = next((owner for owner in kept if owner.ref == taken.holder.ref), None)
    if beside is not None and given.part != Owner.Part.LEAD:
        return [_same(owner) for owner in kept]
    return [taken if owner == given else _same(owner) for owner in owners if owner != beside]


def _same(owner: Owner) -> Holding:
    """Return a holder as it stands."""
    return Holding(owner.holder, owner.part, owner.as_written)
