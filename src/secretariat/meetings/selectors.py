"""Questions asked of the meetings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, F, Max, Q
from django.shortcuts import get_object_or_404

from secretariat.network.access import Verb, identifiable, may, visible
from secretariat.network.models import Body, Person

from .models import AgendaItem, Attendance, Confirmation, Meeting

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import WithAnnotations

    from secretariat.network.access import Actor


class Met(TypedDict):
    """How often a body met and when last."""

    meeting_count: int
    last_met: date | None


IN_REGISTER = Q(state=Confirmation.CONFIRMED)


def meetings(actor: Actor) -> QuerySet[Meeting]:
    """Return the confirmed meetings that ``actor`` may read, latest first."""
    return visible(actor, Meeting.objects.filter(IN_REGISTER)).select_related("body", "document", "series")


def meeting(actor: Actor, pk: int) -> Meeting:
    """Return one meeting, or 404."""
    return get_object_or_404(meetings(actor), pk=pk)


def attendance(actor: Actor, row: Meeting) -> QuerySet[Attendance]:
    """Return the confirmed lines of the participants' list; none where ``actor`` may not know who was there."""
    if not may(actor, Verb.IDENTIFY, row):
        return Attendance.objects.none()
    return row.attendances.filter(IN_REGISTER).select_related("entity", "person")


def attended(actor: Actor, person: Person) -> QuerySet[Meeting]:
    """Return the meetings in which somebody took part, as far as ``actor`` may know it."""
    seen = Q(attendances__person=person, attendances__state=Confirmation.CONFIRMED)
    return identifiable(actor, meetings(actor)).filter(seen).distinct()


def agenda(row: Meeting) -> QuerySet[AgendaItem]:
    """Return the confirmed agenda."""
    return row.agenda_items.filter(IN_REGISTER)


def bodies_with_counts(actor: Actor) -> QuerySet[WithAnnotations[Body, Met]]:
    """Return the bodies with how often they met (``meeting_count``) and when last (``last_met``)."""
    seen = Q(meetings__in=held(actor).order_by().filter(sort=Meeting.Sort.MEETING).values("pk"))
    return Body.objects.select_related("parent").annotate(
        meeting_count=Count("meetings", filter=seen, distinct=True),
        last_met=Max("meetings__date", filter=seen),
    )


def held(actor: Actor) -> QuerySet[Meeting]:
    """Return the meetings that took place and the procedures that have ended, latest first."""
    return meetings(actor).filter(stage=Meeting.Stage.HELD)


def coming(actor: Actor) -> QuerySet[Meeting]:
    """Return what is planned or convened, next first; what has no day yet comes last."""
    rows = meetings(actor).filter(stage__in=(Meeting.Stage.DRAFT, Meeting.Stage.CONVENED))
    return rows.order_by(F("date").asc(nulls_last=True), F("start_time").asc(nulls_first=True), "pk")


def cancelled(actor: Actor) -> QuerySet[Meeting]:
    """Return the meetings that were cancelled and the procedures that were withdrawn."""
    return meetings(actor).filter(stage=Meeting.Stage.CANCELLED)
