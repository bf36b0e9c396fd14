"""What the words of one action say: its owners, its due date, its pace; and words that are no action."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ..findings import ActionPoint, Participant
from ..outline import Outline
from ..spans import Span, trimmed
from ..vocabulary import Vocabulary
from .action_labels import empty_pattern, label_pattern
from .cues import cue
from .due import Due, find_due
from .owners import Owners


class ActionWords:
    """Makes action points of passages of one record."""

    def __init__(self, outline: Outline, people: Sequence[Participant], base: date | None) -> None:
        """Take the record, the people whose names it may use, and the day of the meeting."""
        self.outline = outline
        self.text = outline.source.text
        self.vocabulary = outline.vocabulary
        self.owners = Owners(outline, people)
        self.base = base

    def say_nothing(self, span: Span) -> bool:
        """Say whether a passage is no action: blank, ``None``, ``TBD``, a notice of the next meeting."""
        words = self.outline.text(span).casefold().strip(" .:-–—_*()[]…")
        if not words or empty_pattern(self.vocabulary).fullmatch(words):
            return True
        return cue(self.vocabulary, "actions", "notices").match(words) is not None

    def without_label(self, span: Span) -> Span:
        """Return a passage without ``ACTION:`` in front."""
        found = label_pattern(self.vocabulary).match(self.text, span.start, span.end)
        return trimmed(self.text, found.end(), span.end, " \t\n*_]") if found else span

    def action(self, span: Span, owner: tuple[Span, ...] = (), *, status: str | None = None) -> ActionPoint:
        """Return the action at ``span``; ``owner`` stands elsewhere and counts where the words name nobody."""
        owned = self.owners.split(span)
        text = owned.text if owned.text.end > owned.text.start else span
        due = find_due(self.outline, span, self.base)
        return self.with_due(self.point(text, owned.owners or owner, status), due)

    def with_due(self, action: ActionPoint, due: Due | None) -> ActionPoint:
        """Return the action with a due date, as it was where there is none."""
        if due is None:
            return action
        return replace(action, due_text=self.outline.text(due.span), due_span=due.span, due=due.iso)

    def point(self, text: Span, owners: tuple[Span, ...], status: str | None) -> ActionPoint:
        """Return an action whose owners are known; its words are taken as they stand."""
        words = self.outline.text(text)
        return ActionPoint(
            words,
            text,
            owners=tuple(self.outline.text(owner) for owner in owners),
            owner_spans=owners,
            pace=_pace(words, self.vocabulary),
            status=status,
            section=self.outline.section_at(text.start),
        )


def cell_pace(words: str, vocabulary: Vocabulary) -> str | None:
    """Return how an action goes on where the cell for its due date says so (``Continuing``, ``every month``)."""
    if cue(vocabulary, "actions", "recurring").search(words):
        return "recurring"
    pieces = {piece.strip(" .()").casefold() for piece in re.split(r"[;,:()]", words)}
    for pace, phrases in vocabulary.pairs("actions", "paces").items():
        if pieces & {phrase.casefold() for phrase in phrases}:
            return pace
    return None


def _pace(words: str, vocabulary: Vocabulary) -> str:
    for pace in ("recurring", "standing"):
        if cue(vocabulary, "actions", pace).search(words[:60] if pace == "standing" else words):
            return pace
    if cue(vocabulary, "actions", "to_be_decided").match(words):
        return "to be decided"
    return "once"
