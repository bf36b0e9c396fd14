"""The examination of stored reports: each in a process of its own, so that none can harm the next.

A report is claimed, examined apart, and stored with its pages and passages in one transaction: whatever ends the
worker, and when, a report is either as it was or examined whole.
"""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings

from secretariat.history.recording import record, writing
from secretariat.sources.apart import Failure, limits, read_apart
from secretariat.sources.claims import Requeue, Work

from .models import Report
from .storing import keep, tell_by_name

logger = logging.getLogger(__name__)

State = Report.State


def examine_report(report_id: int) -> None:
    """Examine a waiting report and store what it says, or why it could not be read.

    A report that is gone, examined already or under way in another worker is left alone.
    """
    _WORK.on(report_id, keep)


def recover(requeue: Requeue) -> int:
    """Take up reports whose worker died: each is tried once more, then failed. Return how many."""
    return _WORK.recover(requeue, settings.EXAMINING_SECONDS)


def release(requeue: Requeue) -> int:
    """Do the same for every report under way: for a start at which no worker can be running."""
    return _WORK.release(requeue)


def _fail(report: Report, failure: Failure) -> None:
    """Keep why a report was not examined. What was found in it earlier stays."""
    logger.warning("Report %s not examined: %s", report.pk, failure.code)
    with writing():
        report.state = State.EXAMINED if report.examined_at else State.FAILED
        report.error_code, report.error_message = failure.code, failure.message
        report.attempts = 0
        if not report.examined_at:
            tell_by_name(report)
        report.save()
        record(None, "fail_to_examine", report, data={"code": failure.code}, reason=failure.message)


def _examined(report: Report) -> dict[str, Any] | Failure:
    seconds = settings.EXAMINING_SECONDS
    folder = [str(settings.FRAMEWORKS)] if settings.FRAMEWORKS else []
    arguments = [report.name, *limits(seconds), *folder]
    return read_apart("secretariat.evidence.examiner", report.stored_name, arguments, seconds)


_WORK = Work(Report.objects.all, State.WAITING, State.EXAMINING, _examined, _fail)
