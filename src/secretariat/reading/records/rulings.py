"""Lists that a body's name leads in: "The Committee:", "Principals agreed to:", each line a ruling of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..outline import Outline
from ..source_text import Kind
from ..vocabulary import Vocabulary, alternation
from .cues import folded, folded_cues, named_cues

_LONGEST_LEAD = 160


@dataclass(frozen=True, slots=True)
class Ruling:
    """A line below such a lead-in. ``verb`` is the lemma at its start or, failing that, of the lead-in.

    ``kind`` is ``decision``, ``request`` or ``note``.
    """

    index: int
    kind: str
    verb: str
    lead: int


def rulings(outline: Outline) -> tuple[Ruling, ...]:
    """Return the lines below lead-ins that name the body or "It was agreed", in order."""
    found: dict[int, Ruling] = {}
    reached: dict[tuple[str, Kind], int] = {}
    for index in range(len(outline.blocks) - 1):
        lead = _lead(outline, index)
        if lead is None:
            continue
        first = outline.blocks[index + 1].kind
        if index + 1 < reached.get((lead, first), 0):
            continue  # it stands within the list of another lead-in of the same verb, which rules all that follows
        end = reached[lead, first] = _end_below(outline, index, first, inherits=bool(lead))
        for below in range(index + 1, end):
            if outline.blocks[below].level and first is Kind.ITEM:
                continue
            ruling = _ruling(outline, below, index, lead)
            if ruling and below not in found:
                found[below] = ruling
    return tuple(found[index] for index in sorted(found))


def _lead(outline: Outline, index: int) -> str | None:
    """Return the lemma of a lead-in's verb, ``""`` for a bare body (``The Committee:``), ``None`` for no lead-in."""
    block = outline.blocks[index]
    words = outline.words(index)
    if block.kind not in {Kind.PARAGRAPH, Kind.ITEM, Kind.HEADING} or len(words) > _LONGEST_LEAD:
        return _last_lead(outline, index)
    if _leads_in(outline.vocabulary).search(words):
        led = _verb_lead(outline.vocabulary).fullmatch(words)
        if led and not _asked_of(outline.vocabulary).search(words[: led.start("verb")]):
            return lemma(led["verb"], outline.vocabulary)
    return _last_lead(outline, index)


def _last_lead(outline: Outline, index: int) -> str | None:
    """Return ``""`` where the last sentence of a paragraph is a bare body: "… Therefore, the Committee:"."""
    sentences = outline.sentences(outline.blocks[index].span)
    if outline.blocks[index].kind not in {Kind.PARAGRAPH, Kind.ITEM, Kind.HEADING} or not sentences:
        return None
    return "" if _bare_body(outline.vocabulary).fullmatch(outline.text(sentences[-1])) else None


def _end_below(outline: Outline, index: int, first: Kind, *, inherits: bool) -> int:
    """Return the end of what a lead-in governs: its list, or the paragraphs that begin with a verb."""
    for after in range(index + 1, len(outline.blocks)):
        block = outline.blocks[after]
        if block.kind not in {Kind.ITEM, Kind.PARAGRAPH}:
            return after
        begins = verb_at_start(outline.words(after), outline.vocabulary)
        if block.kind is Kind.PARAGRAPH and not begins:
            return after
        if block.kind is Kind.ITEM and not (begins or inherits) and first is not Kind.ITEM:
            return after
    return len(outline.blocks)


def _ruling(outline: Outline, index: int, lead: int, verb: str | None) -> Ruling | None:
    begins = verb_at_start(outline.words(index), outline.vocabulary)
    if begins:
        kind, found = begins
        if kind == "note" and verb:
            return Ruling(index, "decision", verb, lead)
        return Ruling(index, kind, found, lead)
    if verb and verb not in _noting(outline.vocabulary):
        return Ruling(index, "decision", verb, lead)
    return None


def verb_at_start(words: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Return the kind and lemma of the ruling verb that a line begins with, if it does."""
    has = _has(vocabulary).match(words)
    start = has.end() if has else 0
    for table, kind in (("verbs", "decision"), ("noting", "note"), ("requesting", "request")):
        pattern, names = folded_cues(vocabulary, "decisions", table)
        found = pattern.match(words) or pattern.match(words, start)
        if found:
            return kind, names[folded(found[0])]
    return None


def lemma(verb: str, vocabulary: Vocabulary) -> str:
    """Return the lemma of a ruling verb as written."""
    for table in ("verbs", "noting", "requesting"):
        for name, pattern in named_cues(vocabulary, "decisions", table).items():
            if pattern.fullmatch(verb.strip()):
                return name
    return verb


@cache
def _has(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for the auxiliary of a line such as "has approved the plan"."""
    return re.compile(rf"{alternation(vocabulary.words('decisions', 'auxiliaries_active'))}\s+", re.IGNORECASE)


@cache
def _noting(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(vocabulary.pairs("decisions", "noting"))


@cache
def _leads_in(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"(?::|…|\b{alternation(vocabulary.words('decisions', 'lead_ends'))})$", re.IGNORECASE)


@cache
def _bodies(vocabulary: Vocabulary) -> str:
    return alternation(vocabulary.words("decisions", "bodies"))


@cache
def _bare_body(vocabulary: Vocabulary) -> re.Pattern[str]:
    article = alternation(vocabulary.words("decisions", "articles"))
    small = alternation(vocabulary.words("language", "function_words"))
    proper = rf"(?:[^\W\d_a-z][\w’'-]*|{small})"
    return re.compile(
        rf"(?:[^,:]{{1,60}},\s+)?(?:(?i:{article})\s*)?(?:{proper}\s+){{0,4}}?(?i:{_bodies(vocabulary)})"
        rf"(?:\s+{proper}){{0,5}}(?:,[^,:]{{1,40}}:|\s*[:,])"
    )


@cache
def _verb_lead(vocabulary: Vocabulary) -> re.Pattern[str]:
    verbs = alternation(
        word
        for table in ("verbs", "noting", "requesting")
        for forms in vocabulary.pairs("decisions", table).values()
        for word in forms
    )
    impersonal = alternation(vocabulary.words("decisions", "impersonal"))
    tail = alternation(vocabulary.words("decisions", "lead_tails"))
    return re.compile(
        rf"(?:.{{0,100}}?\b{_bodies(vocabulary)}\b.{{0,40}}?|{impersonal})\s*\b(?P<verb>{verbs})(?:\s+{tail})?\s*(?::|…)?",
        re.IGNORECASE,
    )


@cache
def _asked_of(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for "All members are [asked to]": the body is asked and asks nobody."""
    bodies, passive = _bodies(vocabulary), alternation(vocabulary.words("decisions", "auxiliaries"))
    return re.compile(rf"\b{bodies}\b.{{0,30}}?\s{passive}\s*$", re.IGNORECASE)
