"""Collections of reports, their pages and passages, and what people decided on passages."""

from .collection import Collection, Cycle
from .passage import Judgement, Passage, PassageLabel, Stance, Standing, Subject, Verdict
from .report import Page, Report

__all__ = [
    "Collection",
    "Cycle",
    "Judgement",
    "Page",
    "Passage",
    "PassageLabel",
    "Report",
    "Stance",
    "Standing",
    "Subject",
    "Verdict",
]
