"""Series, meetings, agenda and papers, who was invited, who attended, what was answered in writing."""

from .agenda import AgendaItem, AgendaSection, Paper
from .attendance import Attendance
from .confirmable import Confirmable, Confirmation
from .invitation import Invitation
from .meeting import Meeting
from .procedure import Answer
from .series import ItemSort, MeetingTemplate, Series, TemplateItem

__all__ = [
    "AgendaItem",
    "AgendaSection",
    "Answer",
    "Attendance",
    "Confirmable",
    "Confirmation",
    "Invitation",
    "ItemSort",
    "Meeting",
    "MeetingTemplate",
    "Paper",
    "Series",
    "TemplateItem",
]
