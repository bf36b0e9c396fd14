"""Reports as PDF: paragraphs in reading order, running heads gone, pages that cannot be read told."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.made_reports import report
from secretariat.reading import ReadingError
from secretariat.reading.loaders.pdf_reports import report_pages
from secretariat.reading.source_text import Kind


def interleaved(rows: int) -> bytes:
    """Return a page whose two columns are drawn row by row."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFont("Helvetica", 9)
    for row in range(rows):
        canvas.drawString(50, 780 - 12 * row, f"left {row:02} of words that fill the column well")
        canvas.drawString(310, 780 - 12 * row, f"right {row:02} of words that fill the column well")
    canvas.save()
    return out.getvalue()


def statement() -> bytes:
    """Return a page of five lines of a title and six paragraphs, two of which have two lines."""
    first = "We have set up a fund that pays what it costs to go before a judge, for whoever was jailed"
    last = "or cheated."
    parts = [["STATEMENT"], ["by the Minister of Labour"], ["at the General Debate"], ["7 May"], ["As prepared"]]
    parts += [[f"Paragraph {number} is one line."] if number % 3 else [first, last] for number in range(6)]
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFont("Helvetica", 10)
    place = 780
    for lines in parts:
        for line in lines:
            canvas.drawString(50, place, line)
            place -= 12
        place -= 6
    canvas.save()
    return out.getvalue()


def test_it_parts_the_short_paragraphs_of_a_statement() -> None:
    page = report_pages(statement()).pages[0]
    texts = [block.span.of(page.text) for block in page.blocks]
    assert len(texts) == 11
    assert sum(text.startswith("We have") and text.endswith("cheated.") for text in texts) == 2


def test_it_keeps_the_lines_of_a_page_that_is_set_loosely_together() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for row in range(20):
        canvas.drawString(50, 780 - 26 * row, f"line {row:02} of a paragraph that goes on and on and is set in two")
    canvas.save()
    assert len(report_pages(out.getvalue()).pages[0].blocks) == 1


@pytest.mark.parametrize("columns", [1, 2])
def test_it_reads_paragraphs_in_the_order_they_were_set(columns: int) -> None:
    pages = report_pages(report(1, 8, columns=columns, numbered=True)).pages
    numbers = [int(number) for page in pages for number in re.findall(r"\[(\d{4})\]", page.text)]
    assert numbers == sorted(numbers)
    assert len(numbers) == 8 * 16


def test_it_sorts_columns_that_were_drawn_row_by_row() -> None:
    text = report_pages(interleaved(20)).pages[0].text
    numbers = re.findall(r"(left|right) (\d\d)", text)
    assert numbers == [(side, f"{row:02}") for side in ("left", "right") for row in range(20)]


def test_it_leaves_out_running_heads_and_page_numbers() -> None:
    pages = report_pages(report(4, 6)).pages
    assert all("Voluntary National Review 20" not in page.text for page in pages[1:])
    assert not any(re.fullmatch(r"\d+", block.span.of(page.text)) for page in pages[1:] for block in page.blocks[:1])


def test_it_tells_headings_from_paragraphs() -> None:
    pages = report_pages(report(5, 4)).pages
    headings = [b.span.of(p.text) for p in pages for b in p.blocks if b.kind is Kind.HEADING]
    assert "1. Progress and measures" in headings


def test_it_names_the_pages_without_text() -> None:
    read = report_pages(report(6, 3, scanned=True))
    assert read.without_text == (read.count,)
    assert read.unreadable == ()


def test_it_takes_a_blank_page_for_read_and_a_drawn_one_for_unread() -> None:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(50, 700, "words on a page")
    canvas.showPage()
    canvas.showPage()
    canvas.drawString(50, 700, " ")
    canvas.showPage()
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.save()
    read = report_pages(out.getvalue())
    assert (read.count, read.without_text, read.unreadable) == (4, (4,), ())


def test_it_names_the_pages_that_are_lost_in_a_damaged_file() -> None:
    data = bytearray(report(3, 12))
    middle = len(data) // 2
    data[middle : middle + 3_000] = bytes(3_000)
    read = report_pages(bytes(data))
    lost = tuple(number for number, words in enumerate(read.words, 1) if not words)
    assert lost
    assert (read.unreadable, read.without_text) == (lost, ())


def test_it_joins_words_broken_at_the_end_of_a_line_and_keeps_marks_with_their_line() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    lines = (
        (50, 700, 10, "The ministry helps mi-"),
        (50, 686, 10, "grants who come over a sea,"),
        (50, 672, 10, "as can"),
    )
    for x, y, size, words in (*lines, (81.2, 677, 4, "1"), (50, 658, 10, "be seen here.")):
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, y, words)
    canvas.save()
    [page] = report_pages(out.getvalue()).pages
    assert "helps migrants who come over a sea, as can1 be seen here." in " ".join(page.text.split())


def test_it_makes_lines_of_wanted_pages_only() -> None:
    read = report_pages(report(7, 4), lambda page: page.number == 2)
    assert [page.number for page in read.pages] == [2]
    assert len(read.words) == read.count


def test_it_refuses_a_file_of_pictures_and_a_damaged_one() -> None:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.save()
    with pytest.raises(ReadingError) as refused:
        report_pages(out.getvalue())
    assert refused.value.code == "no_text_layer"
    with pytest.raises(ReadingError) as refused:
        report_pages(b"%PDF-1.7 nothing more")
    assert refused.value.code == "damaged"
