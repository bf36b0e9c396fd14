"""Meetings that somebody confirmed, latest first, with who attended and what was on the agenda."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import Http404

from secretariat.history.refusals import Conflict, NotAllowed
from secretariat.history.selectors import events_of
from secretariat.meetings.models import AgendaItem, Attendance, Meeting
from secretariat.meetings.selectors import agenda, attendance, bodies_with_counts, meeting, meetings
from secretariat.meetings.verbs import set_confidentiality
from tests.cast import Cast


@pytest.fixture
def held(cast: Cast) -> Meeting:
    """Return the latest of four meetings: one undated, one proposed, one restricted."""
    Meeting.objects.create(title="Undated", body=cast.committee)
    Meeting.objects.create(title="Proposed", body=cast.committee, date=date(2031, 6, 1), state="proposed")
    Meeting.objects.create(title="Behind doors", body=cast.group, date=date(2031, 5, 1), confidentiality="restricted")
    return Meeting.objects.create(title="March", body=cast.committee, date=date(2031, 3, 4))


@pytest.mark.usefixtures("held")
def test_it_lists_confirmed_meetings_latest_first(cast: Cast) -> None:
    assert [row.title for row in meetings(cast.ana)] == ["Behind doors", "March", "Undated"]
    assert [row.title for row in meetings(cast.rita)] == ["March", "Undated"]


@pytest.mark.usefixtures("held")
def test_it_hides_what_one_may_not_see(cast: Cast) -> None:
    for title in ("Behind doors", "Proposed"):
        with pytest.raises(Http404):
            meeting(cast.rita, Meeting.objects.get(title=title).pk)


@pytest.mark.usefixtures("held")
def test_it_counts_the_meetings_of_each_body_that_one_may_see(cast: Cast) -> None:
    counted = {who: _counts(cast, who) for who in ("ana", "rita")}
    assert counted["ana"]["Working Group on Returns"] == (1, date(2031, 5, 1))
    assert counted["rita"]["Working Group on Returns"] == (0, None)
    assert counted["rita"]["Executive Committee"] == (2, date(2031, 3, 4))


def _counts(cast: Cast, who: str) -> dict[str, tuple[int, date | None]]:
    rows = bodies_with_counts(getattr(cast, who)).values_list("name", "meeting_count", "last_met")
    return {name: (count, last) for name, count, last in rows}


def test_it_shows_only_confirmed_lines_in_their_order(cast: Cast, held: Meeting) -> None:
    for order, (name, state) in enumerate([("Second", "confirmed"), ("Hidden", "proposed"), ("Third", "confirmed")]):
        Attendance.objects.create(meeting=held, name=name, order=order, state=state)
        AgendaItem.objects.create(meeting=held, title=name, number=str(order), order=9 - order, state=state)
    Attendance.objects.create(meeting=held, organization="IOM", order=0)
    assert [str(row) for row in attendance(cast.ana, held)] == ["Second", "IOM", "Third"]
    assert [str(row) for row in agenda(held)] == ["2 Third", "0 Second"]


def test_it_restricts_a_meeting(cast: Cast, held: Meeting) -> None:
    row = set_confidentiality(cast.ana, meeting=held, confidentiality="restricted", version=1)
    assert held not in meetings(cast.rita)
    assert events_of(row).get().data == {"changed": {"confidentiality": ["network", "restricted"]}}
    with pytest.raises(Conflict):
        set_confidentiality(cast.ana, meeting=held, confidentiality="public", version=1)
    with pytest.raises(NotAllowed):
        set_confidentiality(cast.farid, meeting=held, confidentiality="public")
