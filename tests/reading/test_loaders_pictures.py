"""Pages that are pictures, read by whoever is handed in."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from secretariat.reading import ReadingError
from secretariat.reading.loaders import pictures as drawing
from secretariat.reading.loaders.pdf_reports import ReportPages, report_pages
from secretariat.reading.loaders.pictures import Picture, PictureLine, draw
from tests.reading.pdf_samples import lettered, pictures
from tests.reading.scans import WORDS, scan

ENGLISH = "The Government of the country and the agencies that work with it have met in the capital."
TWO_PAGES = scan([[ENGLISH], WORDS], as_text={1})


class Reader:
    """Reads the same lines on every picture, and keeps what it was given."""

    def __init__(self, *lines: str) -> None:
        self.lines = lines
        self.seen: list[tuple[int, int, str | None]] = []

    def __call__(self, picture: Picture, spoken: str | None) -> Sequence[PictureLine]:
        self.seen.append((picture.width, picture.height, spoken))
        places = range(300, 300 + 50 * len(self.lines), 50)
        return [PictureLine(text, 300, at, 2000, at + 35) for text, at in zip(self.lines, places, strict=True)]


def read(data: bytes, reader: Reader) -> ReportPages:
    return report_pages(data, reader=reader)


def test_it_draws_a_page_at_300_dots_an_inch() -> None:
    picture = draw(TWO_PAGES, 2)
    assert picture
    assert (picture.width, picture.height, picture.dpi) == (2480, 3507, 300)
    assert len(picture.pixels) == 2480 * 3507
    assert picture.pgm().startswith(b"P5\n2480 3507\n255\n")
    assert 0 < picture.pixels.count(0) < 0.1 * len(picture.pixels)


def test_it_draws_a_large_page_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MOST_PIXELS", 1_000_000)
    picture = draw(TWO_PAGES, 2)
    assert picture
    assert picture.width * picture.height <= 1_000_000
    assert picture.dpi == pytest.approx(101.7, abs=0.2)


@pytest.mark.parametrize(("data", "number"), [(b"%PDF-1.7 nothing", 1), (TWO_PAGES, 3)])
def test_it_draws_nothing_where_there_is_no_page(data: bytes, number: int) -> None:
    assert draw(data, number) is None


def test_it_puts_the_lines_of_a_picture_where_lines_stand() -> None:
    read_pages = read(TWO_PAGES, Reader("A first line that goes on", "and ends here."))
    assert read_pages.recognised == (2,)
    assert read_pages.without_text == ()
    assert read_pages.pages[1].text == "A first line that goes on and ends here."
    assert read_pages.words[1] == "A first line that goes on\r\nand ends here."


def test_it_names_the_language_of_the_other_pages_to_the_reader() -> None:
    reader = Reader("A line")
    read(TWO_PAGES, reader)
    assert reader.seen == [(2480, 3507, "en")]


def test_it_reads_the_first_page_again_once_its_words_tell_the_language() -> None:
    reader = Reader(ENGLISH)
    read(scan([WORDS, WORDS]), reader)
    assert [spoken for _, _, spoken in reader.seen] == [None, "en", "en"]


def test_it_reads_letters_that_mean_nothing_from_their_picture() -> None:
    data = lettered(["abcdefgh" * 8] * 6, {letter: 0xE000 + at for at, letter in enumerate("abcdefgh")})
    with pytest.raises(ReadingError) as refused:
        report_pages(data)
    assert refused.value.code == "unreadable_text"
    read_pages = read(data, Reader("What it says."))
    assert (read_pages.recognised, read_pages.unreadable, read_pages.words) == ((1,), (), ("What it says.",))


def test_it_leaves_a_page_without_text_where_nothing_is_read_on_it() -> None:
    data = scan([[ENGLISH], [], WORDS], as_text={1})
    read_pages = read(data, Reader())
    assert (read_pages.recognised, read_pages.without_text) == ((), (2, 3))


def test_it_asks_no_reader_for_pages_with_text() -> None:
    reader = Reader("A line")
    assert report_pages(scan([[ENGLISH]], as_text={1})) == read(scan([[ENGLISH]], as_text={1}), reader)
    assert reader.seen == []


def missing(_picture: Picture, _spoken: str | None) -> Sequence[PictureLine]:
    raise ReadingError("no_recognition", "Install it.")


def test_it_says_once_why_pages_were_not_read() -> None:
    read_pages = report_pages(scan([[ENGLISH], WORDS, WORDS], as_text={1}), reader=missing)
    assert read_pages.without_text == (2, 3)
    assert [problem.message for problem in read_pages.problems] == ["Install it."]


def test_it_refuses_a_report_of_pictures_with_what_to_install() -> None:
    with pytest.raises(ReadingError, match=r"pictures without text\. Install it\.") as refused:
        report_pages(pictures(2), reader=missing)
    assert refused.value.code == "no_text_layer"


def test_it_stops_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MOST_SECONDS", -1.0)
    read_pages = read(TWO_PAGES, Reader("A line"))
    assert read_pages.without_text == (2,)
    assert [problem.code for problem in read_pages.problems] == ["too_slow"]
