"""From a reading to proposals. What a person decided before is never overwritten and never asked again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from secretariat.sources.models import StoredReading

from .identity import identity
from .models import Kind, Proposal

LISTS: Mapping[str, str] = {
    "participants": Kind.PARTICIPANT,
    "agenda": Kind.AGENDA_ITEM,
    "previous_actions": Kind.PREVIOUS_ACTION,
    "decisions": Kind.DECISION,
    "action_points": Kind.ACTION_POINT,
    "statements": Kind.STATEMENT,
    "questions": Kind.QUESTION,
    "figures": Kind.FIGURE,
}
NOT_VALUES = {"span", "page", "also", "section", "follows"}
State = Proposal.State
Found = tuple[str, int, dict[str, Any]]


def propose(reading: StoredReading) -> int:
    """Write the proposals of a reading; return how many findings it has."""
    document = reading.revision.document
    _replace_undecided(reading)
    decided = _decided(document.pk)
    rows = [_proposal(reading, kind, finding) for kind, _index, finding in _findings(reading.data)]
    for order, row in enumerate(sorted(rows, key=_place)):
        row.order = order
        same = decided[row.kind, row.identity]
        row.same_as = same.pop(0) if same else None
    Proposal.objects.bulk_create(rows)
    _tie_actions(reading, rows)
    return len(rows)


def _findings(data: dict[str, Any]) -> Iterator[Found]:
    """Yield every finding of a reading with its kind and its place in its list."""
    meeting = data.get("meeting") or {}
    if any(meeting.get(key) for key in ("title", "body", "date")):
        yield Kind.MEETING, 0, meeting
    for name, kind in LISTS.items():
        for index, finding in enumerate(data.get(name) or []):
            yield kind, index, finding


def _proposal(reading: StoredReading, kind: str, finding: dict[str, Any]) -> Proposal:
    """Return one finding as a proposal."""
    start, end = _span(finding)
    payload = {key: value for key, value in finding.items() if key not in NOT_VALUES}
    if finding.get("also"):
        payload["also"] = finding["also"]
    row = Proposal(document=reading.revision.document, reading=reading, kind=kind, start=start, end=end)
    row.payload = row.original = payload
    row.section = (finding.get("section") or "")[:300]
    row.identity = identity(kind, payload)
    if start is not None and end is not None:
        row.quote = reading.words(start, end)
        row.page = finding.get("page") or reading.page_of(start)
    return row


def _span(finding: dict[str, Any]) -> tuple[int | None, int | None]:
    """Return where a finding stands; a header stands where its first value stands."""
    span = finding.get("span")
    if span is None:
        spans = finding.get("spans") or {}
        span = spans.get("title") or min(spans.values(), default=None)
    return (None, None) if span is None else (span[0], span[1])


def _place(row: Proposal) -> tuple[bool, int, int]:
    """Return the sort key of the reading order: the header first, then by place in the text."""
    return row.kind != Kind.MEETING, row.start or 0, row.end or 0


def _replace_undecided(reading: StoredReading) -> None:
    """Set aside what an earlier reading proposed and nobody touched: this reading proposes anew."""
    Proposal.objects.filter(document=reading.revision.document, state=State.PROPOSED, version=1, added=False).update(
        state=State.REPLACED
    )


def _decided(document_id: int) -> dict[tuple[str, str], list[Proposal]]:
    """Return what was decided or worked on before, by kind and words as read and as corrected."""
    found: dict[tuple[str, str], list[Proposal]] = defaultdict(list)
    earlier = Proposal.objects.filter(document=document_id, same_as=None).exclude(state=State.REPLACED)
    for row in earlier.order_by("order", "id"):
        for words in {row.identity, identity(row.kind, row.original)}:
            found[row.kind, words].append(row)
    return found


def _tie_actions(reading: StoredReading, rows: list[Proposal]) -> None:
    """Let each action point know the proposal of the decision that it carries out."""
    decisions = [row for row in rows if row.kind == Kind.DECISION]
    by_span = {(row.start, row.end): row for row in decisions}
    listed = [by_span.get(_span(finding)) for finding in reading.data.get("decisions") or []]
    wanted = {
        _span(finding): listed[finding["follows"]]
        for finding in reading.data.get("action_points") or []
        if finding.get("follows") is not None and finding["follows"] < len(listed)
    }
    for row in rows:
        decision = wanted.get((row.start, row.end)) if row.kind == Kind.ACTION_POINT else None
        if decision is not None:
            row.payload = {**row.payload, "follows": decision.same_as_id or decision.pk}
            row.save(update_fields=["payload"])
