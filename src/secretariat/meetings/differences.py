"""What differs between two texts, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from .wording import BREAKS, joined, settled, tokens


class Fate(StrEnum):
    """What became of a run of words."""

    EQUAL = "equal"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Run:
    """Words with one fate. ``opens`` is the break or space that stands before them in the text."""

    fate: Fate
    words: str
    opens: str = ""


def differences(before: str, after: str) -> list[Run]:
    """Return the runs of words that make ``after`` of ``before``, in order; what is deleted comes first."""
    old, new = tokens(settled(before)), tokens(settled(after))
    runs: list[Run] = []
    for fate, part in _parts(old, new):
        runs += _run(fate, part, runs)
    return runs


def changed(before: str, after: str) -> list[tuple[str, str]]:
    """Return only what was taken out and put in, place by place."""
    places: list[tuple[str, str]] = []
    taken_out: str | None = None
    for run in differences(before, after):
        if taken_out is not None and run.fate == Fate.INSERTED:
            places[-1] = (taken_out, run.words)
        elif run.fate != Fate.EQUAL:
            places.append((run.words, "") if run.fate == Fate.DELETED else ("", run.words))
        taken_out = run.words if run.fate == Fate.DELETED else None
    return places


def _parts(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Fate, Sequence[str]]]:
    """Yield stretches of tokens with their fate."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Fate.EQUAL, old[i1:i2]
            continue
        if i1 < i2:
            yield Fate.DELETED, old[i1:i2]
        if j1 < j2:
            yield Fate.INSERTED, new[j1:j2]


def _run(fate: Fate, part: Sequence[str], runs: Sequence[Run]) -> Iterator[Run]:
    """Yield the run of a stretch; breaks stand before the words that follow them."""
    first = next((at for at, token in enumerate(part) if token not in BREAKS), None)
    opens = part[0] if part[0] in BREAKS else " " if runs else ""
    if first is None:
        yield Run(fate, "", opens)
        return
    yield Run(fate, joined(part), opens)
    if part[-1] in BREAKS:
        yield Run(fate, "", part[-1])
