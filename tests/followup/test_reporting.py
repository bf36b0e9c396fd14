"""Reports of progress: with their day, and from holders who have no account."""

from __future__ import annotations

from pathlib import Path

import pytest

from secretariat.followup import verbs
from secretariat.followup.verbs import OwnerRef
from secretariat.history.refusals import Refused
from secretariat.history.selectors import events_of
from secretariat.register import entries
from secretariat.register.models import ActionPoint
from secretariat.sources.storage import Incoming
from tests.cast import Cast


def held_by(cast: Cast, ref: str) -> ActionPoint:
    entry = entries.enter(cast.ana, kind="action_point", values={"text": "Book a room"})
    assert isinstance(entry, ActionPoint)
    verbs.assign(cast.ana, actions=[entry], owners=[OwnerRef(ref)])
    return entry


def test_it_keeps_the_day_of_what_was_done(cast: Cast) -> None:
    row = held_by(cast, "entity:iom")
    note = verbs.report(cast.farid, action=row, text="Booked.", occurred_on="2031-02")
    assert (note.occurred_on, note.via, note.by) == ("2031-02", "account", cast.farid)
    with pytest.raises(Refused, match="not a date"):
        verbs.report(cast.farid, action=row, text="Booked.", occurred_on="soon")


def test_it_takes_a_report_from_a_holder_without_an_account(cast: Cast, file_store: Path) -> None:
    row = held_by(cast, cast.lena.ref)
    note = verbs.report_by_holder(
        action=row,
        holder=cast.lena,
        by_name="  Lena \n Okafor ",
        text="Room booked.",
        state="done",
        occurred_on="2031-03-02",
        evidence_file=Incoming("receipt.txt", b"paid"),
    )
    assert (note.by, note.by_name, note.via, note.state) == (None, "Lena Okafor", "link", "done")
    events = list(events_of(row))[-2:]
    assert [(event.verb, event.actor, event.actor_name) for event in events] == [
        ("set_state", None, "Lena Okafor"),
        ("report", None, "Lena Okafor"),
    ]
    assert all((event.data["via"], event.data["holder"]) == ("link", cast.lena.ref) for event in events)
    assert len([path for path in file_store.rglob("*") if path.is_file()]) == 1


def test_it_takes_nothing_from_who_holds_it_no_more(cast: Cast) -> None:
    row = held_by(cast, "entity:iom")
    assert verbs.report_by_holder(action=row, holder=cast.lena, by_name="Lena", text="For IOM.").by is None
    verbs.assign(cast.ana, actions=[row], owners=[OwnerRef("body:executive-committee")])
    row = ActionPoint.objects.get(pk=row.pk)
    for holder in (cast.iom, cast.lena, cast.group):
        with pytest.raises(Refused) as refusal:
            verbs.report_by_holder(action=row, holder=holder, by_name="Lena", text="Done.")
        assert refusal.value.code == "not_held"
    assert verbs.report_by_holder(action=row, holder=cast.committee, by_name="Cy", text="Done.").by_name == "Cy"


def test_it_lets_no_holder_drop_an_action(cast: Cast) -> None:
    row = held_by(cast, "entity:iom")
    with pytest.raises(Refused) as refusal:
        verbs.report(cast.farid, action=row, text="We will not.", state="dropped")
    assert refusal.value.code == "not_theirs_to_drop"
    with pytest.raises(Refused):
        verbs.report_by_holder(action=row, holder=cast.iom, by_name="Lena", text="We will not.", state="dropped")
    assert not row.notes.exists()
    assert verbs.report(cast.ana, action=row, text="Nobody can.", state="dropped").state == "dropped"


@pytest.mark.parametrize(("name", "text", "code"), [(" ", "Done.", "name_missing"), ("Lena", " ", "text_missing")])
def test_it_asks_for_a_name_and_for_words(cast: Cast, name: str, text: str, code: str) -> None:
    row = held_by(cast, "entity:iom")
    with pytest.raises(Refused) as refusal:
        verbs.report_by_holder(action=row, holder=cast.iom, by_name=name, text=text)
    assert refusal.value.code == code
    assert not row.notes.exists()
