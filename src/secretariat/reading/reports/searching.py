"""Searching in reports: words in the form in which they are indexed, and what a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..language import language
from ..spans import Span
from .framework import Framework, load_framework
from .labels import Label, Lean, labels_of, lexicon
from .words import STOP, Words, term_words

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
_PIECE = re.compile(r'(-?)(?:"([^"]*)"|“([^”]*)”|«([^»]*)»|(\S+))')
_LEAST = Lean.RECALL.least
_BESIDE = 0.6
_BREAK = "xxsentencexx"


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or a phrase that is looked for, in one form; ``open_end`` where a word may go on."""

    words: tuple[str, ...]
    excluded: bool = False
    open_end: bool = False


def searched_words(text: str, spoken: str) -> list[str]:
    """Return the words of a text in the form in which they are searched: case, accents, endings aside.

    A word that nobody writes stands where a sentence ends, so that no phrase is met across it.
    """
    return [_BREAK if word == STOP else word for word in Words(text, spoken or "en").joined.split()]


def pieces(question: str, spoken: str) -> list[Piece]:
    """Return what a search asks for in one language.

    Words must all be met; those in quotation marks beside each other; ``-word`` must not be; ``wor*`` begins so.
    """
    found = []
    for minus, *quoted, plain in _PIECE.findall(question):
        phrase = next(filter(None, quoted), "")
        open_end = plain.endswith("*") and len(plain) > 1
        wanted = phrase or (plain if open_end else plain.rstrip("*,;.!?"))
        words = [word.rstrip("*") for word in term_words(wanted, spoken)]
        if words:
            found.append(Piece(tuple(words), bool(minus), open_end))
    return found


def places(text: str, spoken: str, wanted: Sequence[Piece]) -> list[Span]:
    """Return where in a text stands what is looked for, in order; places do not overlap."""
    words = Words(text, spoken or "en")
    forms = words.joined.split()
    found: list[Span] = []
    for at in range(len(forms)):
        length = max((_met(forms, at, piece) for piece in wanted if not piece.excluded), default=0)
        if length:
            span = words.span(at, at + length - 1)
            if found and span.start < found[-1].end:
                found[-1] = Span(found[-1].start, max(span.end, found[-1].end))
            else:
                found.append(span)
    return found


def _met(forms: Sequence[str], at: int, piece: Piece) -> int:
    """Return how many words a piece takes at a place, nought where it is not met there."""
    length = len(piece.words)
    there = tuple(forms[at : at + length])
    if there == piece.words:
        return length
    begins = piece.open_end and len(there) == length and there[:-1] == piece.words[:-1]
    return length if begins and there[-1].startswith(piece.words[-1]) else 0


def asked(question: str, folder: Path | None = None) -> dict[str, Label]:
    """Return the codes that a question is about, written ``framework:code``, the strongest first.

    It is read by the terms of each language that it may be in: what is found in one is found in all. Codes that are
    much weaker than the strongest are left out: "services for migrants" is not about all of migration.
    """
    told = language(question)
    frameworks = load_framework("gcm", folder), load_framework("sdg", folder)
    best: dict[str, Label] = {}
    for spoken in (told,) if told in LANGUAGES else LANGUAGES:
        for code, label in _codes(question, spoken, *frameworks):
            if code not in best or label.score > best[code].score:
                best[code] = label
    least = _BESIDE * max((label.score for label in best.values()), default=0.0)
    strong = [(code, label) for code, label in best.items() if label.score >= least]
    return dict(sorted(strong, key=lambda item: (-item[1].score, item[0])))


def _codes(question: str, spoken: str, gcm: Framework, sdg: Framework) -> list[tuple[str, Label]]:
    objectives = gcm.of_level("objective")
    targets = sdg.of_sets("migration-")
    words = Words(question, spoken)
    known = lexicon((gcm, sdg), spoken, objectives | targets)
    found = []
    for framework, hits, codes in zip((gcm, sdg), known.hits(words), (objectives, targets), strict=True):
        labels = labels_of(words, known.evidence(hits, codes), _LEAST)
        found += [(f"{framework.code}:{label.code}", label) for label in labels]
    return found
