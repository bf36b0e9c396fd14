"""The rows that tie entries to one another. Verbs write them through these; no event is recorded here."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused
from secretariat.network.models import User

from .models import ActionLink, ActionPoint, Decision, DecisionLink

STANDING = Q(ended_at=None)
Sort = DecisionLink.Sort


def is_tied(entry: ActionPoint | Decision) -> bool:
    """Say whether a tie of this entry to another one stands."""
    if isinstance(entry, ActionPoint):
        return ActionLink.objects.filter(STANDING, Q(origin=entry) | Q(successor=entry)).exists()
    return DecisionLink.objects.filter(STANDING, Q(decision=entry) | Q(earlier=entry)).exists()


def tie_actions(actor: User, *, origin: ActionPoint, successor: ActionPoint, sort: str, reason: str) -> ActionLink:
    """Say that ``successor`` goes on with ``origin``, which has ended."""
    return ActionLink.objects.create(
        origin=origin, successor=successor, sort=sort, reason=reason, made_at=timezone.now(), made_by=actor
    )


def tie_decisions(
    actor: User, *, decision: Decision, earlier: Decision, sort: str, reason: str, completes: bool = False
) -> DecisionLink:
    """Say what a decision does to an earlier one.

    Raises:
        Refused: where the earlier one already comes, over others, from this one, or the two are tied.
    """
    if decision.pk == earlier.pk or decision.pk in _reached(earlier):
        message = _("%(earlier)s itself bears on %(decision)s. Decisions cannot go round in a circle.")
        raise Refused("circle", message % {"earlier": earlier.reference, "decision": decision.reference})
    if DecisionLink.objects.filter(STANDING, decision=decision, earlier=earlier).exists():
        message = _("%(decision)s and %(earlier)s are tied already. Undo that first.")
        raise Refused("tied_already", message % {"earlier": earlier.reference, "decision": decision.reference})
    return DecisionLink.objects.create(
        decision=decision,
        earlier=earlier,
        sort=sort,
        reason=reason,
        completes=completes,
        made_at=timezone.now(),
        made_by=actor,
    )


def end(links: Iterable[ActionLink | DecisionLink]) -> list[int]:
    """Let ties stand no longer; return their numbers."""
    ended = []
    for link in links:
        link.ended_at = timezone.now()
        link.save()
        ended.append(link.pk)
    return ended


def follow_state(actor: User, earlier: Decision, reason: str) -> None:
    """Let the ties of a decision say what a person says of its state: superseded by whom, completed or not."""
    by = earlier.superseded_by
    replaced = False
    for link in DecisionLink.objects.filter(STANDING, earlier=earlier):
        same = by is not None and link.decision_id == by.pk
        if same and link.sort == Sort.REPLACES:
            replaced = True
        elif same or link.sort == Sort.REPLACES:
            end([link])
        elif link.completes and earlier.state != Decision.State.COMPLETED:
            link.completes = False
            link.save()
    if by is not None and not replaced:
        tie_decisions(actor, decision=by, earlier=earlier, sort=Sort.REPLACES, reason=reason)


def settle(earlier: Decision) -> None:
    """Give a decision the state that the ties which stand say, and the one that replaces it; not saved."""
    links = list(DecisionLink.objects.filter(STANDING, earlier=earlier).select_related("decision"))
    replacing = next((link.decision for link in links if link.sort == Sort.REPLACES), None)
    earlier.superseded_by = replacing
    if replacing is not None:
        earlier.state = Decision.State.SUPERSEDED
    elif any(link.completes for link in links):
        earlier.state = Decision.State.COMPLETED
    elif any(link.sort == Sort.REFINES for link in links):
        earlier.state = Decision.State.AMENDED
    else:
        earlier.state = Decision.State.ADOPTED


def _reached(decision: Decision) -> set[int]:
    """Return the decisions that this one bears on, directly or over others."""
    found: set[int] = set()
    edge = {decision.pk}
    while edge:
        rows = DecisionLink.objects.filter(STANDING, decision__in=edge).order_by()
        edge = set(rows.values_list("earlier", flat=True)) - found
        found |= edge
    return found
