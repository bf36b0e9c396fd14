"""Two people changed one text at once: both texts become one, and no word of either is lost.

What only one of them changed is taken as they have it. Where both changed the same words in different
ways, both wordings stay, set between marks, and the second writer is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from .wording import BREAKS, joined, settled, tokens

OPENS, BETWEEN, CLOSES = "⟦", "‖", "⟧"
"""The marks around two wordings of one place: ``⟦ the first ‖ the second ⟧``."""


class Clash(StrEnum):
    """How two people met in one place."""

    BOTH_ADDED = "both added"  # one after the other, the earlier first
    BOTH_CHANGED = "both changed"  # both wordings stand between marks
    ONE_DELETED = "one deleted"  # what the other one changed there stays


@dataclass(frozen=True, slots=True)
class Crossing:
    """One place where two people met: what was saved first, what came second."""

    clash: Clash
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Merged:
    """One text made of two. Without ``crossings`` it is the same whoever came first."""

    text: str
    crossings: tuple[Crossing, ...] = ()


@dataclass(frozen=True, slots=True)
class _Edit:
    """Tokens that take the place of those of the base from ``start`` to ``end``."""

    start: int
    end: int
    words: tuple[str, ...]


def merge(base: str, first: str, second: str) -> Merged:
    """Return ``first`` (saved already) and ``second`` as one text; both were made from ``base``."""
    if settled(first) == settled(second):
        return Merged(settled(first))
    old, one, two = tokens(settled(base)), tokens(settled(first)), tokens(settled(second))
    parts: list[str] = []
    met: list[Crossing] = []
    at = 0
    for start, end, mine, theirs in _places(_edits(old, one), _edits(old, two)):
        parts += old[at:start]
        words, crossing = _one_place(old[start:end], _applied(old, start, end, mine), _applied(old, start, end, theirs))
        if not mine or not theirs:
            crossing = None
        parts += words
        met += [crossing] if crossing else []
        at = end
    return Merged(joined([*parts, *old[at:]]), tuple(met))


def is_marked(text: str) -> bool:
    """Say whether a text holds two wordings of one place that nobody has settled yet."""
    return OPENS in text or CLOSES in text


def _edits(old: Sequence[str], new: Sequence[str]) -> list[_Edit]:
    """Return what makes ``new`` of ``old``, in order."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [_Edit(i1, i2, tuple(new[j1:j2])) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]


Place = tuple[int, int, list[_Edit], list[_Edit]]


def _places(first: list[_Edit], second: list[_Edit]) -> Iterator[Place]:
    """Yield each stretch of the base that is changed, with the edits of either side; edits that touch share one."""
    ordered = sorted(
        [(edit, 0) for edit in first] + [(edit, 1) for edit in second],
        key=lambda row: (row[0].start, row[0].end, row[1]),
    )
    place: Place | None = None
    for edit, side in ordered:
        if place is None or not _touches(place, edit):
            if place is not None:
                yield place
            place = (edit.start, edit.end, [], [])
        place = (place[0], max(place[1], edit.end), place[2], place[3])
        (place[3] if side else place[2]).append(edit)
    if place is not None:
        yield place


def _touches(place: Place, edit: _Edit) -> bool:
    """Say whether an edit falls into a stretch: it shares words with it, or both add at one point."""
    start, end, *_ = place
    return edit.start < end or (edit.start == edit.end == start == end)


def _applied(old: Sequence[str], start: int, end: int, edits: Sequence[_Edit]) -> list[str]:
    """Return the tokens of a stretch of the base as one side has them."""
    words: list[str] = []
    at = start
    for edit in edits:
        words += [*old[at : edit.start], *edit.words]
        at = edit.end
    return [*words, *old[at:end]]


def _one_place(old: Sequence[str], one: list[str], two: list[str]) -> tuple[list[str], Crossing | None]:
    """Return the tokens of a stretch that either or both changed, and how they met there."""
    if one == two or list(old) == two:
        return one, None
    if list(old) == one:
        return two, None
    said = joined(one), joined(two)
    if not old:
        return _added(one, two), Crossing(Clash.BOTH_ADDED, *said)
    before, after = _shared(one, two)
    head, tail = one[:before], one[len(one) - after :]
    left, right = one[before : len(one) - after], two[before : len(two) - after]
    if not left or not right:
        return [*head, *left, *right, *tail], Crossing(Clash.ONE_DELETED, *said)
    return [*head, OPENS, *left, BETWEEN, *right, CLOSES, *tail], Crossing(Clash.BOTH_CHANGED, *said)


def _added(one: list[str], two: list[str]) -> list[str]:
    """Return what two people added at one point, one after the other; once where one went on from the other."""
    short, long = sorted((one, two), key=len)
    if long[: len(short)] == short:
        return long
    gap = next((gap for gap in BREAKS if gap in one or gap in two), None)
    return [*one, *([gap] if gap else []), *two]


def _shared(one: Sequence[str], two: Sequence[str]) -> tuple[int, int]:
    """Return how many tokens two runs have in common at their beginnings, and then at their ends."""
    most = min(len(one), len(two))
    before = next((at for at in range(most) if one[at] != two[at]), most)
    after = next((at for at in range(most - before) if one[-1 - at] != two[-1 - at]), most - before)
    return before, after
