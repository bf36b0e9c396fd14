"""Decisions in tables of their own, known by the heads of their columns (``No. | Decision | Date``)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..outline import Outline
from ..source_text import Block, Kind
from ..spans import Span
from .cues import cue, head_cue, named_cues
from .regions import Regions, Topic

_ELSEWHERE = frozenset({Topic.PREVIOUS, Topic.AGENDA, Topic.PEOPLE, Topic.DECISIONS})
_BESIDE = ("number", "status", "due", "owner")
_LABELS_BESIDE = ("date", "title", "body", "other")


def tabled(outline: Outline, regions: Regions) -> Iterator[tuple[int, Span]]:
    """Yield the rows of tables that hold decisions and nothing else, each with the cell of the decision.

    Such a table has a row of heads: one is a word for decisions, the others say its number, its date, its
    meeting, who sees to it or how it stands. Tables below a heading of decisions are known by that heading.
    """
    rows = [(index, block) for index, block in enumerate(outline.blocks) if block.kind is Kind.ROW]
    for _, group in groupby(rows, key=lambda row: row[1].table):
        (_, head), *below = group
        at = _decision_column(outline, head)
        if at is None:
            continue
        for index, row in below:
            if regions.topic(index) not in _ELSEWHERE and at < len(row.cells):
                yield index, row.cells[at]


def _decision_column(outline: Outline, head: Block) -> int | None:
    """Return the column of decisions where all heads are those of a table of decisions."""
    heads = [outline.text(cell).strip(" .:*_") for cell in head.cells]
    is_decision = head_cue(outline.vocabulary, "decisions", "heads").fullmatch
    found = [at for at, words in enumerate(heads) if words and is_decision(words)]
    beside = [words for at, words in enumerate(heads) if at not in found]
    if len(found) != 1 or not all(_stands_beside(outline, words) for words in beside):
        return None
    return found[0]


def _stands_beside(outline: Outline, words: str) -> bool:
    """Say whether a head is one of what may be told of a decision."""
    columns = named_cues(outline.vocabulary, "actions", "columns")
    labels = named_cues(outline.vocabulary, "header", "labels")
    patterns = [*(columns[key] for key in _BESIDE), *(labels[key] for key in _LABELS_BESIDE)]
    if any(pattern.fullmatch(words) for pattern in patterns):
        return True
    return cue(outline.vocabulary, "header", "meetings").fullmatch(words) is not None
