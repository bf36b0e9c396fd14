"""Who attended, seat by seat."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from secretariat.history.refusals import NotAllowed, Refused
from secretariat.meetings import attendance as verbs
from secretariat.meetings import selectors
from secretariat.meetings.attendance import SeatLine, SeatRow
from secretariat.meetings.models import Attendance
from secretariat.workspace import meeting_forms as forms
from secretariat.workspace.actor import actor_of
from secretariat.workspace.attempts import attempt
from secretariat.workspace.meeting_page import frame
from secretariat.workspace.sent_numbers import sent_key

from .meetings_plan import editable

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from secretariat.meetings.models import Meeting
    from secretariat.network.models import User


@require_http_methods(["GET", "POST"])
@login_required
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Record who attended for each seat, and who else was there."""
    actor = actor_of(request)
    row = editable(actor, pk)
    rows = verbs.grid(actor, row)
    do = request.POST.get("do", "")
    other = forms.OtherForm(request.POST if do == "add" else None, auto_id="other_%s")
    wrong = ""
    if request.method == "POST":
        wrong = _recorded(request, actor, row, rows) if do == "seats" else ""
        if do == "remove":
            line = get_object_or_404(Attendance, pk=sent_key(request.POST.get("line", "")), meeting=row, seat=None)
            attempt(request, partial(verbs.remove, actor, line=line), said=_("Kept."))
        added = do == "add" and other.is_valid()
        if added:
            attempt(request, lambda: verbs.add(actor, meeting=row, **other.cleaned_data), said=_("Kept."), form=other)
        if not wrong and not other.errors:
            return redirect("workspace:attendance", pk=pk)
    shown = [_typed(line, request.POST) if wrong else _line(line) for line in rows]
    context = {
        "rows": shown,
        "wrong": wrong,
        "proposals": any(line.is_proposal for line in rows),
        "capacities": [("", _("Not recorded")), *Attendance.Capacity.choices],
        "others": [line for line in selectors.attendance(actor, row) if line.seat_id is None],
        "other": other,
        **frame(request, row, "attendance"),
    }
    status = 422 if wrong or other.errors else 200
    return render(request, "workspace/meetings/attendance.html", context, status=status)


def _recorded(request: HttpRequest, actor: User, row: Meeting, rows: list[SeatRow]) -> str:
    """Record the grid; return the line that tells why it cannot be taken, with what was typed kept."""
    data = request.POST
    lines = [
        SeatLine(
            seat=line.seat,
            capacity=data.get(f"capacity_{line.seat.pk}", ""),
            name=data.get(f"name_{line.seat.pk}", ""),
            represented_by=data.get(f"by_{line.seat.pk}", ""),
        )
        for line in rows
    ]
    try:
        verbs.record_seats(actor, meeting=row, lines=lines)
    except NotAllowed:
        raise
    except Refused as refusal:
        return str(refusal)
    messages.success(request, _("The attendance is recorded."))
    return ""


def _line(row: SeatRow) -> dict[str, object]:
    """Return a seat as the grid shows it; without anything known, with the name of its principal."""
    name = row.name or (row.holders[0].name if row.holders else "")
    return {"row": row, "capacity": row.capacity, "name": name, "by": row.represented_by}


def _typed(row: SeatRow, data: QueryDict) -> dict[str, object]:
    """Return a seat with what was typed."""
    values = {"capacity": "capacity", "name": "name", "by": "by"}
    return {"row": row, **{key: data.get(f"{name}_{row.seat.pk}", "") for key, name in values.items()}}
