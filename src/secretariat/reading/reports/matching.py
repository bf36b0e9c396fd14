"""Thousands of terms looked for in one pass."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
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
        self._joint: dict[int, dict[int, list[_Joint]]] = defaultdict(lambda: defaultdict(list))
        for number, term in enumerate(terms):
            places = tuple(parts.setdefault(part, len(parts)) for part in term.parts)
            if len(places) == 1:
                self._whole[places[0]].append(number)
            else:
                self._joint[places[0]][places[1]].append(_Joint(number, places, term.gaps))
        self._parts = list(parts)
        self._searcher = AhoCorasick(self._parts) if parts else None

    def first_parts(self, joined: str, wanted: Container[int]) -> set[str]:
        """Return the first parts of the wanted terms whose parts are all there, wherever they stand: a cheap look.

        ``joined`` is what ``Words.joined`` is.
        """
        if self._searcher is None:
            return set()
        places = {part for part, _, _ in self._searcher.find_matches_as_indexes(joined, overlapping=True)}
        return {self._parts[part] for part in places if self._may_start(part, places, wanted)}

    def _may_start(self, part: int, places: set[int], wanted: Container[int]) -> bool:
        if any(number in wanted for number in self._whole.get(part, ())):
            return True
        follow = self._joint.get(part)
        return follow is not None and any(
            joint.number in wanted and places.issuperset(joint.parts)
            for second in places & follow.keys()
            for joint in follow[second]
        )

    def hits(self, words: Words) -> list[Hit]:
        """Return what is met in the order of the text; of a term of several parts, where they stand closest."""
        if self._searcher is None:
            return []
        raw = self._searcher.find_matches_as_indexes(words.joined, overlapping=True)
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
        found.sort(key=lambda hit: (hit.first, hit.last, hit.term))
        return found

    def _joint_hits(self, places: Mapping[int, Sequence[Run]]) -> Iterator[Hit]:
        for part in places:
            follow = self._joint.get(part)
            if follow:
                for second in places.keys() & follow.keys():
                    for joint in follow[second]:
                        if all(other in places for other in joint.parts):
                            yield from _met(joint, [places[other] for other in joint.parts])


def _met(joint: _Joint, runs: Sequence[Sequence[Run]]) -> Iterator[Hit]:
    """Yield a term's hit: its first part if the others may stand anywhere, or the closest that they come."""
    if joint.gaps[0] == ANYWHERE:
        yield Hit(joint.number, *runs[0][0])
        return
    best: Run | None = None
    for start in runs[0]:
        whole = _gathered(start, runs[1:], joint.gaps)
        if whole is not None and (best is None or whole[1] - whole[0] < best[1] - best[0]):
            best = whole
    if best is not None:
        yield Hit(joint.number, *best)


def _gathered(start: Run, runs: Sequence[Sequence[Run]], gaps: Sequence[int]) -> Run | None:
    """Return the words from ``start`` to the other parts of a term, if each is near enough."""
    whole = start
    for others, gap in zip(runs, gaps, strict=True):
        wider = _joined(whole, others, gap)
        if wider is None:
            return None
        whole = wider
    return whole


def _joined(whole: Run, others: Sequence[Run], gap: int) -> Run | None:
    """Return ``whole`` together with the nearest of ``others`` that is near enough; those are in order."""
    at = bisect_left(others, (whole[1] + 1, 0))
    if gap == NEXT:
        return (whole[0], others[at][1]) if at < len(others) and others[at][0] == whole[1] + 1 else None
    best: Run | None = None
    nearest = gap + 1
    for other in others[max(at - 2, 0) : at + 1]:
        between = max(other[0] - whole[1], whole[0] - other[1]) - 1
        if 0 <= between < nearest:
            nearest, best = between, (min(whole[0], other[0]), max(whole[1], other[1]))
    return best
