"""Actions of earlier meetings: where a record reports on them, with status and owner, apart from new ones."""

from __future__ import annotations

import pytest

from tests.reading.record_texts import reading_of

HEAD = "# Board meeting, 3 March 2022\n\nPresent: Ann Lee (AL), Bo Ek (BE)\n\n"


def told(text: str) -> list[tuple[str, str | None, list[str]]]:
    return [(one.text, one.status, list(one.owners)) for one in reading_of(HEAD + text).previous_actions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("## Matters arising\n\n* Send the paper\n* Book the room", [("Send the paper", None, []), ("Book the room", None, [])], id="no status"),
        pytest.param("## Review of actions\n\n* Ann Lee: Send the paper (done)", [("Send the paper", "done", ["Ann Lee"])], id="in brackets behind"),
        pytest.param("## Review of actions\n\n* [DONE] Send the paper", [("Send the paper", "DONE", [])], id="in brackets before"),
        pytest.param("## Review of actions\n\n* Closed: Send the paper", [("Send the paper", "Closed", [])], id="before a colon"),
        pytest.param("## Review of actions\n\n* Send the paper\n  * In progress", [("Send the paper", "In progress", [])], id="below"),
        pytest.param("## Previous actions\n\n- [x] Send the paper\n- [ ] Book the room", [("Send the paper", "done", []), ("Book the room", "open", [])], id="boxes"),
        pytest.param("## Review of actions\n\n| Action | Owner | Status |\n|---|---|---|\n| Send the paper | Ann Lee | Done |\n| Book the room | BE | |", [("Send the paper", "Done", ["Ann Lee"]), ("Book the room", None, ["BE"])], id="table"),
        pytest.param("## Review of actions\n\n### Send the paper\n\nThis is done.\n\n### Book the room\n\nOngoing.", [("Send the paper", "This is done.", []), ("Book the room", "Ongoing.", [])], id="headings"),
        pytest.param("## Review of actions\n\n* None", [], id="none"),
    ],
)  # fmt: skip
def test_it_reads_an_action_of_an_earlier_meeting(text: str, expected: list[tuple[str, str | None, list[str]]]) -> None:
    assert told(text) == expected


def test_it_counts_none_of_them_as_new() -> None:
    reading = reading_of(
        HEAD + "## Review of actions\n\n* Ann to send the paper - done\n\n## Actions\n\n* Book the room"
    )
    assert [action.text for action in reading.action_points] == ["Book the room"]
    assert [action.text for action in reading.previous_actions] == ["Ann to send the paper"]


def test_it_leaves_a_new_action_in_that_part_to_the_new_ones() -> None:
    reading = reading_of(
        HEAD + "## Matters arising\n\n* The lease is late. ACTION: Ann to call the owner\n* Send the paper - done"
    )
    assert [action.text for action in reading.action_points] == ["Ann to call the owner"]
    assert [action.text for action in reading.previous_actions] == ["Send the paper"]


def test_it_points_at_the_words_without_the_status() -> None:
    reading = reading_of(HEAD + "## Review of actions\n\n* Ann Lee: Send the paper -> carried over")
    (one,) = reading.previous_actions
    assert one.span.of(reading.source.text) == "Send the paper"
    assert one.status == "carried over"
