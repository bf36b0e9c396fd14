"""Folding of names and texts: two that differ only in case, accents or spacing are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_NOT_WORDS = re.compile(r"[^\w]+")
_INVISIBLE = {"Cc", "Cs", "Cn"}


def folded(text: str) -> str:
    """Return ``text`` in one canonical spelling: no case, accents, punctuation or doubled spaces."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _NOT_WORDS.sub(" ", plain.casefold()).strip()


def words(query: str) -> list[str]:
    """Return the words of a search, folded, each once, in order."""
    return list(dict.fromkeys(folded(query).split()))


def tidy(text: str) -> str:
    """Return a name on one line: no control characters, no spaces at its ends, none doubled."""
    visible = "".join(char for char in text if char.isspace() or unicodedata.category(char) not in _INVISIBLE)
    return " ".join(visible.split())


def listed(names: Iterable[str]) -> list[str]:
    """Return names one by one, each once: a line end or a semicolon parts them."""
    parts = [tidy(part) for name in names for part in re.split(r"[;\n\r]", name)]
    return list(dict.fromkeys(part for part in parts if part))
