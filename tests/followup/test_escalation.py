"""Who is asked about an action and when: by a schedule, once a turn, and never about what is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.followup import escalation, verbs
from secretariat.followup.escalation import Rule, Step, due_steps, mark_sent, rules_of, set_rules
from secretariat.followup.models import EscalationSent
from secretariat.followup.verbs import OwnerRef
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.network.models import Person, Seat, Tenure
from secretariat.register import entries
from secretariat.register.models import ActionPoint
from tests.cast import Cast

DUE = date(2031, 3, 31)


def action(cast: Cast, *owners: str, **values: object) -> ActionPoint:
    given_values = {"text": "Share the guidance", "due": DUE.isoformat(), **values}
    entry = entries.enter(cast.ana, kind="action_point", values=given_values, body=cast.committee)
    assert isinstance(entry, ActionPoint)
    if owners:
        verbs.assign(cast.ana, actions=[entry], owners=[OwnerRef(ref, "named") for ref in owners])
    return entry


def at(days: int) -> datetime:
    return datetime(2031, 3, 31, 12, tzinfo=UTC) + timedelta(days=days)


def chair(cast: Cast) -> Person:
    person = Person.objects.create(name="Chidi Chair", user=cast.rita)
    seat = Seat.objects.create(body=cast.committee, function=Seat.Function.CHAIR)
    Tenure.objects.create(seat=seat, person=person)
    return person


def told(steps: list[Step]) -> list[tuple[int, str, int, list[str]]]:
    return [(step.rule.days, step.rule.role, step.turn, [who.label for who in step.recipients]) for step in steps]


def test_it_asks_the_owner_then_the_focal_point_then_the_chair(cast: Cast) -> None:
    chair(cast)
    action(cast, cast.lena.ref)
    assert due_steps(at(-8)) == []
    assert told(due_steps(at(-7))) == [(-7, "owner", 0, ["Lena Okafor"])]
    assert due_steps(at(0)) == due_steps(at(-7)), "what is said before the day may still be said on it"
    assert told(due_steps(at(1))) == [(1, "owner", 0, ["Lena Okafor"])]
    assert told(due_steps(at(30)))[1:] == [(14, "focal_point", 0, ["Farid"]), (30, "chair", 0, ["Rita"])]


def test_it_says_how_each_was_found(cast: Cast) -> None:
    chair(cast)
    action(cast, "entity:unicef", "body:executive-committee")
    [step] = due_steps(at(1))
    assert [(who.label, who.found) for who in step.recipients] == [
        ("UNICEF", "holds it and has no focal point here"),
        ("Rita", "chairs Executive Committee"),
    ]
    assert [who.user for who in step.recipients] == [None, cast.rita]


def test_it_asks_the_secretariat_about_what_nobody_holds(cast: Cast) -> None:
    action(cast)
    [step] = due_steps(at(1))
    assert {(who.label, who.found) for who in step.recipients} == {
        ("Ana", "secretariat: nobody holds it"),
        ("Ben", "secretariat: nobody holds it"),
    }
    assert [who.label for who in due_steps(at(30))[-1].recipients] == ["Ana", "Ben"], "there is no chair either"


def test_it_sends_a_turn_once_and_leaves_out_what_was_missed(cast: Cast) -> None:
    row = action(cast, "entity:iom")
    [first] = due_steps(at(1))
    assert mark_sent(first) == mark_sent(first)
    assert [event.verb for event in events_of(row)][-1] == "ask"
    assert due_steps(at(13)) == []
    later = [step for step in due_steps(at(44)) if step.rule.role == "owner"]
    assert [(step.turn, step.days_late) for step in later] == [(3, 43)], "the third turn, not the two before it"
    mark_sent(later[0])
    assert [step for step in due_steps(at(44)) if step.rule.role == "owner"] == []
    assert EscalationSent.objects.count() == 2


def test_it_begins_anew_when_the_date_is_moved(cast: Cast) -> None:
    row = action(cast, "entity:iom")
    mark_sent(due_steps(at(1))[0])
    verbs.set_due(cast.ana, actions=[row], due="2031-04-30")
    assert told(due_steps(at(31))) == [(1, "owner", 0, ["Farid"])]


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_it_asks_nobody_about_what_is_over(cast: Cast, state: str) -> None:
    row = action(cast, "entity:iom")
    verbs.set_state(cast.ana, actions=[row], state=state, reason="Overtaken.")
    assert due_steps(at(400)) == []


def test_it_takes_the_review_of_a_standing_action_for_its_day(cast: Cast) -> None:
    action(cast, "entity:iom", pace="standing", due="", review_date=DUE.isoformat())
    action(cast, "entity:iom", pace="standing", due="2020-01-01", review_date="")
    assert told(due_steps(at(1))) == [(1, "owner", 0, ["Farid"])]


def test_it_follows_the_schedule_that_a_body_has(cast: Cast) -> None:
    action(cast, "entity:iom")
    rules = [Rule(3, "owner"), Rule(5, "chair", on=False)]
    assert set_rules(cast.ana, body=cast.committee, rules=rules, reason="Agreed in March") == tuple(rules)
    assert told(due_steps(at(9))) == [(3, "owner", 0, ["Farid"])]
    event = events_of(cast.committee).last()
    assert event is not None
    assert (event.verb, event.reason) == ("set_escalation", "Agreed in March")
    set_rules(cast.ana, body=cast.committee, rules=[])
    assert rules_of(cast.committee) == escalation.DEFAULT


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ([Rule(1, "owner"), Rule(1, "owner")], "twice"),
        ([Rule(1, "minister")], "unknown_role"),
        ([Rule(5000, "owner")], "bad_days"),
        ([Rule(1, "owner", repeat_days=0)], "bad_days"),
        ([Rule(day, "owner") for day in range(21)], "too_many"),
    ],
)
def test_it_refuses_a_schedule_that_cannot_be(cast: Cast, rules: list[Rule], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        set_rules(cast.ana, body=cast.committee, rules=rules)
    assert refusal.value.code == code
    with pytest.raises(NotAllowed):
        set_rules(cast.farid, body=cast.committee, rules=[Rule(1, "owner")])


@given(days=st.integers(-60, 60), late=st.integers(-90, 400), again=st.none() | st.integers(1, 60))
def test_it_is_due_from_its_day_and_then_at_each_repetition(days: int, late: int, again: int | None) -> None:
    turn = escalation._turn(Rule(days, "owner", again), late)
    if late < days or (days < 0 < late):
        assert turn is None
    else:
        assert turn is not None
        assert days + turn * (again or 0) <= late
        assert again is None or late < days + (turn + 1) * again
