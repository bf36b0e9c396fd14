"""Revisions of a record: compared, downloaded, corrected after the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from secretariat import writing
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.meetings import corrections, record_release, records, revisions
from secretariat.meetings.differences import Fate, differences
from secretariat.meetings.models import RecordPart, RecordRevision
from secretariat.network.access import Verb, may
from secretariat.register.outcomes import shown
from secretariat.reports.meeting_record import meeting_record
from secretariat.workspace import record_forms, record_page
from secretariat.workspace.actor import actor_of
from secretariat.workspace.periods import in_words
from secretariat.workspace.record_text import compared

from . import record as record_views

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from secretariat.meetings.revisions import Outcome, PartShot, Snapshot


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """A part of two revisions: what differs in its text and its outcomes. ``fate`` tells of the part as a whole."""

    title: str
    fate: Fate
    text: SafeString
    outcomes: list[ComparedOutcome]
    differs: bool


@dataclass(frozen=True, slots=True)
class ComparedOutcome:
    """A decision or an action point of two revisions."""

    told: Outcome
    text: SafeString
    differs: bool


@require_safe
@login_required
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what differs between two revisions."""
    actor = actor_of(request)
    row = records.record(actor, pk)
    seen = list(records.revisions_of(actor, row))
    numbers = [one.number for one in seen]
    first = _chosen(request.GET.get("from", ""), seen, seen[-2] if len(seen) > 1 else None)
    second = _chosen(request.GET.get("to", ""), seen, seen[-1] if seen else None)
    parts: list[ComparedPart] = []
    if first is not None and second is not None:
        one, two = (shown(actor, row, revisions.shot(revision)) for revision in (first, second))
        parts = compared_parts(one, two)
    context = {
        "meeting": row.meeting,
        "record": row,
        "revisions": seen,
        "numbers": numbers,
        "first": first,
        "second": second,
        "parts": parts,
        "same": bool(parts) and not any(part.differs for part in parts),
    }
    return render(request, "workspace/record/compare.html", context)


@require_safe
@login_required
def download(request: HttpRequest, pk: int, form: str, number: int | None = None) -> HttpResponse:
    """Hand the record out as a file: a revision, or for its writers the draft as it stands."""
    actor = actor_of(request)
    row = records.record(actor, pk)
    if number is None and not may(actor, Verb.EDIT, row):
        raise PermissionDenied
    revision = get_object_or_404(records.revisions_of(actor, row), number=number) if number is not None else None
    if form not in writing.FORMATS:
        raise Http404
    report = meeting_record(actor, row, revision)
    try:
        made = writing.write(report, form)
    except writing.WritingError as problem:
        messages.error(request, str(problem))
        return redirect("workspace:record", pk=pk)
    response = HttpResponse(made, content_type=writing.format_named(form).media_type)
    response["Content-Disposition"] = f'attachment; filename="{writing.file_name(report, form)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@login_required
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put words of a final record right, for everybody to see."""
    actor = actor_of(request)
    row = records.record(actor, pk)
    last = revisions.latest(row)
    if last is None or not row.is_final:
        raise Http404
    if not may(actor, Verb.EDIT, row):
        raise PermissionDenied
    form = record_forms.CorrectionForm(request.POST, snapshot=revisions.shot(last))
    if form.is_valid():
        data = form.cleaned_data
        part = get_object_or_404(RecordPart, pk=int(data["part"]), record=row)
        try:
            made = corrections.correct(
                actor, record=row, part=part, before=data["before"], after=data["after"], reason=data["reason"]
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The correction stands beside the final text, as revision %s.") % made.revision.number
            )
            return redirect("workspace:record", pk=pk)
    return record_views.final(request, row, correction=form)


@require_POST
@login_required
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Vouch that a record under the Chatham House Rule names nobody."""
    actor = actor_of(request)
    row = records.record(actor, pk)
    try:
        record_release.release(actor, record=row)
    except Refused as refusal:
        record_views.refused(request, refusal)
    else:
        messages.success(request, _("The record may leave its body now. It names nobody who was there."))
    return redirect("workspace:record", pk=pk)


def compared_parts(one: Snapshot, two: Snapshot) -> list[ComparedPart]:
    """Return the parts of two revisions in the order of the second; those taken out stand at the end."""
    old = {part["part"]: part for part in one["parts"]}
    new = {part["part"]: part for part in two["parts"]}
    made = [_part(old.get(key), part) for key, part in new.items()]
    made += [_part(part, None) for key, part in old.items() if key not in new]
    loose = _outcomes(one["loose"], two["loose"])
    if loose:
        differs = any(one.differs for one in loose)
        made.append(ComparedPart(_("Other outcomes"), Fate.EQUAL, compared([]), loose, differs))
    return made


def _part(old: PartShot | None, new: PartShot | None) -> ComparedPart:
    """Compare one part."""
    runs = differences(old["text"] if old else "", new["text"] if new else "")
    outcomes = _outcomes(old["outcomes"] if old else [], new["outcomes"] if new else [])
    fate = Fate.EQUAL if old and new else Fate.INSERTED if new else Fate.DELETED
    shot = new or old
    changed = any(run.fate != Fate.EQUAL for run in runs) or any(one.differs for one in outcomes)
    title = record_page.title(shot) if shot else ""
    return ComparedPart(title, fate, compared(runs), outcomes, changed or fate != Fate.EQUAL)


def _outcomes(old: list[Outcome], new: list[Outcome]) -> list[ComparedOutcome]:
    """Compare outcomes by their reference."""
    before, after = ({row["ref"]: row for row in rows} for rows in (old, new))
    made = []
    for ref, row in {**before, **after}.items():
        runs = differences(_said(before.get(ref)), _said(after.get(ref)))
        made.append(ComparedOutcome(row, compared(runs), any(run.fate != Fate.EQUAL for run in runs)))
    return made


def _said(row: Outcome | None) -> str:
    """Return an outcome in a line, to be compared."""
    if row is None:
        return ""
    notes = [", ".join(row["owners"]), row["due_text"] or in_words(row["due"])]
    return " · ".join([row["text"], *(note for note in notes if note)])


def _chosen(number: str, seen: list[RecordRevision], default: RecordRevision | None) -> RecordRevision | None:
    """Return the revision that an address names."""
    return next((one for one in seen if str(one.number) == number), default)
