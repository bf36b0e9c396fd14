"""Taking a change of many action points back: what was set is set to what it was, through the same verbs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.followup import verbs
from secretariat.followup.verbs import OwnerRef
from secretariat.register import releasing, selectors
from secretariat.register.models import ActionPoint, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.sessions.backends.base import SessionBase

    from secretariat.network.models import User

KEY = "last_change_of_many"

Value = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What was changed and how each action stood before. ``versions`` are those after the change."""

    what: str
    before: dict[int, Value]
    versions: dict[int, int]

    def store(self, session: SessionBase, changed: Iterable[ActionPoint]) -> None:
        """Keep the plan for the next request, with the versions that the change made."""
        session[KEY] = {
            "what": self.what,
            "rows": [[row.pk, row.version, list(self.before[row.pk])] for row in changed],
        }


def plan_for(what: str, actions: Iterable[ActionPoint]) -> Plan:
    """Return the plan that leads back to how the actions stand now."""
    return Plan(what, {action.pk: _value(what, action) for action in actions}, {})


def kept(session: SessionBase) -> Plan | None:
    """Return the plan of the last change and forget it: it serves once."""
    stored = session.pop(KEY, None)
    if stored is None:
        return None
    before = {pk: tuple(value) for pk, _version, value in stored["rows"]}
    return Plan(stored["what"], before, {pk: version for pk, version, _value in stored["rows"]})


def take_back(actor: User, plan: Plan) -> int:
    """Set every action to what it was, all or none; return how many.

    Raises:
        Conflict: when one of them was changed since.
    """
    rows: dict[int, ActionPoint] = selectors.entries(actor, Kind.ACTION_POINT).in_bulk(list(plan.before))
    together: dict[Value, list[ActionPoint]] = defaultdict(list)
    for pk, value in plan.before.items():
        if pk in rows:
            together[value].append(rows[pk])
    with transaction.atomic():
        for value, actions in together.items():
            _set(actor, plan, value, actions)
    return len(rows)


def _value(what: str, action: ActionPoint) -> Value:
    """Return what would be set, as it stands."""
    if what == "owners":
        return tuple(f"{owner.part} {owner.ref}" for owner in action.owners.all())
    if what == "due":
        return action.due, action.due_text
    if what == "release":
        return ("released" if action.released else "",)
    return (action.state,)


def _set(actor: User, plan: Plan, value: Value, actions: list[ActionPoint]) -> None:
    """Set one value in the actions that had it."""
    reason = _("Taken back")
    if plan.what == "owners":
        owners = [OwnerRef(ref, part) for part, ref in (item.split(" ", 1) for item in value)]
        verbs.assign(actor, actions=actions, owners=owners, reason=reason, versions=plan.versions)
    elif plan.what == "due":
        due, due_text = value
        verbs.set_due(actor, actions=actions, due=due, due_text=due_text, reason=reason, versions=plan.versions)
    elif plan.what == "release":
        if value[0] != "released":
            releasing.take_back(actor, entries=actions, reason=reason)
    else:
        verbs.set_state(actor, actions=actions, state=value[0], reason=reason, versions=plan.versions)
