"""The agenda of a record, in the ways in which records give it."""

from __future__ import annotations

import pytest

from tests.reading.record_texts import PRINCIPALS, reading_of

HEAD = "# Board meeting, 3 March 2022\n\n"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        pytest.param(HEAD + "## Agenda\n\n- Budget\n  - what was asked in May\n- Venue\n", ["Budget", "Venue"], id="list"),
        pytest.param(HEAD + "## Agenda\n\n1. Budget\n2. Venue\n3. Any other business\n", ["Budget", "Venue", "Any other business"], id="numbers"),
        pytest.param(HEAD + "Issues discussed included: Budget; Venue; Staff.\n", ["Budget", "Venue", "Staff"], id="one line"),
        pytest.param(PRINCIPALS, ["Engagement with Member States on the review forum", "Contributions to the political forum", "Returns and reintegration"], id="lead-in"),
        pytest.param(HEAD + "## Agenda\n\n| # | Topic | Minutes |\n|---|---|---|\n| 1 | Budget | 10 |\n| 2 | Venue | 5 |\n", ["Budget", "Venue"], id="table"),
        pytest.param(HEAD + "**1. Approval of the agenda**\n\nFine.\n\n**2. Budget**\n\nTalk.\n\n**3. Venue**\n\nTalk.\n\n**4. Any other business**\n\nNone.\n", ["Approval of the agenda", "Budget", "Venue", "Any other business"], id="numbered headings"),
        pytest.param(HEAD + "## Agenda\n\n- None\n", [], id="empty"),
        pytest.param(HEAD + "Nothing was planned.\n", [], id="none"),
    ],
)  # fmt: skip
def test_it_reads_the_items(text: str, titles: list[str]) -> None:
    assert [item.title for item in reading_of(text).agenda] == titles


def test_it_keeps_the_numbers_as_written() -> None:
    agenda = reading_of(HEAD + "## Agenda\n\n1. Budget\n2. Venue\n").agenda
    assert [item.number for item in agenda] == ["1.", "2."]
