"""Hand-over, split, merge, supersede, drop: nothing is lost, and each step can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretariat.followup import lineage, verbs
from secretariat.followup.closing import drop, reopen
from secretariat.followup.handing_over import hand_over
from secretariat.followup.passing_on import merge, supersede
from secretariat.followup.splitting import Part, split
from secretariat.followup.taking_back import last_step, take_back
from secretariat.followup.verbs import OwnerRef
from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.register import entries, review, ties
from secretariat.register.integrity import check_entries
from secretariat.register.models import ActionLink, ActionPoint, Decision, Kind, Proposal
from secretariat.register.past import open_on
from secretariat.register.snapshots import taken
from secretariat.sources.models import Document
from tests.cast import Cast


def action(cast: Cast, text: str = "Book a room", **values: object) -> ActionPoint:
    entry = entries.enter(cast.ana, kind="action_point", values={"text": text, **values})
    assert isinstance(entry, ActionPoint)
    return entry


def fresh(row: ActionPoint) -> ActionPoint:
    return ActionPoint.objects.get(pk=row.pk)


def held(row: ActionPoint) -> list[tuple[str, str]]:
    return [(owner.ref, owner.part) for owner in fresh(row).owners.all()]


def test_it_hands_over_the_part_and_names_both(cast: Cast) -> None:
    row = action(cast)
    owners = [OwnerRef("entity:iom"), OwnerRef("entity:who", "contributing"), OwnerRef("entity:unicef", "contributing")]
    verbs.assign(cast.ana, actions=[row], owners=owners)
    hand_over(cast.ana, action=row, giver="entity:iom", taker=cast.lena.ref, reason="Lena took the file.")
    assert held(row)[0] == (cast.lena.ref, "lead")
    event = events_of(row).last()
    assert event is not None
    assert (event.verb, event.reason) == ("hand_over", "Lena took the file.")
    assert (event.data["from"], event.data["to"]) == ("entity:iom", cast.lena.ref)
    hand_over(cast.ana, action=row, giver=cast.lena.ref, taker="entity:who", reason="WHO leads.")
    assert held(row) == [("entity:who", "lead"), ("entity:unicef", "contributing")]
    hand_over(cast.ana, action=row, giver="entity:unicef", taker="entity:who", reason="WHO does it all.")
    assert held(row) == [("entity:who", "lead")]


@pytest.mark.parametrize(
    ("giver", "taker", "reason", "code"),
    [
        ("entity:iom", "entity:who", " ", "reason_missing"),
        ("entity:who", "entity:unicef", "Why", "not_held"),
        ("entity:iom", "entity:iom", "Why", "same_holder"),
        ("entity:iom", "entity:none", "Why", "unknown_owner"),
    ],
)
def test_it_refuses_a_hand_over_that_cannot_be(cast: Cast, giver: str, taker: str, reason: str, code: str) -> None:
    row = action(cast, owners=["IOM"])
    with pytest.raises(Refused) as refusal:
        hand_over(cast.ana, action=row, giver=giver, taker=taker, reason=reason)
    assert refusal.value.code == code
    assert held(row) == [("entity:iom", "lead")]


def test_it_splits_and_keeps_passage_decision_and_reports(cast: Cast, document: Document) -> None:
    for kind in (Kind.DECISION, Kind.ACTION_POINT):
        review.confirm_all(cast.ana, document=document, kind=kind)
    row = ActionPoint.objects.get(text__startswith="IOM to share")
    verbs.report(cast.farid, action=row, text="Half of it is sent.", state="in_progress")
    row = fresh(row)
    one, two = split(
        cast.ana,
        action=row,
        parts=[Part("Send it to Asia."), Part("Send it to Africa.", (OwnerRef("entity:who"),), "2031-06")],
        reason="Two networks.",
    )
    assert fresh(row).state == "split"
    for part in (one, two):
        assert (part.quote, part.span, part.follows, part.meeting) == (row.quote, row.span, row.follows, row.meeting)
        assert [note.text for note in lineage.trail(cast.rita, part)] == ["Half of it is sent."]
        assert [tie.action for tie in lineage.ties_of(cast.rita, part).origins] == [row]
    assert isinstance(row.follows, Decision)
    assert (held(one), one.due, one.state) == ([("entity:iom", "lead")], "2031-03-31", "in_progress")
    assert (held(two), two.due) == ([("entity:who", "lead")], "2031-06")
    assert [tie.action for tie in lineage.ties_of(cast.rita, row).successors] == [one, two]
    proposal = Proposal.objects.get(entry_id=row.pk, kind=Kind.ACTION_POINT)
    with pytest.raises(Refused) as refusal:
        review.reopen(cast.ana, proposal=proposal)
    assert refusal.value.code == "tied"


def test_it_merges_and_keeps_holders_and_reports(cast: Cast) -> None:
    one, two = action(cast, "Book a room", owners=["IOM"]), action(cast, "Find a room", owners=["WHO"])
    verbs.report(cast.wanjiru, action=two, text="Two rooms seen.")
    stays = merge(cast.ana, actions=[one, two], into=one, reason="The same thing.")
    assert (stays, fresh(two).state) == (one, "merged")
    assert held(one) == [("entity:iom", "lead"), ("entity:who", "contributing")]
    assert [note.text for note in lineage.trail(cast.ana, one)] == ["Two rooms seen."]
    assert verbs.report(cast.wanjiru, action=fresh(one), text="Booked.").by == cast.wanjiru


def test_it_keeps_standing_actions_apart_from_those_that_end(cast: Cast) -> None:
    once, standing = action(cast), action(cast, "Keep informed", pace="standing")
    with pytest.raises(Refused) as refusal:
        merge(cast.ana, actions=[standing], into=once)
    assert refusal.value.code == "other_pace"
    assert fresh(standing).state == "continuing"


def test_it_carries_over_to_the_words_of_a_later_meeting(cast: Cast) -> None:
    old, new = action(cast, "Book a room"), action(cast, "Book the large room")
    supersede(cast.ana, action=old, by=new, carried_over=True, reason="Taken up again in May.")
    [tie] = lineage.ties_of(cast.ana, old).successors
    assert (tie.action, tie.link.sort, tie.link.reason) == (new, "carried_over", "Taken up again in May.")
    assert [event.verb for event in events_of(new)] == ["enter", "go_on"]
    reopen(cast.ana, action=old, reason="It is not the same.")
    assert (fresh(old).state, lineage.ties_of(cast.ana, old).successors) == ("open", [])


def test_it_wants_a_reason_to_drop(cast: Cast) -> None:
    rows = [action(cast, "One"), action(cast, "Two")]
    for verb in (drop, lambda actor, **values: verbs.set_state(actor, state="dropped", **values)):
        with pytest.raises(Refused) as refusal:
            verb(cast.ana, actions=rows, reason=" ")
        assert refusal.value.code == "reason_missing"
    drop(cast.ana, actions=rows, reason="No money.")
    assert [fresh(row).state for row in rows] == ["dropped", "dropped"]


def test_it_shows_no_tie_to_what_one_may_not_read(cast: Cast) -> None:
    row, secret = action(cast), action(cast, "Secret")
    entries.set_confidentiality(cast.ana, entries=[secret], confidentiality="restricted")
    verbs.report(cast.ana, action=secret, text="Nobody may know.")
    merge(cast.ana, actions=[secret], into=row)
    assert (lineage.ties_of(cast.rita, row).origins, lineage.trail(cast.rita, row)) == ([], [])
    assert len(lineage.ties_of(cast.ana, row).origins) == len(lineage.trail(cast.ana, row)) == 1


@pytest.mark.parametrize("who", ["farid", "rita", "gone"])
def test_it_leaves_the_steps_to_the_secretariat(cast: Cast, who: str) -> None:
    row, other, actor = action(cast, owners=["IOM"]), action(cast), getattr(cast, who)
    steps: list[tuple[Any, dict[str, object]]] = [
        (hand_over, {"action": row, "giver": "entity:iom", "taker": "entity:who", "reason": "x"}),
        (split, {"action": row, "parts": [Part("a"), Part("b")]}),
        (merge, {"actions": [row], "into": other}),
        (supersede, {"action": row, "by": other}),
        (drop, {"actions": [row], "reason": "x"}),
        (reopen, {"action": row}),
        (take_back, {"action": row}),
    ]
    for verb, values in steps:
        with pytest.raises(NotAllowed):
            verb(actor, **values)


def test_it_tells_when_somebody_changed_it_meanwhile(cast: Cast) -> None:
    row, other = action(cast), action(cast, "Other")
    verbs.set_due(cast.ben, actions=[row], due="2031")
    with pytest.raises(Conflict):
        split(cast.ana, action=row, parts=[Part("a"), Part("b")], version=1)
    with pytest.raises(Conflict):
        merge(cast.ana, actions=[row], into=other, versions={row.pk: 1})
    assert (fresh(row).state, ActionPoint.objects.count(), ActionLink.objects.count()) == ("open", 2, 0)


def test_it_takes_no_step_back_that_something_followed(cast: Cast) -> None:
    row = action(cast)
    one, _two = split(cast.ana, action=row, parts=[Part("a"), Part("b")])
    verbs.report(cast.ana, action=one, text="Begun.")
    with pytest.raises(Refused) as refusal:
        take_back(cast.ana, action=row)
    assert refusal.value.code == "changed_since"
    with pytest.raises(Refused) as refusal:
        take_back(cast.ana, action=one)
    assert refusal.value.code == "nothing_to_undo"
    with pytest.raises(Refused, match="two parts at least"):
        split(cast.ana, action=one, parts=[Part("only one")])


# ------------------------------------------------------------------------------ whatever happens


STEPS = st.lists(
    st.tuples(
        st.sampled_from("split merge supersede hand_over drop reopen take_back done".split()),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
    max_size=10,
)


@contextmanager
def afresh() -> Iterator[None]:
    """Let an example leave nothing behind for the next one."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def step(cast: Cast, name: str, row: ActionPoint, other: ActionPoint) -> None:
    """Take a step, if it may be taken."""
    holder = row.owners.first()
    ways: dict[str, Any] = {
        "split": lambda: split(cast.ana, action=row, parts=[Part(f"{row.text} a"), Part(f"{row.text} b")]),
        "merge": lambda: merge(cast.ana, actions=[row], into=other),
        "supersede": lambda: supersede(cast.ana, action=row, by=other),
        "hand_over": lambda: hand_over(
            cast.ana, action=row, giver=holder.ref if holder else "", taker="entity:who", reason="Agreed."
        ),
        "drop": lambda: drop(cast.ana, actions=[row], reason="Overtaken."),
        "reopen": lambda: reopen(cast.ana, action=row),
        "take_back": lambda: take_back(cast.ana, action=row),
        "done": lambda: verbs.set_state(cast.ana, actions=[row], state="done"),
    }
    try:
        ways[name]()
    except Refused:
        return


