"""The same bytes give the same reading, in whatever order a process hashes."""

from __future__ import annotations

import os
import subprocess
import sys
from textwrap import dedent

from tests.reading.record_texts import PRINCIPALS

SCRIPT = """
import json, sys
from secretariat.reading import load, read, to_json
data = sys.stdin.buffer.read()
print(json.dumps(to_json(read(load(data, "record.txt")), name="record.txt", sha256="0")))
"""


def read_with(seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=dedent(PRINCIPALS).encode(),
        capture_output=True,
        check=True,
        env=environment,
    )
    return done.stdout


def test_it_reads_the_same_whatever_the_hash_seed() -> None:
    assert read_with("1") == read_with("2") == read_with("31337")
