"""Questions that the record leaves open."""

from __future__ import annotations

from ..findings import Question
from ..outline import Outline
from ..source_text import Kind
from ..spans import Span
from .cues import cue
from .regions import Regions, Topic

_ASKED_IN = {Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE}
_MARKS = ("?", "？", "؟")
_FEWEST_WORDS = 3
_SILENT = {Topic.AGENDA, Topic.PEOPLE, Topic.ACTIONS, Topic.PREVIOUS}


def read_questions(outline: Outline, regions: Regions) -> tuple[Question, ...]:
    """Return questions without an answer and matters that the record calls open.

    A question counts as open where nothing follows it in its list or section but further questions; what
    stands after it may be the answer, and then it is not reported.
    """
    found = []
    unanswered = _unanswered(outline)
    for index, block in enumerate(outline.blocks):
        if block.kind not in _ASKED_IN or regions.topic(index) in _SILENT or outline.is_struck(block.span):
            continue
        sentences = outline.sentences(block.span)
        for number, sentence in enumerate(sentences):
            last = number == len(sentences) - 1
            if _is_open(outline, sentence, last=last and index in unanswered):
                found.append(Question(outline.text(sentence), sentence, outline.section_at(sentence.start)))
    return tuple(found)


def _is_open(outline: Outline, sentence: Span, *, last: bool) -> bool:
    words = outline.text(sentence)
    if cue(outline.vocabulary, "questions", "open").search(words):
        return not words.endswith(":")
    return last and words.endswith(_MARKS) and len(words.split()) >= _FEWEST_WORDS


def _unanswered(outline: Outline) -> frozenset[int]:
    """Return the blocks below which only questions stand up to the next heading or shallower item."""
    found: set[int] = set()
    shallower: list[int] = []
    stop, answers = len(outline.blocks), False
    for index in range(len(outline.blocks) - 1, -1, -1):
        block = outline.blocks[index]
        is_item = block.kind is Kind.ITEM
        while is_item and shallower and outline.blocks[shallower[-1]].level >= block.level:
            shallower.pop()
        if not answers or (is_item and shallower and shallower[-1] <= stop):
            found.add(index)
        if is_item:
            shallower.append(index)
        if block.kind is Kind.HEADING or not outline.words(index).endswith(_MARKS):
            stop, answers = index, block.kind is not Kind.HEADING
    return frozenset(found)
