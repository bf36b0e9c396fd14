"""Passages and reports as lines to be handed out, in the keys of docs/passages.md.

What a line says is what holds now: what the engine said, until a person decided. ``standing`` tells which it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.db.models import Count

from secretariat.reading.reports.lines import COLUMNS as OF_THE_ENGINE
from secretariat.reading.reports.lines import cell as passage_cell

from . import selectors
from .models import PassageLabel, Report
from .overview import passage_counts

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariat.network.access import Actor

    from .models import Collection, Passage

__all__ = ["COLUMNS", "COVERAGE_COLUMNS", "coverage_lines", "passage_cell", "passage_line", "passage_lines"]

Line = dict[str, object]
COLUMNS = (*OF_THE_ENGINE, "standing")
COVERAGE_COLUMNS = (
    "document sha256 country year kind language pages passages without_text unreadable complete addressed state error"
).split()
AT_ONCE = 500
_WANTED = "report page paragraph section text start end subject subjects stance figures standing".split()


def passage_lines(rows: QuerySet[Passage]) -> Iterator[Line]:
    """Yield passages in the order of State, year and page; so many are held in memory at once as ``AT_ONCE``."""
    reports = Report.objects.in_bulk(list(rows.order_by().values_list("report", flat=True).distinct()))
    ordered = rows.order_by("report__country", "report__year", "report__name", "report", "page", "start")
    bare = ordered.select_related(None).only(*_WANTED).prefetch_related("labels")
    for passage in bare.iterator(chunk_size=AT_ONCE):
        passage.report = reports[passage.report_id]
        yield passage_line(passage)


def passage_line(passage: Passage) -> Line:
    """Return a passage as ``secretariat examine`` writes it, with ``standing``: what people made of it."""
    report = passage.report
    return {
        "document": report.name,
        "sha256": report.sha256,
        "country": report.country or None,
        "year": report.year,
        "kind": report.kind or None,
        "language": report.language or None,
        "page": passage.page or None,
        "paragraph": passage.paragraph,
        "section": passage.section or None,
        "text": passage.text,
        "span": [passage.start, passage.end],
        "subject": passage.subject,
        "subjects": passage.subjects,
        "labels": [
            {"framework": one.framework, "code": one.code, "score": one.score, "because": one.because}
            for one in passage.labels.all()
        ],
        "stance": passage.stance,
        "figures": passage.figures,
        "read_by": "text layer",
        "standing": passage.standing,
    }


def coverage_lines(actor: Actor, of: Collection) -> Iterator[Line]:
    """Yield a line a report: what was read of it and what was not, in the keys of ``--coverage``, with its state."""
    reports = list(selectors.reports(actor, of))
    counts = passage_counts(actor, reports)
    addressed = _addressed(actor, reports)
    for report in reports:
        yield {
            "document": report.name,
            "sha256": report.sha256,
            **{name: _ground(report, name) for name in ("country", "year", "kind")},
            "language": report.language or None,
            "pages": report.pages,
            "passages": counts.get(report.pk, 0),
            "without_text": report.without_text,
            "unreadable": report.unreadable,
            "complete": report.is_complete,
            "addressed": addressed.get(report.pk, {}),
            "state": report.state,
            "error": report.error_message or None,
        }


def _addressed(actor: Actor, reports: Iterable[Report]) -> dict[int, dict[str, dict[str, int]]]:
    """Return how many passages of which stance each report has on each code, written ``framework:code``."""
    passages = selectors.passages(actor, reports).order_by().values("pk")
    names = ("passage__report", "framework", "code", "passage__stance")
    rows = PassageLabel.objects.filter(passage__in=passages).order_by(*names)
    found: dict[int, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for report, framework, code, stance, count in rows.values_list(*names).annotate(count=Count("pk")):
        found[report][f"{framework}:{code}"][stance] = count
    return found


def _ground(report: Report, name: str) -> Line | None:
    value = getattr(report, name)
    return {"value": value, **report.grounds.get(name, {})} if value else None
