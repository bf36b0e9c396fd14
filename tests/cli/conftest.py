"""The command as people run it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from secretariat.cli import main

RECORD = """\
Harbour Board

Date: 14 March 2023

Present:
- Amal Haddad, Director, Ports Authority
- Jonas Weber, Secretary, Shipowners' Union

1. Dredging

The Board approved the dredging plan.

Action points:
- Rosa Achterberg to send the survey to all members by 31 March 2023.
- Publish a notice to mariners.
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``secretariat`` in this process."""

    def run_it(*words: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["secretariat", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Ended(int(ended.value.code or 0), said.out, said.err)

    return run_it


@pytest.fixture
def start() -> Callable[..., subprocess.Popen[bytes]]:
    """Start ``secretariat`` as a process of its own."""

    def start_it(*words: object) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        command = [sys.executable, "-m", "secretariat", *map(str, words)]
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)

    return start_it
