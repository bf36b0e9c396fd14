"""Labs: their list, the page of one, its brief, and what came of it."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from secretariat.evidence import lab_outcomes, lab_selectors, selectors
from secretariat.evidence.lab_words import CHATHAM, code_words
from secretariat.evidence.models import Lab, LabItem
from secretariat.network.access import Verb, may
from secretariat.reports.lab_brief import lab_brief
from secretariat.workspace.actor import actor_of
from secretariat.workspace.attempts import attempt
from secretariat.workspace.documents_out import FORMS, document_response
from secretariat.workspace.history_words import Timeline, timeline
from secretariat.workspace.lab_forms import OutcomeForm
from secretariat.workspace.lab_page import coverage_lines, sections
from secretariat.workspace.sent_numbers import sent_key
from secretariat.writing import WritingError


@require_safe
@login_required
def labs(request: HttpRequest) -> HttpResponse:
    """List the labs, of one collection where the address names one."""
    actor = actor_of(request)
    named = request.GET.get("collection", "")
    collection = selectors.collection(actor, sent_key(named)) if named else None
    context = {
        "labs": lab_selectors.labs(actor, collection),
        "collection": collection,
        "may_edit": may(actor, Verb.EDIT, Lab),
    }
    return render(request, "workspace/evidence/lab/list.html", context)


@require_safe
@login_required
def lab(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a lab: what is in it, what is proposed, what its reports could not tell, what came of it."""
    return page(request, lab_selectors.lab(actor_of(request), pk))


@require_POST
@login_required
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Register what came of a lab."""
    actor = actor_of(request)
    row = lab_selectors.lab(actor, pk)
    if not may(actor, Verb.EDIT, row):
        raise PermissionDenied
    form = OutcomeForm(request.POST, shielded=row.is_shielded)
    if form.is_valid():
        data = form.cleaned_data
        given = {"kind": data["kind"], "values": form.values(), "agreed": bool(data.get("agreed"))}
        if attempt(request, partial(lab_outcomes.register, actor, lab=row, **given), said=_("Registered."), form=form):
            return redirect("workspace:evidence-lab", pk=pk)
    return page(request, row, form)


@require_safe
@login_required
def brief(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Hand out the brief of a lab as a file; a format that cannot hold it is said, and nothing is lost."""
    actor = actor_of(request)
    row = lab_selectors.lab(actor, pk)
    try:
        return document_response(lab_brief(actor, row, language=get_language() or "en"), form)
    except WritingError as problem:
        messages.error(request, _("The brief was not written: %s") % problem)
        return redirect("workspace:evidence-lab", pk=pk)


def page(request: HttpRequest, row: Lab, wrong: OutcomeForm | None = None) -> HttpResponse:
    """Show the page of a lab, with the form of an outcome that could not be taken."""
    actor = actor_of(request)
    editor = may(actor, Verb.EDIT, row)
    offer = lab_selectors.offer(actor, row)
    all_of = request.GET.get("all", "")
    found = sections(actor, row, offer.proposals, editor=editor, all_of=all_of if all_of in LabItem.Kind else "")
    context = {
        "lab": row,
        "codes": [code_words(key) for key in row.codes],
        "collections": lab_selectors.collections(actor, row),
        "sections": found,
        "in_it": sum(len(one.taken) for one in found),
        "coverage": offer.coverage,
        "coverage_lines": coverage_lines(offer.coverage),
        "chatham": CHATHAM,
        "may_edit": editor,
        "outcomes": lab_selectors.outcomes(actor, row),
        "history": _history(request, row, editor=editor),
        "formats": FORMS,
        "wrong": wrong is not None,
        **_forms(row, wrong, editor=editor),
    }
    return render(request, "workspace/evidence/lab/lab.html", context, status=422 if wrong is not None else 200)


def _history(request: HttpRequest, row: Lab, *, editor: bool) -> Timeline:
    """Return what happened to a lab; to others than its editors not what was in it: they may not read all of that."""
    return timeline(request, row, framed=True) if editor else timeline(request, row, "add", "set_state")


def _forms(row: Lab, wrong: OutcomeForm | None, *, editor: bool) -> dict[str, object]:
    if not editor or row.state != Lab.State.HELD:
        return {}
    return {"outcome_form": wrong or OutcomeForm(shielded=row.is_shielded, auto_id="outcome_%s")}
