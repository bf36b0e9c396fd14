"""The documents that can be written: a meeting's record, its agenda, lists of decisions and of actions, a brief.

Whoever hands one over has decided what may be shown in it; nothing is left out or added here. A value that
is not known is ``None`` or empty and is not written. Dates are ISO, a day (``2021-07-31``) or a period
(``2021-07``, ``2021-Q3``, ``2021``); hours are ``HH:MM``; languages ISO 639-1.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who was listed; ``role`` is the one in the meeting (chair, observer ...), ``title`` the post.

    ``attendance`` is ``present``, ``apologies``, ``absent`` or ``represented``.
    """

    name: str
    title: str | None = None
    organization: str | None = None
    role: str | None = None
    attendance: str = "present"
    represented_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """An item of the agenda as the record lists it."""

    title: str
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the body decided. ``verb``, ``manner``, ``proposer`` and ``object`` are told by ``text`` itself."""

    text: str
    verb: str | None = None
    manner: str | None = None
    proposer: str | None = None
    object: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPoint:
    """What somebody is to do.

    ``due_text`` is shown as it stands, with the date of ``due`` where the words alone do not tell it.
    ``pace`` is ``once``, ``recurring``, ``standing`` or ``to be decided``; ``status`` is shown as it stands.
    """

    text: str
    owners: tuple[str, ...] = ()
    due_text: str | None = None
    due: str | None = None
    pace: str = "once"
    status: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the record: what was said on one item, and what came of it. ``level`` is 1, 2 or 3."""

    title: str
    level: int = 1
    paragraphs: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    action_points: tuple[ActionPoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How far a record is: ``draft``, ``in clearance`` or ``final``, and since when (for one in clearance: until)."""

    state: str
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The head of a meeting. ``mode`` is ``virtual``, ``in person`` or ``hybrid``; ``timezone`` is as shown."""

    title: str
    body: str | None = None
    date: str | None = None
    end_date: str | None = None
    start: str | None = None
    end: str | None = None
    timezone: str | None = None
    mode: str | None = None
    place: str | None = None
    language: str = "en"
    classification: str | None = None
    reference: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRecord(Meeting):
    """The record of a meeting, written as the summary that a secretariat sends out.

    ``decisions`` and ``action_points`` are those that belong to no part. ``classification`` is ``public``,
    ``network``, ``restricted`` or ``Chatham House``; ``notes`` stand at the end.
    """

    participants: tuple[Participant, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    parts: tuple[Part, ...] = ()
    decisions: tuple[Decision, ...] = ()
    action_points: tuple[ActionPoint, ...] = ()
    status: Status | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper to an agenda item, at the revision that the meeting has before it."""

    label: str
    title: str | None = None
    revision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEntry:
    """An item of an annotated agenda.

    ``kind`` is ``decision``, ``discussion``, ``information`` or ``without discussion``; ``start`` the hour at
    which it is planned to begin; ``notes`` the annotation, a paragraph each.
    """

    title: str
    number: str | None = None
    kind: str | None = None
    start: str | None = None
    minutes: int | None = None
    presenter: str | None = None
    notes: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaSection:
    """Items under a heading of their own; an agenda without sections is one section without a title."""

    items: tuple[AgendaEntry, ...]
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda(Meeting):
    """The annotated agenda of a meeting."""

    sections: tuple[AgendaSection, ...] = ()
    status: Status | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDecision:
    """A decision in a list, with the meeting that took it and how it stands, each as shown."""

    decision: Decision
    date: str | None = None
    meeting: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionGroup:
    """Decisions under one heading: a meeting, a body, a subject."""

    lines: tuple[ListedDecision, ...]
    heading: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionList:
    """A list of decisions as of a day, on a page of its own."""

    title: str
    groups: tuple[DecisionGroup, ...] = ()
    subtitle: str | None = None
    body: str | None = None
    as_of: str | None = None
    language: str = "en"
    classification: str | None = None
    reference: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was reported on an action: when, by whom, what."""

    text: str
    date: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAction:
    """An action in a list; its state is ``action.status``, as shown. ``overdue`` sets it apart."""

    action: ActionPoint
    reports: tuple[Report, ...] = ()
    overdue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionGroup:
    """Actions under one heading, with the decision that they carry out where there is one."""

    lines: tuple[ListedAction, ...]
    heading: str | None = None
    decision: ListedDecision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionList:
    """A list of actions as of a day, such as the matters arising of a meeting, on a page of its own."""

    title: str
    groups: tuple[ActionGroup, ...] = ()
    subtitle: str | None = None
    body: str | None = None
    as_of: str | None = None
    language: str = "en"
    classification: str | None = None
    reference: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of another document. ``source`` is where they stand there, and becomes a footnote.

    ``language`` is that of the words where it is not the document's; ``remark`` is said behind them.
    """

    text: str
    source: str
    language: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPoint:
    """A point of a brief, with the quotes that it stands on. ``lead`` is set off before ``text``."""

    lead: str | None = None
    text: str | None = None
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPart:
    """A part of a brief: what it is about, and its points, which are numbered through the whole brief."""

    title: str
    points: tuple[BriefPoint, ...] = ()
    introduction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A brief for a session: a question, and what documents say of it, each with its place in a footnote.

    ``facts`` are labels with values as shown; ``handling`` says how the brief may be used; ``date`` is the day of
    the session and ``as_of`` the day as of which the brief tells what it tells.
    """

    title: str
    question: str | None = None
    body: str | None = None
    date: str | None = None
    as_of: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    handling: tuple[str, ...] = ()
    parts: tuple[BriefPart, ...] = ()
    language: str = "en"
    classification: str | None = None
    reference: str | None = None
    notes: tuple[str, ...] = ()


Document = MeetingRecord | Agenda | DecisionList | ActionList | Brief
