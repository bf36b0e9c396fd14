"""When it is due: the words of an action that set a date or an occasion, and what they resolve to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from ..dates import DateMention, Precision, find_dates
from ..outline import Outline
from ..spans import Span, trimmed
from ..vocabulary import Vocabulary, alternation

_BEFORE = 60


@dataclass(frozen=True, slots=True)
class Due:
    """A due date as written and, where it can be resolved, as ISO date or period."""

    span: Span
    iso: str | None = None


def find_due(outline: Outline, span: Span, base: date | None) -> Due | None:
    """Return when the action at ``span`` is due, ``None`` where its words do not say.

    A date counts behind a word such as ``by`` or ``before``, or alone at the end behind a dash, comma or
    bracket; a date that is merely a topic (``Consider September event``) does not.
    """
    text, vocabulary = outline.source.text, outline.vocabulary
    labelled = _label(vocabulary).search(text, span.start, span.end)
    if labelled:
        found = trimmed(text, labelled.start("when"), labelled.end("when"), " \t\n.,;()[]*_")
        return Due(found, _iso(text, found, vocabulary, base))
    for mention in find_dates(text, vocabulary, base=base, start=span.start, end=span.end):
        if _is_due(text, span, mention, vocabulary):
            return Due(mention.span, mention.iso())
        occasion = _dated_occasion(vocabulary).match(text, mention.span.end, span.end)
        if occasion and _lead(vocabulary, "at_before").search(
            text[max(span.start, mention.span.start - 30) : mention.span.start]
        ):
            return Due(Span(mention.span.start, occasion.end()), mention.iso())
    return _occasion(text, span, vocabulary)


def cell_due(outline: Outline, cell: Span, base: date | None) -> Due | None:
    """Return the due date that a cell of a table gives, as written, ``None`` for an empty one."""
    words = outline.text(cell).strip(" .")
    if not words or words.casefold() in outline.vocabulary.words("actions", "no_value"):
        return None
    return Due(cell, _iso(outline.source.text, cell, outline.vocabulary, base))


def _iso(text: str, span: Span, vocabulary: Vocabulary, base: date | None) -> str | None:
    mentions = find_dates(text, vocabulary, base=base, start=span.start, end=span.end)
    told = {iso for iso in (mention.iso() for mention in mentions) if iso}
    return told.pop() if len(told) == 1 else None


def _is_due(text: str, span: Span, mention: DateMention, vocabulary: Vocabulary) -> bool:
    before = text[max(span.start, mention.span.start - _BEFORE) : mention.span.start]
    if _lead(vocabulary, "due_before").search(before):
        return True
    if _in_time(vocabulary).search(before):
        return True
    if mention.precision is Precision.RELATIVE:
        return False
    at_end = not text[mention.span.end : span.end].strip(" .)];*_")
    apart = re.search(r"(?:[-–—,;:(\[]|->|→)\s*\**$", before) is not None
    return at_end and apart and mention.precision in {Precision.DAY, Precision.MONTH, Precision.QUARTER}


def _occasion(text: str, span: Span, vocabulary: Vocabulary) -> Due | None:
    """Find ``by the next meeting``, ``at the next session``, ``over next two weeks``."""
    found = _next(vocabulary).search(text, span.start, span.end)
    return Due(Span(*found.span("when"))) if found else None


@cache
def _lead(vocabulary: Vocabulary, key: str) -> re.Pattern[str]:
    words = alternation(vocabulary.words("actions", key))
    articles = alternation(vocabulary.words("actions", "articles"))
    return re.compile(rf"(?<![\w-]){words}[:\s]+(?:{articles}\s*)?[(\[]?$", re.IGNORECASE)


@cache
def _in_time(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(vocabulary.words('actions', 'in_time'))}\s[^.;]*$", re.IGNORECASE)


@cache
def _dated_occasion(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:[\w-]+\s+)?{alternation(vocabulary.words('actions', 'occasions'))}\b", re.IGNORECASE)


@cache
def _next(vocabulary: Vocabulary) -> re.Pattern[str]:
    before = vocabulary.words("actions", "due_before")
    leads, at = alternation(before), alternation((*before, *vocabulary.words("actions", "at_before")))
    articles = alternation(vocabulary.words("actions", "articles"))
    nouns, following = (
        alternation(vocabulary.words("actions", "occasions")),
        alternation(vocabulary.words("actions", "next")),
    )
    occasions = (
        rf"(?:{alternation(vocabulary.words('actions', 'next_occasion'))}|{following}\s+(?:[\w-]+\s+){{0,3}}?{nouns})"
    )
    soon = alternation(vocabulary.words("actions", "soon"))
    periods = alternation(vocabulary.words("actions", "periods"))
    return re.compile(
        rf"(?<!\w)(?P<when>{at}\s+(?:{articles}\s*)?{occasions}|{leads}\s+(?:{articles}\s*)?(?:{soon}|{periods})|{soon}(?=[\s.)\];*_]*$))(?!\w)",
        re.IGNORECASE | re.MULTILINE,
    )


@cache
def _label(vocabulary: Vocabulary) -> re.Pattern[str]:
    labels = alternation(vocabulary.words("actions", "due_labels"))
    return re.compile(
        rf"[\s(\[*_|,;–—-]{labels}\s*:[*_]*\s*(?P<when>[^\n;|()\[\]]{{2,60}}?)(?=\s*(?:[;|)\]]|\.?$|\.\s))",
        re.IGNORECASE | re.MULTILINE,
    )
