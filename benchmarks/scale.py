"""How examining grows: more reports, more workers, the same reports again."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median

from secretariat.reading.reports.examine import Examiner
from secretariat.reading.reports.lines import passage_records

from .made_reports import report
from .measuring import run
from .ratios import Ratio, in_turns, missing, peer, seconds

_PAGES = 6
_KINDS = 8
_examiners: list[Examiner] = []


def ratios(reports: Sequence[bytes], sizes: tuple[int, int], rounds: int) -> Iterator[Ratio]:
    """Yield the ratios of growth, memory, workers and of a second run; ``sizes`` are numbers of small reports."""
    small = [report(seed, _PAGES, columns=1 + seed % 2) for seed in range(_KINDS)]
    yield from _growth(small, sizes)
    yield _again(small, sizes[0])
    yield from _workers(reports, rounds)
    yield _dask(reports, rounds)


def _growth(small: Sequence[bytes], sizes: tuple[int, int]) -> Iterator[Ratio]:
    examiner = Examiner()
    few, many = sizes
    for data in small:
        examiner.examine(data, "report.pdf")
    times = [seconds(lambda size=size: _all(examiner, small, size)) / size for size in sizes]  # type: ignore[misc]
    yield Ratio(f"G12 time a report at {many:,} / at {few:,}", times[1] / times[0], 1.1, "same reports", at_most=True)
    with tempfile.TemporaryDirectory() as name:
        peaks = []
        for size in sizes:
            folder = Path(name) / str(size)
            folder.mkdir()
            for at in range(size):
                (folder / f"{at:05}.pdf").write_bytes(small[at % len(small)])
            peaks.append(run(_command(folder, folder.with_suffix(".jsonl"), 1)).peak)
    gate = f"{peaks[0]:.0f} and {peaks[1]:.0f} MB, under 600: {peaks[1] < 600}"
    yield Ratio(f"G11 memory of a worker at {many:,} / at {few:,}", peaks[1] / peaks[0], 1.2, gate, at_most=True)


def _all(examiner: Examiner, small: Sequence[bytes], size: int) -> None:
    for at in range(size):
        examiner.examine(small[at % len(small)], "report.pdf")


def _again(small: Sequence[bytes], count: int) -> Ratio:
    """Return what a run costs in which one report of a hundred is new: those known by their hash are passed over."""
    examiner = Examiner()
    files = [small[at % len(small)] + b"\n%%%d" % at for at in range(count)]
    known: dict[str, int] = {}

    def examined() -> int:
        done = 0
        for data in files:
            key = hashlib.sha256(data).hexdigest()
            if key not in known:
                known[key] = len(examiner.examine(data, "report.pdf").passages)
                done += 1
        return done

    whole = seconds(examined)
    changed = max(count // 100, 1)
    for at in range(changed):
        files[at] += b"%changed"
    before = len(known)
    part = seconds(examined)
    gate = f"{len(known) - before} of {count} read"
    return Ratio(
        "G13 second run, 1 % changed / first run", part / whole, 0.03 * changed * 100 / count, gate, at_most=True
    )


def _command(folder: Path, out: Path, workers: int) -> list[str | Path]:
    return [
        *(sys.executable, "-m", "secretariat", "examine", folder, "--out", out),
        *("--workers", str(workers)),
    ]


def _workers(reports: Sequence[bytes], rounds: int) -> Iterator[Ratio]:
    """Yield what two workers gain, and whether they say the same as one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "reports"
        folder.mkdir()
        for at, data in enumerate([*reports, *reports]):
            (folder / f"{at:02}.pdf").write_bytes(data)
        times: dict[int, list[float]] = {1: [], 2: []}
        for turn in range(min(rounds, 3)):
            for workers in (1, 2) if turn % 2 else (2, 1):
                times[workers].append(run(_command(folder, Path(name) / f"{workers}.jsonl", workers)).seconds)
        same = (Path(name) / "1.jsonl").read_bytes() == (Path(name) / "2.jsonl").read_bytes()
    gain = median(times[1]) / median(times[2])
    yield Ratio("G3 two workers / one, by the clock", gain, 1.7, f"same output: {same}; needs two idle cores")


def examined(data: bytes) -> str:
    """Return the passages of a report as JSON; each process keeps its examiner."""
    if not _examiners:
        _examiners.append(Examiner())
    return json.dumps(list(passage_records(_examiners[0].examine(data, "report.pdf"))), ensure_ascii=False)


def _dask(reports: Sequence[bytes], rounds: int) -> Ratio:
    name = "G14 Dask, two workers / two processes, by the clock"
    distributed = peer("distributed")
    if distributed is None:
        return Ratio(name, None, 0.85, missing("distributed"))
    twice = [*reports, *reports]
    started = multiprocessing.get_context("spawn")
    with (
        ProcessPoolExecutor(2, mp_context=started) as pool,
        distributed.Client(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as client,
    ):

        def by_pool() -> list[str]:
            return list(pool.map(examined, twice))

        def by_dask() -> object:
            return client.gather(client.map(examined, twice, pure=False))

        same = by_pool() == by_dask()
        pooled, dasked = in_turns(by_pool, by_dask, min(rounds, 3), time.perf_counter)
    return Ratio(name, pooled / dasked, 0.85, f"same output: {same}")
