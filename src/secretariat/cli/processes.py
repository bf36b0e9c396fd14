"""Reports examined in this process or in several, in their order; a report that breaks its process stops no other."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from .batch import BROKE_DOWN, leave_interrupts_to_the_parent
from .examination import Done, Settings, Work, examined
from .inputs import Input

AHEAD = 4


def by_processes(files: Sequence[Input], settings: Settings, workers: int, work: Work = examined) -> Iterator[Done]:
    """Yield what became of each report, in their order, whatever the number of workers."""
    if workers == 1 or len(files) < 2:
        yield from (work(source, None, settings) for source in files)
        return
    left = deque(files)
    while left:
        suspects = yield from _until_one_breaks(left, settings, workers, work)
        yield from _one_by_one([left.popleft() for _ in range(suspects)], settings, work)


def _until_one_breaks(left: deque[Input], settings: Settings, workers: int, work: Work) -> Generator[Done, None, int]:
    """Yield results and take their reports from ``left``; return how many may have broken the process."""
    waiting: deque[Future[Done]] = deque()
    pool = _pool(workers)
    try:
        for source in tuple(left):
            waiting.append(pool.submit(work, source, None, settings))
            if len(waiting) >= workers * AHEAD:
                yield _first(waiting, left)
        while waiting:
            yield _first(waiting, left)
    except BrokenProcessPool:
        return max(len(waiting), 1)
    finally:
        pool.shutdown(cancel_futures=True)
    return 0


def _first(waiting: deque[Future[Done]], left: deque[Input]) -> Done:
    """Return the first result, taken from ``waiting`` as its report is from ``left`` once it is there."""
    done = waiting[0].result()
    waiting.popleft()
    left.popleft()
    return done


def _one_by_one(files: Sequence[Input], settings: Settings, work: Work) -> Iterator[Done]:
    """Examine reports in one process, one at a time: one of them broke its process, and this tells which."""
    pool = _pool(1)
    for source in files:
        try:
            yield pool.submit(work, source, None, settings).result()
        except BrokenProcessPool:
            yield Done(source.name, error=BROKE_DOWN)
            pool = _pool(1)
    pool.shutdown()


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, initializer=leave_interrupts_to_the_parent)
