"""Which language a text is in, told by its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from .vocabulary import languages, vocabulary

_SAMPLE = 20_000
_FEWEST = 3
_LABEL = 3  # a label tells as much as so many common words
_LABELS = (
    ("participants", "present"), ("participants", "apologies"), ("participants", "absent"),
    ("participants", "represented"), ("agenda", "heads"), ("actions", "heads"), ("decisions", "heads"),
    ("header", "meetings"), ("header", "records"),
)  # fmt: skip
_TABLES_OF_LABELS = (
    ("header", "labels"), ("participants", "columns"), ("actions", "columns"),
    ("dates", "months"), ("dates", "weekdays"),
)  # fmt: skip
_SCRIPTS = {
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
}


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(vocabulary(code).words("language", "function_words")) for code in languages()}


@cache
def _labels() -> dict[str, frozenset[str]]:
    """Return the heads, labels, months and words for meetings of each language that no other has."""
    found = {code: frozenset(_labels_of(code)) for code in languages()}
    return {
        code: own.difference(*(others for other, others in found.items() if other != code))
        for code, own in found.items()
    }


def _labels_of(code: str) -> Iterator[str]:
    words = vocabulary(code)
    for table, key in _LABELS:
        yield from (phrase.casefold() for phrase in words.words(table, key))
    for table, key in _TABLES_OF_LABELS:
        yield from (phrase.casefold() for phrases in words.pairs(table, key).values() for phrase in phrases)


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language most of ``text`` is in, ``None`` where too little tells.

    Languages with a vocabulary are told by their function words and by the heads and labels of records that no
    other language has, Arabic, Chinese and Russian by script.
    """
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    for code, script in _SCRIPTS.items():
        if letters and len(script.findall(sample)) * 2 > letters:
            return code
    counts = Counter(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", sample.casefold()))
    lines = Counter(line.strip(" .*#_-").replace("’", "'") for line in re.split(r"[\n\t:|]", sample.casefold()))
    scores = {
        code: sum(counts[word] for word in words) + sum(counts[w] + _LABEL * lines[w] for w in _labels()[code])
        for code, words in _function_words().items()
    }
    best = max(sorted(scores), key=scores.__getitem__, default=None)
    return best if best and scores[best] >= max(sum(counts.values()) * 0.04, _FEWEST) else None
