"""Which deed each state of an action allows: the whole table, through the verbs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from secretariat.followup import verbs
from secretariat.followup.closing import drop, reopen
from secretariat.followup.discussing import discuss
from secretariat.followup.handing_over import hand_over
from secretariat.followup.passing_on import merge, supersede
from secretariat.followup.splitting import Part, split
from secretariat.followup.states import Deed, State, allows
from secretariat.followup.verbs import OwnerRef
from secretariat.history.refusals import Refused
from secretariat.history.selectors import events_of
from secretariat.meetings.models import Meeting
from secretariat.register import entries
from secretariat.register.models import ActionPoint
from tests.cast import Cast

YES = "set report hand_over split merge supersede go_on drop discuss".split()
TABLE: dict[str, list[str]] = {
    "proposed": [],
    "open": YES,
    "in_progress": YES,
    "continuing": YES,
    "done": ["set", "report", "reopen", "discuss"],
    "dropped": ["set", "reopen", "discuss"],
    "split": ["discuss"],
    "merged": ["reopen", "discuss"],
    "superseded": ["reopen", "discuss"],
}
CODES = {"wrong_state", "not_in_register"}


def action(cast: Cast, text: str = "Book a room", *, state: str = "open") -> ActionPoint:
    values = {"text": text, "pace": "standing" if state == "continuing" else "once"}
    entry = entries.enter(cast.ana, kind="action_point", values=values)
    assert isinstance(entry, ActionPoint)
    verbs.assign(cast.ana, actions=[entry], owners=[OwnerRef("entity:iom")])
    return entry


def brought_to(cast: Cast, state: str) -> ActionPoint:
    """Return an action that came to a state by the verbs."""
    row = action(cast, state=state)
    ways: dict[str, Callable[[], object]] = {
        "proposed": lambda: ActionPoint.objects.filter(pk=row.pk).update(state="proposed"),
        "in_progress": lambda: verbs.set_state(cast.ana, actions=[row], state="in_progress"),
        "done": lambda: verbs.set_state(cast.ana, actions=[row], state="done"),
        "dropped": lambda: drop(cast.ana, actions=[row], reason="Overtaken."),
        "split": lambda: split(cast.ana, action=row, parts=[Part("One"), Part("Two")]),
        "merged": lambda: merge(cast.ana, actions=[row], into=action(cast, "Other")),
        "superseded": lambda: supersede(cast.ana, action=row, by=action(cast, "Other")),
    }
    if state in ways:
        ways[state]()
    row = ActionPoint.objects.get(pk=row.pk)
    assert row.state == state
    return row


def done(cast: Cast, row: ActionPoint, deed: str) -> None:
    """Do a deed."""
    other = action(cast, "Other", state=row.state if row.pace == "standing" else "open")
    ways: dict[str, Callable[[], object]] = {
        "set": lambda: verbs.set_due(cast.ana, actions=[row], due="2031-05"),
        "report": lambda: verbs.report(cast.ana, action=row, text="Begun."),
        "hand_over": lambda: hand_over(cast.ana, action=row, giver="entity:iom", taker="entity:who", reason="Agreed."),
        "split": lambda: split(cast.ana, action=row, parts=[Part("One"), Part("Two")]),
        "merge": lambda: merge(cast.ana, actions=[row], into=other),
        "supersede": lambda: supersede(cast.ana, action=row, by=other),
        "go_on": lambda: supersede(cast.ana, action=other, by=row),
        "drop": lambda: drop(cast.ana, actions=[row], reason="Overtaken."),
        "reopen": lambda: reopen(cast.ana, action=row),
        "discuss": lambda: discuss(cast.ana, action=row, meeting=Meeting.objects.create(title="M", state="confirmed")),
    }
    ways[deed]()


def test_it_has_a_row_for_every_state_and_a_way_for_every_deed() -> None:
    assert set(TABLE) == set(State.values)
    assert {deed for deeds in TABLE.values() for deed in deeds} == set(Deed)


@pytest.mark.parametrize("deed", list(Deed))
@pytest.mark.parametrize("state", list(State.values))
def test_it_allows_what_the_table_allows(cast: Cast, state: str, deed: str) -> None:
    row = brought_to(cast, state)
    before = events_of(row).count()
    allowed = deed in TABLE[state]
    assert allows(row, Deed(deed)) == allowed
    if allowed:
        done(cast, row, deed)
        assert events_of(row).count() > before
        return
    with pytest.raises(Refused) as refusal:
        done(cast, row, deed)
    assert refusal.value.code in CODES
    assert row.reference in str(refusal.value)
    assert (events_of(row).count(), ActionPoint.objects.get(pk=row.pk).state) == (before, state)


@pytest.mark.parametrize("state", ["split", "merged", "superseded"])
def test_it_counts_what_was_passed_on_neither_open_nor_overdue(cast: Cast, state: str) -> None:
    row = action(cast)
    verbs.set_due(cast.ana, actions=[row], due="2020-01-01")
    assert ActionPoint.objects.get(pk=row.pk).is_overdue()
    ways: dict[str, Callable[[], object]] = {
        "split": lambda: split(cast.ana, action=row, parts=[Part("One", due=""), Part("Two", due="")]),
        "merged": lambda: merge(cast.ana, actions=[row], into=action(cast, "Other")),
        "superseded": lambda: supersede(cast.ana, action=row, by=action(cast, "Other")),
    }
    ways[state]()
    row = ActionPoint.objects.get(pk=row.pk)
    assert (row.is_live, row.is_overdue(), row.days_late()) == (False, False, 0)
