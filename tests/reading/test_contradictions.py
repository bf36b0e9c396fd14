"""What contradicts itself in a record is reported, with the place, and never mended."""

from __future__ import annotations

import pytest

from tests.reading.record_texts import reading_of


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("# Board meeting, Monday, 3 March 2022\n\nTalk.", "weekday_contradicts_date", "3 March 2022"),
        ("# Board meeting, 3 March 2022, 15:00 – 14:00\n\nTalk.", "hours_reversed", "14:00"),
        ("# Board meeting, 3 March 2022\n\n## Actions\n\n- Send it by 1 February 2022", "due_before_meeting", "1 February 2022"),
        ("# Board meeting, 3 March 2022\n\nPlace: [insert room]\n\nTalk.", "placeholder", "[insert room]"),
    ],
)  # fmt: skip
def test_it_reports_the_problem_at_its_words(text: str, code: str, words: str) -> None:
    reading = reading_of(text)
    found = {problem.code: problem.span for problem in reading.problems}
    assert code in found
    span = found[code]
    assert span is not None
    assert words in span.of(reading.source.text)


def test_it_reports_nothing_of_a_sound_record() -> None:
    assert reading_of("# Board meeting, Thursday, 3 March 2022, 14:00 – 15:00\n\nTalk.").problems == ()
