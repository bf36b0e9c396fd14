"""A list of the register as CSV that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.translation import gettext as _

from secretariat.register.models import ActionPoint, Decision, Figure, PreviousAction, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secretariat.register.models import Entry

# The full-width forms are read as their plain counterparts by some spreadsheets.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def safe(value: object) -> str:
    """Return a cell as text; what a spreadsheet would take for a formula gets an apostrophe before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def response(name: str, rows: Iterable[list[str]]) -> HttpResponse:
    """Return rows as a file to be kept. The byte order mark tells spreadsheets that it is UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows([safe(cell) for cell in row] for row in rows)
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def table(kind: str, entries: Iterable[Entry]) -> Iterator[list[str]]:
    """Yield the header and a row for each entry."""
    yield [_("Reference"), _("Text"), _("State"), *_own_header(kind), _("Meeting"), _("Date"), _("Document"), _("Page")]
    for entry in entries:
        meeting, document = entry.meeting, entry.document
        yield [
            entry.reference,
            entry.text,
            entry.state,
            *_own_cells(entry),
            meeting.title if meeting else "",
            meeting.date.isoformat() if meeting and meeting.date else "",
            document.title if document else "",
            str(entry.page or ""),
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


def _own_cells(entry: Entry) -> list[str]:
    """Return the cells that one kind alone has."""
    match entry:
        case Decision():
            return [entry.verb, entry.manner, entry.proposer]
        case ActionPoint():
            lead = entry.lead
            others = "; ".join(owner.label for owner in entry.owners.all() if owner != lead)
            review = entry.review_date.isoformat() if entry.review_date else ""
            return [lead.label if lead else "", others, entry.due or entry.due_text, entry.pace, review]
        case Statement():
            return [entry.force, entry.speaker]
        case Figure():
            return ["" if entry.value is None else f"{entry.value:.15g}", entry.unit, entry.subject, entry.as_of]
        case PreviousAction():
            return [entry.status]
    return []
