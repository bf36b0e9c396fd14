"""Collections of reports, their pages and passages, what people decided on passages, and labs."""

from .collection import Collection, Cycle
from .lab import Lab, LabItem, LabOutcome, LabQuote
from .passage import Judgement, Passage, PassageLabel, Stance, Standing, Subject, Verdict
from .report import Page, Report

__all__ = [
    "Collection",
    "Cycle",
    "Judgement",
    "Lab",
    "LabItem",
    "LabOutcome",
    "LabQuote",
    "Page",
    "Passage",
    "PassageLabel",
    "Report",
    "Stance",
    "Standing",
    "Subject",
    "Verdict",
]
