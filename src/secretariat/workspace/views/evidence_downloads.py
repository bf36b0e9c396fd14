"""Passages and coverage of a collection as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from secretariat.evidence import selectors
from secretariat.evidence.lines import COLUMNS, COVERAGE_COLUMNS, coverage_lines, passage_lines
from secretariat.exports import passages as tables
from secretariat.workspace.actor import actor_of
from secretariat.workspace.downloads import XLSX, saved

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from secretariat.evidence.models import Collection

_CSV = "text/csv; charset=utf-8"
_JSONL = "application/x-ndjson"


@login_required
@require_GET
def passages(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """Hand out the passages of a collection, those that people rejected too: ``standing`` tells."""
    actor = actor_of(request)
    row = selectors.collection(actor, pk)
    lines = passage_lines(selectors.all_passages(actor).filter(report__collection=row))
    name = f"{_name(row)}.{form}"
    if form == "xlsx":
        file = tables.as_xlsx(lines, COLUMNS, "passages")
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    if form == "jsonl":
        return saved(name, StreamingHttpResponse(tables.as_jsonl(lines), content_type=_JSONL))
    if form == "csv":
        return saved(name, StreamingHttpResponse(tables.as_csv(lines, COLUMNS), content_type=_CSV))
    raise Http404


@login_required
@require_GET
def coverage(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out what was read of each report of a collection and what was not."""
    actor = actor_of(request)
    row = selectors.collection(actor, pk)
    written = tables.as_csv(coverage_lines(actor, row), COVERAGE_COLUMNS)
    return saved(f"{_name(row)}-coverage.csv", StreamingHttpResponse(written, content_type=_CSV))


def _name(row: Collection) -> str:
    """Return what a file is called: the collection, as of today."""
    return f"{slugify(row.title) or f'collection-{row.pk}'}-{timezone.localdate().isoformat()}"
