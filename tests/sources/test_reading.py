"""Files are read apart, one bad file harms no other, and every failure has a reason."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from secretariat.history.refusals import Refused
from secretariat.history.selectors import events_of
from secretariat.register import intake
from secretariat.register.intake import Incoming
from secretariat.register.jobs import take_up_interrupted
from secretariat.register.models import Kind, Proposal
from secretariat.sources import claims
from secretariat.sources.models import Document, Revision
from secretariat.sources.reader import scrubbed
from secretariat.sources.storage import path_of
from tests.cast import RECORD, Cast

# The worker begins by dropping connections that are in a transaction, so nothing here is in one.
pytestmark = pytest.mark.django_db(transaction=True)


def work() -> None:
    """Do all queued work, as the worker process does."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0, reload=False)


def send(cast: Cast, name: str, data: bytes) -> Document:
    [received] = intake.receive(cast.ana, files=[Incoming(name, data)])
    assert received.document is not None
    return received.document


def revision_of(document: Document) -> Revision:
    return Revision.objects.get(document=document)


def test_it_reads_in_the_background_and_proposes(cast: Cast) -> None:
    document = send(cast, "record.txt", RECORD.encode())
    work()
    revision = revision_of(document)
    assert (revision.state, revision.media_type, revision.language) == ("read", "text/plain", "en")
    assert revision.findings == Proposal.objects.filter(document=document).count() > 0
    stored = revision.reading
    assert stored is not None
    decision = Proposal.objects.get(document=document, kind=Kind.DECISION)
    assert stored.text[decision.start : decision.end].split() == decision.quote.split()
    assert "text" not in stored.data["source"]
    assert {"kind", "start", "end", "cells", "page"} <= set(stored.blocks[0])
    assert [event.verb for event in events_of(document)] == ["upload", "read"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("noise.txt", bytes(range(256)) * 40),
        ("blank.txt", b" \n\t\n "),
        ("damaged.docx", b"PK\x03\x04" + b"\x00" * 200),
        ("damaged.pdf", b"%PDF-1.7\nnothing more"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100),
    ],
)
def test_it_keeps_the_reason_of_a_failure_in_plain_words(cast: Cast, name: str, data: bytes) -> None:
    document = send(cast, name, data)
    good = send(cast, "record.txt", RECORD.encode())
    work()
    revision = revision_of(document)
    assert (revision.state, revision.reading) == ("failed", None)
    assert revision.error_code
    assert "Error" not in revision.error_message
    assert "Traceback" not in revision.error_message
    assert revision.error_message.count("\n") == 0
    assert revision_of(good).state == "read"


def test_it_ends_a_reading_that_takes_too_long(cast: Cast, settings: Settings) -> None:
    settings.READING_SECONDS = 0
    document = send(cast, "record.txt", RECORD.encode())
    work()
    assert revision_of(document).error_code == "too_slow"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux bounds the memory of a process")
def test_it_ends_a_reading_that_takes_too_much_memory(cast: Cast, settings: Settings) -> None:
    settings.READING_MEMORY_BYTES = 96 * 1024 * 1024
    document = send(cast, "record.txt", b"word " * 8_000_000)
    work()
    assert revision_of(document).state == "failed"


def test_it_tries_once_more_when_the_reader_dies(cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    count = tmp_path / "count"
    dying = tmp_path / "python"
    dying.write_text(f'#!/bin/sh\necho x >> "{count}"\nkill -9 $$\n')
    dying.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(dying))
    document = send(cast, "record.txt", RECORD.encode())
    work()
    revision = revision_of(document)
    assert (revision.state, revision.error_code) == ("failed", "broken_off")
    assert count.read_text() == "x\nx\n"


def test_it_says_when_the_stored_file_is_gone(cast: Cast) -> None:
    document = send(cast, "record.txt", RECORD.encode())
    path_of(revision_of(document).stored_name).unlink()
    work()
    assert revision_of(document).error_code == "file_missing"


def test_it_takes_up_once_what_a_dead_worker_left(cast: Cast) -> None:
    document = send(cast, "record.txt", RECORD.encode())
    work()
    Revision.objects.update(state="reading", attempts=1, started_at=timezone.now())
    assert take_up_interrupted() == 0
    assert take_up_interrupted(all_under_way=True) == 1
    work()
    assert revision_of(document).state == "read"


def test_it_gives_up_what_killed_two_workers(cast: Cast) -> None:
    document = send(cast, "record.txt", RECORD.encode())
    Revision.objects.update(state="reading", attempts=claims.ATTEMPTS, started_at=None)
    assert take_up_interrupted() == 1
    assert (revision_of(document).state, revision_of(document).error_code) == ("failed", "broken_off")


def test_it_reads_again_on_demand_and_keeps_the_earlier_reading(cast: Cast) -> None:
    document = send(cast, "record.txt", RECORD.encode())
    with pytest.raises(Refused) as refusal:
        intake.read_again(cast.ana, document=document)
    assert refusal.value.code == "being_read"
    work()
    intake.read_again(cast.ana, document=document)
    work()
    revision = revision_of(document)
    assert revision.readings.count() == 2
    assert Proposal.objects.filter(document=document, state="proposed").count() == revision.findings


def test_it_stores_what_no_database_takes_one_for_one() -> None:
    assert scrubbed({"a\x00": ["b\ud800c", 1, None, ("é",)]}) == {"a\ufffd": ["b\ufffdc", 1, None, ["é"]]}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux takes the network from a process")
def test_it_reads_without_a_network_and_writes_nothing(tmp_path: Path) -> None:
    allowed = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0
    code = """
import socket, sys
from secretariat.sources.reader import limit, unplug
port, place = int(sys.argv[1]), sys.argv[2]
limit(10, 2**31)
unplug()
try:
    socket.create_connection(("127.0.0.1", port), 2)
    print("connected")
except OSError:
    print("no network")
try:
    with open(place, "w") as file:
        file.write("words")
    print("written")
except OSError:
    print("nothing written")
"""
    with socket.create_server(("127.0.0.1", 0)) as server:
        arguments = [sys.executable, "-c", code, str(server.getsockname()[1]), str(tmp_path / "place")]
        done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["no network" if allowed else "connected", "nothing written"]


def test_it_loads_no_django_in_the_reader() -> None:
    code = "import sys, secretariat.sources.reader; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
