"""The wheel holds all that the product needs, and works without the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import RECORD

ROOT = Path(__file__).resolve().parents[2]
DATA = {
    ".toml",
    ".html",
    ".css",
    ".js",
    ".svg",
    ".mo",
    ".json",
    ".txt",
    ".docx",
    ".pdf",
    ".md",
    ".woff2",
    ".png",
    ".ico",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_it_holds_every_file_of_the_product(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    listed = subprocess.run(["git", "ls-files", "src"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    kept = {name.removeprefix("src/") for name in listed.splitlines() if Path(ROOT, name).exists()}
    kept |= {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src").rglob("*")
        if path.suffix in DATA and "__pycache__" not in path.parts
    }
    assert kept - held == set()


def test_it_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"secretariat"}


def test_it_reads_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    (tmp_path / "board.txt").write_text(RECORD, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "secretariat", "read", "--format", "json", "board.txt"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(json.loads(done.stdout)["action_points"]) == 2
