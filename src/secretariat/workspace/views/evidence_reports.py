"""One report: whose it is and why we think so, what was read of it and what was not, its passages."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secretariat.evidence import intake, selectors
from secretariat.network.access import Verb, may
from secretariat.workspace.actor import actor_of
from secretariat.workspace.attempts import attempt
from secretariat.workspace.evidence_forms import ReportForm
from secretariat.workspace.evidence_passages import PassageFilters, drawn, grounds
from secretariat.workspace.evidence_rows import rows_of
from secretariat.workspace.history_words import timeline
from secretariat.workspace.network_pages import FormPage

_ON_A_PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report with its passages; correct whose it is."""
    actor = actor_of(request)
    row = selectors.report(actor, pk)
    may_edit = may(actor, Verb.EDIT, row)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    form = ReportForm(request.POST or None, initial=ReportForm.values_of(row))
    if form.is_valid():
        verb = partial(intake.describe, actor, report=row, **form.cleaned_data)
        if attempt(request, verb, said=_("Kept."), form=form):
            return redirect("workspace:evidence-report", pk)
    [told] = rows_of(actor, [row])
    passages = selectors.passages(actor, [row]).order_by("page", "start").prefetch_related("labels")
    filters = PassageFilters.of(request.GET)
    page = Paginator(filters.narrowed(passages), _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "report": row,
        "row": told,
        "collection": row.collection,
        "grounds": grounds(row),
        "form": form,
        "may_edit": may_edit,
        "may_review": may(actor, Verb.REVIEW, row),
        "page": page,
        "passages": drawn(page.object_list),
        "filters": filters,
        "facets": filters.facets(passages),
        "query": filters.query(),
        "history": timeline(request, row),
    }
    return render(request, "workspace/evidence/report.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def original(request: HttpRequest, pk: int) -> FileResponse:
    """Hand the file out as it came in, never shown in the page."""
    actor = actor_of(request)
    file, name = selectors.original(actor, selectors.report(actor, pk))
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")


@login_required
@require_POST
def examine_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Examine a report again."""
    actor = actor_of(request)
    row = selectors.report(actor, pk)
    said = _("The report is being examined again. What people decided on its passages stays.")
    attempt(request, partial(intake.examine_again, actor, report=row), said=said)
    if request.POST.get("next") == "collection":
        return redirect("workspace:evidence-collection", row.collection_id)
    return redirect("workspace:evidence-report", pk)


@login_required
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a report away with its passages, once that was confirmed."""
    actor = actor_of(request)
    row = selectors.report(actor, pk)
    if not may(actor, Verb.EDIT, row):
        raise PermissionDenied
    if request.method == "POST":
        said = _("“%s” was taken away.") % row.name
        if attempt(request, partial(intake.discard, actor, report=row), said=said):
            return redirect("workspace:evidence-collection", row.collection_id)
        return redirect("workspace:evidence-report", pk)
    page = FormPage(
        _("Take this report away?"),
        row.name,
        reverse("workspace:evidence-report", args=[pk]),
        _("Take it away"),
        _("Its file goes with its pages and passages. The history keeps that it was here."),
        grave=True,
    )
    return render(request, "workspace/evidence/confirm.html", {"page": page})
