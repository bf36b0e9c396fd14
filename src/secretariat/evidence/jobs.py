"""The work that is done in the background."""

from __future__ import annotations

from django_tasks import task

from .examining import examine_report, recover, release
from .relabelling import relabel_report

_AFTER_RECORDS = -10
"""Reports come by the hundred; a record that somebody waits for is read before the next of them."""


@task(priority=_AFTER_RECORDS)
def examine(report_id: int) -> None:
    """Examine a report in a process of its own, and keep what it says."""
    examine_report(report_id)


@task(priority=_AFTER_RECORDS)
def relabel(report_id: int) -> None:
    """Find and label the passages of a report anew in what was kept of it."""
    relabel_report(report_id)


def queue(report_id: int) -> None:
    """Queue the examination of a report, within the transaction that wants it."""
    examine.enqueue(report_id)


def queue_relabelling(report_id: int) -> None:
    """Queue the relabelling of a report, within the transaction that wants it."""
    relabel.enqueue(report_id)


def take_up_interrupted(*, all_under_way: bool = False) -> int:
    """Take up examinations whose worker died; at a start, every one that is marked as under way."""
    return release(queue) if all_under_way else recover(queue)
