"""Cue phrases as patterns, compiled once a vocabulary."""

from __future__ import annotations

import re
from functools import cache

from ..vocabulary import Vocabulary, alternation


@cache
def cue(vocabulary: Vocabulary, table: str, key: str) -> re.Pattern[str]:
    """Return a pattern that finds any phrase of a list as whole words, whatever their case."""
    return re.compile(rf"(?<![\w-]){alternation(vocabulary.words(table, key))}(?![\w-])", re.IGNORECASE)


@cache
def named_cues(vocabulary: Vocabulary, table: str, key: str) -> dict[str, re.Pattern[str]]:
    """Return a pattern a name for a table of name to phrases."""
    return {
        name: re.compile(rf"(?<![\w-]){alternation(phrases)}(?![\w-])", re.IGNORECASE)
        for name, phrases in vocabulary.pairs(table, key).items()
    }


@cache
def head_cue(vocabulary: Vocabulary, table: str, key: str) -> re.Pattern[str]:
    """Return a pattern for a whole head that is a cue phrase, fillers and numbers around it allowed."""
    fillers = alternation((*vocabulary.words(table, "fillers"), *vocabulary.words("language", "function_words")))
    phrases = alternation(vocabulary.words(table, key))
    around = rf"(?:{fillers}|[\d./:#–-]+)"
    between = r"\s*(?:\s|[,/&+–-])\s*"
    return re.compile(rf"(?:{around}{between})*{phrases}(?:{between}(?:{around}|{phrases}))*", re.IGNORECASE)
