"""Series, meetings, agenda and papers, who was invited, who attended, what was answered in writing, records."""

from .agenda import AgendaItem, AgendaSection, Paper
from .attendance import Attendance
from .confirmable import Confirmable, Confirmation
from .invitation import Invitation
from .meeting import Meeting
from .procedure import Answer
from .record import Comment, Correction, Objection, Presence, Record, RecordPart, RecordRevision, Reply
from .series import ItemSort, MeetingTemplate, Series, TemplateItem

__all__ = [
    "AgendaItem",
    "AgendaSection",
    "Answer",
    "Attendance",
    "Comment",
    "Confirmable",
    "Confirmation",
    "Correction",
    "Invitation",
    "ItemSort",
    "Meeting",
    "MeetingTemplate",
    "Objection",
    "Paper",
    "Presence",
    "Record",
    "RecordPart",
    "RecordRevision",
    "Reply",
    "Series",
    "TemplateItem",
]
