"""Series of meetings, and the templates that their agendas begin from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from secretariat.meetings import moments, selectors
from secretariat.meetings import series as verbs
from secretariat.meetings.models import Meeting, MeetingTemplate, Series
from secretariat.meetings.planning import next_number, put_in_series
from secretariat.network.access import Verb, may
from secretariat.workspace import meeting_forms as forms
from secretariat.workspace import template_lines
from secretariat.workspace.actor import actor_of
from secretariat.workspace.attempts import attempt
from secretariat.workspace.sent_numbers import sent_key

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from secretariat.network.models import User


@require_http_methods(["GET", "POST"])
@login_required
def all_series(request: HttpRequest) -> HttpResponse:
    """Show the series and the templates; add a series."""
    actor = actor_of(request)
    editor = may(actor, Verb.EDIT)
    if request.method == "POST" and not editor:
        raise PermissionDenied
    form = forms.SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made: list[Series] = []
        if attempt(request, lambda: made.append(verbs.add_series(actor, values=form.values())), form=form):
            return redirect("workspace:series", pk=made[0].pk)
    context = {
        "rows": Series.objects.select_related("body", "template"),
        "templates": MeetingTemplate.objects.annotate(count=Count("items")) if editor else [],
        "form": form if editor else None,
        "zones": sorted(moments.zones()),
    }
    return render(request, "workspace/meetings/series_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def series(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a series: its meetings in time, what is usual, the next number."""
    actor = actor_of(request)
    row = get_object_or_404(Series.objects.select_related("body", "template"), pk=pk)
    editor = may(actor, Verb.EDIT)
    if request.method == "POST" and not editor:
        raise PermissionDenied
    names = [name for name in forms.SeriesForm.base_fields if name != "seen"]
    if request.POST.get("do") == "take-in":
        _take_in(request, actor, row)
        return redirect("workspace:series", pk=pk)
    form = forms.SeriesForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    if request.method == "POST" and form.is_valid():
        verb = partial(
            verbs.change_series, actor, series=row, values=form.values(), version=form.cleaned_data["version"]
        )
        now = Series.objects.values_list("version", flat=True).get(pk=pk)
        if attempt(request, verb, said=_("Kept."), form=form, version=now):
            return redirect("workspace:series", pk=pk)
    rows = selectors.meetings(actor).filter(series=row)
    context = {
        "series": row,
        "meetings": rows.exclude(stage=Meeting.Stage.DRAFT) if not editor else rows,
        "next_number": next_number(row),
        "others": selectors.held(actor).filter(body=row.body, series=None) if editor else [],
        "form": form if editor else None,
        "zones": sorted(moments.zones()),
    }
    return render(request, "workspace/meetings/series.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def template(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Write a template, a new one or one that there is."""
    actor = actor_of(request)
    if not may(actor, Verb.EDIT):
        raise PermissionDenied
    row = get_object_or_404(MeetingTemplate, pk=pk) if pk else None
    initial = _begin(row) if row else {}
    form = forms.TemplateForm(request.POST or None, initial=initial)
    if request.method == "POST" and row and request.POST.get("do") == "remove":
        done = attempt(request, partial(verbs.remove_template, actor, template=row), said=_("It is taken away."))
        return redirect("workspace:series-list") if done else redirect("workspace:meeting-template", pk=row.pk)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def keep() -> None:
            items = template_lines.read(data["items"])
            given = {"name": data["name"], "notice": data["notice"], "items": items}
            verbs.save_template(actor, **given, template=row, version=data["version"] if row else None)

        if attempt(request, keep, said=_("Kept."), form=form, version=row.version if row else 0):
            return redirect("workspace:series-list")
    context = {"form": form, "row": row, "kinds": ", ".join(template_lines.KINDS)}
    return render(request, "workspace/meetings/template.html", context, status=422 if form.errors else 200)


def _take_in(request: HttpRequest, actor: User, row: Series) -> None:
    """Put a meeting that was held in the series."""
    key, number = request.POST.get("meeting", ""), request.POST.get("number", "")
    meeting = selectors.meeting(actor, sent_key(key))
    counted = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else None
    attempt(request, partial(put_in_series, actor, meeting=meeting, series=row, number=counted), said=_("Kept."))


def _begin(row: MeetingTemplate) -> dict[str, object]:
    """Return the values of a template that there is."""
    return {"name": row.name, "notice": row.notice, "items": template_lines.written(row), "version": row.version}
