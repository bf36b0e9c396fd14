"""How well texts are labelled with the 17 goals: ``python -m benchmarks.labels``.

Scores the table ``../shared/data/sdg-benchmark/benchmark-part.csv`` (a text, a goal, and whether people agreed that the
goal is in the text). The rows are for measuring only: nothing here prints a text or says which one was missed.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from pathlib import Path

from secretariat.reading.reports.framework import load_framework
from secretariat.reading.reports.labels import Labeller, Lean

TABLE = Path(__file__).resolve().parents[2] / "shared" / "data" / "sdg-benchmark" / "benchmark-part.csv"


def main() -> None:
    """Print precision, recall and F1 a goal, and their averages for each lean."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else TABLE
    if not path.is_file():
        sys.exit(f"{path} is not there; name a table with the columns text, sdg and label.")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for lean in Lean:
        labeller = Labeller(load_framework("sdg"), "goal", lean.least)
        labeller.labels("warm up", "en")
        started = time.perf_counter()
        counts = _counts(rows, labeller)
        seconds = time.perf_counter() - started
        _print(counts, lean, len(rows) / seconds)


def _counts(rows: list[dict[str, str]], labeller: Labeller) -> Counter[tuple[str, bool, bool]]:
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for row in rows:
        goal = row["sdg"].strip()
        said = goal in {label.code for label in labeller.labels(row["text"], "en")}
        counts[goal, row["label"] == "True", said] += 1
    return counts


def _print(counts: Counter[tuple[str, bool, bool]], lean: Lean, speed: float) -> None:
    goals = sorted({goal for goal, _, _ in counts}, key=int)
    figures = [
        _figures(counts[goal, True, True], counts[goal, True, False], counts[goal, False, True]) for goal in goals
    ]
    if lean is Lean.BALANCED:
        for goal, (precision, recall, f1) in zip(goals, figures, strict=True):
            print(f"  goal {goal:>2}   precision {precision:.2f}   recall {recall:.2f}   F1 {f1:.2f}")
    precision, recall, f1 = (sum(column) / len(goals) for column in zip(*figures, strict=True))
    print(f"{lean:>9}: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}; {speed:.0f} rows a second")


def _figures(met: int, missed: int, wrong: int) -> tuple[float, float, float]:
    precision = met / (met + wrong) if met else 0.0
    recall = met / (met + missed) if met else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if met else 0.0


if __name__ == "__main__":
    main()
