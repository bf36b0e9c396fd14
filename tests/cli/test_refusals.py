"""What ``secretariat read`` says of files that it cannot read: one line each, and it goes on with the others."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import RECORD, Run

Start = Callable[..., subprocess.Popen[bytes]]

BAD = {
    "empty.txt": b"",
    "blank.md": b" \n\t\n",
    "program.txt": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8,
    "damaged.docx": b"PK\x03\x04" + b"\x00" * 200,
    "damaged.pdf": b"%PDF-1.7\nnothing",
    "picture.png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 64,
    "noise.txt": bytes((number * 37 + number // 7) % 256 for number in range(4096)),
}


def lines_about(err: str) -> list[str]:
    lines = err.splitlines()
    assert all(line.startswith("secretariat: ") for line in lines), err
    return lines


@pytest.mark.parametrize("name", BAD)
def test_it_says_in_one_line_what_is_wrong_with_a_file(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name])
    ended = run("read", path)
    (line,) = lines_about(ended.err)
    assert (ended.status, ended.out) == (2, "")
    assert f"{name}: " in line
    assert line.count(name) == 1
    assert "Error" not in line


def test_it_says_when_there_is_no_such_file(run: Run, tmp_path: Path) -> None:
    ended = run("read", tmp_path / "none.txt")
    (line,) = lines_about(ended.err)
    assert ended.status == 2
    assert line.endswith("none.txt: there is no such file; check the name and the folder.")


def test_it_says_when_a_folder_holds_no_record(run: Run, tmp_path: Path) -> None:
    ended = run("read", tmp_path)
    assert ended.status == 2
    assert "this folder holds no" in ended.err


def test_it_refuses_a_huge_file_by_its_size(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    ended = run("read", path)
    assert ended.status == 2
    assert "500 MB" in ended.err


def test_it_does_not_wait_for_what_is_not_a_file(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere.txt")
    ended = run("read", tmp_path / "pipe.txt", tmp_path / "link.txt")
    assert ended.status == 2
    assert len(lines_about(ended.err)) == 2


def test_it_goes_on_after_a_bad_file(run: Run, tmp_path: Path) -> None:
    for name, data in BAD.items():
        (tmp_path / name).write_bytes(data)
    for number in range(20):
        (tmp_path / f"good-{number:02}.txt").write_text(RECORD, encoding="utf-8")
    ended = run("read", "--format", "json", "--workers", 2, tmp_path)
    assert ended.status == 1
    assert len(ended.out.splitlines()) == 20
    assert len(lines_about(ended.err)) == len(BAD) - 1  # a picture is not taken from a folder


def test_it_names_the_file_that_breaks_the_reader_down(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import multiprocessing

    from secretariat import reading as engine

    def die_on_one(data: bytes, name: str) -> object:
        if name == "07.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        return load(data, name)

    load = engine.load
    monkeypatch.setattr(engine, "load", die_on_one)
    multiprocessing.set_start_method("fork", force=True)
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(RECORD, encoding="utf-8")
    ended = run("read", "--format", "json", "--workers", 2, tmp_path)
    (line,) = lines_about(ended.err)
    assert "07.txt: the reader broke down on this file" in line
    assert (ended.status, len(ended.out.splitlines())) == (1, 29)


def test_it_ends_with_one_line_when_interrupted(start: Start) -> None:
    waiting = start("read", "-")
    assert waiting.stdin
    waiting.stdin.write(b"Half a")
    waiting.stdin.flush()
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.wait(2)
    waiting.send_signal(signal.SIGINT)
    _, err = waiting.communicate()
    assert (waiting.returncode, err.strip()) == (130, b"secretariat: stopped")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("read",), "Missing argument 'FILE...'"),
        (("read", "--format", "xml", "a.txt"), "'xml' is not one of"),
        (("reed", "a.txt"), "No such command 'reed'"),
    ],
)
def test_it_says_what_it_does_not_understand(run: Run, words: tuple[str, ...], told: str) -> None:
    ended = run(*words)
    assert ended.status == 2
    assert told in ended.err
