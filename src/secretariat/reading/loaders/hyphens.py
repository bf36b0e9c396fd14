"""Words that a line's end broke: joined again, real hyphens kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

_HYPHENS = "-\u2010\u00ad"


class Hyphens:
    """Decides on the hyphens at line ends by what the same document writes elsewhere."""

    __slots__ = ("_texts", "_words")

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        """Take what gives the lines of the document; they are counted only when a hyphen asks for it."""
        self._texts = texts
        self._words: Counter[str] | None = None

    def may_break(self, text: str) -> bool:
        """Say whether ``text`` ends in a hyphen that may have broken a word."""
        return text[-1:] in _HYPHENS and len(text) > 1 and text[-2:-1].isalnum()

    def joined(self, text: str, after: str, *, broken: bool) -> str:
        """Return ``text``, which ends a line, as it reads before ``after``: without its hyphen where it broke a word.

        ``broken`` says that the hyphen was taken off already.
        """
        bare = text if broken else text[:-1]
        first = _last_word().search(bare)
        second = _first_word().match(after)
        if not first or not second:
            return bare + "-" + ("" if second else " ")
        return bare if self._is_one(first[0], second[0]) or text.endswith("\u00ad") else bare + "-"

    def _is_one(self, first: str, second: str) -> bool:
        if not second[0].islower():  # "Director-General", "COVID-19"; a script without small letters has no such break
            return False
        one, two, part = first.casefold(), second.casefold(), first.rsplit("-", 1)[-1].casefold()
        words = self._count()
        together, apart = words[one + two] or words[part + two], words[f"{one}-{two}"] or words[f"{part}-{two}"]
        if together or apart:
            return together >= apart
        if "-" in first and words[part]:  # "run-in-the": a chain goes on
            return False
        return not (words[part] and words[two] and len(two) > 1)

    def _count(self) -> Counter[str]:
        if self._words is None:
            self._words = Counter(word for text in self._texts() for word in _whole_words(text))
        return self._words


def _whole_words(text: str) -> list[str]:
    """Return the words of a line but for its first and last, which may be parts; compounds also in parts."""
    found = _word().findall(text.casefold())
    return [*found[1:-1], *(found[:1] if len(found) > 1 and text[:1].isupper() else ())]


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


@cache
def _last_word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*$")


@cache
def _first_word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+")