def where_it_went(row: ActionPoint) -> bool:
    """Say whether an action lives, ended with a word on it, or goes on in others of which that is so."""
    row = fresh(row)
    links = list(ActionLink.objects.filter(ties.STANDING, origin=row))
    if row.state in ActionPoint.PASSED_ON:
        return bool(links) and all(where_it_went(link.successor) for link in links)
    return not links and row.state in {*ActionPoint.LIVE, "done", "dropped"}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_it_loses_no_action_whatever_happens(cast: Cast, steps: list[tuple[str, int, int]]) -> None:
    with afresh():
        begun = [action(cast, text, owners=["IOM"]) for text in ("One", "Two", "Three")]
        for name, one, two in steps:
            rows = list(ActionPoint.objects.exclude(state="proposed").order_by("pk"))
            step(cast, name, rows[one % len(rows)], rows[two % len(rows)])
        assert all(where_it_went(row) for row in begun)
        assert list(check_entries(ActionPoint, lambda _count: None)) == [], "the history tells the same"
        living = ActionPoint.objects.filter(state__in=ActionPoint.LIVE).values_list("pk", flat=True)
        assert {row.pk for row in open_on(cast.ana, timezone.localdate())} == set(living), "so it stood today"
        reached = lineage.before(living)
        for row in begun:
            ended = {fresh(other).state for other in ActionPoint.objects.filter(pk__in=_after(row.pk))}
            assert row.pk in reached or ended & {"done", "dropped"}


