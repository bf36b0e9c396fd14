"""Ratios: two sides measured in turns, shown with what was to be reached and whether both did the same work."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

Work = Callable[[], object]
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Ratio:
    """What was measured: ``goal`` is the least, or the most where ``at_most``; ``gate`` says what both sides share."""

    name: str
    value: float | None
    goal: float
    gate: str
    at_most: bool = False

    def line(self) -> str:
        """Return the ratio as a line to print."""
        sign = "<=" if self.at_most else ">="
        if self.value is None:
            return f"{self.name:<62} not measured ({sign} {self.goal:g})   {self.gate}"
        met = self.value <= self.goal if self.at_most else self.value >= self.goal
        return f"{self.name:<62} {self.value:>8.3f} {sign} {self.goal:<5g} {'met' if met else 'NOT MET':<8} {self.gate}"


def in_turns(one: Work, other: Work, rounds: int, clock: Clock = time.process_time) -> tuple[float, float]:
    """Return the median seconds of both sides, of the processor unless by another clock; they go first by turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds):
        for which in (0, 1) if turn % 2 else (1, 0):
            times[which].append(seconds((one, other)[which], clock))
    return median(times[0]), median(times[1])


def seconds(work: Work, clock: Clock = time.process_time) -> float:
    """Return the seconds that ``work`` takes, of the processor unless by another clock."""
    started = clock()
    work()
    return clock() - started


def peer(name: str) -> Any:  # noqa: ANN401 - whatever the module holds
    """Return a library to be measured beside ours, ``None`` where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def missing(name: str) -> str:
    """Return what to do for a peer to be measured."""
    return f"{name} is not installed: pip install --group bench"
