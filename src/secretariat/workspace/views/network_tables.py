"""The network in and out as tables: an import shows what it would change before it changes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from secretariat.exports.network import network_tables, templates
from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.network.access import Verb, may
from secretariat.network.columns import SORTS
from secretariat.network.models import Entity
from secretariat.network.table_files import LARGEST_BYTES, Line, Sheet, sheets_of
from secretariat.network.table_import import apply, preview
from secretariat.workspace import downloads
from secretariat.workspace.actor import actor_of
from secretariat.workspace.network_forms import ImportForm
from secretariat.workspace.network_pages import managing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SALT = "network.import"
KEPT_SECONDS = 3600
LARGEST_KEPT = 4 * 1024 * 1024


@require_safe
@login_required
def tables(request: HttpRequest) -> HttpResponse:
    """Show what can be exported, and where a table is taken in."""
    may_manage = may(actor_of(request), Verb.MANAGE, Entity)
    context = {
        "tab": "tables",
        "sorts": SORTS.values(),
        "form": ImportForm() if may_manage else None,
        "may_manage": may_manage,
    }
    return render(request, "workspace/network/tables.html", context)


@require_safe
@login_required
def export(request: HttpRequest) -> HttpResponse:
    """Hand out the network: all of it as a workbook, or one table."""
    found = network_tables(actor_of(request), _sorts(request))
    return downloads.table(_name(request, "network"), found, _form(request))


@require_safe
@login_required
def template(request: HttpRequest) -> HttpResponse:
    """Hand out the tables with their header alone."""
    return downloads.table(_name(request, "template"), templates(_sorts(request)), _form(request))


@managing
def take_in(request: HttpRequest) -> HttpResponse:
    """Show what a table would change, then, once confirmed, change it."""
    if request.method == "GET":
        return redirect("workspace:network-tables")
    if "kept" in request.POST:
        return _confirmed(request)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, form)
    file, sort = form.cleaned_data["file"], form.cleaned_data["sort"]
    try:
        sheets = sheets_of(file.read(LARGEST_BYTES + 1))
        kept = signing.dumps([[_plain(sheet) for sheet in sheets], sort, file.name], salt=SALT, compress=True)
        if len(kept) > LARGEST_KEPT:
            message = _("The table is too large for a page. Use the command: secretariat import network.")
            raise Refused("too_large", message)  # noqa: TRY301 - said where every other refusal is
        return _shown(request, sheets, sort, file.name, kept)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return _again(request, form)


def _confirmed(request: HttpRequest) -> HttpResponse:
    """Take in what was shown, if it would still do the same."""
    try:
        plain, sort, name = signing.loads(request.POST["kept"], salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        messages.error(request, _("The preview is too old. Choose the file again."))
        return redirect("workspace:network-tables")
    sheets = [_sheet(row) for row in plain]
    try:
        done = apply(actor_of(request), sheets=sheets, sort=sort, seen=request.POST.get("seen", ""))
    except Conflict as conflict:
        messages.warning(request, str(conflict))
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s is taken in: %(count)d rows.") % {"name": name, "count": done.changes})
        return redirect("workspace:network")
    return _shown(request, sheets, sort, name, request.POST["kept"], status=409)


def _shown(
    request: HttpRequest, sheets: Sequence[Sheet], sort: str, name: str, kept: str, status: int = 0
) -> HttpResponse:
    """Return the page that shows what an import would change."""
    found = preview(actor_of(request), sheets=sheets, sort=sort)
    context = {"found": found, "name": name, "kept": kept, "form": ImportForm()}
    status = status or (422 if found.errors else 200)
    return render(request, "workspace/network/preview.html", context, status=status)


def _again(request: HttpRequest, form: ImportForm) -> HttpResponse:
    """Return the page with the form, and what is wrong with what was sent."""
    context = {"tab": "tables", "sorts": SORTS.values(), "form": form, "may_manage": True}
    return render(request, "workspace/network/tables.html", context, status=422)


def _plain(sheet: Sheet) -> list[Any]:
    """Return a sheet as JSON holds it; a day is as good as its text."""
    lines = [[line.number, [_cell(cell) for cell in line.cells]] for line in sheet.lines]
    return [sheet.name, list(sheet.header), lines]


def _cell(cell: object) -> object:
    """Return a cell as JSON holds it."""
    return cell if cell is None or isinstance(cell, str | int | float) else str(cell)[:10]


def _sheet(plain: list[Any]) -> Sheet:
    """Return the sheet that was kept."""
    name, header, lines = plain
    return Sheet(name, tuple(header), tuple(Line(number, tuple(cells)) for number, cells in lines))


def _sorts(request: HttpRequest) -> list[str]:
    """Return the tables that are asked for."""
    sort = request.GET.get("table", "")
    if sort and sort not in SORTS:
        raise Http404
    return [sort] if sort else list(SORTS)


def _form(request: HttpRequest) -> str:
    """Return the form of file that is asked for: all tables together are a workbook."""
    return request.GET.get("as", "") if request.GET.get("table") else "xlsx"


def _name(request: HttpRequest, name: str) -> str:
    """Return the name of the file without its ending."""
    sort = request.GET.get("table", "")
    return f"{name}-{sort}" if sort else name
