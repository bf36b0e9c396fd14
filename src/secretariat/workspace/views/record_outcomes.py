"""Decisions and action points entered while the record is written, without leaving its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from secretariat.history.refusals import NotAllowed, Refused
from secretariat.register import entries, selectors
from secretariat.register.outcomes import entries_by_part
from secretariat.workspace.actor import actor_of
from secretariat.workspace.entry_kinds import BY_KIND
from secretariat.workspace.record_forms import OUTCOMES, outcome_values

from .record_writing import back, part_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from secretariat.meetings.models import RecordPart
    from secretariat.register.models import Entry, Kind
    from secretariat.workspace.record_forms import ActionForm, DecisionForm


@require_safe
@login_required
def outcomes(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Show the outcomes of a part."""
    return block(request, part_of(request, pk, part))


@require_http_methods(["GET", "POST"])
@login_required
def add(request: HttpRequest, pk: int, part: int, kind: Kind) -> HttpResponse:
    """Enter a decision or an action point under the item of a part."""
    row = _open_part(request, pk, part)
    form = _form(kind)(request.POST or None, auto_id=f"p{part}_{kind}_%s")
    if request.method == "POST" and form.is_valid() and _entered(request, row, kind, form):
        return block(request, row) if request.htmx else back(pk, part)  # type: ignore[attr-defined]
    return block(request, row, form=form, kind=kind)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: HttpRequest, pk: int, part: int, kind: Kind, entry: int) -> HttpResponse:
    """Change a decision or an action point where it stands in the record."""
    row = _open_part(request, pk, part)
    found = selectors.entry(actor_of(request), kind, entry)
    if found.meeting_id != row.record.meeting_id:
        raise Http404
    form = _form(kind)(request.POST or None, initial=outcome_values(found), auto_id=f"e{entry}_{kind}_%s")
    if request.method == "POST" and form.is_valid() and _edited(request, found, form):
        return block(request, row) if request.htmx else back(pk, part)  # type: ignore[attr-defined]
    return block(request, row, form=form, kind=kind, entry=found)


def block(
    request: HttpRequest,
    part: RecordPart,
    *,
    form: DecisionForm | ActionForm | None = None,
    kind: Kind | None = None,
    entry: Entry | None = None,
) -> HttpResponse:
    """Draw the outcomes of a part, one form open perhaps: a piece of the page, or a page of its own."""
    listed = entries_by_part(actor_of(request), part.record).get(part.pk, [])
    context = {
        "part": part,
        "meeting": part.record.meeting,
        "entries": listed,
        "form": form,
        "form_face": BY_KIND[kind] if kind else None,
        "form_entry": entry,
        "editing": True,
    }
    piece = bool(request.htmx)  # type: ignore[attr-defined]
    name = "workspace/record/outcomes.html" if piece else "workspace/record/outcome_page.html"
    # htmx puts no refused answer in place: a piece is sent as found, and says itself what is wrong.
    return render(request, name, context, status=422 if form is not None and form.errors and not piece else 200)


def _open_part(request: HttpRequest, pk: int, part: int) -> RecordPart:
    """Return a part whose record is still written: a final one tells no other outcomes."""
    row = part_of(request, pk, part)
    if row.record.is_final:
        raise Http404
    return row


def _form(kind: Kind) -> type[DecisionForm | ActionForm]:
    """Return the form of a kind of outcome."""
    if kind not in OUTCOMES:
        raise Http404
    return OUTCOMES[kind]


def _entered(request: HttpRequest, part: RecordPart, kind: Kind, form: DecisionForm | ActionForm) -> bool:
    """Enter what a form says, or say on the form why not."""
    try:
        entries.enter(
            actor_of(request),
            kind=kind,
            values={**form.values(), "section": part.heading[:300]},
            meeting=part.record.meeting,
            agenda_item=part.agenda_item,
            confidentiality=part.record.meeting.confidentiality,
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _edited(request: HttpRequest, entry: Entry, form: DecisionForm | ActionForm) -> bool:
    """Change an entry to what a form says, or say on the form why not."""
    try:
        entries.edit(actor_of(request), entry=entry, changes=form.values(), version=form.cleaned_data["version"])
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
