"""docs/contract.md tells of each key that a reading as JSON can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from secretariat.reading import to_json
from tests.cli.readings import harbour_board
from tests.documentation.conftest import sections


def keys_of(shape: object) -> set[str]:
    first = shape[0] if isinstance(shape, list) and shape else shape
    return set(first) if isinstance(first, dict) else set()


def tables() -> Iterator[tuple[str, set[str]]]:
    shape = to_json(harbour_board(), name="board.pdf", sha256="0")
    yield "The object", set(shape)
    for key in shape:
        if key != "schema":
            yield key, keys_of(shape[key])


@pytest.mark.parametrize(("title", "keys"), list(tables()))
def test_it_describes_each_key(title: str, keys: set[str]) -> None:
    text = sections("docs/contract.md")[title]
    assert {key for key in keys if f"`{key}`" not in text} == set()


def test_it_describes_no_key_that_does_not_exist() -> None:
    described = sections("docs/contract.md")
    for title, keys in tables():
        rows = re.findall(r"^\| (`.+?`) \|", described[title], flags=re.MULTILINE)
        told = {key for row in rows for key in re.findall(r"`(\w+)`", row)}
        assert told - keys == set(), title
