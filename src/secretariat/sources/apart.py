"""A module of our own run over a stored file in a process of its own, so that no file can harm the next."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from .reader import MEMORY_EXIT
from .storage import path_of

if TYPE_CHECKING:
    from collections.abc import Iterable

logger = logging.getLogger(__name__)

SLACK_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file was not read. ``passing`` says that trying again may help."""

    code: str
    message: str
    passing: bool = False


def run(module: str, arguments: Iterable[str], seconds: int) -> subprocess.CompletedProcess[bytes]:
    """Run a module with nothing of this process's environment, and return what it gave out and how it ended.

    Raises:
        TimeoutExpired: when it does not end some time after the ``seconds`` that it holds itself to.
    """
    return subprocess.run(  # noqa: S603 - our own module, arguments as a list
        [sys.executable, "-I", "-m", module, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=seconds + SLACK_SECONDS,
        env={"PATH": os.defpath, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )


def limits(seconds: int) -> list[str]:
    """Return the time and memory that a process is to hold itself to, as its arguments."""
    return [str(seconds), str(settings.READING_MEMORY_BYTES)]


def read_apart(module: str, stored_name: str, arguments: Iterable[str], seconds: int) -> dict[str, Any] | Failure:
    """Return what a module answered of a stored file, or why it could not.

    The module takes the path of the file, then ``arguments``, and prints one JSON object, ``{"error": {"code",
    "message"}}`` where the file cannot be read.
    """
    path = path_of(stored_name)
    if not path.exists():
        return Failure("file_missing", _("The stored file is not there any more. Restore it from a backup."))
    try:
        done = run(module, [str(path), *arguments], seconds)
    except subprocess.TimeoutExpired:
        return _too_slow()
    return _result(module, done)


def broken_off() -> Failure:
    """Return the failure of a reading whose process ended."""
    message = _("Reading this file broke off. It may be damaged: save it anew and send it again.")
    return Failure("broken_off", message, passing=True)


def _result(module: str, done: subprocess.CompletedProcess[bytes]) -> dict[str, Any] | Failure:
    """Return what the process answered, or what its end means."""
    if done.returncode == MEMORY_EXIT:
        return Failure("too_much_memory", _("Reading this file takes too much memory. Split it and try again."))
    if done.returncode == -signal.SIGXCPU:
        return _too_slow()
    if done.returncode != 0:
        logger.error("%s ended with %s: %s", module, done.returncode, done.stderr.decode(errors="replace")[-2000:])
        return broken_off()
    result: dict[str, Any] = json.loads(done.stdout)
    if "error" in result:
        return Failure(result["error"]["code"], result["error"]["message"])
    return result


def _too_slow() -> Failure:
    return Failure("too_slow", _("Reading this file took too long. Split it and try again."))