def _after(number: int) -> set[int]:
    """Return an action and all that go on with it."""
    found, edge = {number}, {number}
    while edge:
        rows = ActionLink.objects.filter(ties.STANDING, origin__in=edge)
        edge = set(rows.values_list("successor", flat=True)) - found
        found |= edge
    return found


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    steps=STEPS,
    last=st.tuples(
        st.sampled_from("split merge supersede hand_over drop reopen".split()), st.integers(0, 30), st.integers(0, 30)
    ),
)
def test_it_gives_back_the_same_when_a_step_is_taken_back(
    cast: Cast, steps: list[tuple[str, int, int]], last: tuple[str, int, int]
) -> None:
    with afresh():
        for text in ("One", "Two", "Three"):
            action(cast, text, owners=["IOM"])
        for name, one, two in steps:
            rows = list(ActionPoint.objects.exclude(state="proposed").order_by("pk"))
            step(cast, name, rows[one % len(rows)], rows[two % len(rows)])
        before = picture()
        rows = list(ActionPoint.objects.exclude(state="proposed").order_by("pk"))
        row, other = rows[last[1] % len(rows)], rows[last[2] % len(rows)]
        step(cast, last[0], row, other)
        if picture() != before:
            assert last_step(fresh(row)) is not None
            take_back(cast.ana, action=row)
            assert picture() == before


def picture() -> tuple[object, object]:
    """Return the register's actions and the ties that stand."""
    rows = []
    for row in ActionPoint.objects.exclude(state="proposed").order_by("pk"):
        fields = {name: value for name, value in taken(row).items() if name != "version"}
        rows.append((row.pk, fields))
    links = ActionLink.objects.filter(ties.STANDING).order_by("pk")
    return rows, [(link.origin_id, link.successor_id, link.sort) for link in links]
