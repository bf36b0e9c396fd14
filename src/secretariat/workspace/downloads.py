"""Files that the workspace hands out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase

from secretariat.exports.tables import as_csv, as_xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariat.exports.tables import Table

Answer = TypeVar("Answer", bound=HttpResponseBase)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(name: str, tables: Sequence[Table], form: str = "") -> HttpResponse:
    """Return tables as a file to be kept: one as CSV, or all of them as a workbook (``xlsx``)."""
    if form == "xlsx":
        return kept(f"{name}.xlsx", as_xlsx(tables), XLSX)
    if form not in {"", "csv"} or len(tables) != 1:
        raise Http404
    return kept(f"{name}.csv", as_csv(tables[0]), "text/csv; charset=utf-8")


def kept(name: str, data: bytes, content_type: str) -> HttpResponse:
    """Return bytes as a file that the browser keeps and does not open."""
    return saved(name, HttpResponse(data, content_type=content_type))


def saved(name: str, answer: Answer) -> Answer:
    """Return an answer as a file that the browser keeps and does not open."""
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
