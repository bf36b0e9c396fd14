"""Silence adopts when the deadline has passed, an objection in time breaks it, what is late changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from secretariat.history.refusals import NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.meetings import papers, planning, procedures
from secretariat.meetings.models import Meeting
from secretariat.meetings.plans import deadline_day
from secretariat.register.models import Decision
from secretariat.register.procedures import adopted_procedures_without_decision, enter_adopted
from tests.cast import Cast, make_document
from tests.meetings.planned import Seats, after, convened, planned, procedure

pytestmark = pytest.mark.usefixtures("seats")


def test_it_adopts_when_nobody_objected(cast: Cast) -> None:
    row = procedure(cast)
    assert row.deadline is not None
    assert procedures.outcome_at(row, row.deadline) == "open"
    assert procedures.outcome_at(row, after(row)) == "adopted"
    assert procedures.settle_procedures(row.deadline) == 0
    assert [procedures.settle_procedures(after(row)) for _ in range(2)] == [1, 0]
    row.refresh_from_db()
    assert (row.outcome, row.stage) == ("adopted", "held")
    assert [event.verb for event in events_of(row)] == ["plan", "convene", "adopt_by_silence"]


def test_it_is_broken_by_an_objection_in_time(cast: Cast, seats: Seats) -> None:
    row = procedure(cast)
    given = procedures.answer(cast.wanjiru, procedure=row, stance="objects", text="Paragraph 3 goes too far.")
    row.refresh_from_db()
    assert (given.seat, given.late, row.outcome, row.stage) == (seats.who, False, "broken", "held")
    assert procedures.settle_procedures(after(row)) == 0
    with pytest.raises(Refused, match="broken"):
        procedures.answer(cast.farid, procedure=row, stance="agrees")


def test_it_keeps_a_late_objection_that_changes_nothing(cast: Cast) -> None:
    row = procedure(cast)
    given = procedures.answer(cast.farid, procedure=row, stance="objects", text="Too late.", now=after(row, hours=1))
    row.refresh_from_db()
    assert (given.late, row.outcome) == (True, "adopted")
    [late] = [position for position in procedures.positions(row) if position.late]
    assert late.counts is None


def test_it_takes_an_objection_at_the_last_second(cast: Cast) -> None:
    row = procedure(cast)
    assert not procedures.answer(cast.farid, procedure=row, stance="objects", now=row.deadline).late


@pytest.mark.parametrize("who", ["rita", "gone"])
def test_it_hears_seats_with_a_voice_only(cast: Cast, who: str) -> None:
    row = procedure(cast)
    with pytest.raises(NotAllowed):
        procedures.answer(getattr(cast, who), procedure=row, stance="objects")
    cast.farid.entity = cast.unicef
    cast.farid.save()
    with pytest.raises(NotAllowed):
        procedures.answer(cast.farid, procedure=row, stance="objects")
    row.refresh_from_db()
    assert row.outcome == "open"


def test_it_lets_the_secretariat_enter_what_a_seat_answered(cast: Cast, seats: Seats) -> None:
    row = procedure(cast)
    with pytest.raises(Refused, match="which seat"):
        procedures.answer(cast.ana, procedure=row, stance="agrees")
    with pytest.raises(NotAllowed):
        procedures.answer(cast.ana, procedure=row, stance="agrees", seat=seats.unicef)
    procedures.answer(cast.ana, procedure=row, stance="agrees", seat=seats.who, text="By mail.")
    last = events_of(row).last()
    assert last is not None
    assert last.data["entered_by_secretariat"] is True
    with pytest.raises(NotAllowed):
        procedures.answer(cast.farid, procedure=row, stance="agrees", seat=seats.who)


def test_it_extends_before_the_deadline_only(cast: Cast) -> None:
    row = procedure(cast)
    assert row.deadline is not None
    later = row.deadline + timedelta(days=2)
    with pytest.raises(Refused, match="later than"):
        procedures.extend(cast.ana, procedure=row, deadline=row.deadline, reason="More time.")
    with pytest.raises(Refused, match="why"):
        procedures.extend(cast.ana, procedure=row, deadline=later, reason="")
    row = procedures.extend(cast.ana, procedure=row, deadline=later, reason="The annex came late.")
    assert (row.deadline, row.sequence, row.date) == (later, 1, deadline_day(row))
    Meeting.objects.filter(pk=row.pk).update(deadline=timezone.now() - timedelta(hours=1))
    with pytest.raises(Refused, match="passed"):
        procedures.extend(cast.ana, procedure=row, deadline=later, reason="Again.")


def test_it_lets_nothing_else_change_while_it_is_open(cast: Cast) -> None:
    row = procedure(cast)
    with pytest.raises(Refused, match="proposal stands"):
        planning.change(cast.ana, meeting=row, plan=planning.plan_of(row, proposal="Something else."))
    with pytest.raises(Refused, match="extend"):
        planning.postpone(cast.ana, meeting=row, reason="Later.")
    row = planning.cancel(cast.ana, meeting=row, reason="Taken up at the meeting instead.")
    assert (row.stage, row.outcome) == ("cancelled", "withdrawn")
    with pytest.raises(Refused, match="no open procedure"):
        procedures.answer(cast.farid, procedure=row, stance="agrees")


def test_it_withdraws_nothing_that_silence_has_adopted(cast: Cast) -> None:
    row = procedure(cast)
    Meeting.objects.filter(pk=row.pk).update(deadline=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Refused, match="ended"):
        planning.cancel(cast.ana, meeting=row, reason="Regret.")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"proposal": ""}, "proposal_missing"),
        ({"deadline": None}, "deadline_missing"),
        ({"zone": ""}, "deadline_missing"),
        ({"body": None}, "no_body"),
        ({"deadline": timezone.now() - timedelta(hours=1)}, "deadline_passed"),
    ],
)
def test_it_opens_nothing_that_lacks_what_one_must_know(cast: Cast, change: dict[str, object], code: str) -> None:
    usual = {"sort": "silence_procedure", "proposal": "P", "deadline": timezone.now() + timedelta(days=4)}
    with pytest.raises(Refused) as refusal:
        convened(cast, **{**usual, **change})
    assert refusal.value.code == code


def test_it_says_when_less_time_is_given_than_is_usual(cast: Cast) -> None:
    now = timezone.now()
    short = planned(cast, sort="silence_procedure", deadline=now + timedelta(hours=71))
    assert procedures.is_short(short, now)
    assert not procedures.is_short(planned(cast, sort="silence_procedure", deadline=now + timedelta(hours=73)), now)


def test_it_counts_a_written_procedure_by_seat_and_leaves_the_outcome_to_a_person(cast: Cast, seats: Seats) -> None:
    row = procedure(cast, sort="written_procedure")
    procedures.answer(cast.farid, procedure=row, stance="objects")
    procedures.answer(cast.farid, procedure=row, stance="agrees", text="On reflection.")
    procedures.answer(cast.wanjiru, procedure=row, stance="abstains")
    counted = procedures.tally(procedures.positions(row))
    assert counted == {"": 1, "agrees": 1, "objects": 0, "abstains": 1}
    assert procedures.settle_procedures(after(row)) == 0
    with pytest.raises(Refused, match="Not every seat"):
        procedures.declare(cast.ana, procedure=row, adopted=True)
    procedures.answer(cast.ana, procedure=row, stance="agrees", seat=seats.chair)
    row = procedures.declare(cast.ana, procedure=row, adopted=True)
    assert (row.outcome, row.stage) == ("adopted", "held")


def test_it_takes_no_abstention_as_silence(cast: Cast) -> None:
    with pytest.raises(Refused, match="agrees or objects"):
        procedures.answer(cast.farid, procedure=procedure(cast), stance="abstains")


def test_it_enters_what_was_adopted_in_the_register_once(cast: Cast) -> None:
    row = procedure(cast)
    papers.attach(cast.ana, meeting=row, revision=make_document(cast.ana, title="Guidance").current)
    with pytest.raises(Refused, match="Nothing was adopted"):
        enter_adopted(cast.ana, procedure=row)
    procedures.settle_procedures(after(row))
    assert list(adopted_procedures_without_decision(cast.ana)) == [row]
    row.refresh_from_db()
    with pytest.raises(NotAllowed):
        enter_adopted(cast.farid, procedure=row)
    decision = enter_adopted(cast.ana, procedure=row)
    assert (decision.text, decision.manner, decision.meeting) == (row.proposal, "silence procedure", row)
    assert (decision.object, decision.body) == ("Guidance", cast.committee)
    assert decision.object_revision.startswith("revision 1, of ")
    assert not adopted_procedures_without_decision(cast.ana).exists()
    with pytest.raises(Refused, match="already"):
        enter_adopted(cast.ana, procedure=row)
    assert Decision.objects.count() == 1
