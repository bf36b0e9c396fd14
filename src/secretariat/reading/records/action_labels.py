"""The words that mark an action: labels, columns, requests of the body, promises."""

from __future__ import annotations

import re
from functools import cache

from ..vocabulary import Vocabulary, alternation
from .cues import future, modal_pattern, task_follows


@cache
def label_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for a label in front of an action: ``ACTION:``, ``[ACTION – …``, ``ACTION (Bob):``."""
    labels = alternation(vocabulary.words("actions", "labels"))
    upper = alternation(word.upper() for word in vocabulary.words("actions", "labels"))
    code = r"(?:[ \t]*[#-]?[A-Z]{0,3}\d[\w.-]*)?"
    on = alternation(vocabulary.words("actions", "label_links"))
    who = rf"(?:\s*(?:\((?P<who>[^()]{{1,50}})\)|{on}\s+[^:\n]{{1,40}}(?=:)))?"
    return re.compile(
        rf"[\W_]*?(?:(?i:{labels})\b{code}{who}\s*[\])*_]*\s*(?::|\s[-–—]+(?=\s)|[-–—]{{1,2}}(?=\s)|[\])])[*_\])]*\s*"
        rf"|{upper}\b{code}\s+(?=[^\W\d_a-z]))"
        r"(?:[-–—]\s+)?"
    )


@cache
def action_column_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for the head of a column of actions."""
    heads = alternation((*vocabulary.words("actions", "labels"), *vocabulary.words("actions", "column_heads")))
    return re.compile(rf"{heads}(?!\w)", re.IGNORECASE)


@cache
def inner_label_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for a label that begins a line or follows a sentence within a block."""
    upper = alternation(word.upper() for word in vocabulary.words("actions", "labels") if len(word) > 2)
    title = alternation(word.capitalize() for word in vocabulary.words("actions", "labels") if len(word) > 2)
    return re.compile(
        rf"(?:\n|[.;?!)]\s+)(?P<label>[\[*_(]*(?:{upper}|{title})\b(?:[ \t]*[#-]?\d[\w.-]*)?\s*(?::|\s[-–—]\s|[\])]))"
    )


@cache
def trailing_label_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for a numbered label behind a sentence: ``… (Action 2.1)``."""
    labels = alternation(vocabulary.words("actions", "labels"))
    return re.compile(rf"(?:(?<!\s)\s+)?[(\[](?i:{labels})(?:\s*[#-]?[A-Z]{{0,3}}\d[\w./-]*)?[)\]]")


@cache
def empty_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for an entry that says that there is nothing: ``None``, ``TBD``."""
    return re.compile(rf"{alternation(vocabulary.words('actions', 'nothing'))}(?:\s.{{0,40}})?", re.IGNORECASE)


@cache
def request_sentence_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for a sentence in which the body asks somebody to act."""
    bodies = alternation(vocabulary.words("decisions", "bodies"))
    requests = alternation(vocabulary.words("actions", "requests"))
    to = task_follows(vocabulary)
    article = alternation(vocabulary.words("decisions", "articles"))
    return re.compile(
        rf"(?i:{article})\s*(?:[\w’'-]+\s+){{0,4}}?(?i:{bodies})\b(?:\s+(?:also|further|then|therefore|and\s+\w+))?\s+{requests}\s+(?:that\s+)?[^.;]{{2,90}}?\s+{to}"
    )


@cache
def asked_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for who is asked, as group ``who``."""
    verbs = alternation((*vocabulary.words("actions", "requests"), *vocabulary.words("actions", "request_lemmas")))
    article = alternation(vocabulary.words("decisions", "articles"))
    to = task_follows(vocabulary)
    return re.compile(rf"\b{verbs}\s+(?:{article}\s*)?(?P<who>[^.;:]{{2,80}}?)\s+{to}", re.IGNORECASE)


@cache
def subject_does_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for a sentence that gives somebody (group ``who``) a task."""
    promises = modal_pattern(vocabulary.words("actions", "promises"))
    return re.compile(rf"(?P<who>[^\s:.;][^:.;\n]{{0,60}}?)\s+(?:{promises}[^\W\d_A-Z]|{future(vocabulary)})")
