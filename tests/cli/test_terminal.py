"""Words of a stranger's file on their way to a terminal."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.cli.terminal import safe, safe_json, safe_name

ANYTHING = st.text(st.characters(), max_size=60)


@given(ANYTHING)
def test_it_lets_no_control_character_through(words: str) -> None:
    assert {unicodedata.category(char) for char in safe(words)} & {"Cc", "Cs"} <= {"Cc"}
    assert {char for char in safe(words) if unicodedata.category(char) == "Cc"} <= {"\t", "\n"}


@given(ANYTHING)
def test_it_keeps_a_name_on_one_line(words: str) -> None:
    assert len(safe_name(words).splitlines()) <= 1
    safe_name(words).encode()


@given(ANYTHING)
def test_it_changes_nothing_that_json_means(words: str) -> None:
    written = safe_json(json.dumps(words, ensure_ascii=False))
    assert json.loads(written) == words
    assert not any(unicodedata.category(char) == "Cc" for char in written)


@pytest.mark.parametrize("words", ["Réunion à Genève", "اجتماع الشبكة", "פגישה", "会议记录", "naïve – “quoted”\ttab"])
def test_it_leaves_all_scripts_alone(words: str) -> None:
    assert safe(words) == words
