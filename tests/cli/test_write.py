"""``secretariat write``: a record in, a document out, whole or not at all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from secretariat.writing import to_json
from tests.cli.conftest import Run
from tests.writing.samples import RECORD


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "meeting.json"
    path.write_text(json.dumps(to_json(RECORD)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("form", "begins"),
    [("docx", b"PK"), ("pdf", b"%PDF"), ("markdown", b"# "), ("html", b"<!doctype"), ("akn", b"<?xml")],
)
def test_it_writes_each_format(run: Run, record: Path, form: str, begins: bytes) -> None:
    ended = run("write", record, "--to", form, "--out", "out.bin")
    assert (ended.status, ended.out, ended.err) == (0, "out.bin\n", "")
    assert Path("out.bin").read_bytes().startswith(begins)


def test_it_takes_the_format_from_the_name(run: Run, record: Path) -> None:
    assert run("write", record, "--out", "Summary.PDF").status == 0
    assert Path("Summary.PDF").read_bytes().startswith(b"%PDF")


def test_it_names_the_file_for_day_and_title(run: Run, record: Path) -> None:
    name = "2023-03-14-summary-record-of-the-third-meeting.md"
    assert run("write", record, "--to", "markdown").out == f"{name}\n"
    assert Path(name).exists()
    again = run("write", record, "--to", "markdown")
    assert again.status == 2
    assert f"{name} is there already; name another file with --out." in again.err


def test_it_writes_to_standard_output(record: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "secretariat", "write", "-", "--to", "html", "--out", "-"],
        input=record.read_bytes(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stdout.startswith(b"<!doctype html>")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{", "meeting.json: this is not JSON; give a record as docs/writing.md describes it."),
        (b'{"schema": "secretariat.meeting/1", "title": "x", "mode": "zoom"}', '"mode" must be one of'),
    ],
)
def test_it_says_in_one_line_what_is_wrong(run: Run, record: Path, data: bytes, why: str) -> None:
    record.write_bytes(data)
    ended = run("write", record, "--out", "out.docx")
    assert ended.status == 2
    assert why in ended.err
    assert ended.err.count("\n") == 1
    assert not Path("out.docx").exists()


def test_it_says_when_no_format_is_told(run: Run, record: Path) -> None:
    for words in ((), ("--out", "summary"), ("--out", "summary.doc")):
        ended = run("write", record, *words)
        assert (ended.status, ended.out) == (2, "")
        assert "say which format: --to with one of docx, pdf, markdown, html, akn, json." in ended.err


@pytest.mark.parametrize("out", ["missing/out.docx", "."])
def test_it_leaves_nothing_half_written(run: Run, record: Path, out: str) -> None:
    before = sorted(Path().iterdir())
    ended = run("write", record, "--to", "docx", "--out", out)
    assert ended.status == 2
    assert ended.err.startswith("secretariat: ")
    assert ended.err.count("\n") == 1
    assert sorted(Path().iterdir()) == before


def test_it_says_when_there_is_no_such_record(run: Run, record: Path) -> None:
    ended = run("write", record.with_name("none.json"), "--to", "pdf")
    assert ended.status == 2
    assert "none.json" in ended.err
