"""A first look at a text: whether it may hold a term at all. Cheap, and never wrong when it says no."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from .terms import Term
from .words import STOP, Words

_BROKEN = re.compile(
    "[-\u00ad\u2010\x02\ufffe]\\s*\n\\s*|[\u00ad\u200b\u2060\ufeff\ufffe\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]"
)
"""What a text has no longer once its lines are joined."""
_FIRST_SIGN = 0xE000
_MOST_KEPT = 200_000
_LONGEST_KEPT = 40


class Gate:
    """Sees a text as a row of signs: one for each word that terms have, a stop for any other."""

    def __init__(self, terms: Sequence[Term], language: str) -> None:
        """Take the terms."""
        from ahocorasick_rs import AhoCorasick

        self._signs = _Signs({piece for term in terms for part in term.parts for piece in _pieces(part)}, language)
        parts: dict[str, int] = {}
        for term in terms:
            for part in term.parts:
                parts.setdefault(part, len(parts))
        rows: dict[str, set[int]] = defaultdict(set)
        for part, number in parts.items():
            for row in product(*map(self._signs.of_piece, _pieces(part))):
                rows["".join(row)].add(number)
        self._parts_of = list(rows.values())
        self._searcher = AhoCorasick(list(rows)) if rows else None
        self._whole = {parts[term.parts[0]] for term in terms if len(term.parts) == 1}
        joint = [frozenset(parts[part] for part in term.parts) for term in terms if len(term.parts) > 1]
        self._joint = [need for need in set(joint) if self._whole.isdisjoint(need)]

    def may_hold(self, text: str) -> bool:
        """Say whether a text may hold a term. A word that the end of a line breaks is taken both as one and as two."""
        there = self._met(text)
        if not text.isascii() or "-\r\n" in text or "- \r\n" in text or "\x02" in text:
            there |= self._met(_BROKEN.sub("", text))
        return not self._whole.isdisjoint(there) or (len(there) > 1 and any(need <= there for need in self._joint))

    def _met(self, text: str) -> set[int]:
        if not self._searcher:
            return set()
        signs = "".join(map(self._signs.__getitem__, text.split()))
        found = self._searcher.find_matches_as_indexes(signs, overlapping=True)
        return {part for row, _, _ in found for part in self._parts_of[row]}


class _Signs(dict[str, str]):
    """For what stands between blanks in a text, the signs of its words."""

    def __init__(self, pieces: set[str], language: str) -> None:
        super().__init__()
        self._language = language
        self._sign = {piece: chr(_FIRST_SIGN + number) for number, piece in enumerate(sorted(pieces))}
        self._open = sorted((piece for piece in pieces if not piece.endswith(" ")), key=len, reverse=True)

    def of_piece(self, piece: str) -> list[str]:
        """Return the signs of the words that a piece stands for: of one, or of all that begin so."""
        if piece.endswith(" "):
            return [self._sign[piece]]
        return [sign for other, sign in self._sign.items() if other.startswith(piece)]

    def __missing__(self, written: str) -> str:
        found = "".join(map(self._of_word, Words(written, self._language).joined.split()))
        if len(self) < _MOST_KEPT and len(written) < _LONGEST_KEPT:
            self[written] = found
        return found

    def _of_word(self, word: str) -> str:
        whole = self._sign.get(f"{word} ")
        return whole or next((self._sign[piece] for piece in self._open if word.startswith(piece)), STOP)


def _pieces(part: str) -> Iterator[str]:
    """Yield the words of a part of a term, a blank after each that is whole."""
    words = part.split()
    for at, word in enumerate(words):
        yield word if at == len(words) - 1 and not part.endswith(" ") else f"{word} "
