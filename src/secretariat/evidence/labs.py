"""Labs are made, changed, prepared and held; what is proposed for them is taken, left out, changed and ordered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, record, writing
from secretariat.history.refusals import Conflict, Refused
from secretariat.meetings.changing import differences, fitting, values
from secretariat.network.access import Verb, require
from secretariat.network.guarded import Confidentiality
from secretariat.sources.verbs import check_level

from . import frameworks, lab_selectors
from .countries import check_country, country_name
from .lab_words import proposal_words
from .models import Collection, Lab, LabItem, LabQuote, Passage

if TYPE_CHECKING:
    from secretariat.network.models import Body, User

    from .lab_proposals import Proposal

NEXT = {
    Lab.State.PREPARING: (Lab.State.READY,),
    Lab.State.READY: (Lab.State.PREPARING, Lab.State.HELD),
    Lab.State.HELD: (Lab.State.READY,),
}
"""The states that a lab can go to. One that was said to be held by mistake goes back, as long as nothing came of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a lab is: its question, what it looks at, and how it is handled."""

    title: str
    question: str
    codes: Sequence[str]
    collections: Sequence[Collection]
    day: date | None = None
    body: Body | None = None
    confidentiality: str = Confidentiality.CHATHAM


def create(actor: User, plan: Plan) -> Lab:
    """Make a lab, to be prepared by the secretariat.

    Raises:
        NotAllowed: when ``actor`` may not make one.
        Refused: ``title_missing``, ``title_taken``, ``question_missing``, ``unknown_code``, ``codes_missing``,
            ``collections_missing``, ``unknown_level``.
    """
    require(actor, Verb.EDIT, Lab)
    made = Lab(created_by=actor, created_at=timezone.now())
    with writing():
        _set(made, plan)
        made.save()
        made.collections.set(plan.collections)
        record(actor, "add", made, data={"values": _told(made)})
    return made


def change(actor: User, *, lab: Lab, plan: Plan, version: int | None = None) -> Lab:
    """Change what a lab is. What was taken into it stays. Raises as ``create``, and ``Conflict``."""
    with _changing(actor, lab, "change", version=version) as held:
        _set(held, plan)
        held.collections.set(plan.collections)
    return held


def set_state(actor: User, *, lab: Lab, state: str, version: int | None = None) -> Lab:
    """Say that a lab is ready, was held, or is being prepared again.

    Raises:
        Refused: ``unknown_state``; ``nothing_taken``: nobody took anything into it; ``has_outcomes``: it was held.
    """
    with _changing(actor, lab, "set_state", version=version) as held:
        if state not in NEXT[Lab.State(held.state)]:
            raise Refused("unknown_state", _("A lab is prepared, then ready, then held."))
        if (
            state == Lab.State.READY
            and held.state == Lab.State.PREPARING
            and not held.items.filter(taken=True).exists()
        ):
            raise Refused("nothing_taken", _("Nothing is in this lab yet. Take what it is to speak of."))
        if held.state == Lab.State.HELD and held.outcomes.exists():
            raise Refused("has_outcomes", _("Outcomes of this lab stand in the register: it was held."))
        held.state = state
    return held


def decide(actor: User, *, lab: Lab, kind: str, keys: Iterable[str], taken: bool) -> int:
    """Take proposals of one kind into a lab, or leave them out for good; return how many. Others are not proposed.

    Their words and quotes are kept as they are now.

    Raises:
        Refused: ``nothing_chosen``.
    """
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        raise Refused("nothing_chosen", _("Choose what to take or to leave out."))
    with _frame(actor, lab) as (held, gesture):
        open_ones = {one.key: one for one in lab_selectors.proposals(actor, held) if one.kind == kind}
        found = [open_ones[key] for key in wanted if key in open_ones]
        for one in found:
            item = _keep(held, one, taken=taken)
            gesture.record("take" if taken else "leave_out", item, data=_told(item), reason=_name(item))
    return len(found)


def put_back(actor: User, *, item: LabItem, taken: bool) -> None:
    """Take into the lab what was left out of it, or leave out what was taken."""
    with _frame(actor, item.lab) as (_lab, gesture):
        held = _held_item(item)
        if held.taken != taken:
            held.taken, held.place = taken, _last(held.lab_id, held.kind) + 1
            held.save(update_fields=["taken", "place"])
            gesture.record("take" if taken else "leave_out", held, reason=_name(held))


def add(actor: User, *, lab: Lab, kind: str, text: str, country: str = "") -> LabItem:
    """Add something by hand: it stands on the word of the person, and on no passage.

    Raises:
        Refused: ``unknown_kind``, ``unknown_country``, ``text_missing``.
    """
    if kind not in LabItem.Kind.values:
        raise Refused("unknown_kind", _("There is no kind “%s”.") % kind[:20])
    with _frame(actor, lab) as (held, gesture):
        item = LabItem(lab=held, kind=kind, place=_last(held.pk, kind) + 1)
        _set_item(item, text, country)
        if kind == LabItem.Kind.COUNTRY and held.items.filter(kind=kind, country=country, taken=True).exists():
            raise Refused("already_invited", _("This State is in the list already."))
        item.save()
        gesture.record("add", item, data=_told(item), reason=_name(item))
    return item


def edit(actor: User, *, item: LabItem, text: str, country: str = "") -> LabItem:
    """Change the words of an item; its quotes stay as they are. Raises as ``add``."""
    with _frame(actor, item.lab) as (_lab, gesture):
        held = _held_item(item)
        before = values(held)
        _set_item(held, text, held.country if held.key else country)
        changed = differences(before, values(held))
        if changed:
            held.save()
            gesture.record("change", held, data={"changed": changed})
    return held


def move(actor: User, *, item: LabItem, up: bool) -> None:
    """Put an item one place up or down among those of its kind that are taken."""
    with _frame(actor, item.lab) as (_lab, gesture):
        held = _held_item(item)
        rows = list(LabItem.objects.filter(lab=held.lab_id, kind=held.kind, taken=True))
        at = next((place for place, row in enumerate(rows) if row.pk == held.pk), None)
        to = None if at is None else at + (-1 if up else 1)
        if at is None or to is None or not 0 <= to < len(rows):
            return
        rows[at], rows[to] = rows[to], rows[at]
        for place, row in enumerate(rows):
            row.place = place
        LabItem.objects.bulk_update(rows, ["place"])
        gesture.record("move", held, data={"from": at + 1, "to": to + 1}, reason=_name(held))


def remove(actor: User, *, item: LabItem) -> None:
    """Take away what a person added. A proposal is left out instead, so that it does not come again.

    Raises:
        Refused: ``is_proposal``.
    """
    with _frame(actor, item.lab) as (_lab, gesture):
        held = _held_item(item)
        if held.key:
            raise Refused("is_proposal", _("This was proposed: leave it out, then it is not proposed again."))
        gesture.record("remove", held, data=_told(held), reason=_name(held))
        held.delete()


@contextmanager
def _changing(actor: User, lab: Lab, verb: str, *, version: int | None = None) -> Iterator[Lab]:
    """Hand out a lab to be changed; save it and record how it was, in one transaction."""
    require(actor, Verb.EDIT, lab)
    with writing():
        held = Lab.objects.select_for_update().get(pk=lab.pk)
        if version is not None and version != held.version:
            raise Conflict
        before = _told(held)
        yield held
        held.version += 1
        held.save()
        record(actor, verb, held, data={"changed": differences(before, _told(held))})


@contextmanager
def _frame(actor: User, lab: Lab) -> Iterator[tuple[Lab, Gesture]]:
    """Hold a lab while what is in it changes; its history tells of it."""
    require(actor, Verb.EDIT, lab)
    with writing():
        held = Lab.objects.select_for_update().get(pk=lab.pk)
        yield held, Gesture(actor, frame=held)


def _held_item(item: LabItem) -> LabItem:
    held = LabItem.objects.select_for_update().filter(pk=item.pk).first()
    if held is None:
        raise Conflict(_("Somebody took this away meanwhile."))
    return held


def _set(row: Lab, plan: Plan) -> None:
    """Put a plan into a lab, or refuse it."""
    row.title, row.question = " ".join(plan.title.split()), plan.question.strip()
    if not row.title:
        raise Refused("title_missing", _("Give the lab a title."))
    if not row.question:
        raise Refused("question_missing", _("Write the question in words."))
    if Lab.objects.filter(title=row.title).exclude(pk=row.pk).exists():
        raise Refused("title_taken", _("There is a lab “%s” already.") % row.title)
    unknown = [key for key in plan.codes if frameworks.find(key) is None]
    if unknown:
        raise Refused("unknown_code", _("There is no target or objective “%s”.") % unknown[0][:40])
    if not plan.codes:
        raise Refused("codes_missing", _("Choose at least one target or objective."))
    if not plan.collections:
        raise Refused("collections_missing", _("Choose the collections of reports that the lab looks at."))
    check_level(plan.confidentiality)
    row.codes = frameworks.in_order(plan.codes)
    row.day, row.body, row.confidentiality = plan.day, plan.body, plan.confidentiality
    fitting(row)


def _told(row: Lab | LabItem) -> dict[str, object]:
    """Return a row as the history keeps it; a lab with its collections."""
    kept = values(row)
    for name in ("created_at", "created_by", "lab"):
        kept.pop(name, None)
    if isinstance(row, Lab):
        kept["collections"] = sorted(row.collections.values_list("title", flat=True))
    return kept


def _set_item(item: LabItem, text: str, country: str) -> None:
    item.text = text.strip()
    check_country(country)
    item.country = country
    if item.kind == LabItem.Kind.COUNTRY and not country:
        raise Refused("unknown_country", _("Choose the State to invite."))
    if not item.text and not item.key and item.kind != LabItem.Kind.COUNTRY:
        raise Refused("text_missing", _("Write what it is."))
    fitting(item)


def _keep(lab: Lab, one: Proposal, *, taken: bool) -> LabItem:
    """Write a proposal down with the passages that it stands on."""
    item = LabItem.objects.create(
        lab=lab,
        kind=one.kind,
        key=one.key,
        country=one.country,
        text=proposal_words(one),
        taken=taken,
        place=_last(lab.pk, one.kind) + 1,
    )
    passages = Passage.objects.select_related("report").in_bulk([heard.passage for heard in one.quotes])
    found = [passages[heard.passage] for heard in one.quotes if heard.passage in passages]
    LabQuote.objects.bulk_create(_quote(item, place, passage) for place, passage in enumerate(found))
    return item


def _quote(item: LabItem, place: int, passage: Passage) -> LabQuote:
    report = passage.report
    return LabQuote(
        item=item,
        passage=passage,
        report=report,
        place=place,
        **{name: getattr(passage, name) for name in ("text", "page", "paragraph", "start", "end", "subject")},
        **{name: getattr(report, name) for name in ("name", "sha256", "language", "country", "year", "kind")},
    )


def _last(lab: int, kind: str) -> int:
    """Return the last place among the items of one kind."""
    rows = LabItem.objects.filter(lab=lab, kind=kind)
    return int(rows.aggregate(last=Max("place"))["last"] or 0)


def _name(item: LabItem) -> str:
    """Return a few words by which the history names an item."""
    words = item.text or next((quote.text for quote in item.quotes.all()[:1]), "")
    label = str(LabItem.Kind(item.kind).label)
    state = country_name(item.country) if item.country else ""
    return f"{label}: {' '.join(filter(None, (state, words)))}"[:200]
