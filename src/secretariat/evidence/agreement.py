"""How far coders agree, beyond what chance would give them. Pure functions of what was said.

A figure is ``None`` where it has no meaning: nothing was coded twice, or nobody ever said anything but one thing, so
that there is nothing to disagree on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

FEWEST = 10
"""With fewer units coded by two people a figure says too little to be shown without that word."""

Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient, and what it stands on.

    ``n`` is the number of units that at least two coders coded; ``observed`` the share of agreement found (0 to 1),
    ``expected`` the share that chance gives; ``value`` is 1 for full agreement, 0 for chance, less for worse.
    """

    value: float | None
    n: int
    observed: float
    expected: float

    @property
    def is_too_few(self) -> bool:
        """Say whether too few units were coded twice for the figure to say much."""
        return self.n < FEWEST


def cohens_kappa(pairs: Iterable[tuple[Value, Value]]) -> Agreement:
    """Return Cohen's kappa of what two coders said of the same units.

    ``(po - pe) / (1 - pe)``, where ``po`` is the share of units on which both said the same and ``pe`` the sum over
    the values of the products of both coders' shares. Source: J. Cohen, "A coefficient of agreement for nominal
    scales", Educational and Psychological Measurement 20 (1960), 37-46.
    """
    said = list(pairs)
    n = len(said)
    if not n:
        return Agreement(None, 0, 0.0, 0.0)
    firsts, seconds = Counter(first for first, _ in said), Counter(second for _, second in said)
    observed = sum(first == second for first, second in said) / n
    expected = sum(count * seconds[value] for value, count in firsts.items()) / (n * n)
    return Agreement(_beyond_chance(observed, expected), n, observed, expected)


def krippendorffs_alpha(units: Iterable[Sequence[Value | None]]) -> Agreement:
    """Return Krippendorff's alpha for nominal values, for any number of coders.

    Each unit is what each coder said of it, ``None`` where one said nothing; units that fewer than two coders coded
    are left out. ``1 - Do / De``: with ``n`` values in all units that are left, ``m`` of them in one unit,
    ``Do`` is the sum over the units of the pairs in it that differ, each divided by ``m - 1``, over ``n``; ``De`` is
    the number of pairs that differ among all values, over ``n (n - 1)``. ``observed`` and ``expected`` are ``1 - Do``
    and ``1 - De``. Source: K. Krippendorff, "Computing Krippendorff's alpha-reliability" (2011),
    https://repository.upenn.edu/asc_papers/43, section C.
    """
    coded = [[value for value in unit if value is not None] for unit in units]
    paired = [values for values in coded if len(values) > 1]
    counts = Counter(value for values in paired for value in values)
    total = sum(counts.values())
    if not total:
        return Agreement(None, 0, 0.0, 0.0)
    apart = sum(_differing(Counter(values)) / (len(values) - 1) for values in paired) / total
    by_chance = _differing(counts) / (total * (total - 1))
    return Agreement(_beyond_chance(1 - apart, 1 - by_chance), len(paired), 1 - apart, 1 - by_chance)


def confusion(pairs: Iterable[tuple[Value, Value]], order: Sequence[Value]) -> list[list[int]]:
    """Return how often the first coder said the value of a row where the second said that of a column."""
    counts = Counter(pairs)
    return [[counts[row, column] for column in order] for row in order]


def _differing(counts: Counter[Value]) -> int:
    """Return the number of ordered pairs of different values."""
    total = sum(counts.values())
    return total * total - sum(count * count for count in counts.values())


def _beyond_chance(observed: float, expected: float) -> float | None:
    return None if expected >= 1 else (observed - expected) / (1 - expected)
