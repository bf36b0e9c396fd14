"""The reading of stored files: each in a process of its own, so that none can harm the next."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from secretariat.history.recording import Gesture, writing

from .apart import Failure, limits, read_apart
from .claims import Requeue, Work
from .models import Revision, StoredReading

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

State = Revision.State


def read_revision(revision_id: int, *, made: Callable[[StoredReading], int]) -> None:
    """Read a revision and store what was read; on failure keep the reason.

    ``made`` is called within the transaction that stores the reading and returns how many findings
    it made of it. A revision that is gone or being read by another worker is left alone.
    """
    _WORK.on(revision_id, partial(_keep, made=made))


def recover(requeue: Requeue) -> int:
    """Take up readings whose worker died: each is tried once more, then failed. Return how many."""
    return _WORK.recover(requeue, settings.READING_SECONDS)


def release(requeue: Requeue) -> int:
    """Do the same for every reading under way: for a start at which no worker can be running."""
    return _WORK.release(requeue)


def _keep(revision: Revision, result: dict[str, Any], *, made: Callable[[StoredReading], int]) -> None:
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


def _read(revision: Revision) -> dict[str, Any] | Failure:
    seconds = settings.READING_SECONDS
    arguments = [revision.name, revision.sha256, *limits(seconds)]
    return read_apart("secretariat.sources.reader", revision.stored_name, arguments, seconds)


_WORK = Work(lambda: Revision.objects.select_related("document"), State.WAITING, State.READING, _read, _fail)
