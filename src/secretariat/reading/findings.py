"""What a meeting record says: one frozen record a kind of finding, each with the span of its words.

The shapes are those of the JSON contract ``secretariat.record/1`` (docs/contract.md). A value that
the record does not give is ``None`` or empty, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .problems import Problem
from .source_text import SourceText
from .spans import Span


@dataclass(frozen=True, slots=True)
class Meeting:
    """The head of the record. Dates are ISO (``2021-05-05``), times ``HH:MM``.

    ``mode`` is ``virtual``, ``in person`` or ``hybrid``. ``spans`` holds the span of each value given.
    """

    title: str | None = None
    body: str | None = None
    date: str | None = None
    end_date: str | None = None
    start: str | None = None
    end: str | None = None
    timezone: str | None = None
    mode: str | None = None
    place: str | None = None
    spans: dict[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody, or an organization, that the record lists.

    ``span`` covers the whole entry: the name and what stands with it. ``attendance`` is ``present``,
    ``apologies``, ``absent`` or ``represented``.
    """

    name: str
    span: Span
    title: str | None = None
    organization: str | None = None
    role: str | None = None
    attendance: str = "present"
    represented_by: str | None = None
    initials: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item of the agenda, in order."""

    title: str
    span: Span
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A section from its heading to its end; ``heading`` is the span of the heading's words."""

    title: str
    level: int
    span: Span
    heading: Span


@dataclass(frozen=True, slots=True)
class Decision:
    """Something the body decided. ``verb`` is a lemma of the vocabulary (``endorse``, ``agree`` ...)."""

    text: str
    span: Span
    verb: str | None = None
    manner: str | None = None
    proposer: str | None = None
    object: str | None = None
    section: str | None = None
    also: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionPoint:
    """Something that somebody is to do.

    ``owners`` and ``due_text`` are as written; ``due`` is an ISO date or period (``2021-07``,
    ``2021-Q3``) where it can be resolved. ``pace`` is ``once``, ``recurring``, ``standing`` or
    ``to be decided``. ``follows`` is the index of the decision that it carries out.
    """

    text: str
    span: Span
    owners: tuple[str, ...] = ()
    owner_spans: tuple[Span, ...] = ()
    due_text: str | None = None
    due_span: Span | None = None
    due: str | None = None
    pace: str = "once"
    status: str | None = None
    section: str | None = None
    follows: int | None = None
    also: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said or noted that binds nobody; ``force`` says how (``suggested``, ``noted`` ...)."""

    text: str
    span: Span
    force: str
    speaker: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the record leaves open."""

    text: str
    span: Span
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its subject. ``value`` is in units of ``unit`` (30 million USD: 30000000, ``USD``)."""

    text: str
    span: Span
    value: float
    unit: str | None = None
    subject: str | None = None
    as_of: str | None = None
    approximate: bool = False
    section: str | None = None


@dataclass(frozen=True, slots=True)
class PreviousAction:
    """An action of an earlier meeting that this record reports on."""

    text: str
    span: Span
    status: str | None = None
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one record says, each list in the order of the text."""

    source: SourceText
    language: str | None
    meeting: Meeting = field(default_factory=Meeting)
    participants: tuple[Participant, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    sections: tuple[Section, ...] = ()
    decisions: tuple[Decision, ...] = ()
    action_points: tuple[ActionPoint, ...] = ()
    statements: tuple[Statement, ...] = ()
    questions: tuple[Question, ...] = ()
    figures: tuple[Figure, ...] = ()
    previous_actions: tuple[PreviousAction, ...] = ()
    problems: tuple[Problem, ...] = ()
