"""What was said and binds nobody; what was asked and not answered."""

from __future__ import annotations

import pytest

from tests.reading.record_texts import reading_of

HEAD = "# Board meeting, 3 March 2022\n\n## Harbours\n\n"


@pytest.mark.parametrize(
    ("sentence", "force", "speaker"),
    [
        ("It was suggested that the report be shared.", "suggested", None),
        ("The Chair proposed a longer break.", "proposed", "The Chair"),
        ("The Principals noted the report.", "noted", "The Principals"),
        ("It was also emphasized that time is short.", "emphasized", None),
        ("Several members expressed concern over the delay.", "concern", "Several members"),
        ("Ann Lee asked for a new date.", "requested", "Ann Lee"),
        ("The need for outreach was highlighted.", "emphasized", None),
        ("The Network could hold two webinars in May.", "suggested", None),
        ("An offer was made to host the next round.", "proposed", None),
    ],
)
def test_it_tells_the_force_and_who_spoke(sentence: str, force: str, speaker: str | None) -> None:
    (statement,) = reading_of(HEAD + sentence).statements
    assert (statement.text, statement.force, statement.speaker, statement.section) == (
        sentence,
        force,
        speaker,
        "Harbours",
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "The dates will be confirmed in May.",
        "The harbour lies in the north.",
        "The Board approved the plan for the year.",
        "Has the report been shared?",
    ],
)
def test_it_takes_no_other_sentence_for_a_statement(sentence: str) -> None:
    assert reading_of(HEAD + sentence).statements == ()


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Who will pay for the new pier?", ["Who will pay for the new pier?"]),
        ("- Who will pay for it?\n- The city pays.", []),
        ("The question of whether to build remains open.", ["The question of whether to build remains open."]),
        ("Why? Because it leaks.", []),
    ],
)
def test_it_reports_what_was_left_open(text: str, questions: list[str]) -> None:
    assert [question.text for question in reading_of(HEAD + text).questions] == questions
