"""The JSON of a reading has the keys that its description names, and places that index its text."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from secretariat.reading import load, read, to_json
from secretariat.reading.spans import Span
from tests.reading.record_texts import PRINCIPALS, reading_of
from tests.reading.written import Piece, as_pdf

_CONTRACT = Path(__file__).parents[2] / "docs" / "contract.md"
_EVERYTHING = (
    PRINCIPALS
    + """
    The question of who pays for the hall remains open.

    Review of action items

    - Ann to send the paper - done

    [insert the date]
"""
)
LISTS = ("participants", "agenda", "sections", "decisions", "action_points", "statements", "questions", "figures", "previous_actions", "problems")  # fmt: skip


def shape(text: str = _EVERYTHING) -> dict[str, Any]:
    return to_json(reading_of(text), name="record.txt", sha256="0" * 64)


def described(section: str) -> set[str]:
    """Return the keys that the page on the JSON gives for a part of it."""
    text = _CONTRACT.read_text(encoding="utf-8").split(f"\n## {section}\n")[1].split("\n## ")[0]
    rows = [row.split("|")[1] for row in text.splitlines() if row.startswith("| `")]
    lead = "" if rows else text.split(": the span")[0]
    known = re.findall(r"`(\w+)`", "".join(rows) or lead)
    return {key for key in known if key not in {"suggested", "proposed", "noted", "emphasized", "concern", "requested", "null"}}  # fmt: skip


def test_it_has_the_keys_of_the_contract_in_their_order() -> None:
    assert list(shape()) == ["schema", "source", "meeting", *LISTS]
    assert shape()["schema"] == "secretariat.record/1"


@pytest.mark.parametrize("part", ["source", "meeting"])
def test_it_describes_each_key_of_a_part(part: str) -> None:
    assert set(shape()[part]) == described(part)


@pytest.mark.parametrize("part", LISTS)
def test_it_describes_each_key_of_a_finding(part: str) -> None:
    found = shape()[part]
    assert found
    for finding in found:
        assert set(finding) <= described(part) | {"heading"}
        assert described(part) - {"page"} <= set(finding) | {"heading"}


def test_it_gives_spans_as_pairs_that_cut_out_the_words() -> None:
    record = shape()
    text = record["source"]["text"]
    for part in ("decisions", "action_points", "statements", "questions", "figures", "previous_actions"):
        for finding in record[part]:
            start, end = finding["span"]
            assert " ".join(text[start:end].split()) == finding["text"]


def test_it_gives_every_place_as_a_pair_of_numbers() -> None:
    def places(value: object) -> list[object]:
        if isinstance(value, dict):
            own = [
                inner for key, inner in value.items() if key in {"span", "heading", "due_span"} and inner is not None
            ]
            return own + [place for inner in value.values() for place in places(inner)]
        return [place for inner in value for place in places(inner)] if isinstance(value, list) else []

    for place in places(shape()):
        assert isinstance(place, list)
        assert [type(number) for number in place] == [int, int]
        assert place[0] <= place[1]


def test_it_gives_no_page_where_there_are_none() -> None:
    record = shape()
    assert record["source"]["pages"] is None
    assert not any("page" in finding for part in LISTS for finding in record[part])


def test_it_gives_the_page_beside_each_place_of_a_pdf() -> None:
    pieces = [Piece("title", "Board meeting, 3 March 2022"), Piece("paragraph", "The Board approved the budget.")]
    record = to_json(read(load(as_pdf(pieces), "record.pdf")), name="record.pdf", sha256="0")
    assert record["source"]["pages"] == 1
    assert [decision["page"] for decision in record["decisions"]] == [1]


def test_it_gives_null_and_empty_lists_for_what_the_record_does_not_say() -> None:
    record = shape("Nothing here.")
    assert {key: value for key, value in record["meeting"].items() if key != "spans"} == dict.fromkeys(described("meeting") - {"spans"})  # fmt: skip
    assert [record[part] for part in LISTS] == [[] for _ in LISTS]


def test_it_is_plain_json() -> None:
    assert json.loads(json.dumps(shape())) == shape()


def test_it_leaves_no_span_of_its_own_kind() -> None:
    found = shape()["decisions"][0]["span"]
    assert type(found) is list
    assert not isinstance(found, Span)
