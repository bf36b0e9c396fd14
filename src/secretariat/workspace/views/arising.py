"""The matters arising of a meeting: the page, carrying one forward, the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from secretariat.followup.arising import arising, is_held, of_body
from secretariat.followup.carrying_forward import Outcome, carry_forward
from secretariat.followup.models import Discussion
from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.meetings.selectors import meeting as meeting_of
from secretariat.meetings.selectors import meetings
from secretariat.network.access import Verb, may
from secretariat.register import selectors
from secretariat.register.models import ActionPoint, Kind
from secretariat.reports.decision_list import decision_list
from secretariat.reports.matters_arising import heading, matters_arising
from secretariat.workspace.actor import actor_of
from secretariat.workspace.arising_forms import CarryForm
from secretariat.workspace.documents_out import FORMS, document_response

from .lists import wants_part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from secretariat.followup.matters import Group, Matter
    from secretariat.meetings.models import Meeting
    from secretariat.network.models import User


@dataclass(frozen=True, slots=True)
class Row:
    """A matter on the page: as it stood, the action as it stands now, and what was noted at this meeting."""

    matter: Matter
    action: ActionPoint | None
    discussion: Discussion | None

    @property
    def moved(self) -> bool:
        """Say whether the action stands otherwise by now."""
        return self.action is not None and self.action.state != self.matter.state


@require_safe
@login_required
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the matters arising of a meeting."""
    actor, row = actor_of(request), meeting_of(actor_of(request), pk)
    found = arising(actor, row)
    groups = found.groups()
    now = _now(actor, (matter for group in groups for matter in group.matters), row)
    context = {
        "meeting": row,
        "arising": found,
        "groups": [(group, _heading(group), [now(matter) for matter in group.matters]) for group in groups],
        "previous": meetings(actor).filter(pk=found.previous).first() if found.previous else None,
        "untied": selectors.entries(actor, Kind.PREVIOUS_ACTION).filter(
            pk__in=[told.previous for told in found.loose if told.previous]
        ),
        "may_edit": may(actor, Verb.EDIT),
        "held": is_held(row),
        "forms": FORMS,
    }
    return render(request, "workspace/followup/arising.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def carry(request: HttpRequest, pk: int, action: int) -> HttpResponse:
    """Carry one matter forward: ask what came of it, write it, and go back to its place in the list."""
    actor, meeting = actor_of(request), meeting_of(actor_of(request), pk)
    row = _matter(actor, meeting, action)
    if not may(actor, Verb.EDIT, row):
        raise PermissionDenied
    form = CarryForm(request.POST or None, initial={"version": row.version}, action=row, auto_id=f"carry_{row.pk}_%s")
    if form.is_bound and form.is_valid() and _carried(actor, row, meeting, form):
        messages.success(request, _("%s is carried forward.") % row.reference)
        return redirect(f"{reverse('workspace:arising', kwargs={'pk': pk})}#m-{row.pk}")
    discussion = Discussion.objects.filter(action=row, meeting=meeting).first()
    context = {"meeting": meeting, "action": row, "form": form, "discussion": discussion}
    part = request.method == "GET" and wants_part(request)
    template = "carry_form" if part else "carry"
    response = render(request, f"workspace/followup/{template}.html", context, status=422 if form.errors else 200)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_POST
@login_required
def note(request: HttpRequest, pk: int, action: int) -> HttpResponse:
    """Note that a matter was discussed, and nothing else."""
    actor, meeting = actor_of(request), meeting_of(actor_of(request), pk)
    row = _matter(actor, meeting, action)
    try:
        carry_forward(actor, action=row, meeting=meeting, outcome=Outcome())
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%s was discussed.") % row.reference)
    return redirect(f"{reverse('workspace:arising', kwargs={'pk': pk})}#m-{row.pk}")


@require_safe
@login_required
def document(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Hand the matters arising out as a file."""
    actor = actor_of(request)
    return document_response(matters_arising(actor, meeting_of(actor, pk), language=_language()), form)


@require_safe
@login_required
def decisions_of_meeting(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Hand the decisions of a meeting out as a file."""
    actor = actor_of(request)
    row = meeting_of(actor, pk)
    filters = selectors.Filters(meeting=row.pk)
    return document_response(decision_list(actor, filters, meeting=row, language=_language()), form)


@require_safe
@login_required
def decisions(request: HttpRequest, form: str) -> HttpResponse:
    """Hand a list of decisions out as a file, with the filters of the list."""
    filters = selectors.Filters.from_query(request.GET)
    return document_response(decision_list(actor_of(request), filters, language=_language()), form)


def _language() -> str:
    """Return the language of the page, in which the document speaks too."""
    return (get_language() or "en").split("-")[0]


def _now(actor: User, matters: Iterable[Matter], meeting: Meeting) -> _Now:
    """Return what turns a matter into a row of the page."""
    numbers = [matter.number for matter in matters]
    noted = Discussion.objects.filter(meeting=meeting, action__in=numbers).select_related("by")
    return _Now(
        selectors.entries(actor, Kind.ACTION_POINT).order_by().in_bulk(numbers),
        {row.action_id: row for row in noted},
    )


@dataclass(frozen=True, slots=True)
class _Now:
    """The actions of the matters as they stand, and what was noted on them."""

    actions: dict[int, ActionPoint]
    noted: dict[int, Discussion]

    def __call__(self, matter: Matter) -> Row:
        """Return the row of a matter."""
        return Row(matter, self.actions.get(matter.number), self.noted.get(matter.number))


def _heading(group: Group) -> str:
    """Return the heading over a group without a decision."""
    return "" if group.decision else heading(group.meeting)


def _matter(actor: User, meeting: Meeting, number: int) -> ActionPoint:
    """Return an action of the meeting's body, or 404."""
    row = selectors.entries(actor, Kind.ACTION_POINT).filter(of_body(meeting.body_id), pk=number).first()
    if not isinstance(row, ActionPoint):
        raise Http404
    return row


def _carried(actor: User, row: ActionPoint, meeting: Meeting, form: CarryForm) -> bool:
    """Carry a matter forward, or say on the form why not."""
    version = form.cleaned_data["version"]
    try:
        carry_forward(actor, action=row, meeting=meeting, outcome=form.outcome(), version=version)
    except Conflict:
        form.add_error(None, _("Somebody changed this meanwhile. Go back, look at it again, then carry it forward."))
        return False
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
