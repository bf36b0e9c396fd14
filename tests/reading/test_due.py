"""When an action is due: as written, and no finer than it was written."""

from __future__ import annotations

from datetime import date

import pytest

from secretariat.reading.loaders.markup import load_markup
from secretariat.reading.outline import Outline
from secretariat.reading.records.due import cell_due, find_due
from secretariat.reading.spans import Span
from secretariat.reading.vocabulary import vocabulary

BASE = date(2022, 3, 3)


def due(words: str) -> tuple[str, str | None] | None:
    outline = Outline(load_markup(words, "text/plain"), vocabulary("en"))
    found = find_due(outline, Span(0, len(outline.source.text)), BASE)
    return None if found is None else (found.span.of(outline.source.text), found.iso)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Send the note by 9 April 2022", ("9 April 2022", "2022-04-09")),
        ("Send the note before 2022-04-09", ("2022-04-09", "2022-04-09")),
        ("Send the note no later than April 9, 2022.", ("April 9, 2022", "2022-04-09")),
        ("Send the note by April 2022", ("April 2022", "2022-04")),
        ("Send the note by Q2 2022", ("Q2 2022", "2022-Q2")),
        ("Send the note by 9 April", ("9 April", "2022-04-09")),
        ("Send the note (Due: 9 April 2022)", ("9 April 2022", "2022-04-09")),
        ("Send the note. Deadline: end of term", ("end of term", None)),
        ("Send the note - 9 April 2022", ("9 April 2022", "2022-04-09")),
        ("Send the note (9 April 2022)", ("9 April 2022", "2022-04-09")),
        ("Report at the next meeting", ("at the next meeting", None)),
        ("Report by the next session of the group", ("next session", None)),
        ("Send the note within two weeks", ("within two weeks", None)),
        ("Send the note ASAP", ("ASAP", None)),
    ],
)
def test_it_finds_when_it_is_due(words: str, expected: tuple[str, str | None]) -> None:
    assert due(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "Send the note",
        "Consider a September event",
        "Compare the budget of 2021 with that of 2022",
        "Print the minutes of 9 April 2022 for all",
        "Prepare the meeting of the group",
        "Send the soon-to-be famous note",
    ],
)
def test_it_invents_no_due_date(words: str) -> None:
    assert due(words) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("9 April 2022", ("9 April 2022", "2022-04-09")),
        ("next meeting", ("next meeting", None)),
        ("9 April 2022 or 1 May 2022", ("9 April 2022 or 1 May 2022", None)),
        ("-", None),
        ("n/a", None),
        ("?", None),
    ],
)
def test_it_reads_a_cell(words: str, expected: tuple[str, str | None] | None) -> None:
    outline = Outline(load_markup(words, "text/plain"), vocabulary("en"))
    found = cell_due(outline, Span(0, len(outline.source.text)), BASE)
    assert (found and (found.span.of(outline.source.text), found.iso)) == expected
