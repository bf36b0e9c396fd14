"""Passages found and labelled anew in what was kept of a report, after a framework changed.

The file is not read again. Where only what passages say may have changed, the passages stay and their words are asked
again; where other words may make a passage, the kept pages are gone through. What people decided stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q

from secretariat.history.recording import record, writing
from secretariat.network.access import Verb, require
from secretariat.reading.reports.examine import Examiner
from secretariat.reading.reports.lines import label_record, said_record
from secretariat.reading.reports.pages import kept_page

from .examiner import stored_passage
from .models import Collection, Report
from .storing import keep_passages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import QuerySet

    from secretariat.network.models import User

    from .storing import Found


def outdated(rows: QuerySet[Report]) -> QuerySet[Report]:
    """Return those examined reports whose passages were found or labelled by other terms than those of now."""
    digest = _examiner().digest
    return rows.filter(state=Report.State.EXAMINED).exclude(Q(gate=digest.gate) & Q(terms=digest.labels))


def relabel(actor: User, *, collection: Collection, queue: Callable[[int], object]) -> int:
    """Queue the outdated reports of a collection to be labelled anew; return how many."""
    require(actor, Verb.REVIEW, collection)
    with writing():
        keys = list(outdated(collection.reports.all()).values_list("pk", flat=True))
        if keys:
            record(actor, "relabel", collection, data={"reports": len(keys)})
        for key in keys:
            queue(key)
    return len(keys)


def relabel_report(report_id: int) -> None:
    """Find and label the passages of a report anew; nothing where it is gone, under way, or by the terms of now."""
    examiner = _examiner()
    digest = examiner.digest
    with writing():
        report = outdated(Report.objects.select_for_update().filter(pk=report_id)).first()
        if report is None:
            return
        by_gate = report.gate != digest.gate
        found = _found_anew(report, examiner) if by_gate else _said_anew(report, examiner)
        count = keep_passages(report, found)
        report.gate, report.terms = digest.gate, digest.labels
        report.save(update_fields=["gate", "terms"])
        record(None, "relabel", report, data={"terms": digest.labels, "pages": by_gate, "passages": count})


def _said_anew(report: Report, examiner: Examiner) -> Iterator[Found]:
    """Yield the passages of a report with what they say by the terms of now."""
    for passage in report.passages.all():
        said = examiner.label_again(passage.text, report.language or None, passage.given)
        if said:
            doubtful = [label_record(code) for code in said.doubtful]
            yield {**passage.machine, **said_record(said), "doubtful": doubtful}


def _found_anew(report: Report, examiner: Examiner) -> Iterator[Found]:
    """Yield the passages of a report out of its kept pages."""
    pages = report.page_rows.values("number", "text", "blocks").order_by("number")
    for passage in examiner.examine_stored(map(kept_page, pages), report.language or None):
        yield stored_passage(passage)


def _examiner() -> Examiner:
    """Return an examiner by the terms of now: files may have changed since the last one."""
    return Examiner(folder=settings.FRAMEWORKS, all_pages=True)
