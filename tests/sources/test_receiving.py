"""Files come in whole or not at all, and the same bytes come in once."""

from __future__ import annotations

import errno
import io
import os
import threading
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from secretariat.history.models import Event
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.register import intake
from secretariat.register.intake import Incoming, Outcome
from secretariat.sources import verbs
from secretariat.sources.models import Document, Revision
from secretariat.sources.selectors import documents, original, progress
from secretariat.sources.storage import path_of, sweep
from tests.cast import RECORD, Cast, make_cast


def stored_files(store: Path) -> list[Path]:
    return [path for path in store.rglob("*") if path.is_file()]


def test_it_stores_a_file_under_a_generated_name(cast: Cast, file_store: Path) -> None:
    [received] = intake.receive(cast.ana, files=[Incoming("../../etc/Record of March.txt", RECORD.encode())])
    assert received.outcome == Outcome.STORED
    revision = Revision.objects.get()
    assert (revision.name, revision.state, revision.size) == ("Record of March.txt", "waiting", len(RECORD.encode()))
    [kept] = stored_files(file_store)
    assert kept == path_of(revision.stored_name)
    assert "Record" not in str(kept.relative_to(file_store))
    assert kept.read_bytes() == RECORD.encode()
    assert received.document is not None
    assert received.document.title == "Record of March"
    assert events_of(received.document).get().data["sha256"] == revision.sha256


def test_it_takes_many_at_once_and_answers_for_each(cast: Cast) -> None:
    files = [
        Incoming("a.txt", b"first"),
        Incoming("b.txt", b""),
        Incoming("c.txt", io.BytesIO(b"third")),
        Incoming("d.txt", b"first"),
    ]
    received = intake.receive(cast.ana, files=files)
    assert [(one.name, one.outcome, one.code) for one in received] == [
        ("a.txt", Outcome.STORED, ""),
        ("b.txt", Outcome.REFUSED, "empty"),
        ("c.txt", Outcome.STORED, ""),
        ("d.txt", Outcome.ALREADY_HERE, "already_here"),
    ]
    assert "Already here as “a”" in received[3].message
    assert received[3].document == received[0].document


def test_it_refuses_what_is_too_large_and_keeps_nothing_of_it(cast: Cast, file_store: Path, settings: Settings) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1024 * 1024
    [received] = intake.receive(cast.ana, files=[Incoming("big.pdf", b"x" * (1024 * 1024 + 1))])
    assert (received.outcome, received.code) == (Outcome.REFUSED, "too_large")
    assert "limit of 1 MB" in received.message
    assert stored_files(file_store) == []
    assert not Document.objects.exists()


def test_it_keeps_neither_file_nor_row_when_the_rows_fail(cast: Cast, file_store: Path) -> None:
    def fail(_revision: Revision) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        verbs.receive(cast.ana, incoming=Incoming("a.txt", b"text"), stored=fail)
    assert not Document.objects.exists()
    assert stored_files(file_store) == []


def test_it_says_that_the_disk_is_full(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    [received] = intake.receive(cast.ana, files=[Incoming("a.txt", b"text")])
    assert (received.outcome, received.code) == (Outcome.REFUSED, "not_stored")
    assert "the disk is full" in received.message
    assert not Document.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_it_takes_away_only_what_could_not_be_read(cast: Cast, file_store: Path) -> None:
    [received] = intake.receive(cast.ana, files=[Incoming("a.txt", b"text")])
    assert received.document is not None
    with pytest.raises(Refused, match="could not be read"):
        verbs.discard(cast.ana, document=received.document)
    Revision.objects.update(state="failed", error_code="damaged")
    verbs.discard(cast.ana, document=received.document)
    assert not Document.objects.exists()
    assert stored_files(file_store) == []
    assert Event.objects.get(verb="discard").data["title"] == "a"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("C:\\papers\\note.docx", "note.docx"),
        ("/etc/passwd", "passwd"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("line\nbreak.txt", "linebreak.txt"),
        ("..", "Unnamed file"),
        ("", "Unnamed file"),
        ("x" * 400 + ".txt", "x" * 251 + ".txt"),
    ],
)
def test_it_keeps_only_the_name_of_a_name(given: str, name: str) -> None:
    assert verbs.file_name(given) == name


def test_it_lets_only_the_secretariat_bring_documents_in(cast: Cast, file_store: Path) -> None:
    with pytest.raises(NotAllowed):
        intake.receive(cast.farid, files=[Incoming("a.txt", b"text")])
    assert stored_files(file_store) == []


def test_it_refuses_a_level_that_there_is_not(cast: Cast) -> None:
    [received] = intake.receive(cast.ana, files=[Incoming("a.txt", b"text")], confidentiality="secret")
    assert received.code == "unknown_level"


def test_it_hands_the_original_out_to_those_who_may_read_it(cast: Cast) -> None:
    [received] = intake.receive(cast.ana, files=[Incoming("a.txt", b"text")], confidentiality="restricted")
    assert received.document is not None
    revision = received.document.current
    file, name, media_type = original(cast.ana, revision)
    with file:
        assert (file.read(), name, media_type) == (b"text", "a.txt", "application/octet-stream")
    with pytest.raises(NotAllowed):
        original(cast.farid, revision)
    assert not documents(cast.farid).exists()


def test_it_tells_how_far_the_reading_is(cast: Cast) -> None:
    [received] = intake.receive(cast.ana, files=[Incoming("a.txt", b"text")])
    assert received.document is not None
    [row] = progress(cast.ana, [received.document.pk, 10_000])
    assert (row["title"], row["state"], row["step"]) == ("a", "waiting", "Waiting")


def test_it_renames_and_restricts_a_document(cast: Cast) -> None:
    [received] = intake.receive(cast.ana, files=[Incoming("a.txt", b"text")], title="Paper")
    assert received.document is not None
    document = verbs.rename(cast.ana, document=received.document, title="  Record  ")
    verbs.set_confidentiality(cast.ana, document=document, confidentiality="restricted")
    document.refresh_from_db()
    assert (document.title, document.confidentiality) == ("Record", "restricted")
    with pytest.raises(Refused, match="title"):
        verbs.rename(cast.ana, document=document, title="\n")


def test_it_sweeps_strays_and_leaves_the_rest(cast: Cast, file_store: Path) -> None:
    intake.receive(cast.ana, files=[Incoming("a.txt", b"text")])
    stray = file_store / "kept" / "00" / "stray"
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"left behind")
    os.utime(stray, (0, 0))
    kept = set(Revision.objects.values_list("stored_name", flat=True))
    os.utime(path_of(next(iter(kept))), (0, 0))
    assert sweep(kept) == 1
    assert stored_files(file_store) == [path_of(next(iter(kept)))]


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_it_takes_the_same_file_in_once_however_many_send_it() -> None:
    cast = make_cast()
    outcomes: list[str] = []

    def send() -> None:
        try:
            outcomes.append(intake.receive(cast.ana, files=[Incoming("a.txt", b"same")])[0].outcome)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["already here"] * 9 + ["stored"]
    with transaction.atomic():
        assert Document.objects.count() == 1
