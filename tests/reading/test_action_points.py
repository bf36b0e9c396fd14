"""What somebody is to do: found wherever it stands, with owner and due date only where they are given."""

from __future__ import annotations

import pytest

from secretariat.reading.findings import ActionPoint
from tests.reading.record_texts import PRINCIPALS, reading_of

HEAD = "# Board meeting, 3 March 2022\n\n"
PEOPLE = HEAD + "Present: Ann Lee (AL), Bo Ek (BE), Cy Day\n\n"


def actions(text: str) -> list[ActionPoint]:
    return list(reading_of(text).action_points)


def told(text: str) -> list[tuple[str, list[str], str | None]]:
    return [(action.text, list(action.owners), action.due_text) for action in actions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(HEAD + "## Action items\n\n* Send the paper\n* Book the room", [("Send the paper", [], None), ("Book the room", [], None)], id="list"),
        pytest.param(HEAD + "Talk.\n\nAction Points:\n\n- *Send the paper.*\n\nMore talk.", [("Send the paper.", [], None)], id="list behind a label"),
        pytest.param(PEOPLE + "## Actions\n\n- Ann Lee: Send the paper\n- Bo Ek: Book the room", [("Send the paper", ["Ann Lee"], None), ("Book the room", ["Bo Ek"], None)], id="owner in front"),
        pytest.param(HEAD + "## Actions\n\n### Ann Lee\n\n* Send the paper\n\n### All members\n\n* Read it", [("Send the paper", ["Ann Lee"], None), ("Read it", ["All members"], None)], id="owner above"),
        pytest.param(PEOPLE + "ACTION: Ann to send the paper by 9 April 2022", [("Ann to send the paper by 9 April 2022", ["Ann"], "9 April 2022")], id="label"),
        pytest.param(PEOPLE + "[ACTION - AL and BE to book the room](https://example.org/7)", [("AL and BE to book the room", ["AL", "BE"], None)], id="bracketed label"),
        pytest.param(PEOPLE + "ACTION BE and AL to check the lease", [("BE and AL to check the lease", ["BE", "AL"], None)], id="label without a colon"),
        pytest.param(HEAD + "The clerk will write to the owner (Action 2.1).", [("The clerk will write to the owner", ["The clerk"], None)], id="number behind"),
        pytest.param(HEAD + "- [ ] Send the paper\n- [x] Book the room", [("Send the paper", [], None), ("Book the room", [], None)], id="boxes"),
        pytest.param(HEAD + "## Actions\n\n1. Send the paper. Action by: Clerk, by end of May", [("Send the paper.", ["Clerk"], "end of May")], id="owner behind"),
        pytest.param(HEAD + "## Actions\n\n- Update the page @annlee", [("Update the page", ["@annlee"], None)], id="handle behind"),
        pytest.param(PEOPLE + "## Actions\n\n- Ann and Bo ask the bank about fees", [("Ann and Bo ask the bank about fees", ["Ann", "Bo"], None)], id="owner as subject"),
        pytest.param(HEAD + "The Committee:\n\n- Requested the Safety Network to report at the next session.", [("Requested the Safety Network to report at the next session.", ["Safety Network"], "at the next session")], id="requested"),
        pytest.param(PEOPLE + "Ann will send the paper round. The room is cold.", [("Ann will send the paper round.", ["Ann"], None)], id="promised"),
    ],
)  # fmt: skip
def test_it_reads_an_action(text: str, expected: list[tuple[str, list[str], str | None]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "table",
    [
        "| # | Action | Owner | Due |\n|---|---|---|---|\n| 1 | Send the paper | Ann Lee | 9 April 2022 |",
        '[cols="3,2,1"]\n|===\n| Action | Owner | Due Date\n\n| Send the paper\n| Ann Lee\n| 9 April 2022\n|===',
        "| Item | Description | Resp. | Deadline |\n|---|---|---|---|\n| 1 | Send the paper | Ann Lee | 9 April 2022 |",
    ],
)
def test_it_reads_a_table_of_actions(table: str) -> None:
    found = actions(HEAD + "## Action items\n\n" + table)
    assert [(one.text, one.owners, one.due_text, one.due) for one in found] == [
        ("Send the paper", ("Ann Lee",), "9 April 2022", "2022-04-09")
    ]


def test_it_reads_the_column_of_actions_beside_the_discussion() -> None:
    table = "| Topic | Notes | Actions |\n|---|---|---|\n| Budget | Long talk. | Ann to send the paper |\n| Venue | None. | |"
    assert told(HEAD + table) == [("Ann to send the paper", ["Ann"], None)]


def test_it_counts_an_action_told_in_the_text_and_in_the_closing_list_once() -> None:
    text = (
        PEOPLE
        + "ACTION: Ann to send the revised paper to members\n\n## Action items\n\n* Send the revised paper to members"
    )
    (action,) = actions(text)
    assert action.text == "Send the revised paper to members"
    assert action.owners == ("Ann",)
    assert len(action.also) == 1


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "## Action items\n\n* None",
        HEAD + "## Review of action items\n\n* Ann to send the paper - done",
        HEAD + "## Action on harbour safety\n\nThe talk was long.",
        HEAD + "## Action items\n\n* ~~Send the paper~~",
    ],
    ids=["none", "of an earlier meeting", "a topic", "struck out"],
)
def test_it_leaves_what_is_no_action(text: str) -> None:
    assert actions(text) == []


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("Consider a September event on climate", None),
        ("Engage in COP 26 on climate change", None),
        ("Send the paper by end of June 2022", "2022-06"),
        ("Send the paper before 5 May 2022", "2022-05-05"),
        ("Send the paper by Q3 2022", "2022-Q3"),
    ],
)
def test_it_resolves_a_due_date_no_finer_than_it_was_written(words: str, due: str | None) -> None:
    (action,) = actions(HEAD + f"## Actions\n\n* {words}")
    assert action.due == due


def test_it_invents_no_owner_and_no_date() -> None:
    for action in reading_of(PRINCIPALS).action_points:
        assert (action.owners, action.due_text, action.due) == ((), None, None)


def test_it_tells_the_pace() -> None:
    assert [action.pace for action in reading_of(PRINCIPALS).action_points] == ["once", "standing", "to be decided"]


def test_it_says_which_decision_an_action_carries_out() -> None:
    text = HEAD + "## Lease\n\nThe Board agreed to renew the office lease.\n\nACTION: Ann to renew the office lease"
    (action,) = actions(text)
    assert action.follows == 0


def test_it_reports_earlier_actions_apart() -> None:
    reading = reading_of(
        PEOPLE + "## Review of action items\n\n* Ann to send the paper - done\n* Bo to book the room: carried over\n"
    )
    assert [(one.text, one.status, one.owners) for one in reading.previous_actions] == [
        ("Ann to send the paper", "done", ("Ann",)),
        ("Bo to book the room", "carried over", ("Bo",)),
    ]
