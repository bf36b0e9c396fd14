"""The decisions of a meeting, a body or a period as a document."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.network.access import Verb, may
from secretariat.network.models import Body
from secretariat.register.levels import strictest
from secretariat.register.models import Kind
from secretariat.register.selectors import Filters, entries
from secretariat.writing.documents import Decision, DecisionGroup, DecisionList, ListedDecision

from .levels import classification

if TYPE_CHECKING:
    from secretariat.meetings.models import Meeting
    from secretariat.network.access import Actor
    from secretariat.register.models import Decision as Entry

MOST = 2000


def decision_list(
    actor: Actor, filters: Filters, *, meeting: Meeting | None = None, language: str = "en"
) -> DecisionList:
    """Return the decisions that the filters leave and ``actor`` may read, the latest meeting first.

    A list names itself after the ``meeting`` where it is that of one. It is as confidential as the strictest
    decision in it.
    """
    rows: list[Entry] = list(entries(actor, Kind.DECISION, filters)[: MOST + 1])
    groups = tuple(_groups(actor, rows[:MOST]))
    body = Body.objects.filter(slug=filters.body).first() if filters.body else None
    return DecisionList(
        title=_("Decisions"),
        subtitle=_subtitle(filters, meeting, min(len(rows), MOST)),
        body=str(meeting.body) if meeting and meeting.body else str(body) if body else None,
        as_of=timezone.localdate().isoformat(),
        groups=groups,
        language=language,
        classification=_classification(rows),
        notes=(_("Only the first %d decisions are listed.") % MOST,) if len(rows) > MOST else (),
    )


def _groups(actor: Actor, rows: list[Entry]) -> list[DecisionGroup]:
    """Return the decisions by meeting, in the order in which they come."""
    return [
        DecisionGroup(heading=_heading(group[0].meeting), lines=tuple(_line(actor, row) for row in group))
        for group in ([*found] for _number, found in groupby(rows, key=lambda row: row.meeting_id))
    ]


def _heading(meeting: Meeting | None) -> str:
    """Return the heading over the decisions of a meeting."""
    if meeting is None:
        return _("Entered by hand, from no meeting")
    return f"{meeting.title}, {date_format(meeting.date, 'j F Y')}" if meeting.date else meeting.title


def _line(actor: Actor, row: Entry) -> ListedDecision:
    """Return one decision as it stands."""
    state = str(row.get_state_display())
    if row.superseded_by is not None and may(actor, Verb.READ, row.superseded_by):
        state = _("%(state)s by %(decision)s") % {"state": state, "decision": row.superseded_by.reference}
    decision = Decision(
        text=row.text,
        verb=row.verb or None,
        manner=row.manner or None,
        proposer=row.proposer or None,
        object=row.object or None,
        reference=row.reference,
    )
    day = row.meeting.date.isoformat() if row.meeting and row.meeting.date else None
    return ListedDecision(decision=decision, date=day, meeting=row.meeting.title if row.meeting else None, state=state)


def _subtitle(filters: Filters, meeting: Meeting | None, count: int) -> str:
    """Return of what it is a list, and how long it is."""
    told = ngettext("%d decision", "%d decisions", count) % count
    if meeting is not None:
        day = f", {date_format(meeting.date, 'j F Y')}" if meeting.date else ""
        return f"{meeting.title}{day}: {told}."
    since = _("from %s") % date_format(filters.met_after, "j F Y") if filters.met_after else ""
    until = _("until %s") % date_format(filters.met_before, "j F Y") if filters.met_before else ""
    return " ".join(filter(None, (told, since, until))) + "."


def _classification(rows: list[Entry]) -> str | None:
    """Return the strictest level in the list, as documents name it."""
    return classification(strictest(row) for row in rows) if rows else None
