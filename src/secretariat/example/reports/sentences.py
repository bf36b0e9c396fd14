"""The words of made-up reports, and the numbers in them: by language, the same for the same State and year."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any
from zlib import crc32

from .sheets import Table, Words

_THOUSANDS = {"en": ",", "zh": ",", "ar": ",", "es": ".", "fr": "\u00a0", "ru": "\u00a0"}


@cache
def table(name: str) -> dict[str, Any]:
    """Return a file of this folder."""
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))


class Sentences:
    """Gives the words of one report."""

    def __init__(self, country: str, year: int, language: str) -> None:
        """Take whose report it is, of which year, in which language."""
        self._country = country
        self._year = year
        self._language = language
        self._words: dict[str, dict[str, str]] = table(f"sentences/{language}.toml")

    def word(self, name: str) -> str:
        """Return a word or phrase of the frame: of the cover, the contents, a note."""
        return self._words["words"][name].format(year=self._year)

    def chapter(self, number: int, name: str) -> str:
        """Return the heading of a chapter."""
        return f"{number}. {self._words['chapters'][name]}"

    def planted(self, theme: str) -> Words:
        """Return the passage on a theme."""
        return Words(self._filled(self._words["planted"][theme], theme), theme)

    def other(self, number: int) -> Words:
        """Return a paragraph on something else; numbers beyond the last begin anew, with other figures."""
        names = sorted(self._words["others"])
        name = names[number % len(names)]
        return Words(self._filled(self._words["others"][name], f"{name} {number}"))

    def indicators(self, number: int) -> Table:
        """Return a table with the headings of the chapters as its indicators."""
        labels = [*list(self._words["chapters"].values())[:2], self.word("foreword")]
        rows = [(f"{label} {row}", str(self._number(f"{label}{row}", 10, 990))) for row in (1, 2) for label in labels]
        caption = self._words["words"]["table"].format(k=number)
        return Table(caption, ((self.word("indicator"), self.word("value")), *rows))

    def _filled(self, sentence: str, key: str) -> str:
        """Return a sentence with its numbers; what was promised and what was kept have the same small number."""
        small = 2 + crc32(f"{self._country} {key.partition('_')[0]}".encode()) % 8
        large = f"{self._number(key + 'n', 1_100, 98_000):,}".replace(",", _THOUSANDS[self._language])
        share = self._number(key + "p", 11, 79)
        return sentence.format(n=large, p=share, k=small, due=self._year + 3, past=self._year - 1)

    def _number(self, key: str, least: int, most: int) -> int:
        return least + crc32(f"{self._country} {self._year} {key}".encode()) % (most - least)
