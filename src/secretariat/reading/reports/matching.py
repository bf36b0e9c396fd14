"""Thousands of terms looked for in one pass."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from .terms import ANYWHERE, NEXT, Term
from .words import Words


class Hit(NamedTuple):
    """A term met in a text: which term (its place in the list), and the words from ``first`` to ``last``."""

    term: int
    first: int
    last: int


Run = tuple[int, int]
"""The first and the last word of a part that was met."""


Found = tuple[int, int, int]
"""A part that was met: its number, where it begins and ends among the joined words."""


class _Joint(NamedTuple):
    """A term of several parts."""

    number: int
    parts: tuple[int, ...]
    gaps: tuple[int, ...]


class Matcher:
    """Finds terms in texts. The terms are numbered as they are given."""

    def __init__(self, terms: Sequence[Term]) -> None:
        """Take the terms; building takes longer than thousands of searches, so a matcher is kept."""
        from ahocorasick_rs import AhoCorasick

        parts: dict[str, int] = {}
        self._whole: dict[int, list[int]] = defaultdict(list)
        joint: list[_Joint] = []
        for number, term in enumerate(terms):
            places = tuple(parts.setdefault(part, len(parts)) for part in term.parts)
            if len(places) == 1:
                self._whole[places[0]].append(number)
            else:
                joint.append(_Joint(number, places, term.gaps))
        self._joint = _by_rarest(joint)
        self._searcher = AhoCorasick(list(parts)) if parts else None

    def found(self, joined: str) -> list[Found]:
        """Return which parts of terms are met in words joined as ``Words.joined`` is, in the order of their ends."""
        return self._searcher.find_matches_as_indexes(joined, overlapping=True) if self._searcher else []

    def may_hold(self, found: Sequence[Found], wanted: Container[int]) -> bool:
        """Say whether all parts of one of the terms ``wanted`` are met, wherever they stand."""
        places = {part for part, _, _ in found}
        return any(self._may_start(part, places, wanted) for part in places)

    def _may_start(self, part: int, places: set[int], wanted: Container[int]) -> bool:
        if any(number in wanted for number in self._whole.get(part, ())):
            return True
        follow = self._joint.get(part)
        return follow is not None and any(
            joint.number in wanted and places.issuperset(joint.parts)
            for second in places & follow.keys()
            for joint in follow[second]
        )

    def hits(self, words: Words, raw: Sequence[Found] | None = None) -> list[Hit]:
        """Return what is met in the order of the text; of a term of several parts, where they stand closest.

        ``raw`` is what ``found`` returned, where that was asked before.
        """
        if raw is None:
            raw = self.found(words.joined)
        if not raw:
            return []
        starts = words.starts()
        places: dict[int, list[Run]] = defaultdict(list)
        for part, start, end in raw:
            first = bisect_right(starts, start) - 1
            places[part].append((first, bisect_right(starts, end - 2) - 1))
        found = [
            Hit(number, first, last)
            for part, runs in places.items()
            for number in self._whole.get(part, ())
            for first, last in runs
        ]
        found += self._joint_hits(places)
        found.sort(key=_BY_PLACE)
        return found

    def _joint_hits(self, places: Mapping[int, Sequence[Run]]) -> Iterator[Hit]:
        there = set(places)
        for part in self._joint.keys() & there:
            follow = self._joint[part]
            for second in there.intersection(follow):
                for joint in follow[second]:
                    hit = _met(joint, [places.get(part, ()) for part in joint.parts])
                    if hit:
                        yield hit


_BY_PLACE = itemgetter(1, 2, 0)


def _by_rarest(terms: Sequence[_Joint]) -> dict[int, dict[int, list[_Joint]]]:
    """Return terms under those two parts of each that the fewest have: few terms are tried in a text."""
    counts = Counter(part for joint in terms for part in joint.parts)
    found: dict[int, dict[int, list[_Joint]]] = defaultdict(lambda: defaultdict(list))
    for joint in terms:
        rarest, second, *_ = sorted(joint.parts, key=counts.__getitem__)
        found[rarest][second].append(joint)
    return {rarest: dict(follow) for rarest, follow in found.items()}


def _met(joint: _Joint, runs: Sequence[Sequence[Run]]) -> Hit | None:
    """Return a term's hit: its first part if the others may stand anywhere, or the closest that they come."""
    if joint.gaps[0] == ANYWHERE:
        return Hit(joint.number, *runs[0][0]) if all(runs) else None
    best: Run | None = None
    for start in runs[0]:
        whole: Run | None = start
        for others, gap in zip(runs[1:], joint.gaps, strict=True):
            whole = _joined(whole, others, gap) if whole else None
        if whole and (best is None or whole[1] - whole[0] < best[1] - best[0]):
            best = whole
    return Hit(joint.number, *best) if best else None


def _joined(whole: Run, others: Sequence[Run], gap: int) -> Run | None:
    """Return ``whole`` together with the nearest of ``others`` that is near enough; those are in order."""
    first, last = whole
    at = bisect_left(others, (last + 1, 0)) if len(others) > 1 else 1
    if gap == NEXT:
        other = others[min(at, len(others) - 1)] if others else (0, 0)
        return (first, other[1]) if other[0] == last + 1 else None
    best: Run | None = None
    nearest = gap + 1
    for other in others[max(at - 2, 0) : at + 1]:
        begin, end = other
        between = (begin - last if begin > last else first - end) - 1
        if 0 <= between < nearest:
            nearest, best = between, (min(begin, first), max(end, last))
    return best
