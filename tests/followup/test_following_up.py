"""Holders, dates, pace, state and progress: for one action and for many, all or none."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from secretariat.followup import selectors, verbs
from secretariat.followup.models import ProgressNote
from secretariat.followup.verbs import OwnerRef
from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.register import entries
from secretariat.register.intake import Incoming
from secretariat.register.models import ActionPoint
from secretariat.sources.models import Document
from tests.cast import Cast


def action(cast: Cast, text: str = "Book a room", **values: object) -> ActionPoint:
    entry = entries.enter(cast.ana, kind="action_point", values={"text": text, **values})
    assert isinstance(entry, ActionPoint)
    return entry


def fresh(row: ActionPoint) -> ActionPoint:
    return ActionPoint.objects.get(pk=row.pk)


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_it_assigns_many_at_once(cast: Cast) -> None:
    rows = [action(cast, "One"), action(cast, "Two")]
    owners = [OwnerRef("entity:iom"), OwnerRef("body:working-group-on-returns", "contributing")]
    verbs.assign(cast.ana, actions=rows, owners=owners, reason="agreed by mail")
    for row in rows:
        assert [(owner.label, owner.part) for owner in row.owners.all()] == [
            ("IOM", "lead"),
            ("Working Group on Returns", "contributing"),
        ]
        event = events_of(row).last()
        assert event is not None
        assert (event.verb, event.reason) == ("assign", "agreed by mail")
    assert len({events_of(row).last().batch for row in rows}) == 1  # type: ignore[union-attr]


def test_it_names_the_person_with_their_entity(cast: Cast) -> None:
    row = action(cast)
    verbs.assign(cast.ana, actions=[row], owners=[OwnerRef(cast.lena.ref)])
    assert fresh(row).owners.get().label == "Lena Okafor (IOM)"
    verbs.assign(cast.ana, actions=[row], owners=[])
    assert fresh(row).is_unassigned


def test_it_changes_all_or_none(cast: Cast) -> None:
    rows = [action(cast, "One"), action(cast, "Two")]
    entries.edit(cast.ben, entry=rows[1], changes={"text": "Two, changed"})
    with pytest.raises(Conflict):
        verbs.set_due(cast.ana, actions=rows, due="2031-05", versions={row.pk: 1 for row in rows})
    assert [fresh(row).due for row in rows] == ["", ""]
    assert "set_due" not in [event.verb for event in events_of(rows[0])]
    verbs.set_due(cast.ana, actions=rows, due="2031-05", due_text="in May", versions={rows[0].pk: 1, rows[1].pk: 2})
    assert [(fresh(row).due_date, fresh(row).due_text) for row in rows] == [(date(2031, 5, 31), "in May")] * 2


def test_it_keeps_pace_and_state_together(cast: Cast) -> None:
    row = action(cast)
    verbs.set_pace(cast.ana, actions=[row], pace="standing", review_date="2031-06-01")
    assert (fresh(row).state, fresh(row).review_date) == ("continuing", date(2031, 6, 1))
    with pytest.raises(Refused) as refusal:
        verbs.set_state(cast.ana, actions=[row], state="done")
    assert refusal.value.code == "standing"
    verbs.set_pace(cast.ana, actions=[row], pace="once")
    assert fresh(row).state == "open"
    with pytest.raises(Refused) as refusal:
        verbs.set_state(cast.ana, actions=[row], state="continuing")
    assert refusal.value.code == "not_standing"
    verbs.set_state(cast.ana, actions=[row], state="done")
    assert fresh(row).state == "done"
    verbs.set_pace(cast.ana, actions=[row], pace="standing")
    assert fresh(row).state == "continuing"


@pytest.mark.parametrize(
    ("verb", "values", "code"),
    [
        ("set_due", {"due": "soon"}, "bad_date"),
        ("set_pace", {"pace": "daily"}, "unknown_value"),
        ("set_state", {"state": "proposed"}, "unknown_state"),
        ("set_state", {"state": "lost"}, "unknown_state"),
        ("assign", {"owners": [OwnerRef("entity:nobody")]}, "unknown_owner"),
        ("assign", {"owners": [OwnerRef("entity:iom"), OwnerRef("entity:who")]}, "two_leads"),
    ],
)
def test_it_refuses_what_cannot_be(cast: Cast, verb: str, values: dict[str, Any], code: str) -> None:
    row = action(cast)
    with pytest.raises(Refused) as refusal:
        getattr(verbs, verb)(cast.ana, actions=[row], **values)
    assert refusal.value.code == code
    with pytest.raises(Refused, match="at least one"):
        verbs.set_due(cast.ana, actions=[], due="")


@pytest.mark.parametrize("who", ["farid", "rita", "gone"])
def test_it_leaves_setting_to_the_secretariat(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        verbs.set_state(getattr(cast, who), actions=[action(cast, owners=["IOM"])], state="done")


def test_it_takes_a_report_from_the_holder(cast: Cast, file_store: Path) -> None:
    row = action(cast, owners=["IOM"])
    note = verbs.report(
        cast.farid,
        action=row,
        text="Room booked.",
        state="done",
        evidence_url="https://example.org/room",
        evidence_file=Incoming("C:\\receipt.pdf", b"%PDF paid"),
    )
    assert fresh(row).state == "done"
    assert list(selectors.notes(cast.rita, row)) == [note]
    file, name, _type = selectors.evidence(cast.rita, note)
    with file:
        assert (name, file.read()) == ("receipt.pdf", b"%PDF paid")
    assert [event.verb for event in events_of(row)] == ["enter", "set_state", "report"]
    assert len([path for path in file_store.rglob("*") if path.is_file()]) == 1


def test_it_keeps_nothing_of_a_report_that_fails(cast: Cast, file_store: Path) -> None:
    row = action(cast, pace="standing", owners=["IOM"])
    for values in ({"state": "done"}, {"evidence_url": "javascript:alert(1)"}, {"text": " "}):
        given: dict[str, Any] = {"text": "Done.", "evidence_file": Incoming("a.txt", b"proof"), **values}
        with pytest.raises(Refused):
            verbs.report(cast.farid, action=row, **given)
    assert not ProgressNote.objects.exists()
    assert [path for path in file_store.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("who", ["wanjiru", "rita", "gone"])
def test_it_takes_no_report_from_others(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        verbs.report(getattr(cast, who), action=action(cast, owners=["IOM"]), text="Done.")


def test_it_gathers_what_needs_somebody(cast: Cast, document: Document) -> None:
    late = action(cast, "Late", due=day(-1), owners=["IOM"])
    soon = action(cast, "Soon", due=day(7), owners=["WHO"])
    action(cast, "Later", due=day(60), owners=["WHO"])
    loose = action(cast, "Loose")
    standing = action(cast, "Standing", pace="standing", owners=["IOM"])
    reviewed = action(cast, "Reviewed", pace="standing", owners=["IOM"], review_date=day(30))
    action(cast, "Done", due=day(-9), owners=["IOM"], status="done")
    home = selectors.home(cast.ana)
    assert home.overdue.rows == [late]
    assert home.due_soon.rows == [soon]
    assert home.unassigned.rows == [loose]
    assert home.to_review.rows == [standing]
    assert home.to_confirm.rows == [document]
    assert home.to_confirm.rows[0].to_decide == 10
    assert home.counts["action_point"] == 7
    assert list(selectors.mine(cast.farid)) == [late, standing, reviewed]
    assert selectors.home(cast.rita).to_confirm.count == 0


def test_it_lists_what_could_not_be_read(cast: Cast, document: Document) -> None:
    document.revisions.update(state="failed")
    assert selectors.home(cast.ana).not_read.rows == [document]
    assert selectors.home(cast.farid).not_read.count == 0
