"""The examination of stored reports: each in a process of its own, so that none can harm the next.

A report is claimed, examined apart, and stored with its pages and passages in one transaction: whatever ends the
worker, and when, a report is either as it was or examined whole.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import record, writing
from secretariat.sources.reader import MEMORY_EXIT
from secretariat.sources.storage import path_of

from .models import Report
from .storing import keep, tell_by_name

logger = logging.getLogger(__name__)

ATTEMPTS = 2
SLACK_SECONDS = 30
State = Report.State
Requeue = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a report was not examined. ``passing`` says that trying again may help."""

    code: str
    message: str
    passing: bool = False


def examine_report(report_id: int) -> None:
    """Examine a waiting report and store what it says, or why it could not be read.

    A report that is gone, examined already or under way in another worker is left alone.
    """
    report = _claimed(report_id, state=State.WAITING)
    while report is not None:
        result = _examined_apart(report)
        if not isinstance(result, Failure):
            keep(report, result)
            return
        if not result.passing or report.attempts >= ATTEMPTS:
            _fail(report, result)
            return
        report = _claimed(report_id, state=State.EXAMINING, attempts=report.attempts)


def recover(requeue: Requeue) -> int:
    """Take up reports whose worker died: each is tried once more, then failed. Return how many."""
    limit = timezone.now() - timedelta(seconds=settings.EXAMINING_SECONDS + SLACK_SECONDS)
    stuck = Report.objects.filter(state=State.EXAMINING).filter(Q(started_at__lt=limit) | Q(started_at__isnull=True))
    return sum(_recover(report, requeue) for report in stuck)


def release(requeue: Requeue) -> int:
    """Do the same for every report under way: for a start at which no worker can be running."""
    return sum(_recover(report, requeue) for report in Report.objects.filter(state=State.EXAMINING))


def _recover(report: Report, requeue: Requeue) -> int:
    if report.attempts >= ATTEMPTS:
        _fail(report, _broken_off())
        return 1
    with transaction.atomic():
        stuck = Report.objects.filter(pk=report.pk, state=State.EXAMINING, attempts=report.attempts)
        found = stuck.update(state=State.WAITING)
        if found:
            requeue(report.pk)
    return found


def _claimed(report_id: int, **as_seen: object) -> Report | None:
    """Mark a report as being examined, by this worker and no other."""
    claimed = Report.objects.filter(pk=report_id, **as_seen).update(
        state=State.EXAMINING, started_at=timezone.now(), attempts=F("attempts") + 1
    )
    return Report.objects.get(pk=report_id) if claimed else None


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


def _examined_apart(report: Report) -> dict[str, Any] | Failure:
    """Examine a stored file in a process of its own."""
    path = path_of(report.stored_name)
    if not path.exists():
        return Failure("file_missing", _("The stored file is not there any more. Restore it from a backup."))
    limits = [str(settings.EXAMINING_SECONDS), str(settings.READING_MEMORY_BYTES)]
    command = [sys.executable, "-I", "-m", "secretariat.evidence.examiner", str(path), report.name, *limits]
    if settings.FRAMEWORKS:
        command.append(str(settings.FRAMEWORKS))
    try:
        done = subprocess.run(  # noqa: S603 - our own module, arguments as a list
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=settings.EXAMINING_SECONDS + 5,
            env={"PATH": os.defpath, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _too_slow()
    return _result(done)


def _result(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any] | Failure:
    """Return what the process answered, or what its end means."""
    if done.returncode == MEMORY_EXIT:
        return Failure("too_much_memory", _("Reading this file takes too much memory. Split it and try again."))
    if done.returncode == -signal.SIGXCPU:
        return _too_slow()
    if done.returncode != 0:
        logger.error("Examiner ended with %s: %s", done.returncode, done.stderr.decode(errors="replace")[-2000:])
        return _broken_off()
    result: dict[str, Any] = json.loads(done.stdout)
    if "error" in result:
        return Failure(result["error"]["code"], result["error"]["message"])
    return result


def _too_slow() -> Failure:
    return Failure("too_slow", _("Reading this file took too long. Split it and try again."))


def _broken_off() -> Failure:
    message = _("Reading this file broke off. It may be damaged: save it anew and send it again.")
    return Failure("broken_off", message, passing=True)
