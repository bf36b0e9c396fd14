"""The history of an object in words: who did what, when, and what it changed. ``timeline`` is for any page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.db.models.fields.json import KeyTransform
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from secretariat.evidence.countries import country_name
from secretariat.evidence.models import Lab, Stance, Standing, Subject, Verdict
from secretariat.history.models import Event
from secretariat.history.selectors import events_around, events_of, newest
from secretariat.network.access import Verb, may
from secretariat.network.guarded import Confidentiality, Guarded
from secretariat.network.models import Body, Entity, Person
from secretariat.register.models import ActionPoint, Decision, Pace

from . import evidence_words, network_words
from .actor import actor_of
from .forms import LABELS
from .periods import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

    from secretariat.network.models import User

CHANGED = KeyTransform("changed", "data")
SHOWN = 50
BEFORE = "events_before"
"""What the address of a page carries when it shows earlier events."""

VERBS: Mapping[str, str | Promise] = {
    **network_words.VERBS,
    **evidence_words.VERBS,
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
    "upload": _("added the document"),
    "read": _("read it"),
    "fail_to_read": _("could not read it"),
    "read_again": _("had it read again"),
    "rename": _("gave it another title"),
    "release": _("vouched that it names nobody who was there"),
    "prove": _("made the record final in which it stands"),
    "send_invitations": _("sent the invitations by mail"),
    "make_link": _("made a link to report progress by"),
    "revoke_link": _("revoked a link to report progress by"),
    "shield": _("kept it within the body again"),
    "plan": _("planned it"),
    "convene": _("convened it"),
    "postpone": _("postponed it"),
    "cancel": _("cancelled it"),
    "hold": _("said that it was held"),
    "set_record": _("said which document is its record"),
    "take_record_off": _("said that the document is not its record"),
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
    "judge": _("gave a verdict on it"),
    "settle": _("settled what coders differed on"),
    "take_judgement_back": _("took a verdict back"),
    "take": _("took it in"),
    "leave_out": _("left it out"),
    "register_outcome": _("registered an outcome"),
}
NAMES: Mapping[str, str | Promise] = {
    **LABELS,
    **network_words.NAMES,
    **evidence_words.NAMES,
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
    "title": _("Title"),
    "full_name": _("Full name"),
    "short_name": _("Short name"),
    "aliases": _("Other names"),
    "standing": _("Review"),
    "stance": _("What it does"),
    "question": _("Question"),
    "codes": _("Codes"),
    "collections": _("Collections"),
    "day": _("Day"),
    "verdict": _("Verdict"),
}
CHOICES: Mapping[str, Mapping[str, str | Promise]] = {
    **network_words.CHOICES,
    **evidence_words.CHOICES,
    "state": {
        **network_words.STATES,
        **dict(ActionPoint.State.choices),
        **dict(Decision.State.choices),
        **dict(Lab.State.choices),
    },
    "pace": dict(Pace.choices),
    "confidentiality": dict(Confidentiality.choices),
    "standing": dict(Standing.choices),
    "stance": dict(Stance.choices),
    "subject": dict(Subject.choices),
    "verdict": dict(Verdict.choices),
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


@dataclass(frozen=True, slots=True)
class Timeline:
    """A piece of the history of an object, latest first.

    ``newest`` is the last event of the object, shown here or not; ``before`` leads to the events before these, where
    there are any; ``is_latest`` is false for a piece further back.
    """

    moments: list[Moment]
    newest: int
    before: int | None
    is_latest: bool


def timeline(request: HttpRequest, obj: Model, *verbs: str, framed: bool = False) -> Timeline:
    """Return the piece of an object's history that a page asks for: the latest, or the one before an event."""
    asked = request.GET.get(BEFORE, "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 18 else None
    return history(obj, *verbs, actor=actor_of(request), before=before, framed=framed)


def history(
    obj: Model, *verbs: str, actor: User | None = None, before: int | None = None, framed: bool = False
) -> Timeline:
    """Return what happened to an object, latest first, up to ``SHOWN`` events; only by ``verbs`` where some are given.

    ``framed`` tells with it what happened in its frame: to the seats of a body, to the posts of a person. Of an object
    that may tell who said something, an ``actor`` who may not know it learns who changed it and when, not what it said.
    """
    rows = events_around(obj) if framed else events_of(obj)
    rows = rows.filter(verb__in=verbs) if verbs else rows
    told = actor is None or not isinstance(obj, Guarded) or may(actor, Verb.IDENTIFY, obj)
    moments = _moments(rows if before is None else rows.filter(id__lt=before), SHOWN + 1, told=told)
    more, moments = len(moments) > SHOWN, moments[:SHOWN]
    last = newest(obj) if before is not None or verbs or framed else moments[0].pk if moments else 0
    return Timeline(moments, last, moments[-1].pk if more else None, before is None)


def since(obj: Model, seen: int) -> list[Moment]:
    """Return what happened to an object after the event that a page was made from, latest first."""
    return _moments(events_of(obj).filter(id__gt=seen), SHOWN, told=True)


def _moments(rows: QuerySet[Event], limit: int, *, told: bool) -> list[Moment]:
    """Tell the latest events; what they changed and why only where it may be ``told``.

    Of their data, which are long, only what changed is taken out of the database.
    """
    undone = Exists(Event.objects.filter(undoes=OuterRef("pk")))
    rows = rows.order_by("-id").select_related(None).annotate(was_undone=undone, changed=CHANGED)
    named = rows.values_list("id", "at", "actor_name", "verb", "reason", "changed", "was_undone", "frame")
    found = list(named[:limit])
    changed = [_as_pairs(row[5]) if told else {} for row in found]
    spoken = [pk for pk, _at, _who, verb, *_told, frame in found if verb == "ask" or frame.startswith("network.")]
    holders, details = _holders(changed), _details(spoken)
    return [
        Moment(
            pk,
            at,
            who,
            _what(verb, details.get(pk, {}), told=told),
            reason if told else "",
            list(_changes(pairs, holders)),
            gone,
        )
        for (pk, at, who, verb, reason, _changed, gone, _frame), pairs in zip(found, changed, strict=True)
    ]


def _details(keys: list[int]) -> dict[int, dict[str, object]]:
    """Return the data of events: of those that tell of a part of a body or a person, or whom the schedule asked."""
    return dict(Event.objects.filter(pk__in=keys).values_list("pk", "data")) if keys else {}


def _what(verb: str, data: Mapping[str, object], *, told: bool) -> str | Promise:
    """Return what an event did, in words; whom the schedule asked only where it may be ``told``."""
    people = data.get("to")
    if verb == "ask" and told and isinstance(people, list) and people:
        return _now("asked %s about it by the schedule") % ", ".join(map(str, people))
    return network_words.of_a_part(verb, data, VERBS.get(verb, verb.replace("_", " ")))


def _as_pairs(changed: object) -> dict[str, list[object]]:
    """Return the fields that an event changed, each with its value before and after."""
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
    if name == "country":
        return country_name(str(value))
    if name in {"due", "review_date", "as_of", "since", "until"}:
        return in_words(str(value))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _holder(row: Mapping[str, object], holders: Mapping[tuple[str, int], str]) -> str:
    """Return the name of a holder as an event kept it."""
    for sort in ("person", "entity", "body"):
        key = row.get(sort)
        if isinstance(key, int):
            return holders.get((sort, key), str(row.get("as_written") or "?"))
    return str(row.get("as_written") or "?")


def _holders(changed: list[dict[str, list[object]]]) -> dict[tuple[str, int], str]:
    """Return the names of everybody who held an action before or after one of the events."""
    pairs = [fields["owners"] for fields in changed if fields.get("owners")]
    rows = [row for pair in pairs for owners in pair if isinstance(owners, list) for row in owners]
    sorts: dict[str, type[Entity | Body | Person]] = {"entity": Entity, "body": Body, "person": Person}
    found = {}
    for sort, model in sorts.items():
        keys = {row[sort] for row in rows if row.get(sort)}
        if keys:
            found.update({(sort, pk): str(row) for pk, row in model._default_manager.in_bulk(keys).items()})
    return found
