"""What the body decided, and what only looks like it."""

from __future__ import annotations

import pytest

from tests.reading.record_texts import PRINCIPALS, reading_of


def decisions(text: str) -> list[str]:
    return [decision.text for decision in reading_of(f"# Board meeting, 3 March 2022\n\n{text}").decisions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("DECISION: Keep the venue for 2023", ["Keep the venue for 2023"], id="label"),
        pytest.param("* AGREED - the paper goes out on Friday", ["the paper goes out on Friday"], id="label with a dash"),
        pytest.param("RESOLVED, that the accounts be closed.", ["that the accounts be closed."], id="resolved"),
        pytest.param("RES-7 The Board agreed that Ann Lee chairs.", ["The Board agreed that Ann Lee chairs."], id="numbered label"),
        pytest.param("## Decisions\n\n* Keep the venue\n* Move the date", ["Keep the venue", "Move the date"], id="listed"),
        pytest.param("## Decisions\n\n* None", [], id="an empty list"),
        pytest.param("The Committee:\n\n* Endorsed the plan for the year;\n* Took note of the report;", ["Endorsed the plan for the year;"], id="below the committee"),
        pytest.param("Principals agreed to:\n1. Endorse the protocol.\n2. Hold two events.", ["Endorse the protocol.", "Hold two events."], id="led in"),
        pytest.param("The Board approved the budget for 2023.", ["The Board approved the budget for 2023."], id="prose"),
        pytest.param("The minutes of the January meeting were approved.", ["The minutes of the January meeting were approved."], id="passive"),
        pytest.param("It was agreed that the office moves in May.", ["It was agreed that the office moves in May."], id="impersonal"),
        pytest.param("Agreed that the next call is on 5 May.", ["Agreed that the next call is on 5 May."], id="verb first"),
        pytest.param("Ann Lee was elected treasurer.", ["Ann Lee was elected treasurer."], id="elected"),
        pytest.param("Motion by Ann Lee, second by Bo Ek to buy a press. Motion carried.", ["Motion by Ann Lee, second by Bo Ek to buy a press. Motion carried."], id="motion"),
        pytest.param("MOTION: Buy a press\n\nMoved: Ann Lee\n\nSeconded: Bo Ek\n\nCarried nem con.", ["Buy a press"], id="labelled motion"),
        pytest.param("Ann may open a bank account.\n\nProposed by: Ann\n\nUnanimously approved.", ["Ann may open a bank account. Proposed by: Ann Unanimously approved."], id="outcome alone"),
        pytest.param("Vote on moving the office: motion to move, 5 in favour, 2 against.", ["Vote on moving the office: motion to move, 5 in favour, 2 against."], id="tally"),
        pytest.param("## New members approved\n\n- Ann Lee\n- Bo Ek", ["New members approved"], id="by heading alone"),
    ],
)  # fmt: skip
def test_it_reads_a_decision(text: str, expected: list[str]) -> None:
    assert decisions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The plan is ready for endorsement.",
        "The Board needs to agree on the budget.",
        "It was suggested that the Board approve the plan.",
        "If the Council agreed to this, the office would move.",
        "Ann asked whether the Board approved the plan.",
        "Motion by Ann Lee to sell the press. Motion failed for lack of a second.",
        "The Committee noted the report.",
        "Ann agreed to write to the mayor.",
        "- All agreed.",
        "The text reads “the Committee approved the plan” and may change.",
        "The budget will be approved in June.",
    ],
)
def test_it_leaves_what_is_no_decision(text: str) -> None:
    assert decisions(text) == []


def test_it_reads_verb_manner_proposer_and_object() -> None:
    first, second = reading_of(PRINCIPALS).decisions
    assert (first.verb, first.manner, first.proposer, first.object) == (
        "endorse",
        None,
        "The Coordinator",
        "the Network workplan",
    )
    assert (second.verb, second.manner, second.section) == (
        "endorse",
        "without discussion",
        "Returns and reintegration",
    )


def test_it_takes_the_list_of_decisions_for_the_whole_where_there_is_one() -> None:
    text = "The team agreed on two calls a month.\n\n## Decisions\n\n* Hold two calls a month"
    assert decisions(text) == ["Hold two calls a month"]


def test_it_reads_decisions_in_the_cells_of_a_table() -> None:
    text = """
| Topic | Notes |
| --- | --- |
| Budget | The budget was discussed. It was agreed to spend less. |
"""
    assert decisions(text) == ["It was agreed to spend less."]


def test_it_does_not_take_the_status_of_an_old_action_for_a_decision() -> None:
    assert decisions("## Review of action items\n\n* Trademark: agreed that this work is complete") == []
