"""The agenda: read, arranged, handed out; and the papers before it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from secretariat.history.refusals import NotAllowed, Refused
from secretariat.meetings import agenda, selectors
from secretariat.meetings import papers as paper_verbs
from secretariat.meetings import series as series_verbs
from secretariat.meetings.models import AgendaItem, AgendaSection, Meeting, Paper
from secretariat.meetings.outline import outline
from secretariat.network.access import visible
from secretariat.reports.agenda import agenda_document
from secretariat.sources.models import Revision
from secretariat.sources.selectors import documents
from secretariat.workspace.actor import actor_of
from secretariat.workspace.attempts import attempt
from secretariat.workspace.meeting_forms import ItemForm
from secretariat.workspace.meeting_page import frame
from secretariat.workspace.sent_numbers import sent_key, sent_number
from secretariat.writing import Unwritable, file_name, format_named, write

from .meetings_plan import editable

if TYPE_CHECKING:
    from secretariat.network.models import User

DOCUMENTS = 200
FILES = {"docx": "DOCX", "pdf": "PDF", "html": "HTML", "markdown": "Markdown"}


@require_safe
@login_required
def view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the annotated agenda, fit for print."""
    actor = actor_of(request)
    row = selectors.meeting(actor, pk)
    found = paper_verbs.papers(actor, row)
    context = {"outline": outline(row, found), "newer": newer(found), "formats": FILES.items()}
    return render(request, "workspace/meetings/agenda.html", {**frame(request, row, "agenda"), **context})


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Arrange the agenda. A script asks for the pieces that changed; without one the page is shown anew."""
    actor = actor_of(request)
    row = editable(actor, pk)
    opened: ItemForm | None = None
    if request.method == "POST":
        if request.headers.get("Accept") == "application/json":
            return _arranged(request, actor, row)
        if request.POST.get("do") in {"change", "add"}:
            opened = _typed(request, actor, row)
            if opened is None:
                return redirect("workspace:agenda-edit", pk=pk)
        else:
            attempt(request, partial(_act, request, actor, row))
            return redirect("workspace:agenda-edit", pk=pk)
    context = {**frame(request, row, "agenda"), **_board(actor, row), "opened": opened}
    context["before"] = request.GET.get("before", "")
    context["opened_item"] = request.POST.get("item", "") if opened is not None else ""
    if opened is not None and not context["opened_item"]:
        context["add_form"] = opened
    return render(request, "workspace/meetings/agenda_edit.html", context, status=422 if opened else 200)


@require_safe
@login_required
def download(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Hand the agenda out as a file."""
    actor = actor_of(request)
    row = selectors.meeting(actor, pk)
    if name not in FILES:
        raise Http404
    document = agenda_document(actor, row)
    try:
        data = write(document, name)
    except Unwritable as error:
        messages.error(request, str(error))
        return redirect("workspace:agenda", pk=pk)
    disposition = f'attachment; filename="{file_name(document, name)}"'
    return HttpResponse(data, content_type=format_named(name).media_type, headers={"Content-Disposition": disposition})


