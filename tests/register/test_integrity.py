"""What somebody did to the register or the files past the product is found, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from secretariat.followup import verbs as followup
from secretariat.followup.integrity import check_evidence
from secretariat.followup.models import ProgressNote
from secretariat.followup.verbs import OwnerRef
from secretariat.register import entries, integrity, review
from secretariat.register.intake import Incoming, receive
from secretariat.register.models import ActionPoint, Decision, Kind, Owner, Proposal
from secretariat.sources.integrity import check_revisions
from secretariat.sources.models import Document, Revision, StoredReading
from secretariat.sources.storage import path_of
from tests.cast import Cast, append_only_lifted, proposals


def found() -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in integrity.check(lambda _count: None)]


@pytest.fixture
def register(cast: Cast, document: Document) -> Document:
    """Return a document with which everything was done that can be done."""
    for kind in Kind.values:
        review.confirm_all(cast.ana, document=document, kind=kind)
    first, second, third = proposals(document, Kind.ACTION_POINT)[:3]
    review.correct(cast.ana, proposal=first, changes={"text": "Put otherwise"})
    review.reject(cast.ana, proposal=second)
    review.reopen(cast.ana, proposal=second)
    review.merge(cast.ana, proposal=third, into=first)
    review.undo(cast.ana, document=document)
    review.reject(cast.ana, proposal=proposals(document, Kind.FIGURE)[0])
    rows = list(ActionPoint.objects.exclude(state="proposed"))
    followup.assign(cast.ana, actions=rows, owners=[OwnerRef("entity:iom"), OwnerRef("entity:who", "contributing")])
    followup.report(cast.ana, action=rows[0], text="Went on", state="in_progress")
    followup.set_due(cast.ana, actions=rows, due="2031-07")
    entries.set_decision_state(cast.ana, decision=Decision.objects.get(), state="amended")
    entries.set_confidentiality(cast.ana, entries=rows, confidentiality="restricted")
    entries.enter(cast.ana, kind="action_point", values={"text": "By hand", "owners": ["IOM"]})
    return document


def action() -> ActionPoint:
    return ActionPoint.objects.exclude(meeting=None).exclude(state="proposed").order_by("pk")[0]


@pytest.mark.usefixtures("register")
def test_it_finds_nothing_where_only_verbs_were_at_work() -> None:
    assert found() == []


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(("field", "value"), [("text", "Forged"), ("due", "2040"), ("confidentiality", "public")])
def test_it_finds_what_was_changed_in_an_entry(field: str, value: str) -> None:
    row = action()
    ActionPoint.objects.filter(pk=row.pk).update(**{field: value})
    assert found() == [("entry_differs", row.reference)]


@pytest.mark.usefixtures("register")
def test_it_finds_a_state_that_nobody_set() -> None:
    row = action()
    ActionPoint.objects.filter(pk=row.pk).update(state="dropped")
    (finding,) = integrity.check(lambda _count: None)
    assert (finding.code, finding.place) == ("state_differs", row.reference)
    assert finding.message == "state is “dropped”, and by its history “open”"


@pytest.mark.usefixtures("register")
def test_it_finds_holders_that_nobody_set() -> None:
    row = action()
    Owner.objects.filter(action=row, part="contributing").delete()
    assert found() == [("entry_differs", row.reference)]


def test_it_finds_an_entry_that_nobody_entered(cast: Cast) -> None:
    row = ActionPoint.objects.create(text="From nowhere", created_by=cast.ana)
    assert found() == [("never_entered", row.reference)]


def test_it_finds_an_entry_that_is_gone(cast: Cast) -> None:
    row = entries.enter(cast.ana, kind="decision", values={"text": "Agreed"})
    reference = row.reference
    row.delete()
    assert found() == [("entry_gone", reference)]


@pytest.mark.usefixtures("register")
def test_it_finds_a_text_that_was_changed_under_its_quotations() -> None:
    reading = StoredReading.objects.get()
    row = action()
    assert row.start is not None
    text = reading.text
    StoredReading.objects.update(text=text[: row.start] + "X" + text[row.start + 1 :])
    places = [place for code, place in found() if code == "misquoted"]
    assert row.reference in places
    assert any(place.startswith("proposal") for place in places)


def test_it_finds_a_confirmed_finding_without_its_entry(register: Document) -> None:
    row = proposals(register, Kind.STATEMENT)[0]
    assert row.entry is not None
    row.entry.delete()
    assert ("entry_missing", f"finding {row.pk} of document {register.pk}") in found()


def test_it_finds_a_decision_on_a_finding_that_nobody_took(register: Document) -> None:
    row = proposals(register, Kind.STATEMENT)[0]
    Proposal.objects.filter(pk=row.pk).update(state="rejected")
    assert found() == [("state_differs", f"finding {row.pk} of document {register.pk}")]


@contextmanager
def without_foreign_keys() -> Iterator[None]:
    with connection.constraint_checks_disabled():
        yield


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_it_finds_what_points_at_nothing() -> None:
    # PostgreSQL lets nobody do this; an SQLite file can be opened without its foreign keys.
    from tests.cast import make_cast

    cast = make_cast()
    entered = entries.enter(cast.ana, kind="action_point", values={"text": "Send it", "owners": ["IOM"]})
    with without_foreign_keys(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM network_entity WHERE id = %s", [cast.iom.pk])
    places = [place for code, place in found() if code == "points_at_nothing"]
    assert f"owner {Owner.objects.get(action=entered.pk).pk}" in places
    with without_foreign_keys(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM network_user")
        cursor.execute("DELETE FROM network_person")


# ------------------------------------------------------------------------------------------------ files


def files() -> list[tuple[str, str]]:
    found = [*check_revisions(lambda _count: None), *check_evidence(lambda _count: None)]
    return [(finding.code, finding.place) for finding in found]


@pytest.fixture
def stored(cast: Cast) -> tuple[Path, Path]:
    """Return where a document and a piece of evidence are stored."""
    (received,) = receive(cast.ana, files=[Incoming("record.txt", b"IOM to write.")])
    row = entries.enter(cast.ana, kind="action_point", values={"text": "Write"})
    assert isinstance(row, ActionPoint)
    note = followup.report(cast.ana, action=row, text="Done", evidence_file=Incoming("proof.txt", b"See here."))
    assert received.document is not None
    return path_of(received.document.current.stored_name), path_of(note.stored_name)


def test_it_finds_nothing_wrong_with_files_as_they_came(stored: tuple[Path, Path]) -> None:
    assert all(path.exists() for path in stored)
    assert files() == []


def test_it_finds_files_that_are_gone_or_others(stored: tuple[Path, Path]) -> None:
    record, evidence = stored
    record.unlink()
    evidence.write_bytes(b"See there.")
    revision, note = Revision.objects.get(), ProgressNote.objects.get()
    assert files() == [
        ("file_missing", f"document {revision.document_id}, revision 1"),
        ("file_changed", f"A-{note.action_id}, evidence of note {note.pk}"),
    ]


def test_it_says_what_it_cannot_read(stored: tuple[Path, Path]) -> None:
    record, _evidence = stored
    record.unlink()
    record.mkdir()
    ((code, _place),) = files()
    assert code == "file_unreadable"


def test_it_takes_no_history_that_did_not_tell_for_a_fault(cast: Cast) -> None:
    row = entries.enter(cast.ana, kind="action_point", values={"text": "Long ago"})
    with append_only_lifted(), connection.cursor() as cursor:
        cursor.execute("UPDATE history_event SET data = '{}' WHERE object_id = %s", [row.pk])
    assert found() == []
