"""``secretariat read``: what comes out, for one file and for many."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.records import made, text
from tests.cli.conftest import RECORD, Run

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "board.txt"
    path.write_text(RECORD, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "records"
    place.mkdir()
    for seed in range(30):
        (place / f"{seed:02}.txt").write_text(text(made(seed)), encoding="utf-8")
    return place


def test_it_shows_a_record(run: Run, record: Path) -> None:
    ended = run("read", record)
    assert ended.status == 0
    assert ended.err == ""
    assert "2 action points: 1 without an owner, 1 without a date" in ended.out.splitlines()
    assert "\x1b" not in ended.out


def test_it_gives_one_object_for_one_file(run: Run, record: Path) -> None:
    reading = json.loads(run("read", "--format", "json", record).out)
    assert reading["schema"] == "secretariat.record/1"
    assert reading["source"]["name"] == "board.txt"
    assert reading["source"]["sha256"] == hashlib.sha256(record.read_bytes()).hexdigest()
    assert reading["meeting"]["date"] == "2023-03-14"
    assert [person["name"] for person in reading["participants"]] == ["Amal Haddad", "Jonas Weber"]
    start, end = reading["action_points"][1]["span"]
    assert reading["source"]["text"][start:end] == "Publish a notice to mariners."


def test_it_gives_markdown(run: Run, record: Path) -> None:
    assert run("read", "-f", "markdown", record).out.startswith("# Harbour Board\n")


def test_it_gives_a_line_a_record_for_several(run: Run, record: Path, folder: Path) -> None:
    lines = run("read", "--format", "json", record, folder / "03.txt").out.splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == ["board.txt", "03.txt"]


def test_it_gives_the_same_with_one_process_and_with_two(run: Run, folder: Path) -> None:
    alone, together = (run("read", "-f", "json", "--workers", count, folder) for count in (1, 2))
    assert alone.out == together.out
    names = [json.loads(line)["source"]["name"] for line in together.out.splitlines()]
    assert names == [f"{seed:02}.txt" for seed in range(30)]


def test_it_sets_the_records_of_a_folder_side_by_side(run: Run, folder: Path) -> None:
    lines = run("read", folder).out.splitlines()
    assert lines[0].split()[0] == "Record"
    assert lines[1].split()[0] == "00.txt"
    assert lines[-1].startswith("30 records")


def test_it_passes_over_what_is_no_record_in_a_folder(run: Run, record: Path) -> None:
    for name in (".hidden.txt", "~$board.docx", "picture.png", "table.csv"):
        (record.parent / name).write_bytes(b"\x00")
    (record.parent / ".git").mkdir()
    (record.parent / ".git" / "notes.txt").write_text(RECORD, encoding="utf-8")
    ended = run("read", "-f", "json", record.parent)
    assert (ended.status, len(ended.out.splitlines()), ended.err) == (0, 1, "")


def test_it_goes_into_folders_of_folders(run: Run, tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/x/1.md", "c.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(RECORD, encoding="utf-8")
    lines = run("read", "-f", "json", tmp_path).out.splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == ["c.html", "1.md", "2.txt"]


def test_it_reads_standard_input(start: Start) -> None:
    out, err = start("read", "-", "--format", "json").communicate(RECORD.encode())
    assert json.loads(out)["source"]["name"] == "standard input"
    assert err == b""


def test_it_writes_utf_8_whatever_the_locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: Start) -> None:
    path = tmp_path / "note.txt"
    path.write_text(RECORD.replace("Amal", "Zoë"), encoding="utf-8")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    out, _ = start("read", path, "--format", "json").communicate()
    assert json.loads(out.decode())["participants"][0]["name"] == "Zoë Haddad"
    shown, err = start("read", path).communicate()
    assert (b"Zo? Haddad" in shown, err) == (True, b"")


def test_it_ends_quietly_when_nobody_listens_any_more(folder: Path, start: Start) -> None:
    reading = start("read", folder, "--format", "json")
    assert reading.stdout
    assert reading.stdout.readline().startswith(b"{")
    reading.stdout.close()
    assert reading.stderr
    assert reading.stderr.read() == b""
    reading.wait()


def test_it_shows_no_progress_to_a_file(run: Run, folder: Path) -> None:
    assert run("read", "-f", "json", folder).err == ""


@pytest.mark.parametrize(
    "name", ["a\nb.txt", "a\x1b[31mb.txt", "a\u202eb.txt", os.fsdecode(b"a\xffb.txt"), "-f.txt", "ü ñ.txt"]
)
def test_it_reads_files_of_any_name(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(RECORD, encoding="utf-8")
    ended = run("read", "--format", "json", path)
    shown = json.loads(ended.out)["source"]["name"]
    assert ended.status == 0
    assert shown.encode().decode() == shown
    assert shown.isprintable()
