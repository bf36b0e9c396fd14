"""An action ends because another one goes on with it: it is merged into that one, or superseded by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, require
from secretariat.network.models import User
from secretariat.register import making, ties
from secretariat.register.entries import changing, held_together
from secretariat.register.making import Holding
from secretariat.register.models import ActionLink, ActionPoint, Owner, Pace

from .states import Deed, State, expect

Sort = ActionLink.Sort


def merge(
    actor: User,
    *,
    actions: Sequence[ActionPoint],
    into: ActionPoint,
    reason: str = "",
    versions: Mapping[int, int] | None = None,
) -> ActionPoint:
    """Merge actions into one that stays: who held them contributes to it, their reports and passages stay in reach.

    It keeps its own words, date and lead, and takes over the decision where only one is known.

    Raises:
        Refused: for an action that is over, for one and itself, and for a standing one with one that ends.
    """
    others = [action for action in actions if action.pk != into.pk]
    if not others:
        raise Refused("nothing_chosen", _("Choose at least one other action."))
    gesture, seen, data = Gesture(actor), versions or {}, {"origins": [action.pk for action in others]}
    with (
        held_together(into, *others),
        changing(
            actor, into, "merge_in", version=seen.get(into.pk), reason=reason, gesture=gesture, data=data
        ) as target,
    ):
        expect(target, Deed.GO_ON)
        for action in others:
            row = _end(actor, action, target, Sort.MERGED, reason, gesture, seen.get(action.pk))
            _refuse_other_pace(row, target)
            _take_over(row, target)
    return target


def supersede(
    actor: User,
    *,
    action: ActionPoint,
    by: ActionPoint,
    reason: str = "",
    carried_over: bool = False,
    versions: Mapping[int, int] | None = None,
) -> ActionPoint:
    """Let another action take the place of one, which ends; ``by`` itself stays as it is.

    ``carried_over`` says that a later meeting took the same thing up again in words of its own.
    """
    require(actor, Verb.EDIT, by)
    if action.pk == by.pk:
        raise Refused("itself", _("An action cannot take its own place."))
    gesture, sort = Gesture(actor), Sort.CARRIED_OVER if carried_over else Sort.SUPERSEDED
    with held_together(action, by):
        expect(ActionPoint.objects.get(pk=by.pk), Deed.GO_ON)
        row = _end(actor, action, by, sort, reason, gesture, (versions or {}).get(action.pk))
        gesture.record("go_on", by, data={"origin": row.pk, "sort": sort.value}, reason=reason)
    return row


def _end(
    actor: User,
    action: ActionPoint,
    successor: ActionPoint,
    sort: Sort,
    reason: str,
    gesture: Gesture,
    version: int | None,
) -> ActionPoint:
    """End an action, tied to the one that goes on with it."""
    deed, state = (Deed.MERGE, State.MERGED) if sort == Sort.MERGED else (Deed.SUPERSEDE, State.SUPERSEDED)
    data: dict[str, object] = {"successors": [successor.pk], "sort": sort.value}
    with changing(actor, action, deed.value, version=version, reason=reason, gesture=gesture, data=data) as row:
        expect(row, deed)
        row.state = state
        link = ties.tie_actions(actor, origin=row, successor=successor, sort=sort, reason=reason.strip())
        data["links"] = [link.pk]
    return row


def _refuse_other_pace(row: ActionPoint, target: ActionPoint) -> None:
    """Refuse to let something that continues end with something that is done one day, and the other way round."""
    if (row.pace == Pace.STANDING) != (target.pace == Pace.STANDING):
        message = _("Of %(one)s and %(other)s one is a standing action, and it would end with the other.")
        raise Refused("other_pace", message % {"one": row.reference, "other": target.reference})


def _take_over(row: ActionPoint, target: ActionPoint) -> None:
    """Give the action that stays the holders of one that is merged into it, and its decision where it has none."""
    held = {owner.ref for owner in target.owners.select_related("entity", "body", "person")}
    stays = [Holding(owner.holder, owner.part, owner.as_written) for owner in target.owners.all()]
    part = Owner.Part.CONTRIBUTING if any(holding.part == Owner.Part.LEAD for holding in stays) else Owner.Part.NAMED
    coming = [Holding(owner.holder, part, owner.as_written) for owner in row.owners.all() if owner.ref not in held]
    if coming:
        making.set_owners(target, [*stays, *coming])
    if target.follows_id is None:
        target.follows = row.follows
