"""Terms: how they are written in the data files, and what has to stand in a text for them to be met.

``migrant worker``          these words beside each other, in any number, case or spelling
``(reduc* | end) poverty``  one of several
``remittan*``               a word that begins so
``access ~5 clean water``   the two parts within five words of each other, in either order; more parts may follow
``sewage & river``          both parts anywhere in the text
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from .words import term_words

_CHOICE = re.compile(r"\(([^()]*)\)")
_NEAR = re.compile(r"\s+~(\d+)\s+")
_BRACKETS = re.compile(r"[()|?]")
ANYWHERE = -1
NEXT = -2


@dataclass(frozen=True, slots=True)
class Term:
    """One way of meeting a term: its parts, each a run of words, and how near each stands to those before it.

    A gap is the most words between, ``NEXT`` for the very next word, ``ANYWHERE`` for no limit.
    """

    written: str
    parts: tuple[str, ...]
    gaps: tuple[int, ...] = ()


class TermError(ValueError):
    """A term that is written in a way that cannot be read."""


def read_terms(written: str, language: str) -> Iterator[Term]:
    """Yield the terms that an entry of a data file stands for.

    Raises:
        TermError: a part holds no word, the entry mixes ``~`` and ``&``, or its brackets do not close.
    """
    pieces = _CHOICE.split(written)
    if any(_BRACKETS.search(piece) for at, piece in enumerate(pieces) if not at % 2):
        raise TermError(f"the term {written!r} has a bracket or a bar too many")
    choices = [[part.strip() for part in piece.split("|")] if at % 2 else [piece] for at, piece in enumerate(pieces)]
    for chosen in product(*choices):
        yield _term(" ".join(" ".join(chosen).split()), language)


def _term(words: str, language: str) -> Term:
    near = _NEAR.split(words)
    if len(near) > 1 and "&" in words:
        raise TermError(f"the term {words!r} has both ~ and &; write two terms")
    parts: list[str] = []
    gaps: list[int] = []
    if "&" in words:
        pieces = [(piece, ANYWHERE) for piece in words.split("&")]
    else:
        pieces = [(near[at], int(near[at - 1]) if at else 0) for at in range(0, len(near), 2)]
    for piece, gap in pieces:
        found = list(_parts(piece, language))
        gaps += [gap, *[NEXT] * (len(found) - 1)] if parts else [NEXT] * (len(found) - 1)
        parts += found
    return Term(words, tuple(parts), tuple(gaps))


def _parts(words: str, language: str) -> Iterator[str]:
    """Yield the words as they stand in ``Words.joined``: a blank before, one after unless left open."""
    forms = term_words(words, language)
    if not forms:
        raise TermError(f"the term part {words.strip()!r} has no word that is looked for")
    run: list[str] = []
    for form in forms:
        run.append(form)
        if form.endswith("*"):
            yield " " + " ".join(run)[:-1]
            run = []
    if run:
        yield f" {' '.join(run)} "
