"""Questions that a record leaves open, and those that it answers."""

from __future__ import annotations

import pytest

from tests.reading.record_texts import reading_of

HEAD = "# Board meeting, 3 March 2022\n\n"


def questions(text: str) -> list[str]:
    return [question.text for question in reading_of(HEAD + text).questions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("## Venue\n\nWho pays for the hall?\n\n## Budget\n\nTalk.", ["Who pays for the hall?"], id="last of its section"),
        pytest.param("Who pays for the hall?\n\nWhen can the lease be signed?", ["Who pays for the hall?", "When can the lease be signed?"], id="one after another"),
        pytest.param("- Venue\n  - Who pays for the hall?\n- Budget is fine.", ["Who pays for the hall?"], id="last of the items below one"),
        pytest.param("It rained. Who pays for the hall?", ["Who pays for the hall?"], id="last of its paragraph"),
        pytest.param("The question of the venue remains open.\n\nTalk went on.", ["The question of the venue remains open."], id="said to be open"),
        pytest.param("> Who pays for the hall?", ["Who pays for the hall?"], id="quoted from the floor"),
    ],
)  # fmt: skip
def test_it_reads_an_open_question(text: str, expected: list[str]) -> None:
    assert questions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Who pays for the hall?\n\nThe city does.", id="answered below"),
        pytest.param("Who pays for the hall? The city does.", id="answered in the paragraph"),
        pytest.param("- Who pays for the hall?\n- The city does.", id="answered by the next item"),
        pytest.param("- Who pays for the hall?\n  - The city does.", id="answered by the item below"),
        pytest.param("Why not?", id="too short to tell anything"),
        pytest.param("## Agenda\n\n- Who pays for the hall?\n- Where do we meet?", id="a topic"),
        pytest.param("## Actions\n\n- Who pays for the hall?", id="in a list of actions"),
        pytest.param("~~Who pays for the hall?~~", id="struck out"),
        pytest.param("These questions remain open:", id="leads in a list"),
    ],
)
def test_it_leaves_what_is_answered_or_none(text: str) -> None:
    assert questions(text) == []


def test_it_gives_the_section_and_the_place() -> None:
    reading = reading_of(HEAD + "## Venue\n\nTalk was long. Who pays\nfor the hall?")
    (question,) = reading.questions
    assert question.section == "Venue"
    assert reading.source.words(question.span) == question.text == "Who pays for the hall?"
