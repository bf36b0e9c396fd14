"""Decisions that replace, refine and carry out one another: the state follows, no circle, all can be undone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.register import entries, lineage, ties
from secretariat.register.integrity import check_entries
from secretariat.register.models import ActionPoint, Decision, DecisionLink
from secretariat.sources.models import Document
from tests.cast import Cast


def decision(cast: Cast, text: str = "Endorse the workplan", level: str = "network") -> Decision:
    entry = entries.enter(cast.ana, kind="decision", values={"text": text}, confidentiality=level)
    assert isinstance(entry, Decision)
    return entry


def fresh(row: Decision) -> Decision:
    return Decision.objects.get(pk=row.pk)


@pytest.mark.parametrize(
    ("sort", "completes", "state"),
    [
        ("replaces", False, "superseded"),
        ("refines", False, "amended"),
        ("carries_out", False, "adopted"),
        ("carries_out", True, "completed"),
        ("replaces", True, "superseded"),
    ],
)
def test_it_lets_the_state_follow_and_come_back(cast: Cast, sort: str, completes: bool, state: str) -> None:  # noqa: FBT001 - a column
    old, new = decision(cast), decision(cast, "Endorse the new workplan")
    link = lineage.relate(cast.ana, decision=new, earlier=old, sort=sort, reason="In May.", completes=completes)
    assert (fresh(old).state, fresh(new).state) == (state, "adopted")
    assert fresh(old).superseded_by == (new if sort == "replaces" else None)
    assert [event.verb for event in events_of(old)] == ["enter", "tie"]
    assert [event.verb for event in events_of(new)] == ["enter", "tie"]
    assert [row.pk for row in lineage.links_of(cast.rita, old)] == [link.pk]
    lineage.unrelate(cast.ana, link=link, reason="A slip.")
    assert (fresh(old).state, fresh(old).superseded_by) == ("adopted", None)
    assert lineage.links_of(cast.rita, old) == []
    with pytest.raises(Refused) as refusal:
        lineage.unrelate(cast.ana, link=link)
    assert refusal.value.code == "untied_already"


def test_it_falls_back_on_the_tie_that_is_left(cast: Cast) -> None:
    old, finer, new = decision(cast), decision(cast, "Finer"), decision(cast, "New")
    lineage.relate(cast.ana, decision=finer, earlier=old, sort="refines")
    link = lineage.relate(cast.ana, decision=new, earlier=old, sort="replaces")
    lineage.unrelate(cast.ana, link=link)
    assert fresh(old).state == "amended"


def test_it_leaves_a_state_that_a_person_set_since(cast: Cast) -> None:
    old, finer = decision(cast), decision(cast, "Finer")
    link = lineage.relate(cast.ana, decision=finer, earlier=old, sort="refines")
    entries.set_decision_state(cast.ana, decision=old, state="completed")
    lineage.unrelate(cast.ana, link=link)
    assert fresh(old).state == "completed"


def test_it_keeps_superseded_by_and_the_tie_together(cast: Cast) -> None:
    old, new, other = decision(cast), decision(cast, "New"), decision(cast, "Other")
    entries.set_decision_state(cast.ana, decision=old, state="superseded", superseded_by=new, reason="In May.")
    [link] = lineage.links_of(cast.ana, old)
    assert (link.decision, link.sort, link.reason) == (new, "replaces", "In May.")
    entries.set_decision_state(cast.ana, decision=old, state="superseded", superseded_by=other)
    assert [link.decision for link in lineage.links_of(cast.ana, old)] == [other]
    entries.set_decision_state(cast.ana, decision=old, state="adopted")
    assert (lineage.links_of(cast.ana, old), fresh(old).superseded_by) == ([], None)


def test_it_makes_a_circle_neither_by_tie_nor_by_state(cast: Cast) -> None:
    one, two, three = decision(cast, "One"), decision(cast, "Two"), decision(cast, "Three")
    lineage.relate(cast.ana, decision=two, earlier=one, sort="refines")
    lineage.relate(cast.ana, decision=three, earlier=two, sort="carries_out")
    for sort in ("replaces", "refines", "carries_out"):
        with pytest.raises(Refused) as refusal:
            lineage.relate(cast.ana, decision=one, earlier=three, sort=sort)
        assert refusal.value.code == "circle"
    with pytest.raises(Refused):
        entries.set_decision_state(cast.ana, decision=three, state="superseded", superseded_by=one)
    with pytest.raises(Refused):
        lineage.relate(cast.ana, decision=one, earlier=one, sort="refines")
    assert fresh(three).state == "adopted"


@pytest.mark.parametrize(
    ("sort", "code"), [("refines", "tied_already"), ("replaces", "tied_already"), ("forgets", "unknown_sort")]
)
def test_it_ties_two_decisions_once(cast: Cast, sort: str, code: str) -> None:
    old, new = decision(cast), decision(cast, "New")
    lineage.relate(cast.ana, decision=new, earlier=old, sort="carries_out")
    with pytest.raises(Refused) as refusal:
        lineage.relate(cast.ana, decision=new, earlier=old, sort=sort)
    assert refusal.value.code == code


def test_it_replaces_a_decision_once(cast: Cast) -> None:
    old = decision(cast)
    lineage.relate(cast.ana, decision=decision(cast, "New"), earlier=old, sort="replaces")
    with pytest.raises(Refused) as refusal:
        lineage.relate(cast.ana, decision=decision(cast, "Newer"), earlier=old, sort="replaces")
    assert refusal.value.code == "replaced_already"
    with pytest.raises(Conflict):
        lineage.relate(cast.ana, decision=decision(cast, "X"), earlier=decision(cast, "Y"), sort="refines", version=9)


@pytest.mark.parametrize("who", ["farid", "rita", "gone"])
def test_it_leaves_ties_to_the_secretariat(cast: Cast, who: str) -> None:
    old, new = decision(cast), decision(cast, "New")
    link = lineage.relate(cast.ana, decision=new, earlier=old, sort="refines")
    actor = getattr(cast, who)
    with pytest.raises(NotAllowed):
        lineage.relate(actor, decision=decision(cast, "Newer"), earlier=old, sort="refines")
    with pytest.raises(NotAllowed):
        lineage.unrelate(actor, link=link)
    with pytest.raises(NotAllowed):
        lineage.set_object(actor, decision=old, revision=None)


def test_it_shows_a_family_as_far_as_one_may_read(cast: Cast) -> None:
    one, two, three = decision(cast, "One"), decision(cast, "Two"), decision(cast, "Three", "restricted")
    lineage.relate(cast.ana, decision=two, earlier=one, sort="refines")
    lineage.relate(cast.ana, decision=three, earlier=two, sort="replaces")
    whole = [(kin.decision.text, kin.depth, kin.link.sort if kin.link else "") for kin in lineage.family(cast.ana, two)]
    assert whole == [("One", 0, ""), ("Two", 1, "refines"), ("Three", 2, "replaces")]
    assert [kin.decision for kin in lineage.family(cast.rita, one)] == [one, two]
    assert lineage.links_of(cast.rita, two)[0].earlier == one
    assert lineage.family(cast.ana, decision(cast, "Alone")) == []


def test_it_names_the_revision_that_was_decided_on(cast: Cast, document: Document) -> None:
    row = decision(cast)
    lineage.set_object(cast.ana, decision=row, revision=document.current, reason="The draft of March.")
    assert fresh(row).object_document == document.current
    lineage.set_object(cast.ana, decision=row, revision=None)
    assert fresh(row).object_document is None


def test_it_ties_an_action_to_its_decision_and_back(cast: Cast) -> None:
    row = entries.enter(cast.ana, kind="action_point", values={"text": "Book a room"})
    assert isinstance(row, ActionPoint)
    lineage.link_action(cast.ana, action=row, decision=decision(cast))
    assert ActionPoint.objects.get().follows is not None
    lineage.link_action(cast.ana, action=row, decision=None)
    assert ActionPoint.objects.get().follows is None
    assert [event.verb for event in events_of(row)] == ["enter", "link", "unlink"]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 4), st.integers(0, 4), st.sampled_from(["replaces", "refines", "carries_out", "undo"])
        ),
        max_size=14,
    )
)
def test_it_keeps_ties_and_states_together_whatever_happens(cast: Cast, steps: list[tuple[int, int, str]]) -> None:
    rows = [decision(cast, f"Decision {number}") for number in range(5)]
    for one, two, sort in steps:
        try:
            if sort == "undo":
                links = lineage.links_of(cast.ana, rows[one])
                if links:
                    lineage.unrelate(cast.ana, link=links[two % len(links)])
            else:
                lineage.relate(cast.ana, decision=rows[one], earlier=rows[two], sort=sort)
        except Refused:
            continue
    assert list(check_entries(Decision, lambda _count: None)) == [], "the history tells the same"
    for row in rows:
        row = fresh(row)  # noqa: PLW2901 - as it stands now
        standing = DecisionLink.objects.filter(ties.STANDING, earlier=row)
        replacing = [link.decision_id for link in standing if link.sort == "replaces"]
        assert replacing == ([] if row.superseded_by_id is None else [row.superseded_by_id])
        assert (row.state == "superseded") == bool(replacing)
        assert row.pk not in ties._reached(row)
