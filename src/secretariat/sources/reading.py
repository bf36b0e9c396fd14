"""The reading of stored files: each in a process of its own, so that none can harm the next."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing

from .models import Revision, StoredReading
from .reader import MEMORY_EXIT
from .storage import path_of

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

ATTEMPTS = 2
SLACK_SECONDS = 30
State = Revision.State


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file was not read. ``passing`` says that trying again may help."""

    code: str
    message: str
    passing: bool = False


def read_revision(revision_id: int, *, made: Callable[[StoredReading], int]) -> None:
    """Read a revision and store what was read; on failure keep the reason.

    ``made`` is called within the transaction that stores the reading and returns how many findings
    it made of it. A revision that is gone or being read by another worker is left alone.
    """
    revision = _claimed(revision_id)
    while revision is not None:
        result = _read_apart(revision)
        if not isinstance(result, Failure):
            _keep(revision, result, made)
            return
        if not result.passing or revision.attempts >= ATTEMPTS:
            _fail(revision, result)
            return
        revision = _claimed_again(revision)


def recover(requeue: Callable[[Revision], object]) -> int:
    """Take up readings whose worker died: each is tried once more, then failed. Return how many."""
    limit = timezone.now() - timedelta(seconds=settings.READING_SECONDS + SLACK_SECONDS)
    stuck = Revision.objects.filter(state=State.READING).filter(Q(started_at__lt=limit) | Q(started_at__isnull=True))
    return sum(_recover(revision, requeue) for revision in stuck)


def release(requeue: Callable[[Revision], object]) -> int:
    """Do the same for every reading under way: for a start at which no worker can be running."""
    return sum(_recover(revision, requeue) for revision in Revision.objects.filter(state=State.READING))


def _recover(revision: Revision, requeue: Callable[[Revision], object]) -> int:
    """Queue one stuck reading again, or fail it."""
    if revision.attempts >= ATTEMPTS:
        _fail(revision, _interrupted())
        return 1
    with transaction.atomic():
        found = Revision.objects.filter(pk=revision.pk, state=State.READING, attempts=revision.attempts).update(
            state=State.WAITING
        )
        if found:
            requeue(revision)
    return found


def _claimed(revision_id: int) -> Revision | None:
    """Mark a waiting revision as being read, by this worker and no other."""
    claimed = Revision.objects.filter(pk=revision_id, state=State.WAITING).update(
        state=State.READING, started_at=timezone.now(), attempts=F("attempts") + 1
    )
    return Revision.objects.select_related("document").get(pk=revision_id) if claimed else None


def _claimed_again(revision: Revision) -> Revision | None:
    """Begin the second attempt, unless somebody else took the revision up meanwhile."""
    claimed = Revision.objects.filter(pk=revision.pk, state=State.READING, attempts=revision.attempts).update(
        started_at=timezone.now(), attempts=F("attempts") + 1
    )
    return Revision.objects.select_related("document").get(pk=revision.pk) if claimed else None


def _keep(revision: Revision, result: dict[str, Any], made: Callable[[StoredReading], int]) -> None:
    """Store a reading and what the register makes of it."""
    data = result["reading"]
    source = data.get("source", {})
    text = source.pop("text", result["text"])
    with writing():
        reading = StoredReading.objects.create(
            revision=revision,
            engine=settings.VERSION,
            made_at=timezone.now(),
            text=text,
            blocks=result["blocks"],
            page_starts=result["page_starts"],
            data=data,
        )
        revision.state, revision.read_at = State.READ, reading.made_at
        revision.media_type = source.get("media_type") or ""
        revision.language = source.get("language") or ""
        revision.pages = source.get("pages") or result["pages"]
        revision.error_code = revision.error_message = ""
        revision.attempts = 0
        revision.findings = made(reading)
        revision.save()
        data = {"reading": reading.pk, "engine": reading.engine, "findings": revision.findings}
        Gesture(None, revision.document).record("read", revision.document, data=data)


def _fail(revision: Revision, failure: Failure) -> None:
    """Keep why a revision was not read."""
    logger.warning("Document %s not read: %s", revision.document_id, failure.code)
    with writing():
        revision.state = State.READ if revision.readings.exists() else State.FAILED
        revision.error_code, revision.error_message = failure.code, failure.message
        revision.attempts = 0
        revision.save()
        Gesture(None, revision.document).record(
            "fail_to_read", revision.document, data={"code": failure.code}, reason=failure.message
        )


def _read_apart(revision: Revision) -> dict[str, Any] | Failure:
    """Read a stored file in a process of its own."""
    path = path_of(revision.stored_name)
    if not path.exists():
        return Failure("file_missing", _("The stored file is not there any more. Restore it from a backup."))
    limits = [str(settings.READING_SECONDS), str(settings.READING_MEMORY_BYTES)]
    command = [sys.executable, "-I", "-m", "secretariat.sources.reader", str(path), revision.name]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, arguments as a list
            [*command, revision.sha256, *limits],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=settings.READING_SECONDS + 5,
            env={"PATH": os.defpath, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _too_slow()
    return _result(done)


def _result(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any] | Failure:
    """Return what the reading process answered, or what its end means."""
    if done.returncode == MEMORY_EXIT:
        return Failure("too_much_memory", _("Reading this file takes too much memory. Split it and try again."))
    if done.returncode == -signal.SIGXCPU:
        return _too_slow()
    if done.returncode != 0:
        logger.error("Reader ended with %s: %s", done.returncode, done.stderr.decode(errors="replace")[-2000:])
        return _interrupted()
    result: dict[str, Any] = json.loads(done.stdout)
    if "error" in result:
        return Failure(result["error"]["code"], result["error"]["message"])
    return result


def _too_slow() -> Failure:
    """Return the failure of a reading that took too long."""
    return Failure("too_slow", _("Reading this file took too long. Split it and try again."))


def _interrupted() -> Failure:
    """Return the failure of a reading whose process ended."""
    message = _("Reading this file broke off. It may be damaged: save it anew and send it again.")
    return Failure("broken_off", message, passing=True)
