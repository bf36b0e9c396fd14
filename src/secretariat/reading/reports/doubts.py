"""The queue for people: codes that stand near the line, given or not, and the passages that have some."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from .examine import Codes, Passage
from .labels import Lean


def doubtful(passage: Passage) -> Codes:
    """Return the codes of a passage that a person should look at, the strongest first.

    They are those between the line of ``recall`` and that of ``precision``: given without being sure, or not given and
    nearly so.
    """
    unsure = [given for given in passage.labels if given.label.score < Lean.PRECISION.least]
    return tuple(sorted([*unsure, *passage.doubtful], key=lambda given: -given.label.score))


def in_doubt(passages: Iterable[Passage], least: float) -> list[Passage]:
    """Return the passages that have a doubtful code, that whose code stands nearest to the line ``least`` first."""
    return sorted((passage for passage in passages if doubtful(passage)), key=partial(_distance, least=least))


def _distance(passage: Passage, least: float) -> float:
    return min(round(abs(given.label.score - least), 3) for given in doubtful(passage))
