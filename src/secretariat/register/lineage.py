"""How decisions bear on one another and on their object, and which action carries which decision out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture
from secretariat.history.refusals import Refused
from secretariat.network.access import Actor, Verb, require
from secretariat.network.models import User
from secretariat.sources.models import Revision

from . import ties
from .entries import changing, held_together, locked
from .models import ActionPoint, Decision, DecisionLink, Kind
from .selectors import entries

if TYPE_CHECKING:
    from django.db.models import QuerySet

Sort = DecisionLink.Sort
GIVES = {Sort.REPLACES: Decision.State.SUPERSEDED, Sort.REFINES: Decision.State.AMENDED}


def relate(
    actor: User,
    *,
    decision: Decision,
    earlier: Decision,
    sort: str,
    reason: str = "",
    completes: bool = False,
    version: int | None = None,
) -> DecisionLink:
    """Say that a decision replaces, refines or carries out an earlier one; the state of that one follows.

    What is carried out is completed only where ``completes`` says so. ``version`` is that of the earlier one.

    Raises:
        Refused: for a circle, and for a decision that another one has replaced.
    """
    if sort not in Sort.values:
        raise Refused("unknown_sort", _("A decision replaces, refines or carries out another one."))
    require(actor, Verb.EDIT, decision)
    gesture, data = Gesture(actor), {"decision": decision.pk, "earlier": earlier.pk, "sort": str(sort)}
    with (
        held_together(decision, earlier),
        changing(actor, earlier, "tie", version=version, reason=reason, gesture=gesture, data=data) as row,
    ):
        later = locked(decision)
        if row.state == Decision.State.SUPERSEDED:
            raise Refused("replaced_already", _("%s is superseded already.") % row.reference)
        ends = completes and sort == Sort.CARRIES_OUT
        link = ties.tie_decisions(actor, decision=later, earlier=row, sort=sort, reason=reason.strip(), completes=ends)
        if ends:
            row.state = Decision.State.COMPLETED
        row.state = GIVES.get(Sort(sort), row.state)
        row.superseded_by = later if sort == Sort.REPLACES else None
        gesture.record("tie", later, data={**data, "link": link.pk}, reason=reason)
    return link


def unrelate(actor: User, *, link: DecisionLink, reason: str = "") -> Decision:
    """Take a tie between two decisions back; the earlier one gets the state that its other ties say."""
    data = {"decision": link.decision_id, "earlier": link.earlier_id, "sort": link.sort, "link": link.pk}
    gesture = Gesture(actor)
    with changing(actor, link.earlier, "untie", reason=reason, gesture=gesture, data=data) as row:
        stored = DecisionLink.objects.select_for_update().get(pk=link.pk)
        if stored.ended_at is not None:
            raise Refused("untied_already", _("This tie was undone already."))
        ties.end([stored])
        if row.state == _given(stored):
            ties.settle(row)
        gesture.record("untie", stored.decision, data=data, reason=reason)
    return row


def set_object(
    actor: User, *, decision: Decision, revision: Revision | None, reason: str = "", version: int | None = None
) -> Decision:
    """Say which revision of a document a decision is about; the words of the record stay beside it."""
    with changing(actor, decision, "set_object", version=version, reason=reason) as row:
        row.object_document = revision
    return row


def link_action(
    actor: User, *, action: ActionPoint, decision: Decision | None, reason: str = "", version: int | None = None
) -> ActionPoint:
    """Say which decision an action carries out, or that it carries out none."""
    verb = "unlink" if decision is None else "link"
    with changing(actor, action, verb, version=version, reason=reason) as row:
        row.follows = None if decision is None else locked(decision)
    return row


def links_of(actor: Actor, decision: Decision) -> list[DecisionLink]:
    """Return the standing ties of a decision whose other end ``actor`` may read, oldest first."""
    readable = entries(actor, Kind.DECISION).order_by().values("pk")
    rows = DecisionLink.objects.filter(ties.STANDING).select_related("decision__meeting", "earlier__meeting")
    back = rows.filter(decision=decision, earlier__in=readable)
    on = rows.filter(earlier=decision, decision__in=readable)
    return [*back, *on]


@dataclass(frozen=True, slots=True)
class Kin:
    """A decision of a family: how deep it stands, and by which tie it came under the one above it."""

    decision: Decision
    depth: int
    link: DecisionLink | None = None


MOST_KIN = 60


def family(actor: Actor, decision: Decision) -> list[Kin]:
    """Return the decisions that hang together with this one, each earlier one before those that bear on it.

    Only what ``actor`` may read is in it. It is empty for a decision that stands alone.
    """
    rows: QuerySet[Decision] = entries(actor, Kind.DECISION)
    links, known = _connected(decision), {}
    if not links:
        return []
    numbers = {pk for link in links for pk in (link.decision_id, link.earlier_id)}
    known = rows.order_by().in_bulk(numbers)
    shown = [link for link in links if link.decision_id in known and link.earlier_id in known]
    if not shown:
        return []
    under = {link.decision_id for link in shown}
    tied = {pk for link in shown for pk in (link.decision_id, link.earlier_id)}
    found: list[Kin] = []
    for root in sorted(tied - under):
        _descend(known, shown, found, root, 0, None)
    return found[:MOST_KIN]


def _descend(
    known: dict[int, Decision],
    links: list[DecisionLink],
    found: list[Kin],
    number: int,
    depth: int,
    link: DecisionLink | None,
) -> None:
    """Add a decision and those that bear on it; one that bears on several stands under each of them."""
    if len(found) >= MOST_KIN:
        return
    found.append(Kin(known[number], depth, link))
    for next_link in links:
        if next_link.earlier_id == number:
            _descend(known, links, found, next_link.decision_id, depth + 1, next_link)


def _connected(decision: Decision) -> list[DecisionLink]:
    """Return the standing ties of every decision that can be reached from this one."""
    seen, edge, links = set[int](), {decision.pk}, dict[int, DecisionLink]()
    while edge and len(links) < 2 * MOST_KIN:
        seen |= edge
        rows = DecisionLink.objects.filter(ties.STANDING)
        for link in [*rows.filter(decision__in=edge), *rows.filter(earlier__in=edge)]:
            links[link.pk] = link
        edge = {pk for link in links.values() for pk in (link.decision_id, link.earlier_id)} - seen
    return [links[pk] for pk in sorted(links)]


def _given(link: DecisionLink) -> str:
    """Return the state that a tie gave the earlier decision, if it gave one."""
    return Decision.State.COMPLETED.value if link.completes else str(GIVES.get(Sort(link.sort), ""))
