"""The meetings, one below the other in time, and the page of each."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from secretariat.history.selectors import events_of
from secretariat.meetings import moments, selectors
from secretariat.meetings.invitations import is_stale
from secretariat.meetings.outline import outline
from secretariat.meetings.papers import papers
from secretariat.meetings.replies import own_of
from secretariat.network.access import Verb, may
from secretariat.register.models import Kind
from secretariat.register.selectors import entries
from secretariat.sources.models import Document
from secretariat.workspace.actor import actor_of
from secretariat.workspace.documents_out import FORMS
from secretariat.workspace.entry_kinds import BY_KIND, NOTED
from secretariat.workspace.history_words import timeline
from secretariat.workspace.meeting_forms import ReplyForm
from secretariat.workspace.meeting_page import frame

from . import meetings_procedure
from .lists import LANGUAGE
from .meetings_reply import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from secretariat.meetings.models import Attendance, Meeting
    from secretariat.network.models import User

ROWS = 60
CANCELLED = 10
NEIGHBOURS = 2


@require_safe
@login_required
def meetings(request: HttpRequest) -> HttpResponse:
    """Show the meetings year by year, of one body or of all."""
    actor = actor_of(request)
    rows, coming = selectors.held(actor), selectors.coming(actor)
    met = {*rows.order_by().values_list("body", flat=True), *coming.order_by().values_list("body", flat=True)}
    bodies = [body for body in selectors.bodies_with_counts(actor) if body.pk in met]
    slug = request.GET.get("body", "")
    chosen = next((body for body in bodies if body.slug == slug), None)
    if chosen:
        rows, coming = rows.filter(body=chosen), coming.filter(body=chosen)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "bodies": bodies,
        "body": chosen,
        "page": page,
        **({} if page.number > 1 else by_day(coming)),
        "cancelled": selectors.cancelled(actor).filter(**({"body": chosen} if chosen else {}))[:CANCELLED],
        "may_plan": may(actor, Verb.EDIT),
        "years": list(by_year(with_counts(actor, list(page)))),
        "may_upload": may(actor, Verb.UPLOAD, Document),
        "query": f"body={chosen.slug}" if chosen else "",
    }
    return render(request, "workspace/meetings/list.html", context)


@require_safe
@login_required
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one meeting: who was there, what was on the agenda, what came of it."""
    actor = actor_of(request)
    row = selectors.meeting(actor, pk)
    if row.is_procedure:
        return meetings_procedure.page(request, row)
    of_meeting = {
        face.kind: entries(actor, face.kind).filter(meeting=row).annotate(language=LANGUAGE).order_by("start", "pk")
        for face in BY_KIND.values()
    }
    context = {
        **frame(request, row, "meeting"),
        "attendance": by_attendance(actor, row),
        "outline": outline(row, papers(actor, row)),
        "own": [
            (invitation, is_stale(invitation), ReplyForm(initial=said(invitation), auto_id=f"r{invitation.pk}_%s"))
            for invitation in own_of(actor, row)
        ],
        "reasons": events_of(row).filter(verb__in=("postpone", "cancel")),
        "decisions": of_meeting[Kind.DECISION],
        "actions": of_meeting[Kind.ACTION_POINT],
        "noted": [(BY_KIND[kind], of_meeting[kind]) for kind in NOTED if of_meeting[kind].exists()],
        "neighbours": neighbours(actor, row),
        "forms": FORMS,
        "history": timeline(request, row),
        "may_open": row.document is not None and may(actor, Verb.READ, row.document),
    }
    return render(request, "workspace/meetings/meeting.html", context)


def by_day(coming: QuerySet[Meeting]) -> dict[str, list[Meeting]]:
    """Return what is coming, next first, and what is past but was not said to be held, latest first."""
    rows = list(coming)
    past = [row for row in rows if (row.end_date or row.date or date.max) < moments.today(row.zone)]
    return {"coming": [row for row in rows if row not in past], "unclosed": past[::-1]}


def with_counts(actor: User, rows: list[Meeting]) -> list[tuple[Meeting, int, int]]:
    """Return meetings with how many decisions and action points of each the reader may see."""
    keys = [row.pk for row in rows]
    decisions, actions = (
        Counter(entries(actor, kind).filter(meeting__in=keys).order_by().values_list("meeting", flat=True))
        for kind in (Kind.DECISION, Kind.ACTION_POINT)
    )
    return [(row, decisions[row.pk], actions[row.pk]) for row in rows]


def by_year(rows: list[tuple[Meeting, int, int]]) -> Iterator[tuple[int | None, list[tuple[Meeting, int, int]]]]:
    """Yield the meetings of each year, in the order in which they come."""
    for year, group in groupby(rows, key=lambda row: row[0].date.year if row[0].date else None):
        yield year, list(group)


def by_attendance(actor: User, row: Meeting) -> dict[str, list[Attendance]]:
    """Return the participants of a meeting by how they attended, those present first."""
    groups: dict[str, list[Attendance]] = {}
    for line in selectors.attendance(actor, row):
        groups.setdefault(line.attendance, []).append(line)
    return dict(sorted(groups.items(), key=lambda group: group[0] != "present"))


def neighbours(actor: User, row: Meeting) -> list[Meeting]:
    """Return the meetings of the same body around this one, earliest first, this one among them."""
    if row.date is None:
        return []
    same = selectors.meetings(actor).filter(body=row.body) if row.body else selectors.meetings(actor)
    earlier = same.filter(date__lt=row.date).order_by("-date")[:NEIGHBOURS]
    later = same.filter(date__gt=row.date).order_by("date")[:NEIGHBOURS]
    return [*reversed(earlier), row, *later]
