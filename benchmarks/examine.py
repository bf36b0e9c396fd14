"""What examining costs: ``python -m benchmarks.examine``.

Both sides in one run, their order alternated, the median of five: examining reports against nothing but taking their
text out with the same library. Then growth with the number of reports, memory, and two workers against one.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median

import pypdfium2

from secretariat.reading.loaders.pdf_reports import report_pages
from secretariat.reading.reports.examine import Examiner

from .made_reports import USUAL, report

PAGES = 100
ROUNDS = 5


def bare(reports: Sequence[bytes]) -> int:
    """Take the text of each page and nothing else; return how many pages there were."""
    pages = 0
    for data in reports:
        document = pypdfium2.PdfDocument(data)
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
            pages += 1
        document.close()
    return pages


def main() -> None:
    """Print all figures."""
    reports = [report(seed, PAGES, columns=1 + seed % 2, scanned=seed == 3) for seed in range(6)]
    examiner = Examiner()
    found = [examiner.examine(data, "report.pdf") for data in reports]
    pages = bare(reports)
    passages = sum(len(one.passages) for one in found)
    print(f"{len(reports)} reports, {pages} pages, {passages} passages; pages that are pictures: ", end="")
    print([one.without_text for one in found if one.without_text])
    wrong = sum(one.texts[p.page][p.span.start : p.span.end] != p.text for one in found for p in one.passages)
    print(f"quotes that differ from the page's text at their span: {wrong} of {passages}")
    print(f"reading order, two columns: {_order():.4f} of paragraphs follow each other")
    _cost(examiner, "migration on nearly every page", reports)
    usual = [report(seed, PAGES, columns=1 + seed % 2, share=USUAL) for seed in range(6)]
    _cost(examiner, "migration here and there", usual)
    few, many = _growth(examiner)
    print(f"100 reports against 10: {many / few:.2f} x the time")
    print(f"memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    _workers(reports)


def _cost(examiner: Examiner, name: str, reports: Sequence[bytes]) -> None:
    """Print what examining costs beside bare text."""
    found = [examiner.examine(data, "report.pdf") for data in reports]
    pages, passages = bare(reports), sum(len(one.passages) for one in found)
    ours, theirs = _both(lambda: [examiner.examine(data, "report.pdf") for data in reports], lambda: bare(reports))
    print(
        f"{name} ({passages / pages:.2f} passages a page): examining {1000 * ours / pages:.2f} ms a page, "
        f"bare text {1000 * theirs / pages:.2f}: {ours / theirs:.2f} x"
    )


def _both(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Return the median processor time of both, run in turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(ROUNDS):
        for which in (0, 1) if turn % 2 else (1, 0):
            started = time.process_time()
            (one, other)[which]()
            times[which].append(time.process_time() - started)
    return median(times[0]), median(times[1])


def _order() -> float:
    """Return the share of numbered paragraphs that follow each other as they were set."""
    text = "\n".join(page.text for page in report_pages(report(1, 20, columns=2, numbered=True)).pages)
    numbers = [int(number) for number in re.findall(r"\[(\d{4})\]", text)]
    return sum(other == one + 1 for one, other in pairwise(numbers)) / (len(numbers) - 1)


def _growth(examiner: Examiner) -> tuple[float, float]:
    """Return the processor time for 10 and for 100 reports of 10 pages."""
    small = [report(seed, 10, columns=1 + seed % 2) for seed in range(10)]
    times = []
    for repeats in (1, 10):
        started = time.process_time()
        for _ in range(repeats):
            for data in small:
                examiner.examine(data, "report.pdf")
        times.append(time.process_time() - started)
    return times[0], times[1]


def _workers(reports: Sequence[bytes]) -> None:
    """Print the time of one and of two workers, and whether they say the same."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for at, data in enumerate([*reports, *reports]):
            (folder / f"{at:02}.pdf").write_bytes(data)
        seconds = []
        for workers in (1, 2):
            out = folder.parent / f"{folder.name}-{workers}.jsonl"
            command = [sys.executable, "-m", "secretariat", "examine", str(folder), "--out", str(out)]
            started = time.perf_counter()
            subprocess.run([*command, "--workers", str(workers)], check=True)
            seconds.append(time.perf_counter() - started)
        one, two = (folder.parent / f"{folder.name}-{workers}.jsonl" for workers in (1, 2))
        same = one.read_bytes() == two.read_bytes()
        one.unlink()
        two.unlink()
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"two workers: {seconds[0] / seconds[1]:.2f} x as fast as one; same output: {same}; largest: {children:.0f} MB"
    )


if __name__ == "__main__":
    main()
