"""Undo takes back one's own last gesture on a document, whatever it was, and nothing of others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from secretariat.followup.verbs import OwnerRef, assign
from secretariat.history.refusals import Refused
from secretariat.history.selectors import events_in
from secretariat.meetings.models import Meeting
from secretariat.register import review
from secretariat.register.models import ActionPoint, Decision, Kind, Proposal
from secretariat.register.review_page import review_state
from secretariat.sources.models import Document
from tests.cast import RECORD, Cast, proposals

State = Proposal.State
Gesture = Callable[[Cast, Document], object]


def confirm_action(cast: Cast, document: Document) -> None:
    review.confirm(cast.ana, proposal=proposals(document, Kind.ACTION_POINT)[0])


def reject_confirmed(cast: Cast, document: Document) -> None:
    review.reject(cast.ana, proposal=proposals(document, Kind.ACTION_POINT)[2], reason="no")


GESTURES: dict[str, Gesture] = {
    "confirm": confirm_action,
    "confirm_all": lambda cast, document: review.confirm_all(cast.ana, document=document, kind=Kind.FIGURE),
    "reject": reject_confirmed,
    "correct": lambda cast, document: review.correct(
        cast.ana, proposal=proposals(document, Kind.ACTION_POINT)[2], changes={"due": "2031", "owners": ["WHO"]}
    ),
    "merge": lambda cast, document: review.merge(
        cast.ana,
        proposal=proposals(document, Kind.ACTION_POINT)[2],
        into=proposals(document, Kind.ACTION_POINT)[1],
    ),
    "reopen": lambda cast, document: review.reopen(cast.ana, proposal=proposals(document, Kind.ACTION_POINT)[2]),
}


def picture(document: Document) -> list[Any]:
    """Return all that shows on the pages, without versions and times."""
    actions = [
        (action.pk, action.text, action.state, action.due, [owner.label for owner in action.owners.all()])
        for action in ActionPoint.objects.exclude(state="proposed").order_by("pk")
    ]
    rows = Proposal.objects.filter(document=document).exclude(added=True, state=State.REJECTED)
    return [actions, [(row.pk, row.state, row.payload, row.start, row.merged_into_id) for row in rows]]


@pytest.mark.parametrize("verb", GESTURES)
def test_it_takes_any_gesture_back(cast: Cast, document: Document, verb: str) -> None:
    review.confirm(cast.ana, proposal=proposals(document, Kind.ACTION_POINT)[2])
    before = picture(document)
    GESTURES[verb](cast, document)
    assert picture(document) != before
    result = review.undo(cast.ana, document=document)
    assert result.verb == verb
    assert picture(document) == before


def test_it_takes_several_gestures_back_one_after_the_other(cast: Cast, document: Document) -> None:
    pictures = []
    for row in proposals(document, Kind.ACTION_POINT):
        pictures.append(picture(document))
        review.confirm(cast.ana, proposal=row)
    for expected in reversed(pictures):
        review.undo(cast.ana, document=document)
        assert picture(document) == expected
    assert not Meeting.objects.filter(state="confirmed").exists()
    with pytest.raises(Refused, match="nothing of yours"):
        review.undo(cast.ana, document=document)


def test_it_takes_an_added_finding_back(cast: Cast, document: Document) -> None:
    start = RECORD.index("Who pays")
    review.add(cast.ana, document=document, kind="decision", span=[start, start + 8])
    assert review.undo(cast.ana, document=document).verb == "add"
    assert Decision.objects.get().state == "proposed"
    assert len(review_state(cast.ana, document)["proposals"]) == 10


def test_it_serves_the_same_entry_when_confirmed_again(cast: Cast, document: Document) -> None:
    confirm_action(cast, document)
    number = ActionPoint.objects.get().pk
    review.undo(cast.ana, document=document)
    confirm_action(cast, document)
    assert ActionPoint.objects.get().pk == number


def test_it_is_an_event_itself(cast: Cast, document: Document) -> None:
    confirm_action(cast, document)
    taken_back = [event for event in events_in(document) if event.actor == cast.ana]
    review.undo(cast.ana, document=document)
    undone = list(events_in(document).filter(verb="undo"))
    assert {event.undoes for event in undone} == set(taken_back)


def test_it_leaves_the_gestures_of_others(cast: Cast, document: Document) -> None:
    confirm_action(cast, document)
    with pytest.raises(Refused) as refusal:
        review.undo(cast.ben, document=document)
    assert refusal.value.code == "nothing_to_undo"


def test_it_refuses_to_lose_what_was_done_since(cast: Cast, document: Document) -> None:
    confirm_action(cast, document)
    assign(cast.ben, actions=[ActionPoint.objects.get()], owners=[OwnerRef("entity:who")])
    with pytest.raises(Refused, match="Ben changed this since") as refusal:
        review.undo(cast.ana, document=document)
    assert refusal.value.code == "changed_since"


def test_it_leaves_the_meeting_under_the_findings_of_others(cast: Cast, document: Document) -> None:
    confirm_action(cast, document)
    figure = review.confirm(cast.ben, proposal=proposals(document, Kind.FIGURE)[0])
    with pytest.raises(Refused) as refusal:
        review.undo(cast.ana, document=document)
    assert refusal.value.code == "meeting_in_use"
    review.undo(cast.ben, document=document)
    figure.refresh_from_db()
    assert figure.state == State.PROPOSED
    review.undo(cast.ana, document=document)
    assert not Meeting.objects.filter(state="confirmed").exists()


def test_it_says_on_the_page_what_can_be_undone(cast: Cast, document: Document) -> None:
    assert review_state(cast.ana, document)["undo"] is None
    confirm_action(cast, document)
    undo = review_state(cast.ana, document)["undo"]
    assert undo is not None
    assert undo["verb"] == "confirm"
