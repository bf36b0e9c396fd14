"""The steps of a reading, in order."""

from __future__ import annotations

from .dates import whole_day
from .findings import Reading
from .language import language
from .outline import Outline
from .records.action_points import read_action_points
from .records.agenda import read_agenda
from .records.contradictions import find_problems
from .records.decisions import read_decisions
from .records.figures import read_figures
from .records.header import read_header
from .records.participants import read_participants
from .records.previous_actions import read_previous_actions
from .records.questions import read_questions
from .records.regions import Regions
from .records.rulings import rulings
from .records.statements import read_statements
from .resolve import follow
from .source_text import SourceText
from .vocabulary import languages, vocabulary

_FALLBACK = "en"


def read(source: SourceText) -> Reading:
    """Return all that a meeting record says. The same source gives the same reading."""
    code = language(source.text)
    outline = Outline(source, vocabulary(code if code in languages() else _FALLBACK))
    regions = Regions(outline)
    participants = read_participants(outline)
    ruled = rulings(outline)
    header = read_header(outline, outline.vocabulary)
    base = whole_day(header.meeting.date)
    actions = read_action_points(outline, regions, participants, ruled, base)
    decisions = read_decisions(outline, regions, ruled, [action.span for action in actions])
    taken = [*(action.span for action in actions), *(decision.span for decision in decisions)]
    return Reading(
        source=source,
        language=code,
        meeting=header.meeting,
        participants=participants,
        agenda=read_agenda(outline),
        sections=outline.sections,
        decisions=decisions,
        action_points=follow(actions, decisions),
        statements=read_statements(outline, regions, taken),
        figures=read_figures(outline, outline.vocabulary, header.meeting.date),
        questions=read_questions(outline, regions),
        previous_actions=read_previous_actions(outline, regions, participants, taken),
        problems=(*source.problems, *header.problems, *find_problems(outline, header.meeting, participants, actions)),
    )
