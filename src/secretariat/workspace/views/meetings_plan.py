"""Planning: a meeting or a procedure is planned, changed, convened, put off, cancelled, held."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from secretariat.meetings import moments, planning, selectors
from secretariat.meetings.models import Meeting, Series
from secretariat.network.access import Verb, may
from secretariat.network.models import Body
from secretariat.workspace import meeting_forms as forms
from secretariat.workspace.actor import actor_of
from secretariat.workspace.attempts import attempt
from secretariat.workspace.sent_numbers import sent_key

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from secretariat.network.models import User

DONE = {
    "convene": gettext_lazy("It is convened: it is read as its level of confidentiality says."),
    "hold": gettext_lazy("It was held."),
    "postpone": gettext_lazy("It is postponed. Send the invitation again, so that calendars know."),
    "cancel": gettext_lazy("It is cancelled. Send the cancellation, so that calendars know."),
}


@require_http_methods(["GET", "POST"])
@login_required
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a meeting, a written procedure or a silence procedure."""
    actor = actor_of(request)
    if not may(actor, Verb.EDIT):
        raise PermissionDenied
    sort = request.GET.get("sort", Meeting.Sort.MEETING)
    if sort not in Meeting.Sort.values:
        raise Http404
    series = _series(request)
    initial = {"confidentiality": "network", **_begin(request, series)}
    form = forms.PlanForm(request.POST or None, sort=sort, initial=initial)
    if request.method == "POST" and form.is_valid():
        made: list[Meeting] = []
        template = form.cleaned_data.get("template")
        if attempt(request, lambda: made.append(planning.plan(actor, plan=form.plan(), template=template)), form=form):
            return redirect("workspace:agenda-edit" if not made[0].is_procedure else "workspace:meeting", pk=made[0].pk)
    context = {"form": form, "sort": sort, "sorts": Meeting.Sort.choices, "series": series}
    return _form_page(request, context)


@require_http_methods(["GET", "POST"])
@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the head of a meeting."""
    actor = actor_of(request)
    row = editable(actor, pk)
    form = forms.PlanForm(request.POST or None, sort=row.sort, meeting=row, initial=forms.plan_values(row))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        verb = partial(planning.change, actor, meeting=row, plan=form.plan(), version=version)
        if attempt(request, verb, said=_("Kept."), form=form, version=_version(row)):
            return redirect("workspace:meeting", pk=pk)
    return _form_page(request, {"form": form, "meeting": row, "sort": row.sort})


@require_http_methods(["GET", "POST"])
@login_required
def step(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Take the next step; what needs a reason asks for it on a page."""
    actor = actor_of(request)
    row = editable(actor, pk)
    verbs = {"convene": planning.convene, "hold": planning.hold}
    if what in verbs:
        if request.method == "POST":
            attempt(request, partial(verbs[what], actor, meeting=row), said=str(DONE[what]))
        return redirect("workspace:meeting", pk=pk)
    if what not in {"postpone", "cancel"}:
        raise Http404
    form_class = forms.PostponeForm if what == "postpone" else forms.ReasonForm
    form = form_class(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        verb = partial(getattr(planning, what), actor, meeting=row, **values)
        if attempt(request, verb, said=str(DONE[what]), form=form, version=_version(row)):
            return redirect("workspace:invitations", pk=pk)
    context = {"form": form, "meeting": row, "what": what}
    return render(request, "workspace/meetings/step.html", context, status=422 if form.errors else 200)


def editable(actor: User, pk: int) -> Meeting:
    """Return a meeting that the actor may change.

    Raises:
        PermissionDenied: when they may only read it.
    """
    row = selectors.meeting(actor, pk)
    if not may(actor, Verb.EDIT, row):
        raise PermissionDenied
    return row


def _form_page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """Show the form of a plan."""
    form = context["form"]
    wrong = isinstance(form, forms.PlanForm) and bool(form.errors)
    context["zones"] = sorted(moments.zones())
    return render(request, "workspace/meetings/plan.html", context, status=422 if wrong else 200)


def _series(request: HttpRequest) -> Series | None:
    """Return the series that an address names."""
    key = request.GET.get("series", "")
    return Series.objects.select_related("body").filter(pk=sent_key(key)).first()


def _begin(request: HttpRequest, series: Series | None) -> dict[str, object]:
    """Return what a new plan begins with: what is usual in its series, or its body."""
    if series is not None:
        said = {"series": series.name, "number": planning.next_number(series)}
        return {**forms.series_values(series), "title": _("%(series)s, meeting %(number)s") % said}
    body = Body.objects.filter(slug=request.GET.get("body", "")).first()
    return {"body": body, "zone": body.zone} if body else {}


def _version(row: Meeting) -> int:
    """Return the version of a meeting as it stands now."""
    return Meeting.objects.values_list("version", flat=True).get(pk=row.pk)
