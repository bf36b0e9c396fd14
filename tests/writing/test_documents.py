"""Every kind of document in every format: it says what it was given, and the same document gives the same bytes."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest

from secretariat.reading import load
from secretariat.writing import FORMATS, Document, Status, UnknownFormat, file_name, write
from secretariat.writing.labels import labels, languages
from tests.writing.samples import AGENDA, DECISIONS, DOCUMENTS, EMPTY, MATTERS_ARISING, RECORD, with_words

READABLE = ("docx", "pdf", "markdown", "html")
SAYS = {
    "record": (
        "Harbour Board",
        "09:30–12:00 (UTC)",
        "14–15 March 2023",
        "Li Na",
        "D-4",
        "31 March 2023",
        "In clearance",
    ),
    "agenda": ("For decision", "09:40", "20 min.", "Presented by Pilots' Guild", "Rosters for the night (revision 2)"),
    "decisions": ("What holds today", "As of", "1 June 2023", "D-4", "Third meeting", "adopted"),
    "matters arising": ("Half of the members have answered.", "2 May 2023, Tide Institute", "overdue", "Decision D-4"),
}


def text_of(document: Document, form: str) -> str:
    return " ".join(load(write(document, form), f"document{FORMATS[form].suffix}").text.split())


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_it_writes_each_kind_in_each_format(kind: str, form: str) -> None:
    data = write(DOCUMENTS[kind], form)
    assert len(data) > 200
    assert write(DOCUMENTS[kind], form) == data


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", EMPTY)
def test_it_writes_documents_that_hold_nothing_yet(kind: str, form: str) -> None:
    assert write(EMPTY[kind], form)


@pytest.mark.parametrize("form", READABLE)
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_it_says_what_it_was_given(kind: str, form: str) -> None:
    text = text_of(DOCUMENTS[kind], form)
    assert [words for words in SAYS[kind] if words not in text] == []


@pytest.mark.parametrize("form", READABLE)
def test_it_says_that_a_list_is_empty(form: str) -> None:
    assert "Nothing is listed." in text_of(EMPTY["matters arising"], form)


def test_it_says_who_is_to_be_found_and_invents_nobody() -> None:
    text = write(RECORD, "markdown").decode()
    assert "| Keep the gauges clean | To be assigned | Continuing |" in text


def test_it_shows_the_date_of_words_that_do_not_tell_it() -> None:
    assert "before the spring tide (31 March 2023)" in write(RECORD, "markdown").decode()


def test_it_leaves_no_level_of_headings_out() -> None:
    text = write(RECORD, "html").decode()
    levels = [int(level) for level in re.findall(r"<h(\d)", text)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_it_numbers_paragraphs_through_the_record() -> None:
    text = write(RECORD, "markdown").decode()
    assert re.findall(r"^(\d\. (?:The|Nobody|They) \w+)", text, flags=re.MULTILINE) == [
        "1. The Guild", "2. The Institute", "3. Nobody had", "4. They are",
    ]  # fmt: skip


@pytest.mark.parametrize("form", READABLE)
def test_it_folds_lines_and_drops_what_no_file_can_hold(form: str) -> None:
    text = text_of(with_words("Ebb\x00 and\n\nflow\x0b \ud800\u202etide\ufffe"), form)
    assert "Ebb and flow tide" in text
    assert not re.search("[\x00-\x08\x0b\x0c\u202e\ud800\ufffe]", text)


@pytest.mark.parametrize("code", languages())
def test_it_has_the_same_words_in_each_language(code: str) -> None:
    keys = {table: set(words) if isinstance(words, dict) else None for table, words in labels(code).tables.items()}
    assert keys == {
        table: set(words) if isinstance(words, dict) else None for table, words in labels("en").tables.items()
    }


def test_it_writes_a_language_without_words_of_its_own_with_english_ones() -> None:
    assert labels("sw").language == "en"


def test_it_knows_no_other_format() -> None:
    with pytest.raises(UnknownFormat, match='there is no format "doc"; there are docx, pdf'):
        write(RECORD, "doc")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Summary record: 3rd meeting / Board", "2023-03-14-summary-record-3rd-meeting-board.docx"),
        ("Procès-verbal de l’assemblée", "2023-03-14-proces-verbal-de-l-assemblee.docx"),
        ("会议", "2023-03-14.docx"),
        ("../../etc/passwd", "2023-03-14-etc-passwd.docx"),
        ("x" * 300, f"2023-03-14-{'x' * 69}.docx"),
    ],
)
def test_it_names_the_file_so_that_every_system_takes_it(title: str, name: str) -> None:
    assert file_name(with_words(title), "docx") == name


def test_it_names_files_of_lists_and_avoids_names_that_windows_keeps() -> None:
    assert file_name(MATTERS_ARISING, "pdf") == "2023-06-20-matters-arising.pdf"
    assert file_name(type(DECISIONS)(title="Con"), "pdf") == "document-con.pdf"
    assert file_name(type(DECISIONS)(title="…"), "pdf") == "document.pdf"


def test_it_marks_each_page_of_a_draft() -> None:
    assert '"mark"' not in write(AGENDA, "html").decode()
    text = unescape(write(AGENDA, "html").decode())
    assert "Draft" in text
    final = type(AGENDA)(title="Agenda", date="2023-01-02", status=Status(state="final", date="2023-01-03"))
    assert "Final, 3 January 2023" in write(final, "html").decode()
