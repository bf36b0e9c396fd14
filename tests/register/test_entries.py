"""Entries typed in by hand, edited, restricted, and what became of decisions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.meetings.models import Meeting
from secretariat.register import entries
from secretariat.register.models import ActionPoint, Decision, Question
from tests.cast import Cast


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return Meeting.objects.create(title="March", body=cast.committee, date=date(2031, 3, 4))


def test_it_enters_an_action_by_hand(cast: Cast, meeting: Meeting) -> None:
    given = {"text": "Book a room", "owners": "IOM; somebody", "due": "2031-05", "pace": "once"}
    entry = entries.enter(cast.ana, kind="action_point", values=given, meeting=meeting)
    action = ActionPoint.objects.get(pk=entry.pk)
    assert (action.body, action.due_date, action.quote) == (cast.committee, date(2031, 5, 31), "")
    assert action.owners_written == ["IOM", "somebody"]
    assert [owner.label for owner in action.owners.all()] == ["IOM"]
    assert events_of(action).get().verb == "enter"


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [
        ("poem", {"text": "x"}, "unknown_kind"),
        ("meeting", {"title": "x"}, "unknown_kind"),
        ("decision", {}, "text_missing"),
        ("decision", {"text": "x", "colour": "red"}, "unknown_field"),
        ("figure", {"text": "x", "value": "many"}, "bad_number"),
        ("figure", {"text": "x", "value": "1e999"}, "bad_number"),
    ],
)
def test_it_refuses_what_cannot_be_entered(cast: Cast, kind: str, values: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        entries.enter(cast.ana, kind=kind, values=values)
    assert refusal.value.code == code


def test_it_cuts_long_values_to_what_a_field_holds(cast: Cast) -> None:
    entry = entries.enter(cast.ana, kind="decision", values={"text": "x", "object": "o" * 900, "verb": "v" * 90})
    decision = Decision.objects.get(pk=entry.pk)
    assert (len(decision.object), len(decision.verb)) == (500, 40)


def test_it_edits_and_keeps_what_was(cast: Cast) -> None:
    entry = entries.enter(cast.ana, kind="action_point", values={"text": "Book a room", "owners": ["IOM"]})
    edited = entries.edit(
        cast.ben, entry=entry, changes={"text": "Book two rooms", "pace": "standing"}, version=1, basis="asked"
    )
    assert (edited.text, edited.state, edited.version) == ("Book two rooms", "continuing", 2)
    change = events_of(edited).last()
    assert change is not None
    assert (change.actor, change.reason) == (cast.ben, "asked")
    assert change.data["changed"]["text"] == ["Book a room", "Book two rooms"]
    assert [owner.label for owner in ActionPoint.objects.get().owners.all()] == ["IOM"]


def test_it_refuses_an_edit_of_an_old_version(cast: Cast) -> None:
    entry = entries.enter(cast.ana, kind="question", values={"text": "Why?"})
    entries.edit(cast.ben, entry=entry, changes={"text": "Why not?"}, version=1)
    with pytest.raises(Conflict):
        entries.edit(cast.ana, entry=entry, changes={"text": "How?"}, version=1)
    assert Question.objects.get().text == "Why not?"


def test_it_restricts_many_or_none(cast: Cast) -> None:
    rows = [entries.enter(cast.ana, kind="question", values={"text": text}) for text in ("One?", "Two?")]
    Question.objects.filter(pk=rows[1].pk).update(state="proposed")
    with pytest.raises(Refused, match="not in the register"):
        entries.set_confidentiality(cast.ana, entries=rows, confidentiality="restricted")
    assert set(Question.objects.values_list("confidentiality", flat=True)) == {"network"}
    entries.set_confidentiality(cast.ana, entries=rows[:1], confidentiality="public")
    assert Question.objects.get(pk=rows[0].pk).confidentiality == "public"


def test_it_follows_a_decision_to_its_end(cast: Cast) -> None:
    old, new = (entries.enter(cast.ana, kind="decision", values={"text": text}) for text in ("First", "Second"))
    assert isinstance(old, Decision)
    assert isinstance(new, Decision)
    row = entries.set_decision_state(cast.ana, decision=old, state="superseded", superseded_by=new, reason="newer")
    assert (row.state, row.superseded_by) == ("superseded", new)
    row = entries.set_decision_state(cast.ana, decision=row, state="completed")
    assert (row.state, row.superseded_by) == ("completed", None)
    for state in ("proposed", "lost"):
        with pytest.raises(Refused):
            entries.set_decision_state(cast.ana, decision=row, state=state)
    with pytest.raises(Refused, match="itself"):
        entries.set_decision_state(cast.ana, decision=row, state="superseded", superseded_by=row)


@pytest.mark.parametrize("who", ["farid", "rita", "gone"])
def test_it_leaves_entries_to_the_secretariat(cast: Cast, who: str) -> None:
    entry = entries.enter(cast.ana, kind="question", values={"text": "Why?"})
    actor = getattr(cast, who)
    with pytest.raises(NotAllowed):
        entries.enter(actor, kind="question", values={"text": "Why?"})
    with pytest.raises(NotAllowed):
        entries.edit(actor, entry=entry, changes={"text": "How?"})
