"""Tesseract as the reader of pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from secretariat.reading import ReadingError
from secretariat.reading.loaders.pdf_reports import report_pages
from secretariat.reading.loaders.pictures import Picture, PictureLine
from secretariat.reading.loaders.tesseract import Tesseract, installed, lines_of
from tests.reading.scans import WORDS, scan

BLANK = Picture(60, 40, b"\xff" * 2400, 300)
HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    installed.cache_clear()
    yield
    installed.cache_clear()


def word(line: int, left: int, top: int, height: int, sure: float, text: str) -> str:
    return f"5\t1\t1\t1\t{line}\t1\t{left}\t{top}\t50\t{height}\t{sure}\t{text}"


def test_it_brings_words_together_to_lines_on_their_line_of_writing() -> None:
    table = [HEAD, "4\t1\t1\t1\t1\t0\t0\t0\t0\t0\t-1\t"]
    table += [word(1, 10, 20, 30, 96, "The"), word(1, 70, 22, 28, 95, "text"), word(1, 130, 20, 40, 90, "(pagy)")]
    table += [word(2, 10, 80, 30, 96, "ends."), ""]
    (first, second) = lines_of("\n".join(table))
    assert first == PictureLine("The text (pagy)", 10, 20, 180, 50)
    assert second.text == "ends."


def test_it_drops_lines_that_are_hardly_sure_and_words_without_a_letter() -> None:
    table = [HEAD, word(1, 10, 20, 30, 12, "~_|"), word(2, 10, 60, 30, 95, " "), word(3, 10, 90, 30, 91, "sure")]
    assert [line.text for line in lines_of("\n".join(table))] == ["sure"]


def test_it_sets_no_blanks_between_chinese_characters() -> None:
    table = [HEAD, *(word(1, 60 * at, 20, 30, 95, text) for at, text in enumerate(["移民", "工人", "2021", "年"]))]
    assert [line.text for line in lines_of("\n".join(table))] == ["移民工人 2021 年"]


@pytest.mark.tesseract
def test_it_reads_a_scanned_page_as_it_was_written() -> None:
    read = report_pages(scan([WORDS]), reader=Tesseract())
    assert read.recognised == (1,)
    assert read.pages[0].text == "\n\n".join(WORDS)
    assert len(read.pages[0].blocks) == 2


@pytest.mark.tesseract
def test_it_finds_no_words_on_a_blank_page() -> None:
    assert Tesseract()(BLANK, "en") == []


@pytest.mark.tesseract
def test_it_names_the_data_of_a_language_that_it_does_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secretariat.reading.loaders.tesseract.installed", lambda: frozenset({"eng"}))
    with pytest.raises(ReadingError, match=r"tesseract-ocr-chi-sim \(or chi_sim\.traineddata\)"):
        Tesseract()(BLANK, "zh")


def test_it_says_what_to_install_where_there_is_no_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadingError, match="Tesseract is not installed") as refused:
        Tesseract()(BLANK, "en")
    assert refused.value.code == "no_recognition"


def test_it_gives_a_page_up_that_takes_too_long(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text('#!/bin/sh\ncase "$*" in *list-langs*) echo langs; echo eng;; *) exec sleep 30;; esac\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("secretariat.reading.loaders.tesseract._SECONDS", 0.3)
    with pytest.raises(ReadingError, match="did not read a page within") as refused:
        Tesseract()(BLANK, "en")
    assert refused.value.code == "too_slow"
