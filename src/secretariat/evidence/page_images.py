"""The picture of the page that a passage stands on, and where its words are on it.

A file that somebody sent is opened only in a process of its own (``page_painter``), held to limits. Nothing is kept
on disk: the same bytes give the same picture, so browsers may keep it for themselves.
"""

from __future__ import annotations

import json
import logging
import subprocess
from functools import lru_cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

from secretariat.sources.apart import limits, run
from secretariat.sources.storage import path_of

from .page_marks import Marks, marks_of

if TYPE_CHECKING:
    from .models import Passage, Report

logger = logging.getLogger(__name__)

SECONDS = 20
_AT_ONCE = BoundedSemaphore(2)


def image(report: Report, number: int) -> bytes | None:
    """Return a page of a report, counted from 1, as PNG; ``None`` where there is no page or it cannot be painted."""
    if number < 1:
        return None
    try:
        return _image(report.stored_name, number)
    except _NotPaintedError:
        return None


def marks(passage: Passage) -> Marks | None:
    """Return where a passage and the words that spoke for its codes are on the picture of its page.

    ``None`` where there is no picture: a report without pages, a file that cannot be opened.
    """
    if not passage.page:
        return None
    try:
        page = _letters(passage.report.stored_name, passage.page)
    except _NotPaintedError:
        return None
    because = [words for label in passage.labels.all() for words in label.because]
    size = page["width"], page["height"]
    return marks_of(passage.text, because, page["text"], page["boxes"], size)


class _NotPaintedError(Exception):
    """There is no such page, or painting it failed; tried again when it is next asked for."""


@lru_cache(maxsize=24)
def _image(stored_name: str, number: int) -> bytes:
    return _painter(stored_name, number, "image")


@lru_cache(maxsize=64)
def _letters(stored_name: str, number: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_painter(stored_name, number, "letters"))
    return found


def _painter(stored_name: str, number: int, what: str) -> bytes:
    """Return what a painter in a process of its own gave out."""
    path = path_of(stored_name)
    arguments = [str(path), str(number), *limits(SECONDS), what]
    with _AT_ONCE:
        try:
            done = run("secretariat.evidence.page_painter", arguments, SECONDS)
        except subprocess.TimeoutExpired as error:
            raise _NotPaintedError from error
    if done.returncode != 0 or not done.stdout:
        logger.warning("Page %d not painted: %s", number, done.stderr.decode(errors="replace")[-500:])
        raise _NotPaintedError
    return done.stdout
