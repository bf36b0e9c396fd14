"""Meetings, who attended, and the agenda."""

from .agenda import AgendaItem
from .attendance import Attendance
from .confirmable import Confirmable, Confirmation
from .meeting import Meeting

__all__ = ["AgendaItem", "Attendance", "Confirmable", "Confirmation", "Meeting"]
