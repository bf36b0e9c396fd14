"""What to propose for a lab, from the passages that speak of its codes. Pure: passages in, proposals out.

Migrants and refugees are apart throughout: passages on refugees are counted by themselves, come after the others, and
never answer a question on migrants.
Nothing is in a lab that nobody took: these are proposals, in a fixed order, each with the passages it stands on.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from .models import LabItem, Stance, Subject

Kind = LabItem.Kind
OFFERS = (Stance.PRACTICE, Stance.ACTION, Stance.COMMITMENT)
"""What a State can speak of, the strongest first: it is invited to tell of it."""
BEST_QUOTES = 3
FARTHEST_YEARS = 60
"""How far from its report a year still counts as one by which something is promised."""
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


class Part(StrEnum):
    """Why a State is to be invited."""

    OFFERS = "offers"  # it tells of practices, actions or commitments
    ASKS = "asks"  # it tells of challenges: a peer who asks
    SPEAKS = "speaks"  # it speaks of the matter


class Asks(StrEnum):
    """What a question is made from."""

    GAP_AND_PRACTICE = "gap_and_practice"
    GAP = "gap"
    DUE = "due"
    PAST_DUE = "past_due"


@dataclass(frozen=True, slots=True)
class Heard:
    """A passage that speaks of the codes of a lab. ``place`` is stable while the file is the same."""

    passage: int
    report: int
    place: str
    country: str
    year: int | None
    text: str
    stance: str
    subject: str
    codes: tuple[str, ...]
    judged: bool = False
    score: float = 0.0

    @property
    def apart(self) -> bool:
        """Say whether it is about refugees and displaced persons."""
        return self.subject == Subject.REFUGEES


@dataclass(frozen=True, slots=True)
class Looked:
    """A report that a lab looks at, and how far it was read; ``unread`` are pages."""

    report: int
    name: str
    country: str
    year: int | None
    state: str
    unread: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something proposed. ``counts`` are passages by stance (countries), those on refugees in ``refugees``.

    ``year`` is one that a commitment names; ``states`` are asked, ``others`` may answer.
    """

    kind: str
    key: str
    country: str
    quotes: tuple[Heard, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    refugees: Mapping[str, int] = field(default_factory=dict)
    part: Part | None = None
    year: int | None = None
    asks: Asks | None = None
    code: str = ""
    apart: bool = False
    states: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which reports speak of the codes, which do not, and of which that cannot be said.

    A report is ``silent`` only where all of its pages were read. ``partly`` are those that do not speak of the
    codes on the pages that were read, ``unread`` those of which none could be, ``waiting`` those not examined yet.
    """

    speaking: tuple[Looked, ...]
    silent: tuple[Looked, ...]
    partly: tuple[Looked, ...]
    unread: tuple[Looked, ...]
    waiting: tuple[Looked, ...]

    @property
    def in_part(self) -> list[Looked]:
        """Return the reports that speak of it and of which some pages could not be read: they may say more."""
        return [report for report in self.speaking if report.unread]

    @property
    def total(self) -> int:
        """Return how many reports there are."""
        return sum(map(len, (self.speaking, self.silent, self.partly, self.unread, self.waiting)))


def proposed(heard: Sequence[Heard], today: int) -> list[Proposal]:
    """Return all that is proposed from passages, kind by kind, the best first. ``today`` is the year."""
    best = sorted(heard, key=_goodness)
    return [
        *_countries(best),
        *(_passage(Kind.PRACTICE, one) for one in best if one.stance in {Stance.PRACTICE, Stance.ACTION}),
        *(_passage(Kind.GAP, one) for one in best if one.stance == Stance.CHALLENGE),
        *_commitments(best, today),
        *_gap_questions(best),
        *_due_questions(best, today),
    ]


def coverage(reports: Iterable[Looked], heard: Iterable[Heard]) -> Coverage:
    """Return how far the reports speak of the codes: what could not be read is never called silent."""
    speaking = {one.report for one in heard}
    sorts: dict[str, list[Looked]] = defaultdict(list)
    for report in reports:
        sorts[_reach(report, speaking)].append(report)
    return Coverage(*(tuple(sorts[name]) for name in ("speaking", "silent", "partly", "unread", "waiting")))


def named_year(text: str, told: int | None) -> int | None:
    """Return the first year after that of its report that a text names, in digits of any script; often none.

    It is the year as written; that something is to be done by then is for people to see in the words.
    """
    if told is None:
        return None
    years = [int(match[0]) for match in _YEAR.finditer(text)]
    return min((year for year in years if told < year <= told + FARTHEST_YEARS), default=None)


def _reach(report: Looked, speaking: set[int]) -> str:
    if report.report in speaking:
        return "speaking"
    if report.state in {"waiting", "examining"}:
        return "waiting"
    if report.state == "failed":
        return "unread"
    return "partly" if report.unread else "silent"


def _goodness(one: Heard) -> tuple[object, ...]:
    """Return what passages are sorted by: those that people accepted first, good practices before actions."""
    order = [*OFFERS, Stance.CHALLENGE]
    stance = order.index(Stance(one.stance)) if one.stance in order else len(order)
    return (one.apart, not one.judged, stance, -one.score, one.country, -(one.year or 0), one.place)


def _countries(best: Sequence[Heard]) -> list[Proposal]:
    """Return the States to invite: those that offer something, those that ask, those that speak of it."""
    told: dict[str, list[Heard]] = defaultdict(list)
    for one in best:
        if one.country:
            told[one.country].append(one)
    return sorted((_country(code, passages) for code, passages in told.items()), key=_rank)


def _country(code: str, passages: Sequence[Heard]) -> Proposal:
    counts = Counter(one.stance for one in passages if not one.apart)
    refugees = Counter(one.stance for one in passages if one.apart)
    told = counts or refugees
    if any(told[stance] for stance in OFFERS):
        part, wanted = Part.OFFERS, set(map(str, OFFERS))
    else:
        part = Part.ASKS if told[Stance.CHALLENGE] else Part.SPEAKS
        wanted = {str(Stance.CHALLENGE)} if part is Part.ASKS else set(told)
    quotes = tuple(one for one in passages if one.stance in wanted)[:BEST_QUOTES]
    return Proposal(Kind.COUNTRY, code, code, quotes, dict(counts), dict(refugees), part)


def _rank(one: Proposal) -> tuple[object, ...]:
    part = list(Part).index(one.part or Part.SPEAKS)
    weights = [-told.get(stance, 0) for told in (one.counts, one.refugees) for stance in (*OFFERS, Stance.CHALLENGE)]
    return (part, not one.counts, *weights, one.country)


def _passage(kind: str, one: Heard) -> Proposal:
    return Proposal(kind, one.place, one.country, (one,))


def _commitments(best: Sequence[Heard], today: int) -> list[Proposal]:
    """Return commitments by the year that they name, those that name none last."""
    found = [_commitment(one, today) for one in best if one.stance == Stance.COMMITMENT]
    return sorted(found, key=lambda one: (one.year is None, one.year or 0))


def _commitment(one: Heard, today: int) -> Proposal:
    year = named_year(one.text, one.year)
    asks = None if year is None else Asks.PAST_DUE if year < today else Asks.DUE
    return Proposal(Kind.COMMITMENT, one.place, one.country, (one,), year=year, asks=asks)


def _gap_questions(best: Sequence[Heard]) -> Iterator[Proposal]:
    """Yield a question for each code on which States tell of gaps, and who might answer it."""
    gaps, offers = (_by_code(best, stances) for stances in ((Stance.CHALLENGE,), (Stance.PRACTICE, Stance.ACTION)))
    for (code, apart), told in sorted(gaps.items()):
        states = tuple(dict.fromkeys(one.country for one in told))
        answering = [one for one in offers.get((code, apart), ()) if one.country not in states]
        yield Proposal(
            Kind.QUESTION,
            f"gap {code}{' refugees' if apart else ''}",
            "",
            (*told[:BEST_QUOTES], *answering[: BEST_QUOTES - 1]),
            asks=Asks.GAP_AND_PRACTICE if answering else Asks.GAP,
            code=code,
            apart=apart,
            states=states,
            others=tuple(dict.fromkeys(one.country for one in answering)),
        )


def _by_code(best: Sequence[Heard], stances: tuple[Stance, ...]) -> dict[tuple[str, bool], list[Heard]]:
    """Return passages of States by code, those on refugees apart."""
    found: dict[tuple[str, bool], list[Heard]] = defaultdict(list)
    for one in best:
        if one.stance in stances and one.country:
            for code in one.codes:
                found[code, one.apart].append(one)
    return found


def _due_questions(best: Sequence[Heard], today: int) -> Iterator[Proposal]:
    """Yield a question for the commitments that name a year, one for each State and year."""
    asked: dict[tuple[int, str], list[Heard]] = defaultdict(list)
    for one in _commitments(best, today):
        if one.year is not None and one.country:
            asked[one.year, one.country].extend(one.quotes)
    for (year, country), quotes in sorted(asked.items()):
        yield Proposal(
            Kind.QUESTION,
            f"due {country} {year}",
            country,
            tuple(quotes[:BEST_QUOTES]),
            year=year,
            asks=Asks.PAST_DUE if year < today else Asks.DUE,
            states=(country,),
        )
