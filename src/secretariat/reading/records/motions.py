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
_LONGEST_OUTCOME = 14
_SHORTEST_MOTION = 6
_LONGEST_BARE = 12
_TALLIES = (("ayes", "for", "yes"), ("nays", "against", "no"))


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion that was carried: its words, the blocks it was told in, who moved it."""

    index: int
    span: Span
    blocks: tuple[int, ...]
    proposer: str | None = None
    manner: str | None = None


def read_motions(outline: Outline) -> Iterator[Motion]:
    """Yield the motions that the record says were carried; failed and open ones are left out.

    The words of a motion run to the sentence that tells its outcome, where that stands in the same block.
    """
    done = -1
    for index, block in enumerate(outline.blocks):
        if index <= done or block.kind not in {Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE}:
            continue
        put = _put_above(outline, index) if _is_bare_outcome(outline, index) else None
        if put is not None and put > done:
            done = index
            span = Span(outline.blocks[put].span.start, block.span.end)
            yield _motion(outline, put, span, tuple(range(put, index + 1)))
            continue
        if _is_by_line(outline, index) or not _moves(outline.vocabulary).search(block.span.of(outline.source.text)):
            continue
        for motion in _in_block(outline, index):
            done = max(done, motion.blocks[-1])
            yield motion


def _is_bare_outcome(outline: Outline, index: int) -> bool:
    return tells_outcome_only(outline.words(index), outline.vocabulary)


def tells_outcome_only(words: str, vocabulary: Vocabulary) -> bool:
    """Say whether words only tell that something was carried: "Unanimously approved.", "Carried."."""
    if len(words.split()) > _LONGEST_BARE or not _bare_outcome(vocabulary).match(words):
        return False
    return _result(words, vocabulary) is True


def _put_above(outline: Outline, index: int) -> int | None:
    """Return the block above an outcome that says what was put to the vote; lines on who proposed it are skipped."""
    for above in range(index - 1, max(index - 4, -1), -1):
        block = outline.blocks[above]
        if _is_by_line(outline, above):
            continue
        return above if block.kind in {Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE} else None
    return None


def _in_block(outline: Outline, index: int) -> Iterator[Motion]:
    """Yield the carried motions that begin in one block."""
    sentences = outline.sentences(outline.blocks[index].span)
    at = floor = 0
    while at < len(sentences):
        if not _is_motion(outline, sentences[at]):
            at += 1
            continue
        end = _outcome_at(outline, sentences, at)
        if end is not None:
            above = at - 1 if at > floor and _names_movers(outline, sentences[at]) else at
            begin = above if _result(outline.text(sentences[above]), outline.vocabulary) is None else at
            span = Span(sentences[begin].start, sentences[end].end)
            if _result(outline.text(span), outline.vocabulary):
                yield _motion(outline, index, span, (index,))
            at = floor = end + 1
            continue
        after = _outcome_after(outline, index)
        if after and not any(_is_motion(outline, later) for later in sentences[at + 1 :]):
            yield _motion(outline, index, Span(sentences[at].start, sentences[-1].end), after)
            return
        at += 1


def _names_movers(outline: Outline, sentence: Span) -> bool:
    """Say whether a sentence only tells who moved and seconded what the sentence before puts."""
    words = outline.text(sentence)
    return len(words.split()) <= _LONGEST_OUTCOME and _movers_only(outline.vocabulary).match(words) is not None


def _is_motion(outline: Outline, sentence: Span) -> bool:
    words = sentence.of(outline.source.text)
    labelled = _motion_label(outline.vocabulary).match(words) is not None
    if cue(outline.vocabulary, "decisions", "procedural").search(words):
        return False
    if len(words.split()) < _SHORTEST_MOTION and not labelled:
        return False
    return _moves(outline.vocabulary).search(words) is not None


def _outcome_at(outline: Outline, sentences: tuple[Span, ...], at: int) -> int | None:
    """Return which sentence, from the motion's own on, tells the outcome; another motion ends the search."""
    for number in range(at, min(at + 5, len(sentences))):
        words = outline.text(sentences[number])
        if _result(words, outline.vocabulary) is not None:
            return number
        if number > at and _moves_anew(outline.vocabulary).match(words):
            return None
    return None


def _outcome_after(outline: Outline, index: int) -> tuple[int, ...]:
    """Return the blocks up to the one that tells that the motion was carried; none where it was not."""
    blocks = [index]
    for after in range(index + 1, min(index + _REACH, len(outline.blocks))):
        words = outline.words(after)
        result = _result(words, outline.vocabulary) if len(words.split()) <= _LONGEST_OUTCOME else None
        blocks.append(after)
        if result is not None:
            return tuple(blocks) if result else ()
        if _is_by_line(outline, after):
            continue
        if outline.blocks[after].kind is Kind.HEADING or _moves_anew(outline.vocabulary).match(words):
            return ()
    return ()


