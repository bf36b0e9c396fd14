"""The way of an action in one line: sentence, decision, action, progress, next agenda. What is missing says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.followup.escalation import body_of
from secretariat.meetings.models import Meeting
from secretariat.meetings.selectors import meetings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariat.followup.lineage import Tie
    from secretariat.followup.models import ProgressNote
    from secretariat.network.models import User
    from secretariat.register.models import ActionPoint, Decision


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the way; without an address it is missing, or where one is."""

    label: str
    text: str
    url: str = ""
    here: bool = False

    @property
    def missing(self) -> bool:
        """Say whether there is nothing at this point."""
        return not self.url and not self.here


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of an action, as far as the reader may see it: ``told`` counts the later records that report."""

    decision: Decision | None
    notes: Sequence[ProgressNote]
    told: int
    successors: Sequence[Tie]


def trace(actor: User, action: ActionPoint, found: Found) -> list[Point]:
    """Return the way of an action, as far as the reader may see it."""
    return [
        _sentence(action),
        _decision(found.decision),
        Point(_("Action"), f"{action.reference} · {action.get_state_display()}", here=True),
        _progress(found.notes, found.told),
        _agenda(actor, action, found.successors),
    ]


def _sentence(action: ActionPoint) -> Point:
    """Return the passage that it stands on."""
    if action.reading_id is None:
        return Point(_("Sentence"), _("None: entered by hand"))
    return Point(_("Sentence"), _("Page %d") % action.page if action.page else _("In the record"), "#h-passage")


def _decision(decision: Decision | None) -> Point:
    """Return the decision that it carries out."""
    if decision is None:
        return Point(_("Decision"), _("None is tied to it"))
    url = reverse("workspace:entry", kwargs={"kind": decision.kind, "pk": decision.pk})
    return Point(_("Decision"), f"{decision.reference} · {decision.get_state_display()}", url)


def _progress(notes: Sequence[ProgressNote], in_records: int) -> Point:
    """Return what was reported."""
    if not notes and in_records:
        told = ngettext("In %d later record", "In %d later records", in_records) % in_records
        return Point(_("Progress"), told, "#h-progress")
    if not notes:
        return Point(_("Progress"), _("Nothing is reported yet"))
    told = ngettext("%d report", "%d reports", len(notes)) % len(notes)
    last = date_format(timezone.localtime(notes[0].at), "j M Y")
    return Point(_("Progress"), _("%(told)s, last on %(day)s") % {"told": told, "day": last}, "#h-progress")


def _agenda(actor: User, action: ActionPoint, successors: Sequence[Tie]) -> Point:
    """Return the meeting to which it comes next."""
    label = _("Next agenda")
    if successors:
        return Point(_("Goes on in"), ", ".join(tie.action.reference for tie in successors), "#h-on")
    if not action.is_live:
        return Point(label, _("None: it is over"))
    body = body_of(action)
    coming = next_meeting(actor, body.pk) if body is not None else None
    if coming is None:
        return Point(label, _("No meeting is planned"))
    day = date_format(coming.date, "j M Y") if coming.date else _("no date yet")
    url = reverse("workspace:arising", kwargs={"pk": coming.pk})
    return Point(label, f"{coming.title}, {day}", f"{url}#m-{action.pk}")


def next_meeting(actor: User, body: int) -> Meeting | None:
    """Return the meeting of a body that comes next, as far as the reader may see it."""
    coming = Q(date__gte=timezone.localdate()) | Q(date=None)
    stages = (Meeting.Stage.DRAFT, Meeting.Stage.CONVENED)
    rows = meetings(actor).filter(coming, body=body, stage__in=stages, sort=Meeting.Sort.MEETING)
    return rows.order_by(F("date").asc(nulls_last=True), "pk").first()
