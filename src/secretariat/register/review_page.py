"""What the review page needs, as JSON: the text, its blocks, the proposals and what was decided on each.

All offsets count code points of ``text``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from secretariat.history.models import Event
from secretariat.network.access import Actor, Verb, may, member, require
from secretariat.network.selectors import directory
from secretariat.sources.models import Document, StoredReading

from . import making
from .desk import State
from .models import Kind, Owner, Proposal
from .undo import last_gesture


def review_state(actor: Actor, document: Document) -> dict[str, Any]:
    """Return all that the review page of a document shows.

    Raises:
        NotAllowed: when ``actor`` does not review documents.
    """
    require(actor, Verb.REVIEW, document)
    reading = document.current.reading
    rows = list(listed(document))
    last = last_gesture(user, document) if (user := member(actor)) else None
    return {
        "document": {
            "id": document.pk,
            "title": document.title,
            "confidentiality": document.confidentiality,
            "state": document.state,
        },
        "reading": _reading(reading),
        "text": reading.text if reading else "",
        "blocks": reading.blocks if reading else [],
        "page_starts": reading.page_starts if reading else [],
        "proposals": _states(rows, reading),
        "counts": _counts(rows),
        "to_decide": sum(row.state == State.PROPOSED for row in rows),
        "problems": _problems(reading),
        "undo": None if last is None else _gesture(last),
        "may_review": may(actor, Verb.REVIEW, document),
    }


def proposal_state(proposal: Proposal) -> dict[str, Any]:
    """Return one proposal as the page shows it."""
    return _states([proposal], proposal.document.current.reading)[0]


def listed(document: Document) -> QuerySet[Proposal]:
    """Return the proposals that the page lists: not those replaced, nor those decided on before."""
    rows = Proposal.objects.filter(document=document, same_as=None).exclude(state=State.REPLACED)
    return (
        rows.exclude(added=True, state=State.REJECTED)
        .select_related("decided_by", "entry_type")
        .prefetch_related("reading")
        .order_by("order", "id")
    )


def _states(rows: list[Proposal], current: StoredReading | None) -> list[dict[str, Any]]:
    """Return proposals as the page shows them."""
    holders = _holders(rows)
    return [{**_state(row, current), "owners": holders[row.pk]} for row in rows]


def _state(row: Proposal, current: StoredReading | None) -> dict[str, Any]:
    """Return one proposal, without its holders."""
    start, end = _anchor(row, current)
    return {
        "id": row.pk,
        "kind": row.kind,
        "state": row.state,
        "payload": row.payload,
        "text": row.words,
        "quote": row.quote,
        "start": start,
        "end": end,
        "page": row.page,
        "order": row.order,
        "section": row.section,
        "version": row.version,
        "added": row.added,
        "earlier_reading": bool(current and row.reading_id != current.pk),
        "also": row.payload.get("also") or [],
        "decided": _decided(row),
        "entry": _entry(row),
        "merged_into": row.merged_into_id,
    }


def _anchor(row: Proposal, current: StoredReading | None) -> tuple[int | None, int | None]:
    """Return where a proposal stands in the text that is shown: by its quote, if the text is another."""
    reading = row.reading
    if row.span is None or reading is None or current is None:
        return None, None
    if reading.pk == current.pk or reading.text == current.text:
        return row.start, row.end
    passage = reading.text[row.start : row.end]
    at = current.text.find(passage)
    return (None, None) if at < 0 else (at, at + len(passage))


def _gesture(last: Event) -> dict[str, str]:
    """Return what a person did last; adding and confirming all confirm too, and are not called so."""
    verbs = set(Event.objects.filter(batch=last.batch).values_list("verb", flat=True))
    verb = next((one for one in ("add", "confirm_all") if one in verbs), last.verb)
    return {"verb": verb, "label": verb.replace("_", " ")}


def _decided(row: Proposal) -> dict[str, Any] | None:
    """Return who decided, when and why."""
    if row.decided_by is None or row.decided_at is None:
        return None
    return {"by": str(row.decided_by), "at": row.decided_at.isoformat(), "basis": row.basis}


def _entry(row: Proposal) -> dict[str, Any] | None:
    """Return the entry that a confirmed proposal became."""
    if row.state != State.CONFIRMED or row.entry_type is None or row.entry_id is None:
        return None
    model = making.ENTRY_MODELS.get(row.kind)
    letter = f"{model.letter}-{row.entry_id}" if model else ""
    return {"kind": row.kind, "id": row.entry_id, "reference": letter}


def _holders(rows: Iterable[Proposal]) -> dict[int, list[dict[str, str]]]:
    """Return the holders of each action point: of its entry, or those that it would get."""
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    actions = [row for row in rows if row.kind == Kind.ACTION_POINT]
    if not actions:
        return found
    names = directory()
    entered = {row.entry_id: row.pk for row in actions if row.state == State.CONFIRMED}
    held = Owner.objects.filter(action__in=list(entered)).select_related("entity", "body", "person")
    for owner in held:
        found[entered[owner.action_id]].append({"ref": owner.ref, "label": owner.label, "part": owner.part})
    for row in actions:
        if row.state != State.CONFIRMED:
            found[row.pk] = [
                {"ref": one.holder.ref, "label": str(one.holder), "part": one.part}
                for one in making.holdings(row.payload, names)
            ]
    return found


def _counts(rows: Iterable[Proposal]) -> dict[str, dict[str, int]]:
    """Return how many proposals of each kind are in each state."""
    counted = Counter((row.kind, row.state) for row in rows)
    states = (State.PROPOSED, State.CONFIRMED, State.REJECTED, State.MERGED)
    return {
        kind: {str(state): counted[kind, state] for state in states}
        for kind in Kind.values
        if any(counted[kind, state] for state in states)
    }


def _problems(reading: StoredReading | None) -> list[dict[str, Any]]:
    """Return what the reading found odd in the source."""
    found = reading.data.get("problems") or [] if reading else []
    return [
        {
            "code": problem.get("code"),
            "message": problem.get("message"),
            "start": (problem.get("span") or [None, None])[0],
            "end": (problem.get("span") or [None, None])[1],
        }
        for problem in found
    ]


def _reading(reading: StoredReading | None) -> dict[str, Any] | None:
    """Return the facts of a reading."""
    if reading is None:
        return None
    return {
        "id": reading.pk,
        "engine": reading.engine,
        "made_at": reading.made_at.isoformat(),
        "language": reading.revision.language,
        "pages": reading.revision.pages,
    }
