"""Actions of earlier meetings that the record reports on, each with the status that it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ..findings import Participant, PreviousAction
from ..outline import Outline
from ..source_text import Block, Kind
from ..spans import Span, SpanSet, trimmed
from ..vocabulary import Vocabulary, alternation
from .cues import cue, named_cues
from .owners import Owners
from .regions import Region, Regions, Topic


def read_previous_actions(
    outline: Outline, regions: Regions, people: Sequence[Participant], taken: Sequence[Span]
) -> tuple[PreviousAction, ...]:
    """Return the actions below heads such as "Matters arising" or "Review of action points", in order.

    Args:
        outline: the record.
        regions: its parts.
        people: its participants, whose names tell the owners.
        taken: the spans of new actions and decisions that stand in such a part.
    """
    owners = Owners(outline, people)
    found = [action for region in regions.of(Topic.PREVIOUS) for action in _region(outline, region, owners)]
    elsewhere = SpanSet(taken)
    return tuple(action for action in found if not elsewhere.overlap(_block_of(outline, action.span)))


def _block_of(outline: Outline, span: Span) -> Span:
    """Return the place of the whole item or cell: one that also gives a new action is not an earlier one."""
    block = outline.blocks[outline.block_at(span.start)]
    return next((cell for cell in block.cells if cell.contains(span)), block.span)


def _region(outline: Outline, region: Region, owners: Owners) -> Iterator[PreviousAction]:
    blocks = [(index, outline.blocks[index]) for index in region.blocks]
    kinds = [block.kind for _, block in blocks]
    if Kind.ROW in kinds:
        yield from _rows(outline, [block for _, block in blocks if block.kind is Kind.ROW], owners)
    elif Kind.HEADING in kinds:
        for index, block in blocks:
            if block.kind is Kind.HEADING:
                yield _action(outline, block, block.span, owners, _status_below(outline, index))
    else:
        levels = [block.level for _, block in blocks if block.kind is Kind.ITEM]
        for index, block in blocks:
            if block.kind is Kind.ITEM and block.level == min(levels) and not _says_nothing(outline, block.span):
                yield _action(outline, block, block.span, owners, _status_below(outline, index))


def _rows(outline: Outline, rows: Sequence[Block], owners: Owners) -> Iterator[PreviousAction]:
    columns: dict[str, int] = {}
    for kind, pattern in named_cues(outline.vocabulary, "actions", "columns").items():
        for at, cell in enumerate(rows[0].cells):
            if (
                kind not in columns
                and at not in columns.values()
                and pattern.fullmatch(outline.text(cell).strip(" .:*_"))
            ):
                columns[kind] = at
    for row in rows[1:] if columns else rows:
        longest = max(range(len(row.cells)), key=lambda at: row.cells[at].end - row.cells[at].start)
        cell = row.cells[min(columns.get("text", longest), len(row.cells) - 1)]
        if _says_nothing(outline, cell):
            continue
        status = _cell(outline, row, columns.get("status")) or None
        owned = (
            owners.cell(row.cells[columns["owner"]]) if columns.get("owner", len(row.cells)) < len(row.cells) else ()
        )
        yield PreviousAction(outline.text(cell), cell, status, tuple(outline.text(owner) for owner in owned))


def _cell(outline: Outline, row: Block, at: int | None) -> str:
    return outline.text(row.cells[at]) if at is not None and at < len(row.cells) else ""


def _action(outline: Outline, block: Block, span: Span, owners: Owners, below: str | None) -> PreviousAction:
    status, rest = _status(outline, span)
    if status is None and block.checked is not None:
        status = "done" if block.checked else "open"
    owned = owners.split(rest)
    kept = owned.text if owned.text.end > owned.text.start else rest
    return PreviousAction(
        outline.text(kept), kept, status or below, tuple(outline.text(owner) for owner in owned.owners)
    )


def _status(outline: Outline, span: Span) -> tuple[str | None, Span]:
    """Return the status that stands at an end of an action, and the action without it."""
    text = outline.source.text
    behind = _behind(outline.vocabulary).search(text, span.start, span.end)
    if behind and behind.start() > span.start:
        return " ".join(behind["status"].split()).strip(" .)]*_"), trimmed(text, span.start, behind.start())
    before = _before(outline.vocabulary).match(text, span.start, span.end)
    if before and before.end() < span.end:
        return before["status"], trimmed(text, before.end(), span.end)
    return None, span


def _status_below(outline: Outline, index: int) -> str | None:
    """Return the first words below an action that tell a status."""
    for below in outline.body(index)[:3]:
        if cue(outline.vocabulary, "previous", "statuses").search(outline.words(below)):
            return outline.words(below)
    return None


def _says_nothing(outline: Outline, span: Span) -> bool:
    bare = outline.text(span).casefold().strip(" .:-–—_*()[]…")
    return not bare or cue(outline.vocabulary, "actions", "nothing").fullmatch(bare) is not None


@cache
def _behind(vocabulary: Vocabulary) -> re.Pattern[str]:
    statuses = alternation(vocabulary.words("previous", "statuses"))
    return re.compile(rf"\s*(?:[-–—:(\[]|->|=>|→|\.\s)\s*[*_]*(?P<status>{statuses}\b[^\n]{{0,120}})$", re.IGNORECASE)


@cache
def _before(vocabulary: Vocabulary) -> re.Pattern[str]:
    statuses = alternation(vocabulary.words("previous", "statuses"))
    return re.compile(rf"[\[(*_]*(?P<status>{statuses})[\])*_]*\s*(?:[-–—:]|(?<=[\])]))\s+", re.IGNORECASE)
