"""The history of an entry in words: who did what, when, and what it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from secretariat.history.selectors import events_of
from secretariat.network.guarded import Confidentiality
from secretariat.network.selectors import bodies, entities, people
from secretariat.register.models import ActionPoint, Decision, Pace

from .forms import LABELS
from .periods import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from django.db.models import Model

    from secretariat.history.models import Event

VERBS: Mapping[str, str | Promise] = {
    "enter": _("entered it in the register"),
    "change": _("changed it"),
    "correct": _("corrected it"),
    "assign": _("set who holds it"),
    "set_due": _("set when it is due"),
    "set_pace": _("set its pace"),
    "set_state": _("set its state"),
    "set_confidentiality": _("set its confidentiality"),
    "report": _("reported progress"),
    "link": _("linked it to the decision it carries out"),
    "unlink": _("took it from the decision it was linked to"),
    "hand_over": _("handed it over"),
    "split": _("split it"),
    "split_off": _("made it a part of an action that was split"),
    "merge": _("merged it into another"),
    "merge_in": _("merged others into it"),
    "supersede": _("let another take its place"),
    "go_on": _("let it take the place of another"),
    "drop": _("dropped it"),
    "discuss": _("noted that it was discussed"),
    "ask": _("asked about it by the schedule"),
    "tie": _("tied it to another decision"),
    "untie": _("untied it from another decision"),
    "set_object": _("said which document it is about"),
    "set_escalation": _("set who is asked, and when"),
    "keep_matters": _("kept the matters arising as they stood"),
    "withdraw": _("took it out of the register"),
    "take_in": _("merged another finding into it"),
    "undo": _("took the last step back"),
    "reopen": _("opened it again"),
    "add": _("added it"),
    "release": _("vouched that it names nobody who was there"),
    "prove": _("made the record final in which it stands"),
    "make_link": _("made a link to report progress by"),
    "revoke_link": _("revoked a link to report progress by"),
    "shield": _("kept it within the body again"),
    "plan": _("planned it"),
    "convene": _("convened it"),
    "postpone": _("postponed it"),
    "cancel": _("cancelled it"),
    "hold": _("said that it was held"),
    "put_in_series": _("put it in a series"),
    "move": _("moved it"),
    "remove": _("took it away"),
    "renew": _("put a newer revision in its place"),
    "reply": _("replied"),
    "extend": _("gave more time"),
    "answer": _("answered"),
    "break_silence": _("broke the silence"),
    "adopt_by_silence": _("adopted it, as no seat objected"),
    "declare": _("declared the outcome"),
    "record_attendance": _("recorded who was there"),
}
NAMES: Mapping[str, str | Promise] = {
    **LABELS,
    "state": _("State"),
    "due": _("Due"),
    "due_text": _("Due in words"),
    "pace": _("Pace"),
    "review_date": _("Review on"),
    "confidentiality": _("Confidentiality"),
    "owners": _("Owner"),
    "follows": _("Decision"),
    "superseded_by": _("Superseded by"),
    "escalation": _("Steps"),
    "full_name": _("Full name"),
    "short_name": _("Short name"),
    "aliases": _("Other names"),
}
CHOICES: Mapping[str, Mapping[str, str | Promise]] = {
    "state": {**dict(ActionPoint.State.choices), **dict(Decision.State.choices)},
    "pace": dict(Pace.choices),
    "confidentiality": dict(Confidentiality.choices),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after."""

    name: str | Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One event, told."""

    pk: int
    at: datetime
    who: str
    what: str | Promise
    reason: str
    changes: list[Change]
    undone: bool


def history(obj: Model, *verbs: str) -> list[Moment]:
    """Return what happened to an object, latest first; only by these verbs where some are given."""
    rows = events_of(obj).order_by("-id")
    events = list(rows.filter(verb__in=verbs) if verbs else rows)
    holders = _holders() if any("owners" in _changed(event) for event in events) else {}
    return [_moment(event, holders) for event in events]


def since(obj: Model, seen: int) -> list[Moment]:
    """Return what happened to an object after the event that a page was made from, latest first."""
    return [moment for moment in history(obj) if moment.pk > seen]


def _moment(event: Event, holders: Mapping[tuple[str, int], str]) -> Moment:
    """Tell one event."""
    what = VERBS.get(event.verb, event.verb.replace("_", " "))
    changes = list(_changes(_changed(event), holders))
    return Moment(event.pk, event.at, event.actor_name, what, event.reason, changes, event.undone)


def _changed(event: Event) -> dict[str, list[object]]:
    """Return the fields that an event changed, each with its value before and after."""
    changed = event.data.get("changed")
    return changed if isinstance(changed, dict) else {}


def _changes(changed: Mapping[str, list[object]], holders: Mapping[tuple[str, int], str]) -> Iterator[Change]:
    """Yield the changes that a reader understands."""
    for name, values in changed.items():
        if name in NAMES:
            before, after = (_said(name, value, holders) for value in values)
            yield Change(NAMES[name], before, after)


def _said(name: str, value: object, holders: Mapping[tuple[str, int], str]) -> str:
    """Return one value in words."""
    if name == "owners" and isinstance(value, list):
        return ", ".join(_holder(row, holders) for row in value) or _now("to be assigned")
    if value in (None, "", []):
        return _now("nothing")
    if name in {"follows", "superseded_by"}:
        return f"D-{value}"
    if name in CHOICES:
        return str(CHOICES[name].get(str(value), value))
    if name in {"due", "review_date", "as_of"}:
        return in_words(str(value))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _holder(row: Mapping[str, object], holders: Mapping[tuple[str, int], str]) -> str:
    """Return the name of a holder as an event kept it."""
    for sort in ("person", "entity", "body"):
        key = row.get(sort)
        if isinstance(key, int):
            return holders.get((sort, key), str(row.get("as_written") or "?"))
    return str(row.get("as_written") or "?")


def _holders() -> dict[tuple[str, int], str]:
    """Return the names of everybody who can hold an action."""
    return {
        **{("entity", row.pk): str(row) for row in entities()},
        **{("body", row.pk): str(row) for row in bodies()},
        **{("person", row.pk): str(row) for row in people()},
    }
