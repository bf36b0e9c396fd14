"""The limits that the linter has no rule for. An exception is listed here with its reason, or nowhere."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path
    for top in ("src", "tests", "benchmarks")
    for path in (ROOT / top).rglob("*.py")
    if "migrations" not in path.parts
)
LONGEST_FILE = 500
LONGEST_FUNCTION = 80
VAGUE_NAMES = {"utils.py", "util.py", "helpers.py", "helper.py", "common.py", "misc.py"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def functions() -> list[tuple[str, Function]]:
    return [
        (f"{relative(path)}:{node.lineno} {node.name}", node)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, Function)
    ]


def test_it_keeps_files_short() -> None:
    lengths = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_it_keeps_functions_short(functions: list[tuple[str, Function]]) -> None:
    lengths = {name: (node.end_lineno or 0) - node.lineno + 1 for name, node in functions}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_it_keeps_nearly_all_functions_under_thirty_lines(functions: list[tuple[str, Function]]) -> None:
    short = sum((node.end_lineno or 0) - node.lineno < 30 for _, node in functions)
    assert short >= 0.9 * len(functions)


def test_it_names_files_for_their_subject() -> None:
    assert [relative(path) for path in SOURCES if path.name in VAGUE_NAMES] == []
