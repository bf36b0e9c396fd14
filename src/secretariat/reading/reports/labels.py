"""From a text to the codes of a framework that it speaks of, with the words that spoke for each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from ..spans import Span
from .framework import MASK, Cue, Framework, cues, load_framework
from .gate import Gate
from .matching import Hit, Matcher
from .words import Words

_AGAIN = 0.3
_MOST_AGAIN = 2
_MOST_WORDS = 6
_BESIDE = 0.12
_NO_DISTANCE = 2.0
_FAINT = 0.5
_MOST_KEPT = 64


class Lean(StrEnum):
    """Which kind of mistake is rather made: to say too much, or too little."""

    RECALL = "recall"
    BALANCED = "balanced"
    PRECISION = "precision"

    @property
    def least(self) -> float:
        """Return the score from which on a code is given."""
        return {Lean.RECALL: 0.29, Lean.BALANCED: 0.5, Lean.PRECISION: 0.7}[self]


@dataclass(frozen=True, slots=True)
class Label:
    """A code, how strongly the text speaks for it (0 to 1), the words that do, and where they stand."""

    code: str
    score: float
    because: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(slots=True)
class Evidence:
    """What speaks for one code: the weight, and the hits from the strongest to the weakest."""

    weight: float
    hits: list[tuple[float, Hit]]


class Places:
    """Hits, asked over and over which of them meet a run of words: each question is a search by halves."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        """Take the hits in any order."""
        self._hits = sorted(hits, key=lambda hit: hit.first)
        self._firsts = [hit.first for hit in self._hits]
        self._longest = max((hit.last - hit.first for hit in self._hits), default=0)

    def meeting(self, first: int, last: int) -> Iterator[Hit]:
        """Yield the hits that share a word with those from ``first`` to ``last``."""
        for hit in self._hits[bisect_left(self._firsts, first - self._longest) : bisect_right(self._firsts, last)]:
            if hit.last >= first:
                yield hit


class Lexicon:
    """The terms of one or more frameworks in one language, looked for together."""

    def __init__(self, frameworks: Sequence[Framework], language: str, codes: Collection[str] = ()) -> None:
        """Take the frameworks; their terms are read, of ``codes`` alone if any are given, and the matcher is built."""
        self.language = language
        self.cues: list[Cue] = []
        self._frameworks = frameworks
        self._of: list[int] = []
        self._speaks_for: list[tuple[str, ...]] = []
        for number, framework in enumerate(frameworks):
            for cue in cues(framework, language, codes):
                self.cues.append(cue)
                self._of.append(number)
                above = framework.parent_of(cue.code)
                self._speaks_for.append((cue.code, above) if above else (cue.code,))
        self._masks = frozenset(number for number, cue in enumerate(self.cues) if not cue.weight)
        self._matcher = Matcher([cue.term for cue in self.cues])
        self._telling = frozenset(number for number, cue in enumerate(self.cues) if cue.weight > _FAINT)
        self._gate = Gate([self.cues[number].term for number in self._telling], language)

    def hits(self, words: Words) -> list[list[Hit]]:
        """Return what is met in a text, a list a framework, without what the framework leaves out."""
        return self._sorted(self._matcher.hits(words))

    def telling_hits(self, words: Words) -> list[list[Hit]] | None:
        """Return what ``hits`` returns, but ``None`` where nothing is met that may tell by itself."""
        found = self._matcher.found(words.joined)
        if not self._matcher.may_hold(found, self._telling):
            return None
        return self._sorted(self._matcher.hits(words, found))

    def may_tell(self, text: str) -> bool:
        """Say whether a text may hold what tells by itself: a cheap first look."""
        return self._gate.may_hold(text)

    def _sorted(self, hits: Iterable[Hit]) -> list[list[Hit]]:
        found: list[list[Hit]] = [[] for _ in self._frameworks]
        for hit in hits:
            found[self._of[hit.term]].append(hit)
        return [self._kept(own) for own in found]

    def _kept(self, hits: list[Hit]) -> list[Hit]:
        """Return the hits that no word to be left out lies over; those of a code's own, for this code alone."""
        left_out = [hit for hit in hits if hit[0] in self._masks]
        if not left_out:
            return hits
        masks: dict[str, list[Hit]] = defaultdict(list)
        for hit in left_out:
            masks[self.cues[hit[0]].code].append(hit)
        hidden = {code: Places(own) for code, own in masks.items()}
        return [hit for hit in hits if hit[0] not in self._masks and not self._is_masked(hit, hidden)]

    def _is_masked(self, hit: Hit, hidden: Mapping[str, Places]) -> bool:
        cue = self.cues[hit.term]
        for code in (MASK, cue.code, cue.code.rpartition(".")[0]):
            places = hidden.get(code)
            for mask in places.meeting(hit.first, hit.last) if places else ():
                wider = (
                    hit.first <= mask.first and mask.last <= hit.last and hit.last - hit.first > mask.last - mask.first
                )
                if cue.term.gaps or not wider:
                    return True
        return False

    def evidence(self, hits: Iterable[Hit], codes: Collection[str]) -> dict[str, Evidence]:
        """Return what speaks for each of ``codes``. A term speaks for the code above its own as well."""
        best: dict[str, dict[int, tuple[float, int, Hit]]] = {}
        for hit in hits:
            cue = self.cues[hit[0]]
            for code in self._speaks_for[hit[0]]:
                if code in codes:
                    groups = best.setdefault(code, {})
                    before = groups.get(cue.group)
                    groups[cue.group] = (cue.weight, before[1] + 1, before[2]) if before else (cue.weight, 1, hit)
        return {code: _weighed(groups.values()) for code, groups in best.items()}


