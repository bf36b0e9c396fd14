"""Statements: what was suggested, noted, emphasized or feared, with its force and who said it. They bind nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ..findings import Statement
from ..outline import Outline
from ..source_text import Kind
from ..spans import Span
from ..vocabulary import Vocabulary, alternation
from .cues import folded, folded_cues
from .regions import Regions, Topic

_SAID_IN = {Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE}
_SILENT = {Topic.ACTIONS, Topic.PREVIOUS, Topic.AGENDA, Topic.PEOPLE, Topic.DECISIONS}
_LONGEST_SPEAKER = 8


def read_statements(outline: Outline, regions: Regions, taken: Sequence[Span]) -> tuple[Statement, ...]:
    """Return the sentences of the discussion that tell what was said, in order.

    Args:
        outline: the record.
        regions: its parts; lists of actions, decisions, people and topics hold no statements.
        taken: the spans of decisions and action points, which are no mere statements.
    """
    spans = sorted(taken)
    return tuple(
        statement
        for index, block in enumerate(outline.blocks)
        if block.kind in _SAID_IN and regions.topic(index) not in _SILENT
        for sentence in outline.sentences(block.span)
        if not _overlaps(spans, sentence)
        for statement in _statement(outline, sentence)
    )


def _overlaps(spans: Sequence[Span], sentence: Span) -> bool:
    return any(span.overlaps(sentence) for span in spans)


def _statement(outline: Outline, sentence: Span) -> Iterator[Statement]:
    words = outline.text(sentence)
    if words.endswith(("?", ":")) or outline.is_struck(sentence):
        return
    found = _force(words, outline.vocabulary)
    if found:
        force, at = found
        speaker = None if at is None else _speaker(words[:at], outline.vocabulary)
        yield Statement(words, sentence, force, speaker, outline.section_at(sentence.start))


def _force(words: str, vocabulary: Vocabulary) -> tuple[str, int | None] | None:
    """Return the force of a sentence and where its verb of saying stands; a wish of the body has no such verb."""
    pattern, forces = folded_cues(vocabulary, "statements", "forces")
    hits = [
        (match.start(), forces[folded(match[0])])
        for match in pattern.finditer(words)
        if _is_told(words, match, vocabulary)
    ]
    if hits:
        at, force = min(hits)
        return force, at
    return ("suggested", None) if _wish(vocabulary).match(words) else None


def _is_told(words: str, verb: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Say whether the verb tells of the meeting: impersonal, or behind a short subject at the start of the sentence."""
    before = words[: verb.start()]
    if before.casefold().endswith(_passive_ends(vocabulary)):
        return False  # "will be confirmed" tells of the future
    if _impersonal_end(vocabulary).search(before):
        return True
    clause = re.split(r"[,;:]\s", before)[-1].strip()
    return 0 < len(clause.split()) <= _LONGEST_SPEAKER and not _hypothetical(vocabulary).search(before)


def _speaker(before: str, vocabulary: Vocabulary) -> str | None:
    """Return who spoke, as written, ``None`` for "It was noted"."""
    if _impersonal_end(vocabulary).search(before):
        return None
    clause = re.split(r"[,;:]\s", before)[-1].strip(" -–—*_•")
    clause = _adverbs(vocabulary).sub("", clause).strip()
    articles = {article.casefold() for article in vocabulary.words("decisions", "articles")}
    return clause if clause and not clause[0].islower() and clause.casefold() not in articles else None


@cache
def _impersonal_end(vocabulary: Vocabulary) -> re.Pattern[str]:
    impersonal = alternation(vocabulary.words("statements", "impersonal"))
    adverbs = alternation(vocabulary.words("statements", "adverbs"))
    return re.compile(rf"(?<!\w){impersonal}\s+(?:{adverbs}\s+)*$", re.IGNORECASE)


@cache
def _passive_ends(vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(f"{word} " for word in vocabulary.words("statements", "passive"))


@cache
def _adverbs(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{alternation(vocabulary.words('statements', 'adverbs'))}\s*)+$", re.IGNORECASE)


@cache
def _hypothetical(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(vocabulary.words('statements', 'hypothetical'))}(?!\w)", re.IGNORECASE)


@cache
def _wish(vocabulary: Vocabulary) -> re.Pattern[str]:
    bodies = alternation(vocabulary.words("decisions", "bodies"))
    modals = alternation(vocabulary.words("statements", "modals"))
    return re.compile(rf"(?:[^.;]{{0,60}},\s*)?(?:[\w’'-]+\s+){{0,3}}?{bodies}\s+{modals}\s", re.IGNORECASE)
