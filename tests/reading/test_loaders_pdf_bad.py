"""A PDF that is damaged, locked, huge or without words is refused in one line, and never breaks the reader."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat.reading.loaders.pdf import load_pdf
from secretariat.reading.loaders.pdf_pages import Limits
from secretariat.reading.problems import ReadingError
from tests.reading.pdf_samples import Sheet, in_columns, interleaved, lettered, pdf, pictures, pictures_and_words

WORDS = "The meeting took note of the report on harbour dues and thanked the working group for the care it had taken."


def sample() -> bytes:
    """Return a file of two pages with columns and a table."""
    page = Sheet().paragraph("Record of the harbour meeting", size=16).paragraph(WORDS)
    for cells in (("No.", "Action", "Due"), ("1", "Send the estimate", "May"), ("2", "Inspect the lamps", "June")):
        page.row(cells, (0.0, 40.0, 300.0))
    return pdf([page.words, interleaved(in_columns([WORDS] * 3, [(72, 200), (300, 200)], top=72, lines=6))])


SAMPLE = sample()


def refusal(data: bytes, limits: Limits | None = None) -> ReadingError:
    """Return the error with which the file is refused."""
    with pytest.raises(ReadingError) as caught:
        load_pdf(data, limits or Limits())
    assert "\n" not in str(caught.value)
    return caught.value


def test_it_says_that_pages_of_pictures_need_text_recognition() -> None:
    error = refusal(pictures(2))
    assert error.code == "no_text_layer"
    assert "OCR" in str(error)


def test_it_reads_the_pages_with_text_and_names_those_without() -> None:
    page = Sheet().paragraph(WORDS)
    source = load_pdf(pictures_and_words([page.words, None, page.words, None, None, None]))
    assert [source.words(block.span) for block in source.blocks] == [WORDS, WORDS]
    assert [block.page for block in source.blocks] == [1, 3]
    assert [(problem.code, problem.message) for problem in source.problems] == [
        ("page_without_text", "No text on pages 2, 4 to 6: a picture, so text recognition (OCR) is needed.")
    ]


def test_it_says_nothing_of_blank_pages() -> None:
    page = Sheet().paragraph(WORDS)
    source = load_pdf(pdf([page.words, [], page.words]))
    assert source.problems == ()
    assert [block.page for block in source.blocks] == [1, 3]


def test_it_refuses_a_file_of_blank_pages() -> None:
    assert refusal(pdf([[], []])).code == "empty"


def test_it_refuses_a_file_that_needs_a_password() -> None:
    error = refusal(pdf([Sheet().paragraph(WORDS).words], password="harbour"))
    assert error.code == "encrypted"
    assert "password" in str(error)


def test_it_reads_a_file_that_is_locked_against_changes_only() -> None:
    source = load_pdf(pdf([Sheet().paragraph(WORDS).words], owner="harbour"))
    assert source.words(source.blocks[0].span) == WORDS


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF", b"PK\x03\x04 not a PDF", SAMPLE[:200]])
def test_it_refuses_a_damaged_file(data: bytes) -> None:
    assert refusal(data).code == "damaged"


def test_it_refuses_more_than_it_is_allowed_to_read() -> None:
    assert refusal(SAMPLE, Limits(pages=1)).code == "too_many_pages"
    assert refusal(SAMPLE, Limits(characters=100)).code == "too_much_text"
    assert refusal(SAMPLE, Limits(seconds=0.0)).code == "too_slow"


def test_it_refuses_letters_that_have_lost_their_meaning() -> None:
    private = {letter: 0xE000 + ord(letter) for letter in "abcdefghijklmnopqrstuvwxyzT"}
    assert refusal(lettered([WORDS], private)).code == "unreadable_text"


def test_it_reads_arabic_in_the_order_of_reading() -> None:
    letters = dict(zip("abcdefghijklmnopqrstuvwxyz", range(0x627, 0x627 + 26), strict=True))
    shown = ["dcba hgfe", "lkji ponm"]  # from left to right as the page shows them
    source = load_pdf(lettered(shown, letters, right=400))
    latin = {code: letter for letter, code in letters.items()}
    assert source.text.translate(latin).split() == ["efgh", "abcd", "mnop", "ijkl"]


def test_it_spells_out_joined_letters_and_keeps_their_place() -> None:
    source = load_pdf(lettered(["The ~ce of the harbour", "and its #nal report."], {"~": 0xFB03, "#": 0xFB01}))
    assert "The ffice of the harbour" in source.text
    assert "its final report." in source.text
    at = source.text.index("nal report")
    assert source.origin.source(at + 3) - source.origin.source(at) == 3


def test_it_reads_words_without_spaces_between() -> None:
    han = dict(zip("abcdefghij", range(0x4F1A, 0x4F24), strict=True))
    source = load_pdf(lettered(["abcdefghijabcdefghij", "fghij"], han))
    assert "".join(source.text.split()) == "".join(chr(han[letter]) for letter in "abcdefghijabcdefghijfghij")


@settings(max_examples=300)
@given(cut=st.integers(0, len(SAMPLE)))
def test_it_survives_a_file_cut_short(cut: int) -> None:
    _survives(SAMPLE[:cut])


@settings(max_examples=400)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_it_survives_changed_bytes(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for at, byte in changes:
        data[at] = byte
    _survives(bytes(data))


@settings(max_examples=100)
@given(st.binary(max_size=300))
def test_it_survives_any_bytes(data: bytes) -> None:
    _survives(b"%PDF-1.4\n" + data)


def _survives(data: bytes) -> None:
    with suppress(ReadingError):
        source = load_pdf(data, Limits(pages=50, characters=100_000, seconds=20))
        assert all(0 <= block.span.start <= block.span.end <= len(source.text) for block in source.blocks)
