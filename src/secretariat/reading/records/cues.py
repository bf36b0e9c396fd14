"""Cue phrases as patterns, compiled once a vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable
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


def modal_pattern(words: Iterable[str]) -> str:
    """Return a regular expression for words that a verb follows; one that ends in an apostrophe needs no space."""
    return rf"{alternation(words)}(?:\s+|(?<=['’]))"


@cache
def future(vocabulary: Vocabulary) -> str:
    """Return a regular expression for a verb that by its form tells of what will be done ("enverra", "revisará")."""
    clitics = modal_pattern(vocabulary.words("actions", "clitics"))
    return rf"(?:{clitics})?[^\W\d_A-Z][^\W\d_]*{alternation(vocabulary.words('actions', 'future_endings'))}(?!\w)"


@cache
def task_follows(vocabulary: Vocabulary) -> str:
    """Return a regular expression for the word between who is asked and what: "to", "que", "de" with an infinitive."""
    to, before_verb = (alternation(vocabulary.words("actions", key)) for key in ("request_to", "request_to_verb"))
    infinitive = rf"\w+{alternation(vocabulary.words('actions', 'infinitives'))}(?!\w)"
    return rf"(?:{to}(?:\s|(?<=['’]))|{before_verb}(?:\s+|(?<=['’]))(?:\w+\s+)?{infinitive})"


@cache
def folded_cues(vocabulary: Vocabulary, table: str, key: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return one pattern for every phrase of a table of name to phrases, and the name of each phrase.

    The names go by ``folded(match[0])``; a phrase under two names counts for the first. One look finds what
    a look a name would.
    """
    pairs = vocabulary.pairs(table, key)
    names: dict[str, str] = {}
    for name, phrases in pairs.items():
        for phrase in phrases:
            names.setdefault(folded(phrase), name)
    every = alternation(phrase for found in pairs.values() for phrase in found)
    return re.compile(rf"(?<![\w-]){every}(?![\w-])", re.IGNORECASE), names


def folded(words: str) -> str:
    """Return words in small letters, white space and apostrophes of one kind."""
    return " ".join(words.casefold().replace("’", "'").split())
