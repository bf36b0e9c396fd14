"""How far the coders of a collection agree: figures for each pair and for all, and the passages behind them.

Measured is how each coded before anybody else's judgement could move them (``Judgement.first``); who only settled what
others differed on is not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from secretariat.network.access import visible

from .agreement import Agreement, cohens_kappa, krippendorffs_alpha
from .frameworks import in_order
from .judging import Coding, coding_of
from .models import Judgement, Passage, Verdict

if TYPE_CHECKING:
    from secretariat.network.models import User

    from .models import Collection

KEPT, STANCE, SUBJECT = "kept", "stance", "subject"
Codings = Mapping[int, Coding]
"""What one coder said, by the key of the passage."""


@dataclass(frozen=True, slots=True)
class Coder:
    """Who coded, and what they said of which passage."""

    user: User
    codings: Codings


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is measured (``kept``, ``stance``, ``subject`` or a code), for all coders and each pair."""

    key: str
    alpha: Agreement
    kappas: Sequence[Agreement]


def coders(actor: User, collection: Collection, *, unseen: bool = False) -> list[Coder]:
    """Return who coded passages of a collection that ``actor`` may read; ``unseen`` leaves out what was not blind."""
    seen = visible(actor, Passage.objects.filter(report__collection=collection))
    rows = Judgement.objects.filter(passage__in=seen).exclude(first={}).select_related("coder").order_by("coder", "pk")
    said: dict[User, dict[int, Coding]] = {}
    for row in rows:
        if row.first["unseen"] or not unseen:
            said.setdefault(row.coder, {})[row.passage_id] = coding_of(row.first)
    return [Coder(user, codings) for user, codings in said.items()]


def measures(people: Sequence[Coder]) -> list[Measure]:
    """Return the figures: whether a passage is kept, its stance and subject, and each code that anybody gave.

    Kappas are in the order of ``itertools.combinations`` of the coders.
    """
    given = {code for coder in people for coding in coder.codings.values() for code in coding.codes}
    return [_measure(key, people) for key in (KEPT, STANCE, SUBJECT, *in_order(given))]


def pairs(of: str, first: Coder, second: Coder) -> dict[int, tuple[str, str]]:
    """Return what two coders said in one respect, by the passages on which both said something."""
    value = _value(of)
    both = {
        key: (value(first.codings[key]), value(second.codings[key])) for key in first.codings.keys() & second.codings
    }
    return {key: (one, other) for key, (one, other) in sorted(both.items()) if one is not None and other is not None}


def _measure(of: str, people: Sequence[Coder]) -> Measure:
    value = _value(of)
    keys = sorted({key for coder in people for key in coder.codings})
    units = [[_said(value, coder, key) for coder in people] for key in keys]
    kappas = [cohens_kappa(pairs(of, *pair).values()) for pair in combinations(people, 2)]
    return Measure(of, krippendorffs_alpha(units), kappas)


def _said(value: Callable[[Coding], str | None], coder: Coder, key: int) -> str | None:
    coding = coder.codings.get(key)
    return None if coding is None else value(coding)


def _value(of: str) -> Callable[[Coding], str | None]:
    """Return what reads a coding in one respect; a rejected passage has no stance, subject and codes."""
    if of == KEPT:
        return lambda coding: "rejected" if coding.verdict == Verdict.REJECT else KEPT
    if of in {STANCE, SUBJECT}:
        return lambda coding: getattr(coding, of) or None
    return lambda coding: None if coding.verdict == Verdict.REJECT else "given" if of in coding.codes else "not given"
