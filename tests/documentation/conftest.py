"""The documents, as the tests of this folder see them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

Sections = dict[str, str]


def document(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def sections(name: str) -> Sections:
    """Return the text under each second-level heading."""
    parts = re.split(r"^## (.+)\n", document(name), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture
def blocks() -> Callable[[str], list[tuple[str, str]]]:
    def of(name: str) -> list[tuple[str, str]]:
        return re.findall(r"^```(\w*)\n(.*?)^```$", document(name), flags=re.MULTILINE | re.DOTALL)

    return of
