"""Proposals, entries (one model a kind) and saved views."""

from .action_point import ActionPoint, Owner, Pace
from .decision import Decision
from .entry import Entry
from .figure import Figure
from .lineage import ActionLink, DecisionLink
from .previous_action import PreviousAction
from .proposal import Kind, Proposal
from .question import Question
from .saved_view import SavedView
from .statement import Statement

__all__ = [
    "ActionLink",
    "ActionPoint",
    "Decision",
    "DecisionLink",
    "Entry",
    "Figure",
    "Kind",
    "Owner",
    "Pace",
    "PreviousAction",
    "Proposal",
    "Question",
    "SavedView",
    "Statement",
]
