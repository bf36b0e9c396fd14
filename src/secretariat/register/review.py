"""What a person does with proposals: confirm, correct, reject, merge, add, reopen, undo.

Each verb is one gesture: one transaction, one event for every object it touches. Nothing becomes an
entry without one of these verbs.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused
from secretariat.meetings.models import Meeting
from secretariat.network.models import User
from secretariat.sources.models import Document, StoredReading

from . import making, snapshots, values
from .desk import Desk, State, desk, entry_of
from .entries import told
from .identity import identity
from .making import MODELS, Made
from .models import ActionPoint, Kind, Proposal
from .undo import UndoResult, undo

__all__ = [
    "UndoResult",
    "add",
    "confirm",
    "confirm_all",
    "correct",
    "merge",
    "reject",
    "reopen",
    "undo",
]


def confirm(actor: User, *, proposal: Proposal, version: int | None = None, basis: str = "") -> Proposal:
    """Make a proposal an entry of the register."""
    with desk(actor, proposal.document) as here:
        row = here.take(proposal, version)
        _expect(row, State.PROPOSED)
        here.confirm(row, "confirm", basis)
    return row


def confirm_all(actor: User, *, document: Document, kind: str) -> list[Proposal]:
    """Confirm every proposal of a kind that nobody decided on yet; the events say that it was done so."""
    with desk(actor, document) as here:
        rows = list(
            Proposal.objects.select_for_update().filter(
                document=document, kind=kind, state=State.PROPOSED, same_as=None
            )
        )
        for row in rows:
            # The header may have been confirmed meanwhile, with the first of these.
            here.confirm(row, "confirm_all", str(_("confirmed together with all of its kind")))
    return rows


def reject(actor: User, *, proposal: Proposal, reason: str = "", version: int | None = None) -> Proposal:
    """Say that a proposal is not what it seems; a confirmed one leaves the register."""
    with desk(actor, proposal.document) as here:
        row = here.take(proposal, version)
        _expect(row, State.PROPOSED, State.CONFIRMED)
        _leave(here, row, "reject", State.REJECTED, reason)
    return row


def reopen(actor: User, *, proposal: Proposal, version: int | None = None) -> Proposal:
    """Take a decision on a proposal back: it is to be decided anew."""
    with desk(actor, proposal.document) as here:
        row = here.take(proposal, version)
        _expect(row, State.CONFIRMED, State.REJECTED, State.MERGED)
        if row.merged_into is not None:
            _give_passage_back(here, row, here.take(row.merged_into))
        _leave(here, row, "reopen", State.PROPOSED, "")
    return row


def merge(actor: User, *, proposal: Proposal, into: Proposal, version: int | None = None) -> Proposal:
    """Say that a proposal tells again what another one tells; its passage is kept there."""
    with desk(actor, proposal.document) as here:
        row, target = here.take(proposal, version), here.take(into)
        _expect(row, State.PROPOSED, State.CONFIRMED)
        _expect(target, State.PROPOSED, State.CONFIRMED)
        if row.pk == target.pk or row.kind != target.kind:
            raise Refused("cannot_merge", _("Only two findings of the same kind can be merged."))
        _keep_passage(here, row, target)
        row.merged_into = target
        _leave(here, row, "merge", State.MERGED, "")
    return row


def correct(
    actor: User,
    *,
    proposal: Proposal,
    changes: Mapping[str, object],
    version: int | None = None,
    basis: str = "",
) -> Proposal:
    """Change the words, the passage, the kind or the values of a proposal; its entry follows."""
    with desk(actor, proposal.document) as here:
        row = here.take(proposal, version)
        _expect(row, State.PROPOSED, State.CONFIRMED)
        entry = entry_of(row)
        before = snapshots.before(row, entry)
        keys = _apply(row, dict(changes))
        row.version += 1
        row.save()
        data = {"before": before, "changes": dict(changes)}
        here.gesture.record("correct", row, data=data, reason=basis)
        if entry is not None and row.state == State.CONFIRMED:
            _follow(here, row, entry, keys, basis)
    return row


def add(
    actor: User,
    *,
    document: Document,
    kind: str,
    span: tuple[int, int] | list[int],
    changes: Mapping[str, object] | None = None,
    basis: str = "",
) -> Proposal:
    """Enter what the reading missed, from the words that the person selected."""
    if kind not in Kind.values:
        raise Refused("unknown_kind", _("There is no kind “%s”.") % kind)
    with desk(actor, document) as here:
        reading = document.current.reading
        if kind == Kind.MEETING and Meeting.objects.filter(document=document).exists():
            raise Refused("meeting_there", _("This record has its meeting already. Correct that instead."))
        if reading is None:
            raise Refused("not_read", _("This document has not been read yet."))
        row = Proposal(document=document, reading=reading, kind=kind, added=True, order=_order(document, span))
        _set_span(row, span)
        row.payload = {values.main_key(kind): row.quote}
        _apply(row, dict(changes or {}))
        row.save()
        here.gesture.record("add", row, data={"before": {"proposal": None, "entry": None}}, reason=basis)
        here.confirm(row, "confirm", basis)
    return row


def _expect(row: Proposal, *states: str) -> None:
    """Refuse a verb that the state of a proposal does not allow."""
    if row.state not in states or row.same_as_id is not None:
        message = _("This finding is “%s” already.") % row.get_state_display()
        raise Refused("wrong_state", message)


def _leave(here: Desk, row: Proposal, verb: str, state: str, reason: str) -> None:
    """Give a proposal a state in which it has no entry in the register."""
    entry = entry_of(row)
    stored = Proposal.objects.get(pk=row.pk)
    before = snapshots.before(stored, entry)
    if entry is not None and stored.state == State.CONFIRMED:
        if isinstance(entry, MODELS[Kind.MEETING]):
            _refuse_lone_entries(row)
        here.withdraw(entry, "withdraw", reason)
    if state == State.PROPOSED:
        row.merged_into = None
    here.decide(row, state, reason)
    here.gesture.record(verb, row, data={"before": before, "kind": row.kind}, reason=reason)


def _refuse_lone_entries(header: Proposal) -> None:
    """Refuse to take a meeting away from under what was confirmed of it."""
    others = Proposal.objects.filter(document=header.document_id, state=State.CONFIRMED)
    if others.exclude(pk=header.pk).exists():
        message = _("Other findings of this record are confirmed: they belong to this meeting. Correct it instead.")
        raise Refused("meeting_in_use", message)


def _keep_passage(here: Desk, row: Proposal, target: Proposal) -> None:
    """Keep the passage of ``row`` beside that of ``target``."""
    before = snapshots.before(target, entry_of(target))
    also = target.payload.get("also") or []
    passage = [[row.start, row.end]] if row.span and row.reading_id == target.reading_id else []
    target.payload = {**target.payload, "also": [*also, *passage, *(row.payload.get("also") or [])]}
    target.version += 1
    target.save()
    here.gesture.record("take_in", target, data={"before": before, "proposal": row.pk})


def _give_passage_back(here: Desk, row: Proposal, target: Proposal) -> None:
    """Take the passage of ``row`` away from ``target`` again."""
    before = snapshots.before(target, entry_of(target))
    given = [[row.start, row.end], *(row.payload.get("also") or [])]
    kept = [span for span in target.payload.get("also") or [] if span not in given]
    target.payload = {**target.payload, "also": kept}
    target.version += 1
    target.save()
    here.gesture.record("give_back", target, data={"before": before, "proposal": row.pk})


def _apply(row: Proposal, changes: dict[str, object]) -> list[str]:
    """Write changes into a proposal; return the keys of the values that changed."""
    kind = changes.pop("kind", None)
    if kind is not None and kind != row.kind:
        _change_kind(row, str(kind))
    span = changes.pop("span", None)
    if span is not None:
        _set_span(row, span)
        if "text" in values.KEYS[row.kind] and "text" not in changes:
            changes["text"] = row.quote
    changed = values.checked(row.kind, changes)
    if "owners" in changed and "owner_refs" not in changed:
        # New names as written speak for themselves again.
        row.payload = {key: value for key, value in row.payload.items() if key != "owner_refs"}
    if "section" in changed:
        row.section = str(changed.pop("section"))[:300]
    row.payload = {**row.payload, **changed}
    row.identity = identity(row.kind, row.payload)
    return [*changed, *(["section"] if "section" in changes else [])]


def _change_kind(row: Proposal, kind: str) -> None:
    """Make a proposal one of another kind: it keeps its words, and the values that both kinds have."""
    if kind not in Kind.values:
        raise Refused("unknown_kind", _("There is no kind “%s”.") % kind)
    if row.state != State.PROPOSED:
        raise Refused("wrong_state", _("Reopen the finding before you change its kind."))
    kept = {key: value for key, value in row.payload.items() if key in values.KEYS[kind]}
    row.payload = {**kept, values.main_key(kind): row.words}
    row.kind = kind
    row.entry_type = row.entry_id = None


def _set_span(row: Proposal, span: object) -> None:
    """Set the passage of a proposal to the words at ``span``."""
    reading = row.reading
    if not isinstance(span, list | tuple) or len(span) != 2 or not all(isinstance(at, int) for at in span):
        raise Refused("bad_span", _("Select the words in the text."))
    start, end = span
    if reading is None or not 0 <= start < end <= len(reading.text) or not reading.text[start:end].strip():
        raise Refused("bad_span", _("Select the words in the text."))
    row.start, row.end = _trimmed(reading, start, end)
    row.page = reading.page_of(row.start)
    row.quote = reading.words(row.start, row.end)


def _trimmed(reading: StoredReading, start: int, end: int) -> tuple[int, int]:
    """Return the passage without the white space at its ends."""
    piece = reading.text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _follow(here: Desk, row: Proposal, entry: Made, keys: list[str], basis: str) -> None:
    """Let an entry follow the correction of its proposal: only what was corrected changes."""
    before = snapshots.taken(entry)
    for field in ("reading", "start", "end", "page", "quote"):
        setattr(entry, field, getattr(row, field))
    payload = {**row.payload, "section": row.section}
    making.fill(entry, row.kind, payload, here.directory, keys)
    entry.version += 1
    entry.save()
    if isinstance(entry, ActionPoint) and {"owners", "owner_refs"} & set(keys):
        making.set_owners(entry, making.holdings(payload, here.directory))
    here.gesture.record("change", entry, data=told(before, entry), reason=basis)


def _order(document: Document, span: object) -> int:
    """Return the place of a new finding among those of the document."""
    start = span[0] if isinstance(span, list | tuple) and span and isinstance(span[0], int) else 0
    earlier = Proposal.objects.filter(document=document, start__lte=start).order_by("-order").first()
    return earlier.order if earlier else 0
