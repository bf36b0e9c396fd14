"""What the documents say is so: links, commands, settings, rooms, dependencies."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable

import pytest

from tests.documentation.conftest import ROOT, document

Blocks = Callable[[str], list[tuple[str, str]]]
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix() for top in (".", "docs", "docs/decisions") for path in (ROOT / top).glob("*.md")
)
SOURCES = sorted((ROOT / "src").rglob("*.py"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_its_links_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", document(name))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (ROOT / name).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_its_make_words_exist(blocks: Blocks, name: str) -> None:
    told = {word for _, block in blocks(name) for word in re.findall(r"^make (\w+)", block, flags=re.MULTILINE)}
    targets = set(re.findall(r"^([a-z]+):", document("Makefile"), flags=re.MULTILINE))
    assert told
    assert told <= targets


def test_the_example_of_the_readme_gives_what_it_shows(blocks: Blocks) -> None:
    shown = [block for _, block in blocks("README.md")]
    at = next(place for place, block in enumerate(shown) if block.startswith(".venv/bin/secretariat read"))
    words = shlex.split(shown[at])[1:]
    done = subprocess.run(
        [sys.executable, "-m", "secretariat", *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == shown[at + 1]


def test_the_python_of_the_readme_runs(blocks: Blocks) -> None:
    (code,) = (block for language, block in blocks("README.md") if language == "python")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Publish a notice to mariners." in done.stdout


def test_it_describes_each_setting() -> None:
    names = {
        name
        for path in SOURCES
        for name in re.findall(r"\b(?:SECRETARIAT_[A-Z_]+|DATABASE_URL)\b", path.read_text("utf-8"))
    }
    text = document("docs/settings.md")
    assert {name for name in names if f"`{name}`" not in text} == set()
    assert set(re.findall(r"`(SECRETARIAT_[A-Z_]+)`", text)) <= names


def test_it_describes_each_room() -> None:
    rooms = {
        path.name for path in (ROOT / "src" / "secretariat").iterdir() if path.is_dir() and path.name != "__pycache__"
    }
    told = set(re.findall(r"^\| `(\w+)` \|", document("docs/architecture.md"), flags=re.MULTILINE))
    assert told == {room for room in rooms if any((ROOT / "src" / "secretariat" / room).glob("*.py"))}


def test_it_gives_a_reason_for_each_dependency() -> None:
    project = tomllib.loads(document("pyproject.toml"))
    wanted = [*project["project"]["dependencies"]]
    wanted += [line for extra in project["project"]["optional-dependencies"].values() for line in extra]
    wanted += [line for group in project["dependency-groups"].values() for line in group if isinstance(line, str)]
    names = {re.split(r"[\[<>=]", line)[0] for line in wanted}
    told = re.findall(r"^\| ([\w-]+) \|", document("docs/decisions/0001-dependencies.md"), flags=re.MULTILINE)
    assert set(told) - {"library"} == names
