"""How a command is measured, and how figures are shown."""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command took: seconds by the clock, seconds of the processor, and the most memory."""

    seconds: float
    processor: float
    peak: float


RUNNER = """
import os, subprocess, sys, time
begun = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss, os.waitstatus_to_exitcode(status))
"""
"""Starts the command from a small process: a large one would lend it its own peak of memory."""


def run(command: Iterable[str | Path]) -> Ran:
    """Run a command with its output thrown away and measure it."""
    words = [sys.executable, "-S", "-c", RUNNER, *map(str, command)]
    seconds, processor, peak, status = map(float, subprocess.check_output(words).split())
    if status:
        raise SystemExit(f"{' '.join(words[4:])} ended with status {status:.0f}")
    return Ran(seconds, processor, peak * (1 if platform.system() == "Darwin" else 1024) / MEGABYTE)


def table(title: str, *columns: str) -> Table:
    """Return a table whose first column is of words, the others of figures."""
    made = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 3, 0, 0))
    for number, column in enumerate(columns):
        made.add_column(column, justify="right" if number else "left")
    return made
