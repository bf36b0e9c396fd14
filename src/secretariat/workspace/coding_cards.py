"""Passages as a coder sees them: what is shown of each, what is kept out of sight, what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariat.evidence import frameworks, judging
from secretariat.evidence.models import Judgement, Passage, Stance, Standing, Subject, Verdict
from secretariat.evidence.page_marks import spans_of

from .templatetags.evidence import code_name

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise

    from secretariat.network.models import User

BLIND, SHARE = "coding-blind", "coding-share"
"""What the session keeps of a coder's settings."""


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A code of a passage: its title, the words that spoke for it, its score where the engine gave it."""

    key: str
    title: str
    score: float | None
    because: Sequence[str] = ()

    @property
    def label(self) -> str:
        """Return the code as it is read: ``GCM 6``."""
        return code_name(self.key)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one coder holds, in words."""

    row: Judgement
    codes: Sequence[ShownCode]
    own: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A passage with what its coder may see of it. ``hidden`` says that others judged it and that is out of sight."""

    passage: Passage
    subject: str
    stance: str
    codes: Sequence[ShownCode]
    doubtful: Sequence[ShownCode]
    own: Judgement | None
    opinions: Sequence[Opinion]
    hidden: bool
    seen: str

    @property
    def is_disputed(self) -> bool:
        """Say whether the coder sees that coders differ."""
        return self.passage.standing == Standing.DISPUTED and not self.hidden

    @property
    def is_open(self) -> bool:
        """Say whether the coder has not decided yet."""
        return self.own is None or (self.is_disputed and not self.own.settles)

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """Return the words of the passage in pieces, each with whether it spoke for a code."""
        return pieces_of(self.passage.text, [words for code in self.codes for words in code.because])


def is_blind(request: HttpRequest) -> bool:
    """Say whether a coder codes without sight of what others said; so it is until they change it."""
    return bool(request.session.get(BLIND, True))


def cards_of(coder: User, passages: Iterable[Passage], *, blind: bool, reviews: bool = True) -> Iterator[Card]:
    """Yield passages as ``coder`` sees them.

    ``blind`` keeps out of sight what others said until the coder has spoken too. Who does not review is no coder: to
    them a passage says what it says.
    """
    for passage in passages:
        rows = sorted(passage.judgements.all(), key=lambda row: row.pk)
        own = next((row for row in rows if row.coder_id == coder.pk), None)
        hidden = bool(blind and reviews and rows and own is None)
        yield _card(coder, passage, rows, own, hidden=hidden)


def _card(coder: User, passage: Passage, rows: Sequence[Judgement], own: Judgement | None, *, hidden: bool) -> Card:
    given = {f"{one['framework']}:{one['code']}": one for one in passage.machine["labels"]}
    if hidden:
        said = judging.said_by_machine(passage)
        codes = [_of_machine(key, given) for key in said.codes]
        subject, stance = said.subject, said.stance
    else:
        subject, stance = passage.subject, passage.stance
        labels = {str(label): label for label in passage.labels.all()}
        codes = [
            ShownCode(key, frameworks.title(key), labels[key].score, labels[key].because)
            for key in frameworks.in_order(labels)
        ]
    doubtful = {f"{one['framework']}:{one['code']}": one for one in passage.doubtful}
    return Card(
        passage,
        subject,
        stance,
        codes,
        [_of_machine(key, doubtful) for key in frameworks.in_order(doubtful)],
        own,
        [] if hidden else [_opinion(row, coder) for row in rows],
        hidden,
        judging.state_of(passage, coder, blind=hidden),
    )


def _of_machine(key: str, given: Mapping[str, Mapping[str, object]]) -> ShownCode:
    label = given[key]
    score, because = label["score"], label["because"]
    return ShownCode(
        key,
        frameworks.title(key),
        score if isinstance(score, float) else None,
        because if isinstance(because, list) else (),
    )


def _opinion(row: Judgement, coder: User) -> Opinion:
    codes = [ShownCode(key, frameworks.title(key), None) for key in row.codes]
    return Opinion(row, codes, row.coder_id == coder.pk)


def pieces_of(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """Return a text in pieces, each with whether it is among ``words``."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans_of(words, text):
        if end <= at:
            continue
        begin = max(start, at)
        pieces += [(text[at:begin], False)] if begin > at else []
        pieces.append((text[begin:end], True))
        at = end
    return [*pieces, (text[at:], False)] if at < len(text) else pieces


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be chosen in the form of a correction."""

    value: str
    label: str | Promise
    chosen: bool
    title: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionForm:
    """The fields of a correction, filled with what the coder sent, said before, or sees."""

    subjects: Sequence[Choice]
    stances: Sequence[Choice]
    groups: Sequence[tuple[str, Sequence[Choice]]]
    others: str
    note: str


def correction_form(card: Card, sent: Mapping[str, Sequence[str]] | None = None) -> CorrectionForm:
    """Return the form of a correction; ``sent`` are the fields as they came in, each a list."""
    coding = _filled_with(card)
    subject, stance, codes = coding.subject, coding.stance, {*coding.codes}
    note = card.own.note if card.own else ""
    others = ""
    if sent is not None:
        subject, stance = (sent.get(name, [""])[-1] for name in ("subject", "stance"))
        codes, others, note = {*sent.get("codes", ())}, " ".join(sent.get("others", ())), sent.get("note", [""])[-1]
    offered = frameworks.given_codes()
    known = {one.key for one in offered}
    further = [ShownCode(key, frameworks.title(key), None) for key in frameworks.in_order(codes - known)]
    groups = []
    for framework in frameworks.LABELLING:
        shown = [ShownCode(one.key, one.title, None) for one in offered if one.framework == framework]
        shown += [one for one in further if one.key.startswith(f"{framework}:")]
        name = frameworks.framework_name(framework)
        groups.append((name, [Choice(one.key, one.label, one.key in codes, one.title) for one in shown]))
    return CorrectionForm(
        [Choice(value, label, value == subject) for value, label in Subject.choices],
        [Choice(value, label, value == stance) for value, label in Stance.choices],
        groups,
        others,
        note,
    )


def _filled_with(card: Card) -> judging.Coding:
    """Return what a form begins with: the coder's own correction, else what they see."""
    if card.own is not None and card.own.verdict == Verdict.CORRECT:
        return judging.coding_of(card.own)
    if card.hidden or card.own is not None:
        return judging.said_by_machine(card.passage)
    passage = card.passage
    return judging.Coding(Verdict.CORRECT, passage.subject, passage.stance, tuple(one.key for one in card.codes))
