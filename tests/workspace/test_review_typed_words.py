"""Words that are typed instead of chosen are found where they stand, or asked for more exactly."""

from __future__ import annotations

import pytest

from secretariat.history.refusals import Refused
from secretariat.workspace.typed_words import place_of, places_of

TEXT = "The Group agreed to meet.\nThe  Group will  meet in May. Cost (est.) is open."


def test_it_finds_words_however_they_are_spaced_and_capitalised() -> None:
    start, end = place_of(TEXT, " the group WILL meet ")
    assert TEXT[start:end] == "The  Group will  meet"


def test_it_takes_signs_as_they_are() -> None:
    assert place_of(TEXT, "(est.)") == (TEXT.index("(est.)"), TEXT.index("(est.)") + 6)


def test_it_finds_nothing_for_no_words() -> None:
    assert places_of(TEXT, "  ") == []


@pytest.mark.parametrize(("typed", "code"), [("nobody", "words_not_found"), ("the group", "words_not_clear")])
def test_it_says_when_no_one_place_is_meant(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        place_of(TEXT, typed)
    assert refusal.value.code == code
