"""The engine can be used by itself: it brings no web, no database, and no file format before it meets one."""

from __future__ import annotations

import json
import subprocess
import sys

LOADED = "import json, sys; {statement}; print(json.dumps(sorted(name.partition('.')[0] for name in sys.modules)))"


def loaded_by(statement: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(statement=statement)], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


def test_it_loads_no_django_and_no_heavy_library() -> None:
    heavy = {"django", "lxml", "pypdfium2", "charset_normalizer", "rich", "click", "PIL", "hypothesis"}
    assert loaded_by("import secretariat.reading") & heavy == set()


def test_it_starts_the_command_without_django() -> None:
    assert loaded_by("import secretariat.cli.commands") & {"django", "lxml", "pypdfium2", "rich"} == set()
