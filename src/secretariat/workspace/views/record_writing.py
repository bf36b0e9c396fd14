"""The page on which a record is written, and what its script asks: saving, and who else is at work."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.meetings import record_writing, records
from secretariat.meetings.merging import Clash
from secretariat.meetings.papers import papers as papers_of
from secretariat.network.access import Verb, may
from secretariat.register.outcomes import entries_by_part
from secretariat.register.record import changed_since
from secretariat.workspace import record_forms, record_page
from secretariat.workspace.actor import actor_of
from secretariat.workspace.sent_numbers import sent_key

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from secretariat.meetings.merging import Crossing
    from secretariat.meetings.models import Paper, Record, RecordPart
    from secretariat.network.models import User
    from secretariat.register.models import Entry


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part on the writing page: its text, the papers before its item, its outcomes."""

    part: RecordPart
    title: str
    papers: list[Paper]
    entries: list[Entry]


@require_safe
@login_required
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the record to be written, part by part."""
    actor = actor_of(request)
    row = writable(actor, pk)
    if row.is_final:
        return redirect("workspace:record", pk=pk)
    entries = entries_by_part(actor, row)
    papers: dict[int | None, list[Paper]] = {}
    for paper in papers_of(actor, row.meeting):
        papers.setdefault(paper.item_id, []).append(paper)
    context = {
        "meeting": row.meeting,
        "record": row,
        "sheets": [sheet(part, papers, entries) for part in records.parts(row)],
        "loose": entries.get(None, []),
        "items": records.items_without_part(row),
        "heading": record_forms.HeadingForm(),
        "deadline": record_page.deadline_told(row),
        "changed": row.is_circulating() and changed_since(row),
        "formats": record_page.FORMATS,
        "editing": True,
    }
    return render(request, "workspace/record/write.html", context)


def sheet(part: RecordPart, papers: dict[int | None, list[Paper]], entries: dict[int | None, list[Entry]]) -> Sheet:
    """Return what the writing page shows of a part."""
    item = part.agenda_item
    title = str(item) if item else str(part)
    return Sheet(part, title, papers.get(item.pk, []) if item else [], entries.get(part.pk, []))


@require_POST
@login_required
def save(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Save a part: for the script with the text as it stands now, else by going back to the page."""
    row = part_of(request, pk, part)
    form = record_forms.PartForm(request.POST)
    if not form.is_valid():
        return answered(request, row, said=" ".join(_errors(form)), status=422)
    data = form.cleaned_data
    try:
        saved = record_writing.write(
            actor_of(request), part=row, text=data["text"], base=data["base"], version=data["version"]
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        return answered(request, row, said=str(refusal), status=409 if isinstance(refusal, Conflict) else 422)
    return answered(request, saved.part, said=told(saved.crossings), merged=saved.merged)


@require_POST
@login_required
def pulse(request: HttpRequest, pk: int) -> JsonResponse:
    """Take where somebody is at work, and tell what others wrote since and where they are."""
    actor = actor_of(request)
    row = writable(actor, pk)
    known = _known(request.POST.get("known", ""))
    parts = {part.pk: part for part in records.parts(row)}
    here = request.POST.get("part", "")
    record_writing.be_present(actor, record=row, part=parts.get(sent_key(here)))
    return JsonResponse(
        {
            "ok": True,
            "closed": row.is_final,
            "at": told_time(),
            "writers": [
                {"name": str(one.user), "part": one.part_id} for one in records.at_work(row, timezone.now(), actor)
            ],
            "parts": [state_of(part) for part in parts.values() if known.get(part.pk) != part.version],
            "order": list(parts),
        }
    )


@require_POST
@login_required
def add_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a part: under a heading, or for an item that has none."""
    actor = actor_of(request)
    row = writable(actor, pk)
    item = request.POST.get("item", "")
    chosen = next((one for one in records.items_without_part(row) if str(one.pk) == item), None)
    try:
        part = record_writing.add_part(actor, record=row, heading=request.POST.get("heading", ""), agenda_item=chosen)
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("workspace:record-write", pk=pk)
    return back(pk, part.pk)


@require_POST
@login_required
def change_part(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Move a part up or down, or take an empty one out."""
    actor, row = actor_of(request), part_of(request, pk, part)
    what = request.POST.get("what", "")
    try:
        if what == "remove":
            record_writing.remove_part(actor, part=row)
            messages.success(request, _("“%s” is out of the record.") % row.heading)
            return redirect("workspace:record-write", pk=pk)
        record_writing.move_part(actor, part=row, up=what == "up")
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return back(pk, part)


def writable(actor: User, pk: int) -> Record:
    """Return the record of a meeting for whoever may write it."""
    row = records.record(actor, pk)
    if not may(actor, Verb.EDIT, row):
        raise PermissionDenied
    return row


def part_of(request: HttpRequest, pk: int, part: int) -> RecordPart:
    """Return a part of a record for whoever may write it."""
    row = writable(actor_of(request), pk)
    return get_object_or_404(row.parts.select_related("record", "agenda_item"), pk=part)


def back(pk: int, part: int) -> HttpResponse:
    """Go back to a part of the writing page."""
    return redirect(f"{reverse('workspace:record-write', args=[pk])}#part-{part}")


def answered(
    request: HttpRequest, part: RecordPart, *, said: str = "", merged: bool = False, status: int = 200
) -> HttpResponse:
    """Answer a save: for the script as JSON; without one a refused text is shown again, never lost."""
    if request.headers.get("Accept") == "application/json":
        answer = {**state_of(part), "ok": status == 200, "merged": merged, "said": said, "at": told_time()}
        return JsonResponse(answer, status=status)
    if status != 200:
        context = {"part": part, "meeting": part.record.meeting, "said": said, "typed": request.POST.get("text", "")}
        return render(request, "workspace/record/not_saved.html", context, status=status)
    if said:
        messages.warning(request, said)
    elif merged:
        messages.info(request, _("Somebody else wrote in this part too. Their words are in it now, and so are yours."))
    else:
        messages.success(request, _("“%s” is saved.") % part.heading)
    return back(part.record.meeting_id, part.pk)


def state_of(part: RecordPart) -> dict[str, Any]:
    """Return a part as the script knows it."""
    by = str(part.written_by) if part.written_by else ""
    return {"id": part.pk, "version": part.version, "text": part.text, "by": by}


def told(crossings: tuple[Crossing, ...]) -> str:
    """Return in a line where two people met in a text."""
    clashes = {one.clash for one in crossings}
    if Clash.BOTH_CHANGED in clashes:
        return _("Somebody else changed the same words. Both wordings stand between ⟦ and ⟧: choose one.")
    if Clash.ONE_DELETED in clashes:
        return _("Somebody else took words out that you changed, or the other way round. They are kept: look again.")
    if Clash.BOTH_ADDED in clashes:
        return _("Somebody else added something in the same place. Both stand there, theirs first.")
    return ""


def told_time() -> str:
    """Return the hour of the clock, for the line that says when something was saved."""
    return f"{timezone.localtime():%H:%M}"


def _known(words: str) -> dict[int, int]:
    """Return the versions that a page knows."""
    try:
        found = json.loads(words or "{}")
        return {int(key): int(version) for key, version in found.items()}
    except (ValueError, AttributeError, TypeError):
        return {}


def _errors(form: record_forms.PartForm) -> list[str]:
    """Return what is wrong with a form."""
    return [str(error) for errors in form.errors.values() for error in errors]
