"""``secretariat examine --ocr``: reports whose pages are pictures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from secretariat.reading.loaders.tesseract import installed
from tests.cli.conftest import Run
from tests.reading.pdf_samples import pictures_and_words
from tests.reading.scans import WORDS, scan

HEAD = "Ghana: Voluntary National Review 2022"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scans") / "review.pdf"
    path.write_bytes(scan([[HEAD, WORDS[0]], WORDS], as_text={1}))
    return path


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    installed.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    yield
    installed.cache_clear()


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.tesseract
def test_it_reads_pages_that_are_pictures_and_says_so(run: Run, file: Path, tmp_path: Path) -> None:
    out, coverage = tmp_path / "p.jsonl", tmp_path / "c.jsonl"
    ended = run("examine", file, "--ocr", "--out", out, "--coverage", coverage)
    assert (ended.status, ended.err) == (0, "")
    assert [(one["page"], one["text"], one["read_by"]) for one in lines(out)] == [
        (1, WORDS[0], "text layer"),
        (2, WORDS[0], "ocr"),
        (2, WORDS[1], "ocr"),
    ]
    (covered,) = lines(coverage)
    assert (covered["ocr_pages"], covered["without_text"], covered["complete"]) == ([2], [], True)


def test_it_leaves_pictures_unread_where_it_is_not_asked_to_read_them(run: Run, file: Path, tmp_path: Path) -> None:
    out, coverage = tmp_path / "p.jsonl", tmp_path / "c.jsonl"
    ended = run("examine", file, "--out", out, "--coverage", coverage)
    assert "page 2 not read (no text, a picture); try again with --ocr." in ended.err
    assert [one["read_by"] for one in lines(out)] == ["text layer"]
    (covered,) = lines(coverage)
    assert (covered["ocr_pages"], covered["without_text"], covered["complete"]) == ([], [2], False)


@pytest.mark.usefixtures("no_tesseract")
def test_it_names_tesseract_once_where_it_is_missing(run: Run, file: Path, tmp_path: Path) -> None:
    out, coverage = tmp_path / "p.jsonl", tmp_path / "c.jsonl"
    ended = run("examine", file, file, "--ocr", "--out", out, "--coverage", coverage)
    assert ended.status == 0
    assert ended.err.count("Tesseract is not installed") == 1
    assert ended.err.count("page 2 not read (no text, a picture).\n") == 2
    assert [covered["without_text"] for covered in lines(coverage)] == [[2], [2]]


@pytest.mark.tesseract
def test_it_says_of_a_picture_without_words_that_there_are_none(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    path.write_bytes(pictures_and_words([None]))
    ended = run("examine", path, "--ocr")
    assert ended.status == 2
    assert "pictures without text. Text recognition found no words on them." in ended.err