@require_POST
@login_required
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a document before the meeting, another revision in its place, or take it away."""
    actor = actor_of(request)
    row = editable(actor, pk)
    verbs: dict[str, Callable[[], object]] = {
        "attach": lambda: _attach(request, actor, row),
        "renew": lambda: _renew(request, actor, row),
        "detach": lambda: paper_verbs.detach(actor, paper=_paper(request, row)),
    }
    verb = verbs.get(request.POST.get("do", ""))
    if verb is None:
        raise Http404
    attempt(request, verb, said=_("Kept."))
    return redirect("workspace:meeting" if row.is_procedure else "workspace:agenda-edit", pk=pk)


@require_safe
@login_required
def paper_file(request: HttpRequest, pk: int, paper: int) -> FileResponse:
    """Hand out the file of a paper, as it was put before the meeting."""
    actor = actor_of(request)
    row = get_object_or_404(visible(actor, Paper.objects.filter(meeting=pk)), pk=paper)
    file, name, media_type = paper_verbs.file_of(actor, row)
    return FileResponse(file, as_attachment=True, filename=name, content_type=media_type)


def newer(found: list[Paper]) -> dict[int, Revision]:
    """Return the newer revision of the document of each paper that has one."""
    pairs = ((paper.pk, paper_verbs.newer(paper)) for paper in found)
    return {key: revision for key, revision in pairs if revision is not None}


def document_choices(actor: User) -> list[tuple[int, str]]:
    """Return the documents that can be put before a meeting, newest first: the key of the newest revision of each."""
    return [(row.current.pk, f"{row.title} ({row.current.number})") for row in documents(actor)[:DOCUMENTS]]


def _board(actor: User, row: Meeting) -> dict[str, object]:
    """Return what the editor shows."""
    found = paper_verbs.papers(actor, row)
    shown = outline(row, found)
    forms = {line.item.pk: ItemForm(initial=_values(line.item), auto_id=f"i{line.item.pk}_%s") for line in shown.lines}
    return {
        "outline": shown,
        "newer": newer(found),
        "forms": forms,
        "add_form": ItemForm(auto_id="new_%s"),
        "documents": document_choices(actor),
        "locked": row.document_id is not None or row.stage == Meeting.Stage.CANCELLED,
    }


def _arranged(request: HttpRequest, actor: User, row: Meeting) -> JsonResponse:
    """Carry out a move and answer with the agenda as it is then, and a line that tells it."""
    try:
        said = _act(request, actor, row)
        ok = True
    except NotAllowed:
        raise
    except Refused as refusal:
        said, ok = str(refusal), False
    row.refresh_from_db()
    context = {**_board(actor, row), "meeting": row}
    html = render_to_string("workspace/meetings/agenda_board.html", context, request)
    return JsonResponse({"ok": ok, "said": said, "html": html})


def _act(request: HttpRequest, actor: User, row: Meeting) -> str:
    """Do with the agenda what a button or a drag stands for; return what to say of it."""
    data = request.POST
    do = data.get("do", "")
    steps = {"up": -1, "down": 1}
    if do == "add-section":
        return _("Section “%s” is added.") % agenda.add_section(actor, meeting=row, title=data.get("title", ""))
    if do == "keep-template":
        kept = series_verbs.template_of(actor, meeting=row, name=data.get("name", ""))
        return _("The agenda is kept as the template “%s”.") % kept
    if "section" in data and "item" not in data:
        return _act_on_section(actor, _section(row, data.get("section", "")), do, data.get("title", ""))
    item = _item(row, data.get("item", ""))
    if do in steps:
        return _place(agenda.shift_item(actor, item=item, by=steps[do]))
    if do == "move":
        section = _section(row, data.get("section", "")) if data.get("section") else None
        before = _item(row, data.get("before", "")) if data.get("before") else None
        return _place(agenda.move_item(actor, item=item, section=section, before=before))
    if do == "remove":
        agenda.remove_item(actor, item=item)
        return _("“%s” is taken off the agenda.") % item.title
    raise Http404


def _act_on_section(actor: User, section: AgendaSection, do: str, title: str) -> str:
    """Do with a section what a button stands for."""
    if do == "rename":
        agenda.change_section(actor, section=section, title=title)
        return _("Kept.")
    if do == "remove":
        agenda.remove_section(actor, section=section)
        return _("The section “%s” is taken away; its items stay.") % section.title
    if do in {"up", "down"}:
        agenda.move_section(actor, section=section, by=-1 if do == "up" else 1)
        return _("The section “%s” is moved.") % section.title
    raise Http404


def _typed(request: HttpRequest, actor: User, row: Meeting) -> ItemForm | None:
    """Keep what was typed into the form of an item; return the form where it cannot be taken."""
    data = request.POST
    adds = data.get("do") == "add"
    item = None if adds else _item(row, data.get("item", ""))
    form = ItemForm(data, auto_id="new_%s" if item is None else f"i{item.pk}_%s")
    if not form.is_valid():
        return form
    section = _section(row, data.get("section", "")) if data.get("section") else None
    if item is None:
        verb: Callable[[], object] = partial(agenda.add_item, actor, meeting=row, section=section, values=form.values())
        version = 0
    else:
        version = item.version
        seen = form.cleaned_data["version"]
        verb = partial(agenda.change_item, actor, item=item, values=form.values(), version=seen)
    return None if attempt(request, verb, form=form, version=version) else form


def _values(item: AgendaItem) -> dict[str, object]:
    """Return the values of an item, for its form."""
    return {name: getattr(item, name) for name in (*agenda.FIELDS, "version")}


def _place(item: AgendaItem) -> str:
    """Say where an item stands now."""
    item.refresh_from_db()
    where = _(" under “%s”") % item.section.title if item.section else ""
    return _("“%(title)s” is item %(number)s now%(where)s.") % {
        "title": item.title,
        "number": item.number,
        "where": where,
    }


def _item(row: Meeting, key: str) -> AgendaItem:
    """Return an item of this agenda, or 404."""
    return get_object_or_404(row.agenda_items, pk=sent_key(key))


def _section(row: Meeting, key: str) -> AgendaSection:
    """Return a section of this agenda, or 404."""
    return get_object_or_404(row.agenda_sections, pk=sent_key(key))


def _paper(request: HttpRequest, row: Meeting) -> Paper:
    """Return the paper that was sent, or 404."""
    key = request.POST.get("paper", "")
    return get_object_or_404(row.papers.select_related("revision"), pk=sent_key(key))


def _attach(request: HttpRequest, actor: User, row: Meeting) -> Paper:
    """Put the newest revision of a document before the meeting or an item."""
    key, item = sent_number(request.POST.get("revision", "")), request.POST.get("item", "")
    if key is None:
        raise Refused("document_missing", _("Choose a document."))
    allowed = Revision.objects.filter(document__in=visible(actor, documents(actor)).values("pk"))
    revision = get_object_or_404(allowed.select_related("document"), pk=key)
    label = request.POST.get("label", "")
    where = _item(row, item) if item else None
    return paper_verbs.attach(actor, meeting=row, revision=revision, item=where, label=label)


def _renew(request: HttpRequest, actor: User, row: Meeting) -> Paper:
    """Put the newest revision in the place of a paper."""
    paper = _paper(request, row)
    return paper_verbs.renew(actor, paper=paper, revision=paper.revision.document.current)