def _is_by_line(outline: Outline, index: int) -> bool:
    """Say whether a block only tells who moved or seconded, or how many voted: "Seconded: Bo Ek"."""
    words = outline.words(index)
    if len(words.split()) > _LONGEST_BARE:
        return False
    leads = words.endswith(":") and _moves(outline.vocabulary).search(words) is not None
    return leads or _by_line(outline.vocabulary).match(words) is not None


def _result(words: str, vocabulary: Vocabulary) -> bool | None:
    """Return whether words tell that a motion was carried, ``None`` where they tell nothing."""
    if cue(vocabulary, "decisions", "failing").search(words):
        return False
    tally = _tally(vocabulary).search(words)
    if tally:
        ayes, nays = (tally[first] or tally[second] or tally[third] for first, second, third in _TALLIES)
        return int(ayes) > (int(nays) if nays.isdigit() else 0)
    return True if cue(vocabulary, "decisions", "carrying").search(words) else None


def _motion(outline: Outline, index: int, span: Span, blocks: tuple[int, ...]) -> Motion:
    text = outline.source.text
    whole = "\n".join((outline.text(span), *(outline.words(at) for at in blocks[1:])))
    by = _mover(outline.vocabulary).search(whole)
    label = _motion_label(outline.vocabulary).match(text, span.start, span.end)
    if label and label.end() < span.end:
        span = trimmed(text, label.end(), span.end, " \t\n*_")
    return Motion(index, span, blocks, (by["who"] or by["before"]).strip() if by else None, "vote")


@cache
def _moves(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){alternation(vocabulary.words('decisions', 'moving'))}(?![\w-])", re.IGNORECASE)


@cache
def _moves_anew(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"[\W_]*{alternation(vocabulary.words('decisions', 'motion_labels'))}\b", re.IGNORECASE)


@cache
def _bare_outcome(vocabulary: Vocabulary) -> re.Pattern[str]:
    carrying = alternation(vocabulary.words("decisions", "bare_outcomes"))
    links = alternation(vocabulary.words("decisions", "outcome_links"))
    return re.compile(rf"[\W_]*{carrying}(?:\s+{carrying})*(?=\W*$|\s*[.,;:(–—-]|\s+{links}(?!\w))", re.IGNORECASE)


@cache
def _by_line(vocabulary: Vocabulary) -> re.Pattern[str]:
    lines = alternation(vocabulary.words("decisions", "by_lines"))
    by = "|".join(rf"(?<=\s{re.escape(word)})" for word in vocabulary.words("decisions", "by")) or r"(?!)"
    return re.compile(rf"[\W_]*{lines}(?:\s*:|(?:{by})\s)", re.IGNORECASE)


@cache
def _movers_only(vocabulary: Vocabulary) -> re.Pattern[str]:
    lines = alternation(vocabulary.words("decisions", "by_lines"))
    return re.compile(rf"(?i:{lines})\s*:?\s+(?=[^\W\d_a-z])")


@cache
def _motion_label(vocabulary: Vocabulary) -> re.Pattern[str]:
    labels = alternation(vocabulary.words("decisions", "motion_labels"))
    return re.compile(rf"[\W_]*{labels}(?:\s*#?\d[\w.-]*)?\s*[:–—-][*_]*\s*", re.IGNORECASE)


@cache
def _mover(vocabulary: Vocabulary) -> re.Pattern[str]:
    by = alternation(vocabulary.words("decisions", "moved_by"))
    name = r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,3}"
    moved = alternation(vocabulary.words("decisions", "mover_verbs"))
    return re.compile(rf"(?:(?i:{by})\s*:?\s*(?P<who>{name})|(?P<before>{name})\s+{moved}\b)")


@cache
def _tally(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for votes counted: "7 in favour, 1 against", "Vote: 7-1-0"."""
    votes = alternation(vocabulary.words("decisions", "votes"))
    ayes = alternation(vocabulary.words("decisions", "ayes"))
    nays = alternation(vocabulary.words("decisions", "nays"))
    also = alternation(vocabulary.words("language", "conjunctions"))
    none = alternation(vocabulary.words("decisions", "no_votes"))
    return re.compile(
        rf"(?:{votes}\b\W{{0,4}}(?P<ayes>\d{{1,3}})\s*[-–:]\s*(?P<nays>\d{{1,3}})"
        rf"|{ayes}\s*:\s*(?P<yes>\d{{1,3}})\W+{nays}\s*:\s*(?P<no>\d{{1,3}})"
        rf"|(?P<for>\d{{1,3}})\s*(?:{votes}\s+)?{ayes}\b[\s,;:]*(?:{also}\s+)?"
        rf"(?P<against>\d{{1,3}}|{none})\s*(?:{votes}\s+)?{nays}\b)",
        re.IGNORECASE,
    )
