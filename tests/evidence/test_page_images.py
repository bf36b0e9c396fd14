"""The picture of a page, painted in a process of its own, and the marks on it."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

import pytest

from secretariat.evidence import page_images, page_painter
from secretariat.sources.storage import path_of
from tests.cast import Cast
from tests.evidence.cast import examine_into, make_collection, make_report
from tests.evidence.paged import make_paged_report, two_columns

RED = b"\xff\x00\x00"


def size_of(picture: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.fixture
def paged(tmp_path: Path) -> str:
    path = tmp_path / "two-columns.pdf"
    path.write_bytes(two_columns())
    return str(path)


def test_it_writes_pixels_as_png() -> None:
    picture = page_painter.png(RED * 2 + b"..", 2, 1, 8)
    assert (picture[:8], size_of(picture)) == (b"\x89PNG\r\n\x1a\n", (2, 1))
    length = struct.unpack(">I", picture[33:37])[0]
    assert zlib.decompress(picture[41 : 41 + length]) == b"\0" + RED * 2


def test_it_paints_a_page_at_a_size_that_can_be_read(paged: str) -> None:
    picture = page_painter.painted(paged, 1)
    assert picture is not None
    assert size_of(picture) == (1100, 1556)
    assert page_painter.painted(paged, 2) is None


def test_it_tells_where_letters_stand(paged: str) -> None:
    told = page_painter.letters(paged, 1)
    assert told is not None
    page = json.loads(told)
    at = page["text"].index("licensed")
    left, top, right, bottom = page["boxes"][at]
    assert 5000 < left < right < 10_000
    assert 0 < top < bottom < 5000
    assert len(page["boxes"]) == len(page["text"])


def test_it_opens_no_file_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "none.pdf"
    path.write_bytes(b"%PDF-1.7 and then nothing")
    assert page_painter.painted(str(path), 1) is None
    assert page_painter.letters(str(path), 1) is None


def test_it_marks_a_passage_in_its_column(cast: Cast) -> None:
    _report, passage = make_paged_report(cast.ana, make_collection(cast.ana))
    marks = page_images.marks(passage)
    assert marks is not None
    assert marks.found
    assert all(5000 < left < right < 9200 for left, _top, right, _bottom in marks.passage)
    assert len(marks.passage) >= 3
    assert marks.words


def test_it_paints_the_page_of_a_stored_report(cast: Cast) -> None:
    report, passage = make_paged_report(cast.ana, make_collection(cast.ana))
    picture = page_images.image(report, passage.page)
    assert picture is not None
    assert picture.startswith(b"\x89PNG")
    assert page_images.image(report, 0) is None
    assert page_images.image(report, 7) is None


def test_it_has_no_picture_where_the_file_is_gone(cast: Cast) -> None:
    report, passage = make_paged_report(cast.ana, make_collection(cast.ana))
    path_of(report.stored_name).unlink()
    page_images._image.cache_clear()
    page_images._letters.cache_clear()
    assert page_images.marks(passage) is None
    assert page_images.image(report, 1) is None


def test_it_has_no_picture_of_a_report_without_pages(cast: Cast) -> None:
    passage = examine_into(make_report(make_collection(cast.ana))).passages.first()
    assert passage is not None
    assert page_images.marks(passage) is None
