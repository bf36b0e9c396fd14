"""A planned meeting whose record comes as a file: one meeting, not two."""

from __future__ import annotations

from datetime import date, time

import pytest

from secretariat.history.refusals import NotAllowed, Refused
from secretariat.meetings.models import Meeting
from secretariat.meetings.recorded import possible_records, tie, untie
from secretariat.register import review
from secretariat.register.models import Decision, Kind
from secretariat.sources.models import Document
from tests.cast import Cast, make_document, proposals
from tests.meetings.planned import convened
from tests.workspace.scenes import signed_in, text_of


def test_it_makes_one_meeting_of_plan_and_record(cast: Cast, document: Document) -> None:
    row = convened(cast, date=date(2031, 3, 5), place="Room V")
    tie(cast.ana, meeting=row, document=document)
    review.confirm_all(cast.ana, document=document, kind=Kind.DECISION)
    meeting = Meeting.objects.get()
    assert meeting.pk == row.pk
    assert Decision.objects.get().meeting == meeting
    assert (meeting.date, meeting.place) == (date(2031, 3, 5), "Room V")
    review.confirm_all(cast.ana, document=document, kind=Kind.MEETING)
    meeting.refresh_from_db()
    # what the head of the record says, and the plan where it says nothing
    assert (meeting.date, meeting.start_time, meeting.place) == (date(2031, 3, 4), time(10), "Room V")
    assert (meeting.body, meeting.uid, meeting.zone) == (cast.committee, row.uid, row.zone)


def test_it_can_be_taken_back_until_something_is_confirmed(cast: Cast, document: Document) -> None:
    row = convened(cast)
    tie(cast.ana, meeting=row, document=document)
    assert untie(cast.ana, meeting=row).document is None
    tie(cast.ana, meeting=row, document=document)
    review.confirm(cast.ana, proposal=proposals(document, Kind.DECISION)[0])
    with pytest.raises(Refused) as refusal:
        untie(cast.ana, meeting=row)
    assert refusal.value.code == "in_use"


def test_it_ties_only_what_is_free_on_both_sides(cast: Cast, document: Document) -> None:
    row, other = convened(cast), convened(cast)
    tie(cast.ana, meeting=row, document=document)
    assert not possible_records(cast.ana).exists()
    for meeting, chosen, code in (
        (other, document, "has_a_meeting"),
        (row, make_document(cast.ana, title="Another"), "has_a_record"),
        (other, make_document(cast.ana, title="Close", confidentiality="restricted"), "narrower"),
    ):
        with pytest.raises(Refused) as refusal:
            tie(cast.ana, meeting=meeting, document=chosen)
        assert refusal.value.code == code
    with pytest.raises(NotAllowed):
        tie(cast.farid, meeting=other, document=make_document(cast.ana, title="Free"))


def test_it_leads_from_the_meeting_to_what_is_to_be_confirmed(cast: Cast, document: Document) -> None:
    row, client = convened(cast), signed_in(cast.ana)
    url = f"/meetings/{row.pk}/record/"
    assert document.title in text_of(client, url)
    assert client.post(f"{url}file/", {"document": "999"}).status_code == 404
    answer = client.post(f"{url}file/", {"document": document.pk})
    assert answer.headers["Location"] == f"/documents/{document.pk}/"
    client.post(f"{url}file/", {"document": "none"})
    assert "This is its record" in text_of(client, url)
