"""The noun phrases around a number, as far as plain words show them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ...spans import Span
from ...vocabulary import Vocabulary

_WORD = re.compile(r"[^\W\d_][\w’'&/-]*(?:\([^()\s]{1,12}\))?")
_BACK = re.compile(r"[\w’'&/-]*[\w)]\s*$")
_LONGEST = 7
_LONGEST_TAIL = 11
_CLAUSE_END = re.compile(r"[,.;:()!?\n\t–—](?=\s|$)|\(|\s-\s")
_NOT_PLURAL = ("ss", "us", "is", "'s", "’s")


@dataclass(frozen=True, slots=True)
class Lists:
    """The words of a vocabulary that say where a noun phrase ends and goes on."""

    stops: frozenset[str]
    plurals: frozenset[str]
    not_counted: frozenset[str]
    modifiers: frozenset[str]
    endings: tuple[str, ...]
    articles: frozenset[str]
    labels: frozenset[str]
    ends: frozenset[str]


@cache
def lists(vocabulary: Vocabulary) -> Lists:
    """Return the lists of a vocabulary."""

    def words(key: str, table: str = "figures") -> frozenset[str]:
        return frozenset(word.lower() for word in vocabulary.words(table, key))

    return Lists(
        words("stops") | words("function_words", "language"),
        words("plurals"),
        words("not_counted"),
        words("modifiers"),
        vocabulary.words("figures", "modifier_endings"),
        words("articles"),
        words("labels"),
        words("ends"),
    )


def counted(text: str, start: int, end: int, known: Lists, *, one: bool = False) -> Span | None:
    """Return the plural noun phrase that begins at ``start`` ("country-level Networks"), if one does."""
    words: list[Span] = []
    last = 0
    for word in _following(text, start, end, known):
        words.append(word)
        written = word.of(text).lower()
        if written in known.not_counted:
            return None
        if _is_plural(written, known):
            last = len(words)
        elif last or len(words) == _LONGEST:
            break
        if one and len(words) == 2:
            last = last or len(words)
            break
    return Span(words[0].start, words[last - 1].end) if last else None


def extended(text: str, phrase: Span, end: int, known: Lists) -> Span:
    """Return a noun phrase with what carries it on: "or other platforms", "ready to start", "of the fund"."""
    match = _WORD.match(text, *_next(text, phrase.end, end))
    if match is None:
        return phrase
    first = match[0].lower()
    ending = bool(known.endings) and first.endswith(known.endings)
    if first not in known.modifiers and not ending:
        return phrase
    stop = _CLAUSE_END.search(text, match.end(), end)
    limit = stop.start() if stop else end
    last = match.end() if ending else phrase.end
    for count, word in enumerate(_WORD.finditer(text, match.end(), limit)):
        written = word[0].lower()
        if count >= _LONGEST_TAIL or written in known.ends:
            break
        if written not in known.stops:
            last = word.end()
    return Span(phrase.start, last)


def after(text: str, start: int, end: int, known: Lists) -> Span | None:
    """Return the noun phrase that begins at ``start`` once articles are passed."""
    match = _WORD.match(text, *_next(text, start, end))
    while match is not None and match[0].lower() in known.articles:
        match = _WORD.match(text, *_next(text, match.end(), end))
    if match is None:
        return None
    words = _following(text, match.start(), end, known)
    return Span(words[0].start, words[-1].end) if words else None


def before(text: str, start: int, end: int, known: Lists) -> Span | None:
    """Return the noun phrase that ends at ``end``, looked for back to ``start``."""
    words: list[Span] = []
    at = end
    while len(words) < _LONGEST:
        match = _BACK.search(text, max(start, at - 40), at)
        if match is None or (words and "\n" in text[match.end() - 1 : words[0].start]):
            break
        word = Span(match.start(), match.start() + len(match[0].rstrip()))
        if word.of(text).lower() in known.stops or text[word.end : at].strip():
            break
        words.insert(0, word)
        at = word.start
        if at == start or not text[at - 1].isspace():
            break
    return Span(words[0].start, words[-1].end) if words else None


def _following(text: str, start: int, end: int, known: Lists) -> list[Span]:
    found: list[Span] = []
    at = _next(text, start, end)[0]
    while len(found) < _LONGEST:
        match = _WORD.match(text, at, end)
        if match is None or match[0].lower() in known.stops:
            break
        found.append(Span(*match.span()))
        at = _next(text, match.end(), end)[0]
        if at == match.end():
            break
    return found


def _next(text: str, at: int, end: int) -> tuple[int, int]:
    while at < end and text[at] in " \n\u00a0":
        at += 1
    return at, end


def _is_plural(word: str, known: Lists) -> bool:
    if word in known.plurals:
        return True
    return len(word) > 3 and word.endswith(("s", "x")) and not word.endswith(_NOT_PLURAL)
