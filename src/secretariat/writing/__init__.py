r"""The way back: typed documents in, files out. Pure Python, usable alone.

>>> from secretariat.writing import MeetingRecord, write
>>> write(MeetingRecord(title="Summary of the meeting", date="2021-05-05"), "markdown").decode()
'# Summary of the meeting\n\n**Date:** Wednesday, 5 May 2021\n'
"""

from __future__ import annotations

from .documents import (
    ActionGroup,
    ActionList,
    ActionPoint,
    Agenda,
    AgendaEntry,
    AgendaItem,
    AgendaSection,
    Brief,
    BriefPart,
    BriefPoint,
    Decision,
    DecisionGroup,
    DecisionList,
    Document,
    ListedAction,
    ListedDecision,
    Meeting,
    MeetingRecord,
    Paper,
    Part,
    Participant,
    Quote,
    Report,
    Status,
)
from .formats import FORMATS, Format, file_name, format_named, write
from .json_form import from_json, to_json
from .problems import BadDocument, UnknownFormat, Unwritable, WritingError

__all__ = [
    "FORMATS",
    "ActionGroup",
    "ActionList",
    "ActionPoint",
    "Agenda",
    "AgendaEntry",
    "AgendaItem",
    "AgendaSection",
    "BadDocument",
    "Brief",
    "BriefPart",
    "BriefPoint",
    "Decision",
    "DecisionGroup",
    "DecisionList",
    "Document",
    "Format",
    "ListedAction",
    "ListedDecision",
    "Meeting",
    "MeetingRecord",
    "Paper",
    "Part",
    "Participant",
    "Quote",
    "Report",
    "Status",
    "UnknownFormat",
    "Unwritable",
    "WritingError",
    "file_name",
    "format_named",
    "from_json",
    "to_json",
    "write",
]
