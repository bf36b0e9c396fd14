"""Procedures in the register: what was adopted without a meeting becomes a decision like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused
from secretariat.meetings.models import Meeting, Paper
from secretariat.meetings.selectors import meetings
from secretariat.network.guarded import OPEN_LEVELS

from .entries import enter
from .models import Decision, Kind

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariat.network.access import Actor
    from secretariat.network.models import User

MANNERS = {
    Meeting.Sort.SILENCE_PROCEDURE: "silence procedure",
    Meeting.Sort.WRITTEN_PROCEDURE: "written procedure",
}


def adopted_procedures_without_decision(actor: Actor) -> QuerySet[Meeting]:
    """Return the procedures by which something was adopted that is not in the register yet, latest first."""
    entered = Decision.objects.filter(meeting=OuterRef("pk")).exclude(Decision.drafts())
    return meetings(actor).filter(~Exists(entered), sort__in=Meeting.PROCEDURES, outcome=Meeting.Outcome.ADOPTED)


def enter_adopted(actor: User, *, procedure: Meeting, text: str = "") -> Decision:
    """Enter what a procedure adopted as a decision: in its own words, unless the actor gives others.

    Where one paper was before it, the decision names it at its revision.
    """
    if procedure.outcome != Meeting.Outcome.ADOPTED:
        raise Refused("not_adopted", _("Nothing was adopted by this procedure."))
    if not adopted_procedures_without_decision(actor).filter(pk=procedure.pk).exists():
        raise Refused("already_there", _("The decision is in the register already."))
    papers = list(Paper.objects.filter(meeting=procedure).select_related("revision__document")[:2])
    values: dict[str, object] = {
        "text": text.strip() or procedure.proposal,
        "manner": MANNERS[Meeting.Sort(procedure.sort)],
        "verb": "adopt",
    }
    if len(papers) == 1 and papers[0].confidentiality in (*OPEN_LEVELS, procedure.confidentiality):
        revision = papers[0].revision
        said = {"number": revision.number, "day": f"{revision.uploaded_at:%Y-%m-%d}"}
        values["object"] = revision.document.title
        values["object_revision"] = _("revision %(number)s, of %(day)s") % said
    level = procedure.confidentiality
    entry = enter(actor, kind=Kind.DECISION, values=values, meeting=procedure, confidentiality=level)
    return Decision.objects.get(pk=entry.pk)