def _weighed(groups: Collection[tuple[float, int, Hit]]) -> Evidence:
    """Return the weight of the groups together; a term within a weightier one says nothing of its own."""
    if len(groups) == 1:
        ((weight, met, hit),) = groups
        return Evidence(weight * _again(met), [(weight, hit)])
    ordered = sorted(groups, key=lambda group: (-abs(group[0]), group[2].first - group[2].last, group[2]))
    kept: list[tuple[float, Hit]] = []
    whole = 0.0
    for weight, met, hit in ordered:
        if weight > 0 and any(other > 0 and over.first <= hit.first and hit.last <= over.last for other, over in kept):
            continue
        kept.append((weight, hit))
        whole += weight * _again(met)
    return Evidence(whole, kept)


def _again(met: int) -> float:
    """Return how much a term counts that is met so many times."""
    return 1 + _AGAIN * min(met - 1, _MOST_AGAIN)


@lru_cache(_MOST_KEPT)
def lexicon(frameworks: tuple[Framework, ...], language: str, codes: frozenset[str] = frozenset()) -> Lexicon:
    """Return the lexicon of these frameworks, built once."""
    return Lexicon(frameworks, language, codes)


def score(weight: float) -> float:
    """Return a weight as a score from 0 to 1; one telling term gives a half."""
    return 0.0 if weight <= 0 else 1 - 0.5**weight


def labels_of(words: Words, found: Mapping[str, Evidence], least: float, *, beside: float = _BESIDE) -> list[Label]:
    """Return the labels of a text, the strongest first.

    ``beside`` is how much a code loses to one that is much stronger: a text that speaks of one thing at length names
    others in passing.
    """
    most = max((evidence.weight for evidence in found.values()), default=0.0)
    labels = []
    for code, evidence in found.items():
        points = score(evidence.weight - beside * max(most - evidence.weight - _NO_DISTANCE, 0.0))
        if points >= least:
            labels.append(_label(words, code, points, evidence))
    return sorted(labels, key=lambda label: (-label.score, _sortable(label.code)))


