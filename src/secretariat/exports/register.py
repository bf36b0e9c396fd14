"""A list of the register as a table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariat.register.models import ActionPoint, Decision, Figure, PreviousAction, Statement

from .tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from secretariat.network.cells import Cell
    from secretariat.register.models import Entry


def entries_table(name: str, kind: str, entries: Iterable[Entry]) -> Table:
    """Return a list of entries of one kind as a table called ``name``."""
    about = [_("Meeting"), _("Date"), _("Document"), _("Page")]
    return Table(name, [_("Reference"), _("Text"), _("State"), *_own_header(kind), *about], _rows(entries))


def _rows(entries: Iterable[Entry]) -> Iterator[Sequence[Cell]]:
    """Yield a row for each entry."""
    for entry in entries:
        meeting, document = entry.meeting, entry.document
        yield [
            entry.reference,
            entry.text,
            entry.state,
            *_own_cells(entry),
            meeting.title if meeting else "",
            meeting.date if meeting else None,
            document.title if document else "",
            entry.page,
        ]


def _own_header(kind: str) -> list[str]:
    """Return the columns that one kind alone has."""
    headers = {
        "decision": [_("Verb"), _("Manner"), _("Proposed by")],
        "action_point": [_("Lead"), _("Contributing"), _("Due"), _("Pace"), _("Review")],
        "statement": [_("Force"), _("Speaker")],
        "figure": [_("Value"), _("Unit"), _("Subject"), _("As of")],
        "previous_action": [_("Status")],
    }
    return headers.get(kind, [])


def _own_cells(entry: Entry) -> list[Cell]:
    """Return the cells that one kind alone has."""
    match entry:
        case Decision():
            return [entry.verb, entry.manner, entry.proposer]
        case ActionPoint():
            lead = entry.lead
            others = "; ".join(owner.label for owner in entry.owners.all() if owner != lead)
            due = _day_or_words(entry.due or entry.due_text)
            return [lead.label if lead else "", others, due, entry.pace, entry.review_date]
        case Statement():
            return [entry.force, entry.speaker]
        case Figure():
            return [entry.value, entry.unit, entry.subject, entry.as_of]
        case PreviousAction():
            return [entry.status]
    return []


def _day_or_words(due: str) -> date | str:
    """Return a due date as a day where it is one; a period stays as it is written."""
    try:
        return date.fromisoformat(due) if len(due) == len("2021-07-31") else due
    except ValueError:
        return due
