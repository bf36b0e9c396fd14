"""A process that is killed in the middle of a write leaves all of it or nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a process")
def test_it_leaves_nothing_half_when_killed_at_any_step(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.site.killed_at_each_step"],
        env={
            **environment,
            "SECRETARIAT_HOME": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "secretariat.site.settings",
            "PYTHONPATH": str(ROOT),
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[1]) > 100
