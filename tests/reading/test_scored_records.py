"""The labelled records that may stand beside the project: how much of them is found."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
LEAST = {"participants": 0.95, "agenda": 0.9, "decisions": 0.9, "action_points": 0.9, "date": 1.0, "span": 1.0}


@pytest.mark.shared
def test_it_finds_what_people_labelled_and_invents_nothing() -> None:
    command = [str(Path(sys.executable).with_name("secretariat")), "read", "--format", "json"]
    done = subprocess.run(
        [sys.executable, SHARED / "score_records.py", SHARED / "records", "--json", "--", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    figures = json.loads(done.stdout)
    assert {kind: figures[kind]["f1"] for kind in LEAST if figures[kind]["f1"] < LEAST[kind]} == {}
    assert figures["invented"] == {"owners": 0, "dues": 0}
    assert figures["failed"] == 0
