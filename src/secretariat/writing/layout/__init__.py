"""From typed documents to pages, a file a kind of document."""

from __future__ import annotations

from ..documents import ActionList, Agenda, Brief, Document, MeetingRecord
from ..page import Page
from .action_list import action_list_page
from .agenda import agenda_page
from .brief import brief_page
from .decision_list import decision_list_page
from .record import record_page

__all__ = ["lay_out"]


def lay_out(document: Document) -> Page:
    """Return a document as it stands on the page, in its own language."""
    if isinstance(document, MeetingRecord):
        return record_page(document)
    if isinstance(document, Agenda):
        return agenda_page(document)
    if isinstance(document, ActionList):
        return action_list_page(document)
    if isinstance(document, Brief):
        return brief_page(document)
    return decision_list_page(document)
