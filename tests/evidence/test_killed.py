"""Whatever ends the work, and when: a report is as it was or examined whole, and taken up again it is examined once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


@pytest.fixture(scope="module")
def kills(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """Kill the examination of a report before each of its statements, each time with another report."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "secretariat.site.settings",
        "SECRETARIAT_HOME": str(tmp_path_factory.mktemp("home")),
        "DATABASE_URL": "",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }
    script = Path(__file__).with_name("killing.py")
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_it_is_killed_at_every_statement_but_the_last_time(kills: list[dict[str, object]]) -> None:
    assert len(kills) > 15
    assert [kill["killed"] for kill in kills] == [True] * (len(kills) - 1) + [False]


def test_it_leaves_nothing_half_written(kills: list[dict[str, object]]) -> None:
    whole = kills[-1]["after"]
    nothing: list[object] = [
        {"state": state, "pages": 0, "passages": 0, "labels": 0, "faults": []} for state in ("waiting", "examining")
    ]
    assert all(kill["after"] in [*nothing, whole] for kill in kills)
    assert nothing[1] in [kill["after"] for kill in kills]


def test_it_loses_and_doubles_nothing_when_taken_up_again(kills: list[dict[str, object]]) -> None:
    whole = kills[-1]["after"]
    assert isinstance(whole, dict)
    assert (whole["state"], whole["pages"], whole["passages"]) == ("examined", 1, 4)
    assert all(kill["again"] == whole for kill in kills)
