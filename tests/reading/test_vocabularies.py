"""Every language has the words that the recognisers ask for, and the guide to a new language names each."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from secretariat.reading.vocabulary import languages, vocabulary

_GUIDE = Path(__file__).parents[2] / "docs" / "languages.md"
# inner tables whose names are values of the language or of the world, not of the reading
_OWN_NAMES = {"months", "weekdays", "ordinals", "numbers", "scales", "currencies", "relative"}
# keys for which other languages have another form
_ENGLISH_ONLY = {("times", "time"), ("figures", "modifier_endings")}


def keys(language: str) -> set[tuple[str, str]]:
    return {(table, key) for table, entries in vocabulary(language).tables.items() for key in entries}


def names(language: str) -> set[tuple[str, str, str]]:
    return {
        (table, key, name)
        for table, entries in vocabulary(language).tables.items()
        for key, value in entries.items()
        if isinstance(value, dict) and key not in _OWN_NAMES
        for name in value
    }


@cache
def guide() -> dict[tuple[str, str], str]:
    """Return what the guide says of each key."""
    described = {}
    for section in _GUIDE.read_text(encoding="utf-8").split("\n### `")[1:]:
        table = section.split("`")[0]
        for row in re.finditer(r"^\| `(?P<key>[^`]+)` \| (?P<meaning>.+) \|$", section, re.MULTILINE):
            described[table, row["key"]] = row["meaning"]
    return described


@pytest.mark.parametrize("language", languages())
def test_it_has_every_key_in_every_language(language: str) -> None:
    assert sorted(keys("en") - _ENGLISH_ONLY - keys(language)) == []


@pytest.mark.parametrize("language", languages())
def test_it_names_the_same_values_in_every_language(language: str) -> None:
    assert sorted(names("en") - names(language)) == []


def test_the_guide_describes_every_key() -> None:
    assert sorted(keys("en") - guide().keys()) == []


def test_the_guide_describes_no_key_that_is_gone() -> None:
    assert sorted(guide().keys() - keys("en")) == []


def test_the_guide_names_the_values_of_inner_tables() -> None:
    missing = [
        (table, key, name) for table, key, name in names("en") if f"`{name}`" not in guide().get((table, key), "")
    ]
    assert sorted(missing) == []


@pytest.mark.parametrize("language", languages())
def test_it_dates_its_words(language: str) -> None:
    assert vocabulary(language).tables["language"]["as_of"]
