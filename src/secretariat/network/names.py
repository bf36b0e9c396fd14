"""Folding of names and texts: two that differ only in case, accents or spacing are the same."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORDS = re.compile(r"[^\w]+")


def folded(text: str) -> str:
    """Return ``text`` in one canonical spelling: no case, accents, punctuation or doubled spaces."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _NOT_WORDS.sub(" ", plain.casefold()).strip()


def words(query: str) -> list[str]:
    """Return the words of a search, folded, each once, in order."""
    return list(dict.fromkeys(folded(query).split()))
