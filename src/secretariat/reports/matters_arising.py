"""The matters arising of a meeting as a document of one page or two."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.followup.ageing import overdue_by
from secretariat.followup.arising import arising
from secretariat.register.models import ActionPoint, Pace
from secretariat.writing.documents import (
    ActionGroup,
    ActionList,
    Decision,
    ListedAction,
    ListedDecision,
    Report,
)
from secretariat.writing.documents import ActionPoint as WrittenAction

from .levels import classification

if TYPE_CHECKING:
    from secretariat.followup.matters import Arising, Group, Matter, Origin, Reported
    from secretariat.meetings.models import Meeting
    from secretariat.network.access import Actor

STATES = dict(ActionPoint.State.choices)


def matters_arising(actor: Actor, meeting: Meeting, *, language: str = "en") -> ActionList:
    """Return the matters arising of a meeting, as far as ``actor`` may read them, as a document.

    Raises:
        NotAllowed: when the actor may not read the meeting.
    """
    found = arising(actor, meeting)
    return ActionList(
        title=_("Matters arising"),
        subtitle=_subtitle(meeting, found),
        body=str(meeting.body) if meeting.body else None,
        as_of=timezone.localdate(found.as_of).isoformat(),
        groups=tuple(_groups(found)),
        language=language,
        classification=_classification(meeting, found),
        notes=tuple(_notes(found)),
    )


def _subtitle(meeting: Meeting, found: Arising) -> str:
    """Return for which meeting it is, and how much of it there is."""
    of = _("For %s") % meeting.title
    day = f", {date_format(meeting.date, 'j F Y')}" if meeting.date else ""
    count = ngettext("%d open action", "%d open actions", len(found.matters)) % len(found.matters)
    late = ", " + ngettext("%d overdue", "%d overdue", found.overdue) % found.overdue if found.overdue else ""
    return f"{of}{day}: {count}{late}."


def _groups(found: Arising) -> list[ActionGroup]:
    """Return the groups: the open ones by decision and meeting, then what was closed since."""
    groups = [_group(group) for group in found.groups()]
    if found.closed:
        lines = tuple(_line(matter) for matter in found.closed)
        groups.append(ActionGroup(heading=_("Closed since the meeting before"), lines=lines))
    return groups


def _group(group: Group) -> ActionGroup:
    """Return one group."""
    lines = tuple(_line(matter) for matter in group.matters)
    if group.decision is not None:
        return ActionGroup(lines=lines, decision=_decision(group.decision))
    return ActionGroup(lines=lines, heading=heading(group.meeting))


def heading(meeting: Origin | None) -> str:
    """Return the heading over actions that carry out no decision."""
    if meeting is None:
        return _("Entered by hand, from no meeting")
    day = date_format(date.fromisoformat(meeting.date), "j F Y") if meeting.date else ""
    return _("From %s") % ", ".join(filter(None, (meeting.text, day)))


def _decision(origin: Origin) -> ListedDecision:
    """Return the decision over a group."""
    decision = Decision(text=origin.text, reference=origin.reference)
    return ListedDecision(decision=decision, date=origin.date or None, meeting=origin.meeting or None)


def _line(matter: Matter) -> ListedAction:
    """Return one action with what was reported on it."""
    standing = matter.pace == Pace.STANDING
    review = _("review") if standing and matter.review_date else None
    action = WrittenAction(
        text=matter.text,
        owners=matter.owners,
        due_text=review if standing else matter.due_text or None,
        due=(matter.review_date if standing else matter.due) or None,
        pace=matter.pace,
        status=_status(matter),
        reference=matter.reference,
    )
    reports = tuple(_report(row) for row in matter.reports)
    if matter.closed and matter.reason and not any(row.text == matter.reason for row in reports):
        reports = (*reports, Report(text=matter.reason, date=matter.closed))
    return ListedAction(action=action, reports=reports, overdue=matter.late > 0)


def _status(matter: Matter) -> str:
    """Return how an action stands."""
    state = str(STATES.get(matter.state, matter.state))
    if matter.late:
        return f"{state}, {overdue_by(matter.late)}"
    return state


def _report(row: Reported) -> Report:
    """Return what was reported."""
    return Report(text=row.text, date=row.date or None, by=row.by or None)


def _notes(found: Arising) -> list[str]:
    """Return what has to be said at the end."""
    kept = _("Kept as it stood when the meeting was over.") if found.frozen else ""
    loose = [_("Reported in a record on no action of the register: %s") % row.text for row in found.loose]
    return [line for line in (kept, *loose) if line]


def _classification(meeting: Meeting, found: Arising) -> str:
    """Return the strictest level of the meeting and of what is listed, as documents name it."""
    return classification([meeting.confidentiality, *(row.level for row in (*found.matters, *found.closed))])
