"""How well passages on migration are found and read: ``python -m benchmarks.gold [FILE]``.

The passages of ``gold`` were written for this project, in six languages, each with subject, objectives and stance.
Every second one is for tuning (``tuned``), the others are for measuring only (``held``); both halves are reported.

FILE is one of corrections from the evidence room (``corrections-N.jsonl``): the engine of now is then measured on what
people hold of those passages. They are passages that an engine found, so recall says how many of them are found still,
not how many there are.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from secretariat.reading.reports.examine import Examiner

FOLDER = Path(__file__).with_name("gold")
HALVES = ("tuned", "held")


@dataclass(frozen=True, slots=True)
class Gold:
    """A passage with what people see in it; ``subject`` is ``none`` where it is not on migration."""

    language: str
    half: str
    subject: str
    objectives: frozenset[str]
    stance: str
    text: str
    given: float = 0.0
    """The weight that the heading above added."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the examiner says of a passage."""

    subjects: tuple[str, ...]
    objectives: frozenset[str]
    stance: str


def gold(folder: Path = FOLDER) -> list[Gold]:
    """Return the passages in the order in which they were written."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        for at, line in enumerate(lines):
            subject, codes, stance, text = (part.strip() for part in line.split("|", 3))
            objectives = frozenset(filter(None, codes.split(";")))
            found.append(Gold(path.stem, HALVES[at % 2], subject, objectives, stance, text))
    return found


def corrected(path: Path) -> list[Gold]:
    """Return the passages of a file of corrections on which people agree, with what they hold of them.

    Raises:
        SystemExit: with one line, where it is no such file.
    """
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        return [_corrected(row) for row in rows if row["standing"] in {"accepted", "corrected", "rejected"}]
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.exit(f"{path} is no file of corrections as JSON lines: {error}")


def _corrected(row: Mapping[str, Any]) -> Gold:
    held = row["people"] or {"subject": "none", "stance": "", "codes": []}
    objectives = frozenset(code.removeprefix("gcm:") for code in held["codes"] if code.startswith("gcm:"))
    language = row["language"] or "en"
    return Gold(language, "", held["subject"], objectives, held["stance"], row["text"], row["given"])


def said(passages: Iterable[Gold], examiner: Examiner) -> list[Said]:
    """Return what the examiner says of each passage."""
    found = []
    for passage in passages:
        read = examiner.label_again(passage.text, passage.language, passage.given)
        if read is None:
            found.append(Said((), frozenset(), ""))
        else:
            codes = frozenset(given.label.code for given in read.labels if given.framework == "gcm")
            found.append(Said(read.subjects, codes, read.stance))
    return found


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a set of passages."""

    count: int
    recall: float
    precision: float
    subject: float
    objectives: float
    stance: float
    refugees_labelled: int


def figures(passages: Sequence[Gold], answers: Sequence[Said]) -> Figures:
    """Return recall and precision of migration passages, macro-F1 of objectives and stances, right subjects."""
    pairs = list(zip(passages, answers, strict=True))
    met = sum(1 for passage, answer in pairs if passage.subject != "none" and answer.subjects)
    wanted = sum(1 for passage, _ in pairs if passage.subject != "none")
    given = sum(1 for _, answer in pairs if answer.subjects)
    on = [(passage, answer) for passage, answer in pairs if passage.subject != "none"]
    return Figures(
        count=len(pairs),
        recall=met / max(wanted, 1),
        precision=met / max(given, 1),
        subject=sum(passage.subject in answer.subjects[:1] for passage, answer in on) / max(wanted, 1),
        objectives=macro_f1([(passage.objectives, answer.objectives) for passage, answer in pairs]),
        stance=macro_f1([({passage.stance}, {answer.stance}) for passage, answer in on]),
        refugees_labelled=sum(1 for passage, answer in on if passage.subject == "refugees" and answer.objectives),
    )


def macro_f1(pairs: Iterable[tuple[Collection[str], Collection[str]]]) -> float:
    """Return the average over the codes of the F1 of each."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for wanted, given in pairs:
        for code in {*wanted, *given} - {""}:
            counts[code][0 if code in wanted and code in given else 1 if code in wanted else 2] += 1
    scores = [2 * met / (2 * met + missed + wrong) for met, missed, wrong in counts.values() if met + missed]
    return sum(scores) / len(scores) if scores else 0.0


def main() -> None:
    """Print the figures of both halves, or of a file of corrections, and of each language."""
    passages = corrected(Path(sys.argv[1])) if len(sys.argv) > 1 else gold()
    answers = said(passages, Examiner())
    negatives = sum(passage.subject == "none" for passage in passages)
    print(f"{len(passages)} passages, {negatives} of them not on migration\n")
    print(f"{'':8} {'n':>4} {'recall':>7} {'prec.':>6} {'subject':>8} {'objectives':>11} {'stance':>7}")
    groups = [(half, half) for half in HALVES] + [(language, "") for language in sorted({p.language for p in passages})]
    for name, half in groups:
        chosen = [
            (passage, answer)
            for passage, answer in zip(passages, answers, strict=True)
            if (passage.half == half if half else passage.language == name)
        ]
        if not chosen:
            continue
        row = figures([passage for passage, _ in chosen], [answer for _, answer in chosen])
        print(
            f"{name:8} {row.count:>4} {row.recall:>7.3f} {row.precision:>6.3f} {row.subject:>8.3f} "
            f"{row.objectives:>11.3f} {row.stance:>7.3f}   refugee passages with a code: {row.refugees_labelled}"
        )


if __name__ == "__main__":
    main()
