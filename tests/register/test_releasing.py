"""Under the Chatham House Rule: what leaves the body, and who vouches for it."""

from __future__ import annotations

import pytest

from secretariat.history.refusals import NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.meetings.models import Attendance, Meeting
from secretariat.register.entries import edit
from secretariat.register.models import Decision, Statement
from secretariat.register.releasing import release, take_back
from secretariat.register.selectors import entries
from tests.cast import Cast


@pytest.fixture
def met(cast: Cast) -> Meeting:
    """Return a meeting under the rule, at which Lena Okafor and somebody called Li were."""
    meeting = Meeting.objects.create(title="M", body=cast.committee, confidentiality="chatham")
    for name in ("Lena Okafor", "Li", ""):
        Attendance.objects.create(meeting=meeting, name=name, organization="IOM")
    return meeting


def decided(cast: Cast, met: Meeting, text: str, **fields: object) -> Decision:
    return Decision.objects.create(text=text, meeting=met, body=met.body, created_by=cast.ana, **fields)


def test_it_shows_outside_the_body_what_somebody_vouched_for(cast: Cast, met: Meeting) -> None:
    decision = decided(cast, met, "The plan was endorsed.")
    assert not entries(cast.rita, "decision")
    release(cast.ana, entries=[decision], reason="Read twice.")
    assert entries(cast.rita, "decision").get() == decision
    assert [event.verb for event in events_of(decision)] == ["release"]
    take_back(cast.ana, entries=[decision])
    assert not entries(cast.rita, "decision")


@pytest.mark.parametrize("text", ["Lena Okafor was thanked.", "As LENA OKAFOR said, …", "Okafor’s plan was endorsed."])
def test_it_lets_nothing_out_that_names_somebody_who_was_there(cast: Cast, met: Meeting, text: str) -> None:
    decision = decided(cast, met, text)
    with pytest.raises(Refused) as refusal:
        release(cast.ana, entries=[decided(cast, met, "Harmless."), decision])
    assert refusal.value.code == "names_somebody"
    assert decision.reference in str(refusal.value)
    assert not entries(cast.rita, "decision")


def test_it_does_not_take_a_part_of_a_word_for_a_name(cast: Cast, met: Meeting) -> None:
    release(cast.ana, entries=[decided(cast, met, "Limits and liabilities were agreed.")])
    assert entries(cast.rita, "decision").count() == 1


def test_it_lets_nothing_out_that_keeps_who_said_it(cast: Cast, met: Meeting) -> None:
    said = Statement.objects.create(text="It was urgent.", speaker="IOM", meeting=met, created_by=cast.ana)
    for entry in (said, decided(cast, met, "It was endorsed.", proposer="The Coordinator")):
        with pytest.raises(Refused) as refusal:
            release(cast.ana, entries=[entry])
        assert refusal.value.code == "keeps_a_name"


def test_it_asks_again_once_the_words_have_changed(cast: Cast, met: Meeting) -> None:
    decision = decided(cast, met, "The plan was endorsed.")
    release(cast.ana, entries=[decision])
    edit(cast.ana, entry=decision, changes={"text": "The plan was endorsed at last."})
    assert not entries(cast.rita, "decision")


def test_it_leaves_vouching_to_the_secretariat(cast: Cast, met: Meeting) -> None:
    with pytest.raises(NotAllowed):
        release(cast.farid, entries=[decided(cast, met, "The plan was endorsed.")])
