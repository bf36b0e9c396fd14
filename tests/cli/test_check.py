"""``secretariat check`` on the terminal: what it prints, and the status it ends with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from secretariat.cli.check import check
from secretariat.history import integrity
from secretariat.register import entries
from secretariat.register.intake import Incoming, receive
from secretariat.register.models import ActionPoint
from secretariat.sources.storage import path_of
from tests.cast import Cast, append_only_lifted


def run(*arguments: str) -> Result:
    return CliRunner().invoke(check, arguments, standalone_mode=False)


@pytest.fixture
def workspace(cast: Cast) -> ActionPoint:
    """Return an entry of a workspace with a document."""
    receive(cast.ana, files=[Incoming("record.txt", b"IOM to write.")])
    row = entries.enter(cast.ana, kind="action_point", values={"text": "Write"})
    assert isinstance(row, ActionPoint)
    return row


@pytest.mark.usefixtures("workspace")
def test_it_says_that_all_is_sound_and_prints_the_head() -> None:
    result = run()
    number, head = integrity.head_of()
    assert result.return_value == 0
    assert result.output.splitlines() == [
        "2 events, 1 entry, 1 file checked.",
        "All is sound.",
        f"Head, as of event {number}: {head}",
    ]


def test_it_tells_each_thing_in_a_line(cast: Cast, workspace: ActionPoint) -> None:
    with append_only_lifted(), connection.cursor() as cursor:
        cursor.execute("UPDATE history_event SET reason = 'forged' WHERE number = 1")
    ActionPoint.objects.update(state="done")
    (stored,) = cast.ana.revisions.all()
    path_of(stored.stored_name).unlink()
    result = run()
    assert result.return_value == 1
    assert result.output.splitlines()[1:5] == [
        f"history: event 1: was changed after it was written (sources.document {stored.document_id}: upload)",
        f"register: {workspace.reference}: state is “done”, and by its history “open”",
        f"files: document {stored.document_id}, revision 1: the stored file {stored.stored_name} is not there",
        "3 things were found.",
    ]


def test_it_gives_the_same_as_json(workspace: ActionPoint) -> None:
    ActionPoint.objects.update(text="a\x1b[31m\x9bb")
    result = run("--format", "json")
    told = json.loads(result.output)
    assert (result.return_value, told["sound"], told["kept_head"]) == (1, False, None)
    assert told["checked"] == {"events": 2, "entries": 1, "files": 1}
    assert [(row["room"], row["code"], row["place"]) for row in told["findings"]] == [
        ("register", "entry_differs", workspace.reference)
    ]
    assert told["head"] == {"event": 2, "hash": integrity.head_of()[1]}
    assert not {"\x1b", "\x9b"} & set(result.output)
    assert not {"\x1b", "\x9b"} & set(run().output)


def test_it_says_where_a_kept_head_stands(cast: Cast, workspace: ActionPoint) -> None:
    _number, kept = integrity.head_of()
    entries.edit(cast.ana, entry=workspace, changes={"text": "Write again"})
    result = run("--head", kept.upper())
    assert result.return_value == 0
    assert "The head that you kept is that of event 2." in result.output
    assert json.loads(run("--head", kept, "--format", "json").output)["kept_head"] == {"event": 2, "hash": kept}


@pytest.mark.usefixtures("workspace")
def test_it_finds_a_history_that_was_written_anew() -> None:
    result = run("--head", "ab" * 32)
    assert result.return_value == 1
    assert f"the chain does not contain the head {'ab' * 32}" in result.output


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("head", ["abc", "g" * 64, "12 34"])
def test_it_refuses_a_head_that_is_none(head: str) -> None:
    result = run("--head", head)
    assert isinstance(result.exception, SystemExit)
    assert result.exception.code == 2
    assert result.stderr.startswith("secretariat: The head is 64 digits")


def command(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return subprocess.run(
        [sys.executable, "-m", "secretariat", "check", *arguments],
        env={**environment, "SECRETARIAT_HOME": str(home), "SECRETARIAT_SECRET_KEY": "x"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_makes_no_database_where_there_is_none(tmp_path: Path) -> None:
    done = command(tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("secretariat: There is no database at ")
    assert not (tmp_path / "secretariat.sqlite3").exists()


@pytest.mark.parametrize("content", [b"", b"no database at all, but a letter" * 40])
def test_it_says_what_to_do_with_a_database_that_is_none_of_its_own(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secretariat.sqlite3").write_bytes(content)
    done = command(tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr
