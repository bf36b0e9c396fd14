"""Which language a text is in, told by its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from .vocabulary import languages, vocabulary

_SAMPLE = 20_000
_FEWEST = 3
_SCRIPTS = {
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
}


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(vocabulary(code).words("language", "function_words")) for code in languages()}


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language most of ``text`` is in, ``None`` where too little tells.

    Languages with a vocabulary are told by their function words, Arabic, Chinese and Russian by script.
    """
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    for code, script in _SCRIPTS.items():
        if letters and len(script.findall(sample)) * 2 > letters:
            return code
    counts = Counter(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", sample.casefold()))
    scores = {code: sum(counts[word] for word in words) for code, words in _function_words().items()}
    best = max(sorted(scores), key=scores.__getitem__, default=None)
    return best if best and scores[best] >= max(sum(counts.values()) * 0.04, _FEWEST) else None