def _label(words: Words, code: str, points: float, evidence: Evidence) -> Label:
    told: dict[str, Span] = {}
    for weight, hit in evidence.hits:
        if weight > 0 and len(told) < _MOST_WORDS:
            span = words.span(hit.first, hit.last)
            told.setdefault(" ".join(span.of(words.text).split()), span)
    return Label(code, round(points, 3), tuple(told), tuple(told.values()))


def _sortable(code: str) -> tuple[tuple[int, str], ...]:
    """Return a key that puts 2 before 10 and 10.7 before 10.c."""
    return tuple((int(part), "") if part.isdigit() else (1000, part) for part in code.split("."))


class Labeller:
    """Gives texts the codes of one framework at one level."""

    def __init__(
        self, framework: Framework, level: str, least: float = Lean.BALANCED.least, folder: Path | None = None
    ) -> None:
        """Take the framework, one of its levels, the score from which on a code is given, a folder of one's own."""
        self._framework = framework
        self._codes = framework.of_level(level)
        self._read = framework.read_for(self._codes)
        self._least = least
        self._subjects = load_framework("subjects", folder) if framework.only_with else None

    def labels(self, text: str, language: str) -> list[Label]:
        """Return the labels of ``text``, the strongest first."""
        words = Words(text, language)
        if self._subjects and not set(self._framework.only_with) & set(subjects_of(words, self._subjects)):
            return []
        known = lexicon((self._framework,), language, self._read)
        found = known.evidence(known.hits(words)[0], self._codes)
        return labels_of(words, found, self._least)


def near(hits: Sequence[Hit], others: Sequence[Hit], most: int = 30) -> list[Hit]:
    """Return the hits that stand within ``most`` words of one of ``others``."""
    runs: list[tuple[int, int]] = []
    for _, first, last in sorted(others, key=lambda hit: hit.first):
        if runs and first - most <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(runs[-1][1], last + most))
        else:
            runs.append((first - most, last + most))
    if len(runs) == 1:
        ((begin, end),) = runs
        return [hit for hit in hits if begin <= hit[2] and hit[1] <= end]
    return [hit for hit in hits if any(begin <= hit[2] and hit[1] <= end for begin, end in runs)]


def subjects_of(words: Words, subjects: Framework, given: float = 0.0) -> dict[str, float]:
    """Return what a text is about with its weight, the heaviest first; ``given`` is what its heading adds to each."""
    known = lexicon((subjects,), words.language)
    return _heavy(known, known.hits(words)[0], subjects, given)


def subjects_and_hits(words: Words, subjects: Framework, given: float = 0.0) -> tuple[dict[str, float], list[Hit]]:
    """Return what a text is about, as ``subjects_of`` does, and the hits that say so.

    A text whose heading gives nothing is about nothing unless a term in it tells by itself.
    """
    known = lexicon((subjects,), words.language)
    found = known.hits(words) if given else known.telling_hits(words)
    return (_heavy(known, found[0], subjects, given), found[0]) if found else ({}, [])


def _heavy(known: Lexicon, hits: Sequence[Hit], subjects: Framework, given: float) -> dict[str, float]:
    if not hits:
        return {}
    found = known.evidence(hits, _kinds(subjects))
    weights = {code: evidence.weight + given for code, evidence in found.items() if evidence.weight > 0}
    if weights.get("refugees", 0.0) >= 1 and not any(known.cues[hit.term].code == "migrants" for hit in hits):
        weights.pop("migrants", None)
    heavy = {code: weight for code, weight in weights.items() if weight >= 1}
    return dict(sorted(heavy.items(), key=lambda item: -item[1] * _TELLS_MORE.get(item[0], 1.0)))


@lru_cache(_MOST_KEPT)
def _kinds(subjects: Framework) -> frozenset[str]:
    """Return the subjects, without what only tells of them."""
    return subjects.of_level(subjects.levels()[0])


_TELLS_MORE = {"trafficking": 1.6, "remittances": 1.6}
"""Subjects whose words name migrants as well: "the smuggling of migrants" is about smuggling."""
