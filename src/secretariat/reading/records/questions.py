"""Questions that the record leaves open."""

from __future__ import annotations

from ..findings import Question
from ..outline import Outline
from ..source_text import Kind
from ..spans import Span
from .cues import cue
from .regions import Regions, Topic

_ASKED_IN = {Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE}
_SILENT = {Topic.AGENDA, Topic.PEOPLE, Topic.ACTIONS, Topic.PREVIOUS}


def read_questions(outline: Outline, regions: Regions) -> tuple[Question, ...]:
    """Return questions without an answer and matters that the record calls open.

    A question counts as open where nothing follows it in its list or section but further questions; what
    stands after it may be the answer, and then it is not reported.
    """
    found = []
    for index, block in enumerate(outline.blocks):
        if block.kind not in _ASKED_IN or regions.topic(index) in _SILENT or outline.is_struck(block.span):
            continue
        sentences = outline.sentences(block.span)
        for number, sentence in enumerate(sentences):
            last = number == len(sentences) - 1
            if _is_open(outline, index, sentence, last=last):
                found.append(Question(outline.text(sentence), sentence, outline.section_at(sentence.start)))
    return tuple(found)


def _is_open(outline: Outline, index: int, sentence: Span, *, last: bool) -> bool:
    words = outline.text(sentence)
    if cue(outline.vocabulary, "questions", "open").search(words):
        return not words.endswith(":")
    if not words.endswith(("?", "？", "؟")) or len(words.split()) < 3 or not last:
        return False
    return _is_unanswered(outline, index)


def _is_unanswered(outline: Outline, index: int) -> bool:
    """Say whether only questions follow up to the next heading or shallower item."""
    block = outline.blocks[index]
    for after in range(index + 1, len(outline.blocks)):
        other = outline.blocks[after]
        if other.kind is Kind.HEADING or (
            other.kind is Kind.ITEM and block.kind is Kind.ITEM and other.level < block.level
        ):
            return True
        if not outline.words(after).endswith(("?", "？", "؟")):
            return False
    return True
