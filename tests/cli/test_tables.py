"""``secretariat import network`` shows before it writes; ``secretariat export network`` hands out what it takes in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from secretariat.cli import main; main()"]
OURS = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SECRETARIAT_SECRET_KEY"}
Run = Callable[..., subprocess.CompletedProcess[str]]
ROWS = "Short name;Full name;Member since\nILO;International Labour Organization;2018-05-23\n"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs the command on a data folder of its own, on SQLite."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    environment = {**kept, "SECRETARIAT_HOME": str(tmp_path / "home")}

    def run_it(*words: object) -> subprocess.CompletedProcess[str]:
        command = [*COMMAND, *map(str, words)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return run_it


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "members.csv"
    path.write_text(ROWS, encoding="utf-16")
    return path


def test_it_shows_first_and_writes_only_when_told_to(run: Run, table: Path, tmp_path: Path) -> None:
    shown = run("import", "network", table)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Entities: 1 new, 0 changed, 0 as they are; 0 not in the file, left alone" in shown.stdout
    assert "the same with --apply" in shown.stdout
    assert "1 new" in run("import", "network", table, "--apply").stdout
    again = json.loads(run("import", "network", table, "--apply", "--format", "json").stdout)
    assert (again["applied"], again["tables"][0]["unchanged"], again["tables"][0]["rows"]) == (True, 1, [])
    out = tmp_path / "network.xlsx"
    assert run("export", "network", "--out", out).stdout == "Wrote network.xlsx.\n"
    assert "Nothing to do." in run("import", "network", out).stdout


def test_it_tells_errors_by_row_and_writes_nothing(run: Run, table: Path) -> None:
    table.write_text(f"{ROWS}X;Y;31.2.2021\n", encoding="cp1252")
    done = run("import", "network", table, "--apply")
    assert done.returncode == 1
    assert done.stderr == (
        "secretariat: members.csv: Row 3, column Member since: “31.2.2021” is not a day. Write it as 2021-02-28.\n"
    )
    assert "Nothing was written" in done.stdout
    table.write_text(ROWS)
    assert "1 new" in run("import", "network", table).stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("import", "network", "missing.csv"), "missing.csv: cannot be read: No such file or directory."),
        (("export", "network", "--out", "network.pdf"), "network.pdf: give a name that ends in .xlsx or .csv."),
        (("export", "network", "--out", "n.csv"), "--sort (entities, bodies, people, seats)."),
        (("export", "network", "--out", "/nowhere/n.xlsx"), "n.xlsx: cannot be written: No such file or directory."),
    ],
)
def test_it_says_what_is_wrong_in_one_line(run: Run, words: tuple[str, ...], says: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.rstrip().endswith(says)


def test_it_refuses_a_file_that_is_no_table(run: Run, table: Path) -> None:
    table.write_bytes(b"\x89PNG\r\n" + bytes(300))
    done = run("import", "network", table)
    assert (done.returncode, done.stderr) == (
        2,
        "secretariat: members.csv: This file is not a table. Send CSV or .xlsx.\n",
    )
