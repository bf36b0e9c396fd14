"""Meetings by month, and as files for calendars."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from secretariat.exports import calendar
from secretariat.meetings import moments, selectors
from secretariat.meetings.models import Meeting
from secretariat.workspace.actor import actor_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

MEDIA_TYPE = "text/calendar; charset=utf-8"


@require_safe
@login_required
def month(request: HttpRequest) -> HttpResponse:
    """Show the meetings of a month, day by day."""
    first = _month(request.GET.get("month", ""))
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    begin, end = weeks[0][0], weeks[-1][-1]
    rows = selectors.meetings(actor_of(request)).exclude(stage=Meeting.Stage.CANCELLED)
    rows = rows.filter(Q(date__range=(begin, end)) | Q(date__lte=end, end_date__gte=begin)).order_by(
        "date", "start_time"
    )
    context = {
        "month": first,
        "previous": first - timedelta(days=1),
        "next": (first + timedelta(days=31)).replace(day=1),
        "today": timezone.localdate(),
        "weeks": [[(day, _on(rows, day), day.month == first.month) for day in week] for week in weeks],
        "names": weeks[0],
        "any": any(row.date and row.date.month == first.month for row in rows),
    }
    return render(request, "workspace/meetings/month.html", context)


@require_safe
@login_required
def coming(request: HttpRequest) -> HttpResponse:
    """Hand out what is convened, for a calendar."""
    rows = selectors.coming(actor_of(request)).filter(stage=Meeting.Stage.CONVENED).exclude(uid="")
    return calendar_answer(calendar.published(rows, name=_("Meetings"), links=_links(request, rows)), "meetings")


@require_safe
@login_required
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out one meeting, for a calendar."""
    row = selectors.meeting(actor_of(request), pk)
    if row.date is None or not row.uid:
        raise Http404
    return calendar_answer(calendar.published([row], links=_links(request, [row])), f"meeting-{pk}")


def calendar_answer(data: bytes, name: str) -> HttpResponse:
    """Answer with a file for a calendar."""
    disposition = f'attachment; filename="{name}.ics"'
    return HttpResponse(data, content_type=MEDIA_TYPE, headers={"Content-Disposition": disposition})


def _links(request: HttpRequest, rows: Iterable[Meeting]) -> dict[int, str]:
    """Return the address of the page of each meeting."""
    return {row.pk: request.build_absolute_uri(reverse("workspace:meeting", args=[row.pk])) for row in rows}


def _on(rows: Iterable[Meeting], day: date) -> list[Meeting]:
    """Return the meetings of a day."""
    return [row for row in rows if row.date and row.date <= day <= (row.end_date or row.date)]


def _month(value: str) -> date:
    """Return the first day of a month (``2031-03``); of this month, where none is given."""
    if not value:
        return timezone.localdate().replace(day=1)
    try:
        found = date.fromisoformat(f"{value}-01")
    except ValueError as error:
        raise Http404 from error
    if not moments.within(found):
        raise Http404
    return found
