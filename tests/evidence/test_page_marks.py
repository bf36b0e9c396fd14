"""The words of a passage are found among the characters of its page, however the page breaks them."""

from __future__ import annotations

from collections.abc import Sequence

from secretariat.evidence.page_marks import Box, boxes_of, marks_of, places_of, spans_of


def grid(text: str, wide: int = 20) -> list[Box]:
    """Return boxes of ten by ten for the characters of a page whose lines end with a line feed."""
    boxes: list[Box] = []
    line = column = 0
    for char in text:
        boxes.append((column * 10, line * 20, column * 10 + (0 if char == "\n" else 10), line * 20 + 10))
        line, column = (line + 1, 0) if char == "\n" else (line, column + 1)
    assert max(box[2] for box in boxes) <= wide * 10
    return boxes


def words_at(places: Sequence[int | None], page: str) -> str:
    return "".join(page[place] for place in places if place is not None)


def test_it_finds_words_that_the_page_breaks_at_the_end_of_a_line() -> None:
    page = "Of other things.\nThe rights of mi-\ngrant workers are\nprotected."
    places = places_of("The rights of migrant workers are protected.", page)
    assert words_at(places, page) == "Therightsofmigrantworkersareprotected"


def test_it_finds_words_that_the_page_writes_with_ligatures_and_accents_apart() -> None:
    page = "E\u0301ligible to bene\ufb01t from the \ufb02ow of o\ufb03ces"
    passage = "Éligible to benefit from the flow of offices"
    places = places_of(passage, page)
    assert all(place is not None for place, char in zip(places, passage, strict=True) if char.isalnum())
    assert places[passage.index("offices") + 1] == page.index("\ufb03")


def test_it_finds_what_a_column_or_a_running_head_pulls_apart() -> None:
    first, second = "remittances reached their highest level", "in the last quarter of the year"
    page = f"{first}\nWORLD REVIEW 2026 page 14\nfish and chips\n{second}"
    assert words_at(places_of(f"{first} {second}", page), page) == f"{first}{second}".replace(" ", "")


def test_it_marks_lines_of_the_passage_and_the_words_that_spoke_for_a_code() -> None:
    page = "Fish and chips.\nMigrant workers\nhave rights."
    marks = marks_of("Migrant workers have rights.", ["workers have"], page, grid(page), (595.0, 842.0))
    assert marks.passage == ((0, 20, 150, 30), (0, 40, 110, 50))
    assert marks.words == ((80, 20, 150, 30), (0, 40, 40, 50))
    assert marks.found


def test_it_marks_nothing_where_the_page_does_not_hold_the_words() -> None:
    page = "Fish and chips are\nserved."
    marks = marks_of("Migrant workers have rights.", ["workers"], page, grid(page), (595.0, 842.0))
    assert (marks.found, marks.words, marks.width) == (False, (), 595.0)


def test_it_finds_arabic_written_in_the_forms_of_its_letters() -> None:
    page = "\ufe8d\ufedf\ufee4\ufeec\ufe8e\ufe9f\ufeae\ufeed\ufee5 \ufed3\ufef2 \ufe8d\ufedf\ufeaa\ufeed\ufedf\ufe94"
    passage = "المهاجرون في الدولة"
    assert words_at(places_of(passage, page), page) == page.replace(" ", "")


def test_it_finds_chinese() -> None:
    page = "第一章\n保护移徙工人的\n权利,并提供服务。"
    passage = "保护移徙工人的权利,并提供服务。"
    assert words_at(places_of(passage, page), page) == "保护移徙工人的权利并提供服务"


def test_it_says_where_words_stand_however_they_are_spaced() -> None:
    assert spans_of(["migrant workers", "rights"], "Of migrant\nworkers, rights and rights") == [
        (3, 18),
        (20, 26),
        (31, 37),
    ]


def test_it_leaves_out_characters_that_take_no_room() -> None:
    assert boxes_of([0, 1], [(0, 0, 0, 0), (5, 0, 9, 8)]) == ((5, 0, 9, 8),)
