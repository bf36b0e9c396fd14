"""The steps of a reading, in order."""

from __future__ import annotations

from datetime import date

from .findings import Reading
from .language import language
from .outline import Outline
from .records.action_points import read_action_points
from .records.agenda import read_agenda
from .records.decisions import read_decisions
from .records.header import read_header
from .records.participants import read_participants
from .records.regions import Regions
from .records.rulings import rulings
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
    base = date.fromisoformat(header.meeting.date) if header.meeting.date else None
    actions = read_action_points(outline, regions, participants, ruled, base)
    decisions = read_decisions(outline, regions, ruled, [action.span for action in actions])
    return Reading(
        source=source,
        language=code,
        meeting=header.meeting,
        participants=participants,
        agenda=read_agenda(outline),
        sections=outline.sections,
        decisions=decisions,
        action_points=actions,
        problems=(*source.problems, *header.problems),
    )
