"""Records as PDF: tagged, with title and language, legible in order, and no word of a user is a command."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from pypdfium2 import raw

from secretariat.writing import FORMATS, MeetingRecord, Part, Unwritable, write
from tests.writing.samples import RECORD, with_words


def opened(document: MeetingRecord) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(write(document, "pdf"))


def text_of(pdf: pypdfium2.PdfDocument) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def test_it_is_tagged_and_knows_its_title_and_language() -> None:
    data = write(RECORD, "pdf")
    pdf = pypdfium2.PdfDocument(data)
    assert raw.FPDFCatalog_IsTagged(pdf)
    assert pdf.get_metadata_value("Title") == RECORD.title
    assert pdf.get_metadata_value("Author") == "Harbour Board"
    assert re.search(rb"/Lang\s*\(en\)", data)


def test_its_words_come_in_the_order_of_reading() -> None:
    text = text_of(opened(RECORD))
    order = ("Summary record", "Participants", "Amal Haddad", "Represented", "Li Na", "Agenda", "Guild spoke", "endorsed",
             "showed charts", "Send the survey", "on paper", "Other decisions", "Corrections")  # fmt: skip
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_it_numbers_its_pages_and_runs_a_head() -> None:
    paragraph = "The Institute showed charts of the spring tide. " * 60
    long = MeetingRecord(
        title="Minutes", body="Harbour Board", parts=(Part(title="Tides", paragraphs=(paragraph,) * 4),)
    )
    pdf = opened(long)
    second = pdf[1].get_textpage().get_text_range()
    assert len(pdf) > 2
    assert f"Page 2 of {len(pdf)}" in second
    assert second.startswith("Harbour Board")


@pytest.mark.parametrize(
    "words",
    [
        "#panic(1)",
        '#read("/etc/passwd")',
        "$x$ *bold* _em_ `code` @ref <label> // gone",
        "= Heading",
        "\\u{41}",
        '"], ["',
    ],
)
def test_it_takes_no_word_for_a_command(words: str) -> None:
    assert words in text_of(opened(with_words(words)))


def test_it_says_which_letters_no_font_has() -> None:
    with pytest.raises(Unwritable, match=r"no font on this machine has the letters .*; install one") as refused:
        write(MeetingRecord(title="𒀀𒀁"), "pdf")
    assert "\n" not in str(refused.value)


def test_it_breaks_no_word_at_a_hyphen_that_it_adds() -> None:
    long = "antidisestablishmentarianism " * 40
    text = text_of(opened(MeetingRecord(title="Minutes", parts=(Part(title="Tides", paragraphs=(long,)),))))
    assert text.count("antidisestablishmentarianism") == 40


def test_its_media_type_is_told() -> None:
    assert (FORMATS["pdf"].media_type, FORMATS["pdf"].suffix) == ("application/pdf", ".pdf")
