"""Collections of reports: a list, one with its reports, how far their examination is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secretariat.evidence import collections as verbs
from secretariat.evidence import overview, selectors
from secretariat.evidence.jobs import queue_relabelling
from secretariat.evidence.models import Collection
from secretariat.evidence.relabelling import outdated, relabel
from secretariat.network.access import Verb, may
from secretariat.workspace import evidence_rows
from secretariat.workspace.actor import actor_of
from secretariat.workspace.attempts import attempt
from secretariat.workspace.evidence_forms import CollectionForm
from secretariat.workspace.evidence_rows import ReportFilters
from secretariat.workspace.network_pages import FormPage
from secretariat.workspace.sent_numbers import sent_key
from secretariat.workspace.views.evidence_upload import results

if TYPE_CHECKING:
    from secretariat.network.models import User

_ASKED_AT_ONCE = 200
_ON_A_PAGE = 100


@login_required
@require_GET
def collections(request: HttpRequest) -> HttpResponse:
    """List the collections, the newest cycle first."""
    actor = actor_of(request)
    context = {"rows": overview.collection_rows(actor), "may_edit": may(actor, Verb.EDIT, Collection)}
    return render(request, "workspace/evidence/list.html", context)


@login_required
@require_GET
def collection(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a collection: what it holds, and its reports with how far their examination is."""
    actor = actor_of(request)
    row = selectors.collection(actor, pk)
    filters = ReportFilters.of(request.GET)
    rows = evidence_rows.rows_of(actor, selectors.reports(actor, row))
    page = Paginator(evidence_rows.narrowed(rows, filters), _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "collection": row,
        "summary": overview.summary(actor, row),
        "filters": filters,
        "shelves": evidence_rows.shelves(rows, filters),
        "languages": evidence_rows.languages(rows),
        "columns": evidence_rows.columns(filters),
        "page": page,
        "query": filters.query(),
        "total": len(rows),
        "outdated": outdated(selectors.reports(actor, row)).count() if may(actor, Verb.REVIEW, row) else 0,
        **_rights(actor, row),
        **results(request, actor),
        "limit_bytes": settings.UPLOAD_LIMIT_BYTES,
        "limit_mb": settings.UPLOAD_LIMIT_BYTES // (1024 * 1024),
    }
    return render(request, "workspace/evidence/collection.html", context)


@login_required
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer how far the examination of a collection and of some of its reports is, as pieces of the page.

    The rows are asked for before the summary, which may then be ahead of them, never behind.
    """
    actor = actor_of(request)
    row = selectors.collection(actor, pk)
    ids = [sent_key(value) for value in request.GET.getlist("id")[:_ASKED_AT_ONCE]]
    rows = evidence_rows.rows_of(actor, selectors.reports(actor, row).filter(pk__in=ids))
    rights = _rights(actor, row)
    pieces = [render_to_string("workspace/evidence/row.html", {"row": one, **rights}, request) for one in rows]
    told = {"summary": overview.summary(actor, row), "collection": row}
    pieces.append(render_to_string("workspace/evidence/summary.html", told, request))
    return JsonResponse({"pieces": pieces, "busy": [one.pk for one in rows if one.is_busy]})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a collection."""
    actor = actor_of(request)
    if not may(actor, Verb.EDIT, Collection):
        raise PermissionDenied
    form = CollectionForm(request.POST or None)
    made: list[Collection] = []
    if form.is_valid() and attempt(request, lambda: made.append(verbs.create(actor, **form.cleaned_data)), form=form):
        return redirect("workspace:evidence-collection", made[0].pk)
    page = FormPage(
        _("New collection"),
        _("Reports"),
        reverse("workspace:evidence"),
        _("Make it"),
        _("Reports that are examined and looked at together, such as the national reviews of one year."),
    )
    return _form(request, form, page)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a collection another title, cycle, year, note or level."""
    actor = actor_of(request)
    row = selectors.collection(actor, pk)
    if not may(actor, Verb.EDIT, row):
        raise PermissionDenied
    form = CollectionForm(request.POST or None, initial=CollectionForm.values_of(row))
    if form.is_valid() and attempt(
        request, lambda: verbs.change(actor, collection=row, **form.cleaned_data), said=_("Kept."), form=form
    ):
        return redirect("workspace:evidence-collection", pk)
    page = FormPage(_("Change"), row.title, reverse("workspace:evidence-collection", args=[pk]), _("Keep"))
    return _form(request, form, page)


@login_required
@require_POST
def open_to_readers(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a collection to readers, or no more."""
    actor = actor_of(request)
    row = selectors.collection(actor, pk)
    opened = request.POST.get("opened") == "1"
    said = _("Readers see this collection now.") if opened else _("Readers do not see this collection any more.")
    attempt(request, partial(verbs.open_to_readers, actor, collection=row, opened=opened), said=said)
    return redirect("workspace:evidence-collection", pk)


@login_required
@require_POST
def label_anew(request: HttpRequest, pk: int) -> HttpResponse:
    """Find and label the passages anew of the reports that were labelled by earlier terms."""
    actor = actor_of(request)
    row = selectors.collection(actor, pk)
    count = relabel(actor, collection=row, queue=queue_relabelling)
    said = ngettext(
        "%d report is being labelled anew. What people decided on its passages stays.",
        "%d reports are being labelled anew. What people decided on their passages stays.",
        count,
    )
    messages.success(request, said % count)
    return redirect("workspace:evidence-collection", pk)


def _form(request: HttpRequest, form: CollectionForm, page: FormPage) -> HttpResponse:
    """Show a page with one form."""
    status = 422 if form.errors else 200
    return render(request, "workspace/evidence/form.html", {"form": form, "page": page}, status=status)


def _rights(actor: User, row: Collection) -> dict[str, bool]:
    """Return what the reader may do with a collection and its reports."""
    return {
        "may_upload": may(actor, Verb.UPLOAD, row),
        "may_edit": may(actor, Verb.EDIT, row),
        "may_review": may(actor, Verb.REVIEW, row),
    }
