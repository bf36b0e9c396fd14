"""Whether the files of reports are what came in, and every passage is the words at its place."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from secretariat.history.integrity import Finding, Told
from secretariat.sources.integrity import check_file

from .models import Report


def check_reports(told: Told) -> Iterator[Finding]:
    """Yield what is wrong with the files of reports and with their passages."""
    rows = Report.objects.order_by("id")
    for report in rows.iterator():
        place = _("report %(report)d") % {"report": report.pk}
        yield from check_file(place, report.stored_name, report.sha256, rows.filter(pk=report.pk))
        yield from _passages(report, place)
        told(1)


def _passages(report: Report, place: str) -> Iterator[Finding]:
    """Yield the passages that are not the words at their place."""
    texts = dict(report.page_rows.values_list("number", "text"))
    for key, page, start, end, text in report.passages.values_list("pk", "page", "start", "end", "text").iterator():
        if texts.get(page, "")[start:end] != text and report.passages.filter(pk=key, text=text).exists():
            yield Finding(
                "passage_moved", place, _("passage %(passage)d is not the words at its place") % {"passage": key}
            )
