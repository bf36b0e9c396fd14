"""Words from right to left, as PDFium gives them and as they are read."""

from __future__ import annotations

import pytest

from secretariat.reading.loaders.pdf_turned import is_right_to_left, mended


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("في عام ،2022 حصل", "في عام 2022، حصل"),
        (".2 الهجرة", "2. الهجرة"),
        ("نسبة %12.5 من السكان", "نسبة 12.5% من السكان"),
        ("في عام )2022( بلغت", "في عام (2022) بلغت"),
        ("»المهاجرون« في", "«المهاجرون» في"),
        ("عام 2022، وحصل", "عام 2022، وحصل"),
    ],
)
def test_it_puts_signs_where_they_are_read(given: str, read: str) -> None:
    assert mended(given, lambda _: False) == read


def test_it_turns_letters_that_were_drawn_as_one_and_no_others() -> None:
    assert mended("ال يزال", lambda at: at == 0) == "لا يزال"
    assert mended("ال يزال", lambda _: False) == "ال يزال"
    assert mended("اإلنسان", lambda at: at == 1) == "الإنسان"


def test_it_knows_which_way_a_page_is_read() -> None:
    assert is_right_to_left("الهجرة Migration والتنقل")
    assert not is_right_to_left("Migration (الهجرة) and mobility")
    assert not is_right_to_left("Миграция")
