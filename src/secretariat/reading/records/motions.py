"""Motions: who moved and seconded what, and whether it was carried."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..outline import Outline
from ..source_text import Kind
from ..spans import Span, trimmed
from ..vocabulary import Vocabulary, alternation
from .cues import cue

_REACH = 6


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion that was carried: its words, the blocks it was told in, who moved it."""

    index: int
    span: Span
    blocks: tuple[int, ...]
    proposer: str | None = None
    manner: str | None = None


def read_motions(outline: Outline) -> Iterator[Motion]:
    """Yield the motions that the record says were carried; failed and open ones are left out."""
    done = -1
    for index, block in enumerate(outline.blocks):
        if index <= done or block.kind not in {Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE}:
            continue
        if not _moves(outline.vocabulary).search(block.span.of(outline.source.text)):
            continue
        blocks = _told_in(outline, index)
        outcome = _outcome(outline, blocks)
        done = blocks[-1] if outcome is not None else index
        if outcome:
            yield _motion(outline, index, blocks)


def _told_in(outline: Outline, index: int) -> tuple[int, ...]:
    """Return the block of a motion and those after it that may tell its outcome."""
    blocks = [index]
    for after in range(index + 1, min(index + _REACH, len(outline.blocks))):
        block = outline.blocks[after]
        if block.kind is Kind.HEADING or _moves_anew(outline.vocabulary).match(outline.words(after)):
            break
        blocks.append(after)
        if _result(outline.words(after), outline.vocabulary) is not None:
            break
    own = _result(outline.words(index), outline.vocabulary)
    return (index,) if own is not None else tuple(blocks)


def _outcome(outline: Outline, blocks: tuple[int, ...]) -> bool | None:
    for index in blocks:
        result = _result(outline.words(index), outline.vocabulary)
        if result is not None:
            return result
    return None


def _result(words: str, vocabulary: Vocabulary) -> bool | None:
    """Return whether words tell that a motion was carried, ``None`` where they tell nothing."""
    if cue(vocabulary, "decisions", "failing").search(words):
        return False
    tally = _tally().search(words)
    if tally:
        return int(tally[1]) > int(tally[2])
    return True if cue(vocabulary, "decisions", "carrying").search(words) else None


def _motion(outline: Outline, index: int, blocks: tuple[int, ...]) -> Motion:
    block = outline.blocks[index]
    text = outline.source.text
    whole = " ".join(outline.words(at) for at in blocks)
    by = _mover(outline.vocabulary).search(whole)
    label = _motion_label(outline.vocabulary).match(text, block.span.start, block.span.end)
    if label:
        span = trimmed(text, label.end(), block.span.end, " \t\n*_")
        span = span if span.end > span.start else block.span
    else:
        span = _moving_sentence(outline, block.span)
    return Motion(index, span, blocks, (by["who"] or by["before"]).strip() if by else None, "vote")


def _moving_sentence(outline: Outline, span: Span) -> Span:
    sentences = outline.sentences(span)
    for sentence in sentences:
        if _moves(outline.vocabulary).search(sentence.of(outline.source.text)):
            return sentence
    return span


@cache
def _moves(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){alternation(vocabulary.words('decisions', 'moving'))}(?![\w-])", re.IGNORECASE)


@cache
def _moves_anew(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"[\W_]*{alternation(vocabulary.words('decisions', 'motion_labels'))}\b", re.IGNORECASE)


@cache
def _motion_label(vocabulary: Vocabulary) -> re.Pattern[str]:
    labels = alternation(vocabulary.words("decisions", "motion_labels"))
    return re.compile(rf"[\W_]*{labels}(?:\s*#?\d[\w.-]*)?\s*[:–—-][*_]*\s*", re.IGNORECASE)


@cache
def _mover(vocabulary: Vocabulary) -> re.Pattern[str]:
    by = alternation(vocabulary.words("decisions", "moved_by"))
    name = r"[^\W\d_a-z][\w.'’-]*(?:\s+[^\W\d_a-z][\w.'’-]*){0,3}"
    moved = alternation(vocabulary.words("decisions", "mover_verbs"))
    return re.compile(rf"(?:(?i:{by})\s*:?\s*(?P<who>{name})|(?P<before>{name})\s+{moved}\b)")


@cache
def _tally() -> re.Pattern[str]:
    return re.compile(r"(?<![\d-])(\d{1,3})\s*(?:-|–|:|for,?|in favou?r,?|yes,?|ayes?,?|yeas?,?)\s*(\d{1,3})\s*(?:-|–|:|\s*against|\s*opposed|\s*no\b|\s*nays?)\s*(?:\d{1,3})?(?!\d)", re.IGNORECASE)
