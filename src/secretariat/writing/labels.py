"""The words that documents put around what they are given. They are data: one TOML file a language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FALLBACK = "en"


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """The words of one language, in tables named for where they stand."""

    language: str
    tables: Mapping[str, Mapping[str, object]]

    def word(self, table: str, key: str) -> str:
        """Return one word or phrase.

        Raises:
            KeyError: the language file has none.
        """
        return str(self.tables[table][key])

    def known(self, table: str, key: str) -> str:
        """Return the word for ``key``, or ``key`` itself where it is nothing that the house has a word for."""
        return str(self.tables[table].get(key, key))

    def list(self, table: str, key: str) -> tuple[str, ...]:
        """Return a list of words, such as the months."""
        found = self.tables[table][key]
        return tuple(str(word) for word in found) if isinstance(found, list) else ()


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that documents are written in, in alphabetical order."""
    names = (entry.name for entry in (files(__package__) / "vocabularies").iterdir())
    return tuple(sorted(name[:2] for name in names if re.fullmatch(r"[a-z]{2}\.toml", name)))


@cache
def labels(language: str) -> Labels:
    """Return the words of a language (ISO 639-1); English ones for a language that has no file."""
    code = language[:2].lower()
    code = code if code in languages() else _FALLBACK
    text = (files(__package__) / "vocabularies" / f"{code}.toml").read_text(encoding="utf-8")
    return Labels(code, tomllib.loads(text))
