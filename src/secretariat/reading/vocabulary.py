"""The words that the reader goes by. They are data: one dated, sourced TOML file a language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Table = Mapping[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The words of one language, in tables named for what they help to read."""

    language: str
    tables: Mapping[str, Table]

    def words(self, table: str, key: str) -> tuple[str, ...]:
        """Return a list of words or phrases; empty where the language file has none."""
        return _words(self, table, key)

    def pairs(self, table: str, key: str) -> dict[str, tuple[str, ...]]:
        """Return a table of name to phrases (``{"endorse": ("endorsed", "endorses")}``)."""
        found = self.tables.get(table, {}).get(key, {})
        if not isinstance(found, Mapping):
            return {}
        return {str(name): tuple(str(word) for word in words) for name, words in found.items()}


@cache
def _words(vocabulary: Vocabulary, table: str, key: str) -> tuple[str, ...]:
    found = vocabulary.tables.get(table, {}).get(key, ())
    return tuple(str(word) for word in found) if isinstance(found, (list, tuple)) else ()


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a file, in alphabetical order."""
    folder = files(__package__) / "vocabularies"
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name[:2] for name in names if re.fullmatch(r"[a-z]{2}\.toml", name)))


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return the vocabulary of ``language`` (ISO 639-1). The same object every time.

    Raises:
        KeyError: the language has no file.
    """
    if language not in languages():
        raise KeyError(language)
    text = (files(__package__) / "vocabularies" / f"{language}.toml").read_text(encoding="utf-8")
    return Vocabulary(language, tomllib.loads(text))


@cache
def names(file: str) -> Mapping[str, Table]:
    """Return a vocabulary that belongs to no language (``entities``), by table."""
    return tomllib.loads((files(__package__) / "vocabularies" / f"{file}.toml").read_text(encoding="utf-8"))


def alternation(phrases: Iterable[str]) -> str:
    """Return a regular expression for any of the phrases: longest first, white space of any kind.

    The apostrophe stands for both of its forms. No phrase at all gives an expression that never matches.
    """
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    if not ordered:
        return r"(?!)"
    return "(?:" + "|".join(_loose(phrase) for phrase in ordered) + ")"


def _loose(phrase: str) -> str:
    words = (re.escape(word).replace("'", "['’]") for word in phrase.split())
    return r"\s+".join(words)
