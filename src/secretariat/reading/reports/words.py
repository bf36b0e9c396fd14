"""A text as the matcher sees it: its words in one form, and where each stands in the text as it was written."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate

from ..spans import Span
from .stems import STEMS, folded, passed_over

STOP = "."
"""Stands where a sentence or a part of one ends: no term runs over it."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u0640\u0300-\u036f\u00ad\u200c\u200d"
_LETTERS = rf"[^\W\d_{_HAN}]+(?:[{_MARKS}]+[^\W\d_{_HAN}]*)*"
_WORD = re.compile(rf"[{_HAN}]|{_LETTERS}|\d+(?:[.,]\d+)*[^\W\d_{_HAN}]*|[.;:!?…。；：！？؛؟|•]")
_PLAIN_WORD = re.compile(r"[a-zA-Z]+|\d+(?:[.,]\d+)*[a-zA-Z]*|[.;:!?|]")
_MOST_KEPT = 300_000


class _Forms(dict[str, str]):
    """The form of each word that was met, made when it is first asked for; a word passed over has none."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._stem = STEMS.get(language, str)
        self._over = passed_over(language)

    def __missing__(self, word: str) -> str:
        form = self.form(word)
        if len(self) < _MOST_KEPT:
            self[word] = form
        return form

    def form(self, word: str) -> str:
        """Return the form of a word, empty where it is passed over."""
        if not (word[0].isalnum() or word[0] == "_"):
            return STOP
        stem = self._stem(folded(word))
        return "" if stem in self._over else stem


@cache
def forms(language: str) -> _Forms:
    """Return the forms of the words of a language. The same object every time."""
    return _Forms(language)


_PLAINER = str.maketrans("’‘“”–—\u00a0\u2022\ufffe", "''\"\"-- -\x02")


def _pattern(text: str) -> re.Pattern[str]:
    return _PLAIN_WORD if text.isascii() else _WORD


def _plainer(text: str) -> str:
    """Return a text with plain quotes and dashes, each in its place: most texts of Latin letters are ASCII then."""
    return text if text.isascii() else text.translate(_PLAINER)


class Words:
    """The words of ``text`` in one form, joined by single blanks (``joined``), and the way back to their places."""

    __slots__ = ("_ends", "_plain", "_starts", "_written", "count", "joined", "language", "text")

    def __init__(self, text: str, language: str) -> None:
        """Take the text and the ISO 639-1 code of its language."""
        self.text = text
        self.language = language
        self._plain = plain = _plainer(text)
        self._written: list[str] = _pattern(plain).findall(plain)
        kept = list(filter(None, map(forms(language).__getitem__, self._written)))
        self.joined = f" {' '.join(kept)} " if kept else " "
        self.count = len(kept)
        self._starts: list[int] | None = None
        self._ends: list[tuple[int, int]] = []

    def starts(self) -> list[int]:
        """Return where each word begins in ``joined``, counted with the blank before it."""
        if self._starts is None:
            self._starts = [0, *accumulate([len(word) + 1 for word in self.joined.split()])]
        return self._starts

    def span(self, first: int, last: int) -> Span:
        """Return where in ``text`` the words ``first`` to ``last`` stand, both counted from 0."""
        if not self._ends:
            self._ends = self._places()
        return Span(self._ends[first][0], self._ends[last][1])

    def _places(self) -> list[tuple[int, int]]:
        known, plain = forms(self.language), self._plain
        places = []
        end = 0
        for written in self._written:
            start = plain.index(written, end)
            end = start + len(written)
            if known[written]:
                places.append((start, end))
        return places


def term_words(term: str, language: str) -> list[str]:
    """Return the words of a term in the form that ``Words`` gives them; a closing ``*`` stays on its word."""
    known = forms(language)
    found: list[str] = []
    for part in term.split():
        open_end = part.endswith("*")
        words = _pattern(part).findall(part.rstrip("*"))
        for at, word in enumerate(words):
            last = open_end and at == len(words) - 1
            form = folded(word) + "*" if last else known.form(word)
            if form and form != STOP:
                found.append(form)
    return found
