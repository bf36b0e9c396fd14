"""Reading one file or many: in order, in parallel where that pays, and none stops the others."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from secretariat import reading as engine
from secretariat.reading import Reading, ReadingError

from .inputs import Input, data_of
from .markdown import markdown
from .overview import Row, row_of
from .terminal import safe_json

IN_PARALLEL_FROM = 24
"""Fewer files are read sooner than a second process is started."""
TOGETHER = 8
AHEAD = 3
BROKE_DOWN = "the reader broke down on this file; save it anew and try again."


class Format(StrEnum):
    """How a reading is given out."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one file: its output, its row in the overview, or one line that says why not."""

    name: str
    output: str = ""
    row: Row | None = None
    error: str = ""


def read_file(source: Input) -> tuple[Reading, str]:
    """Return the reading of a file and the SHA-256 of its bytes.

    Raises:
        ReadingError: the file cannot be read.
    """
    data = data_of(source)
    return engine.read(engine.load(data, source.own_name)), hashlib.sha256(data).hexdigest()


def as_json(reading: Reading, name: str, sha256: str, *, indent: int | None = None) -> str:
    """Return the reading as JSON, on one line unless ``indent`` is given."""
    record = engine.to_json(reading, name=name, sha256=sha256)
    return safe_json(json.dumps(record, ensure_ascii=False, indent=indent)) + "\n"


def why_not(error: Exception, name: str) -> str:
    """Return the one line that says why a file was not read and what to do."""
    if isinstance(error, ReadingError):
        return str(error).removeprefix(name).removeprefix(Path(name).name).lstrip(": ")
    if os.environ.get("SECRETARIAT_DEBUG"):
        raise error
    return f"the reader failed on this file ({type(error).__name__}); report it, with the file if you may."


def read_many(sources: Sequence[Input], form: Format, workers: int) -> Iterator[Done]:
    """Read files and yield what became of each, in their order, holding only a few at a time."""
    _collect_rarely()
    if workers == 1 or len(sources) < IN_PARALLEL_FROM:
        yield from (_perform(source, form) for source in sources)
        return
    with _Crew(workers) as crew:
        waiting: deque[tuple[list[Input], Future[list[Done]]]] = deque()
        for group in _groups(sources):
            waiting.append((group, crew.submit(group, form)))
            if len(waiting) >= workers * AHEAD:
                yield from _collected(*waiting.popleft(), form)
        while waiting:
            yield from _collected(*waiting.popleft(), form)


def _collect_rarely() -> None:
    """Look for cycles of objects less often: a reading makes many small objects and hardly any cycle."""
    gc.set_threshold(50_000, 20, 20)


def _groups(sources: Iterable[Input]) -> Iterator[list[Input]]:
    rest = iter(sources)
    while group := list(islice(rest, TOGETHER)):
        yield group


def _collected(group: list[Input], future: Future[list[Done]], form: Format) -> Iterator[Done]:
    try:
        yield from future.result()
    except BrokenProcessPool:
        yield from (_perform_alone(source, form) for source in group)


def _perform(source: Input, form: Format) -> Done:
    try:
        reading, sha256 = read_file(source)
        if form is Format.JSON:
            return Done(source.name, as_json(reading, source.own_name, sha256))
        if form is Format.MARKDOWN:
            return Done(source.name, markdown(reading, source.own_name))
        return Done(source.name, row=row_of(reading, source.name))
    except Exception as error:  # noqa: BLE001 - one file must not stop the others
        return Done(source.name, error=why_not(error, source.name))


def _perform_group(group: list[Input], form: Format) -> list[Done]:
    _collect_rarely()
    return [_perform(source, form) for source in group]


def _perform_alone(source: Input, form: Format) -> Done:
    """Read a file in a process of its own: its group's process died, and one file of them did it."""
    with ProcessPoolExecutor(1, initializer=leave_interrupts_to_the_parent) as pool:
        try:
            return pool.submit(_perform, source, form).result()
        except BrokenProcessPool:
            return Done(source.name, error=BROKE_DOWN)


def leave_interrupts_to_the_parent() -> None:
    """Let Ctrl-C end the parent alone, which ends its processes in order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Crew:
    """Processes that read, replaced when one of them breaks down."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._workers, initializer=leave_interrupts_to_the_parent)

    def submit(self, group: list[Input], form: Format) -> Future[list[Done]]:
        try:
            return self._pool.submit(_perform_group, group, form)
        except BrokenProcessPool:
            self._pool = self._new_pool()
            return self._pool.submit(_perform_group, group, form)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)
