"""A reading becomes proposals; what a person decided is neither overwritten nor asked again."""

from __future__ import annotations

import pytest

from secretariat.register import review
from secretariat.register.models import Decision, Kind, Proposal
from secretariat.register.review_page import review_state
from secretariat.sources.models import Document
from tests.cast import RECORD, Cast, finding, proposals, read_into, record_data

State = Proposal.State


def test_it_proposes_every_finding_in_the_order_of_the_text(document: Document) -> None:
    rows = list(Proposal.objects.filter(document=document).order_by("order"))
    assert [row.kind for row in rows] == [
        *["meeting", "participant", "participant", "decision"],
        *["action_point", "action_point", "action_point", "statement", "question", "figure"],
    ]
    assert {row.state for row in rows} == {State.PROPOSED}


def test_it_keeps_the_words_of_the_source(document: Document) -> None:
    [decision] = proposals(document, Kind.DECISION)
    assert RECORD[decision.start : decision.end] == decision.quote == decision.payload["text"]
    assert decision.section == "Returns"


def test_it_ties_an_action_to_the_proposal_of_its_decision(document: Document) -> None:
    [decision] = proposals(document, Kind.DECISION)
    assert [row.payload.get("follows") for row in proposals(document, Kind.ACTION_POINT)] == [decision.pk, None, None]


@pytest.mark.usefixtures("document")
def test_it_makes_no_entry_by_itself() -> None:
    assert not Decision.objects.exists()


def test_it_replaces_what_nobody_touched_when_read_again(document: Document) -> None:
    read_into(document)
    open_rows = Proposal.objects.filter(document=document, state=State.PROPOSED)
    assert open_rows.count() == 10
    assert Proposal.objects.filter(document=document, state=State.REPLACED).count() == 10


def test_it_does_not_ask_again_what_was_decided(cast: Cast, document: Document) -> None:
    [decision] = proposals(document, Kind.DECISION)
    review.confirm(cast.ana, proposal=decision)
    review.reject(cast.ana, proposal=proposals(document, Kind.STATEMENT)[0])
    read_into(document)
    again = proposals(document, Kind.DECISION)[-1]
    assert again.same_as == decision
    listed = [row["state"] for row in review_state(cast.ana, document)["proposals"] if row["kind"] == "decision"]
    assert listed == ["confirmed"]
    assert Decision.objects.count() == 1


def test_it_knows_a_corrected_finding_by_the_words_it_was_read_in(cast: Cast, document: Document) -> None:
    question = proposals(document, Kind.QUESTION)[0]
    review.correct(cast.ana, proposal=question, changes={"text": "Who pays?"})
    read_into(document)
    assert proposals(document, Kind.QUESTION)[-1].same_as == question
    assert Proposal.objects.get(pk=question.pk).words == "Who pays?"


def test_it_shows_an_earlier_finding_where_its_words_stand_now(cast: Cast, document: Document) -> None:
    [decision] = proposals(document, Kind.DECISION)
    review.confirm(cast.ana, proposal=decision)
    moved = "Confidential until adopted.\n\n" + RECORD
    data = record_data(moved)
    data["decisions"] = [finding(moved, "The Committee", verb="endorse")]
    read_into(document, moved, data)
    shown = {row["id"]: row for row in review_state(cast.ana, document)["proposals"]}[decision.pk]
    assert moved[shown["start"] : shown["end"]] == decision.quote
    assert shown["earlier_reading"]


def test_it_says_nothing_of_place_where_the_words_are_gone(cast: Cast, document: Document) -> None:
    [decision] = proposals(document, Kind.DECISION)
    review.confirm(cast.ana, proposal=decision)
    read_into(document, "Nothing of it is left.", {"schema": "secretariat.record/1"})
    [shown] = [row for row in review_state(cast.ana, document)["proposals"] if row["id"] == decision.pk]
    assert (shown["start"], shown["end"]) == (None, None)
