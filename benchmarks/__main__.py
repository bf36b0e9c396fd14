"""Measure the reading: ``python -m benchmarks``; the history: ``python -m benchmarks history``.

Both sides of every ratio are measured in the same run.

Nothing here passes or fails: the figures of one machine are compared with each other, not with those of another.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

from rich.console import Console

from secretariat.reading import load, read

from . import bare, history
from .files import FORMATS
from .measuring import Ran, run, table
from .records import made

ROUNDS = 5
SAMPLE = 20
SIZES = (10, 100, 1000)
COMMAND = (sys.executable, "-m", "secretariat", "read", "--format", "json")


def best_of(rounds: int, command: Iterable[str | Path]) -> Ran:
    """Run a command several times and return the run in the middle."""
    words = list(command)
    return sorted((run(words) for _ in range(rounds)), key=lambda ran: ran.seconds)[rounds // 2]


def timed(work: Callable[[bytes], object], files: list[bytes]) -> float:
    """Return the seconds that ``work`` takes for one file, on average."""
    begun = time.perf_counter()
    for data in files:
        work(data)
    return (time.perf_counter() - begun) / len(files)


def beside_extraction(out: Console) -> None:
    """Compare a whole reading with nothing but taking the text out, format by format."""
    shown = table("One record of two pages, ms", "format", "bare text", "load", "reading", "reading / bare")
    for form, write in FORMATS.items():
        files = [write(made(seed)) for seed in range(SAMPLE)]
        name = f"record.{form}"
        sides: dict[str, Callable[[bytes], object]] = {
            "bare": bare.EXTRACTORS[form],
            "load": lambda data, name=name: load(data, name),  # type: ignore[misc]
            "read": lambda data, name=name: read(load(data, name)),  # type: ignore[misc]
        }
        times: dict[str, list[float]] = {side: [] for side in sides}
        for turn in range(ROUNDS + 1):
            for side in sorted(sides, reverse=bool(turn % 2)):
                took = timed(sides[side], files)
                if turn:
                    times[side].append(took * 1000)
        middle = {side: median(taken) for side, taken in times.items()}
        shown.add_row(form, *(f"{middle[side]:.2f}" for side in sides), f"{middle['read'] / middle['bare']:.1f}")
    out.print(shown)


def growth(out: Console, folder: Path) -> None:
    """Read folders of ten, a hundred and a thousand records."""
    for seed in range(SIZES[-1]):
        for size in SIZES:
            if seed < size:
                place = folder / str(size)
                place.mkdir(exist_ok=True)
                (place / f"{seed:04}.txt").write_bytes(FORMATS["txt"](made(seed)))
    ran = {
        size: best_of(1 if size == SIZES[-1] else 3, [*COMMAND, "--workers", "1", folder / str(size)]) for size in SIZES
    }
    shown = table("A folder of text records, one process", "records", "seconds", "of the processor", "peak MB")
    for size, took in ran.items():
        shown.add_row(f"{size:,}", f"{took.seconds:.2f}", f"{took.processor:.2f}", f"{took.peak:.0f}")
    out.print(shown)
    few, some, many = (ran[size] for size in SIZES)
    two = run([*COMMAND, "--workers", "2", folder / str(SIZES[2])])
    more = SIZES[2] - SIZES[0]
    shown = table("Ratios", "what", "figure")
    shown.add_row("records a second, once started, by the clock", f"{more / (many.seconds - few.seconds):.0f}")
    shown.add_row("records a second of a core, once started", f"{more / (many.processor - few.processor):.0f}")
    shown.add_row("time a record at 1,000 / at 100", f"{many.processor / some.processor / 10:.2f}")
    shown.add_row("peak memory at 1,000 / at 100", f"{many.peak / some.peak:.2f}")
    shown.add_row("two workers / one, records a second", f"{many.seconds / two.seconds:.2f}")
    out.print(shown)


def start_up(out: Console, folder: Path) -> None:
    """Measure the command from the key press to the prompt."""
    shown = table("From start to end, seconds", "what", "seconds", "/ bare Python")
    python = best_of(ROUNDS, [sys.executable, "-c", "pass"])
    shown.add_row("python -c pass", f"{python.seconds:.3f}", "1.0")
    for form, write in FORMATS.items():
        path = folder / f"record.{form}"
        path.write_bytes(write(made(1)))
        for shape in ("table", "json"):
            took = best_of(ROUNDS, [sys.executable, "-m", "secretariat", "read", "--format", shape, path])
            ratio = took.seconds / python.seconds
            shown.add_row(f"secretariat read record.{form} --format {shape}", f"{took.seconds:.3f}", f"{ratio:.1f}")
    out.print(shown)


def main() -> None:
    """Measure everything and print the tables."""
    out = Console(width=100, highlight=False)
    out.print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if sys.argv[1:] == ["history"]:
            history.main(out, folder)
            return
        beside_extraction(out)
        growth(out, folder)
        start_up(out, folder)


if __name__ == "__main__":
    main()
