"""Records as JSON and back: nothing is lost, and what is wrong is told in one line with its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from secretariat.writing import BadDocument, MeetingRecord, from_json, to_json, write
from tests.writing.generated import records
from tests.writing.samples import DOCUMENTS, RECORD


@given(records())
def test_it_comes_back_as_it_was(record: MeetingRecord) -> None:
    assert from_json(write(record, "json")) == record


def test_it_comes_back_with_every_field() -> None:
    assert from_json(to_json(RECORD)) == RECORD


def test_it_names_its_schema() -> None:
    schemas = [json.loads(write(document, "json"))["schema"] for document in DOCUMENTS.values()]
    assert schemas == [
        "secretariat.meeting/1",
        "secretariat.agenda/1",
        "secretariat.decisions/1",
        "secretariat.actions/1",
    ]


def changed(**values: object) -> dict[str, object]:
    return {"schema": "secretariat.meeting/1", "title": "Minutes", **values}


@pytest.mark.parametrize(
    ("shape", "why"),
    [
        ("{", "this is not JSON"),
        (b"\xff\xfe\x00", "this is not JSON"),
        ("[" * 100_000, "this is not JSON"),
        ([], "an object in curly brackets is wanted"),
        ({}, '"schema" must be "secretariat.meeting/1"'),
        ({"schema": "secretariat.meeting/1"}, 'the record needs "title"'),
        (changed(titel="x"), 'the record has the key "titel"'),
        (changed(date="5 May"), '"date" must be a day such as 2021-05-05'),
        (changed(date="2021-02-30"), '"date" must be a day'),
        (changed(start="25:00"), '"start" must be an hour such as 15:00'),
        (changed(mode="online"), '"mode" must be one of: virtual, in person, hybrid'),
        (changed(title=["x"]), '"title" must be text in quotation marks'),
        (changed(notes="x"), '"notes" must be a list in square brackets'),
        (changed(notes=[1]), "notes 1 must be text in quotation marks"),
        (changed(participants=[{"name": "Ann"}, {"title": "x"}]), 'the record, participants 2 needs "name"'),
        (changed(participants=["Ann"]), "participants 1 must be an object in curly brackets"),
        (changed(parts=[{"title": "x", "level": 4}]), '"level" must be 1, 2 or 3'),
        (changed(parts=[{"title": "x", "level": True}]), '"level" must be 1, 2 or 3'),
        (changed(action_points=[{"text": "x", "due": "2021-13"}]), '"due" must be a day or period'),
        (changed(action_points=[{"text": "x", "due": "2021-Q5"}]), '"due" must be a day or period'),
        (changed(action_points=[{"text": "x", "pace": "often"}]), '"pace" must be one of'),
        (changed(status={"state": "done"}), 'the record, status, "state" must be one of'),
        (changed(status="final"), "the record, status must be an object in curly brackets"),
        (changed(action_points=[{"text": "x", "status": {"state": "draft"}}]), '"status" must be text'),
    ],
)  # fmt: skip
def test_it_says_what_is_wrong_and_where(shape: object, why: str) -> None:
    with pytest.raises(BadDocument) as refused:
        from_json(shape)
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("due", ["2021-07-31", "2021-07", "2021-Q3", "2021-H2", "2021"])
def test_it_takes_days_and_periods(due: str) -> None:
    assert from_json(changed(action_points=[{"text": "x", "due": due}])).action_points[0].due == due
