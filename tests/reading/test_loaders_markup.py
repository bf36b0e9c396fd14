"""Plain text, Markdown and AsciiDoc into clean text and blocks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.reading.loaders.markup import load_markup
from secretariat.reading.source_text import Kind, SourceText, Style

Shape = list[tuple[str, int, str, str]]


def shape(source: SourceText) -> Shape:
    return [(block.kind.value, block.level, block.marker, source.words(block.span)) for block in source.blocks]


def loaded(text: str) -> SourceText:
    return load_markup(text, "text/plain")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("# Title\n\nWords here.", [("heading", 1, "", "Title"), ("paragraph", 0, "", "Words here.")], id="atx"),
        pytest.param("Title\n=====\n\nWords.", [("heading", 1, "", "Title"), ("paragraph", 0, "", "Words.")], id="underlined"),
        pytest.param("= Title\n\n== 2. Part\n\n* one\n** two", [("heading", 1, "", "Title"), ("heading", 2, "2.", "Part"), ("item", 0, "*", "one"), ("item", 1, "**", "two")], id="asciidoc"),
        pytest.param("- one\n  runs on\n  - below\n- two", [("item", 0, "-", "one runs on"), ("item", 1, "-", "below"), ("item", 0, "-", "two")], id="nested items"),
        pytest.param("1. one\n2. two", [("item", 0, "1.", "one"), ("item", 0, "2.", "two")], id="numbers"),
        pytest.param("(a) one\n(b) two", [("item", 0, "(a)", "one"), ("item", 0, "(b)", "two")], id="letters"),
        pytest.param("A. Waly, Director\nB. Ek, Clerk", [("paragraph", 0, "", "A. Waly, Director"), ("paragraph", 0, "", "B. Ek, Clerk")], id="initials are no markers"),
        pytest.param("Ann Lee, IOM\nBo Ek, WHO", [("paragraph", 0, "", "Ann Lee, IOM"), ("paragraph", 0, "", "Bo Ek, WHO")], id="one a line stays one a line"),
        pytest.param("> quoted\n> words", [("quote", 0, "", "quoted words")], id="quote"),
        pytest.param("Words.\n\n---\n\nMore.", [("paragraph", 0, "", "Words."), ("paragraph", 0, "", "More.")], id="rule"),
        pytest.param("<!-- hidden -->Words.", [("paragraph", 0, "", "Words.")], id="comment"),
    ],
)  # fmt: skip
def test_it_finds_blocks(text: str, expected: Shape) -> None:
    assert shape(loaded(text)) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a *b* **c** _d_", "a b c d"),
        ("[the paper](https://example.org/a_b)", "the paper"),
        ("ACTION: [Read the paper](https://example.org/a_b)", "ACTION: Read the paper"),
        (
            "all are to see [the paper](https://example.org/a_b) now",
            "all are to see the paper (https://example.org/a_b) now",
        ),
        ("all are to see [the paper](paper.md) now", "all are to see the paper now"),
        ("note [?](https://example.org/x)", "note https://example.org/x"),
        ("https://example.org/x[the paper]", "the paper"),
        (r"a target of \$30m", "a target of $30m"),
        ("snake_case and 5 * 3 * 2", "snake_case and 5 * 3 * 2"),
        ("R&amp;D &ndash; done", "R&D – done"),
        ("use `*args*` here", "use *args* here"),
        ("~~gone~~ kept", "gone kept"),
    ],
)
def test_it_takes_inline_marks_off(text: str, words: str) -> None:
    assert " ".join(loaded(text).text.split()) == words


def test_it_keeps_what_was_struck_out_as_a_mark() -> None:
    source = loaded("- ~~Send the paper~~\n- Book the room")
    struck = [mark.span.of(source.text) for mark in source.marks if mark.style is Style.STRUCK]
    assert struck == ["Send the paper"]


def test_it_joins_lines_wrapped_by_hand_and_a_sentence_broken_over_a_page() -> None:
    source = loaded(
        "The group looked at the plan for the coming year and found that it\n"
        "covers most of what had been asked for by the members, and that it\n"
        "leaves room for more.\n\n"
        "It then turned to the question of who should speak at the opening of the\n\n\n\n"
        "September session of the assembly."
    )
    assert [len(source.words(block.span).split(". ")) for block in source.blocks] == [1, 1]
    assert source.words(source.blocks[1].span).endswith("opening of the September session of the assembly.")


@pytest.mark.parametrize(
    "text",
    [
        "| Action | Owner |\n| --- | --- |\n| Send it | Ann |\n| Book it | Bo |",
        "|===\n| Action | Owner\n\n| Send it\n| Ann\n\n| Book it\n| Bo\n|===",
        "+---------+-------+\n| Action  | Owner |\n+=========+=======+\n| Send it | Ann   |\n+---------+-------+\n| Book it | Bo    |\n+---------+-------+",
        "Action        Owner\nSend it       Ann\nBook it       Bo",
        "Action\tOwner\nSend it\tAnn\nBook it\tBo",
        "<table><tr><th>Action</th><th>Owner</th></tr>\n<tr><td>Send it</td><td>Ann</td></tr>\n<tr><td>Book it</td><td>Bo</td></tr></table>",
    ],
    ids=["markdown", "asciidoc", "grid", "spaces", "tabs", "html"],
)
def test_it_reads_the_same_table_however_it_is_drawn(text: str) -> None:
    source = loaded(text)
    rows = [[source.words(cell) for cell in block.cells] for block in source.blocks if block.kind is Kind.ROW]
    assert rows == [["Action", "Owner"], ["Send it", "Ann"], ["Book it", "Bo"]]


def test_it_keeps_front_matter_apart() -> None:
    source = loaded("---\ntitle: Board call\ndate: 2024-03-01\n---\n\nWords.")
    assert source.metadata == {"title": "Board call", "date": "2024-03-01"}
    assert source.text == "Words."


def test_it_takes_lines_that_stand_alone_for_headings_only_where_nothing_else_is_marked() -> None:
    plain = loaded("Workplan\n\nThe plan was discussed at length.\n\nBudget\n\nThe budget was not.")
    marked = loaded("# Call\n\nWorkplan\n\nThe plan was discussed at length.")
    assert [words for kind, _, _, words in shape(plain) if kind == "heading"] == ["Workplan", "Budget"]
    assert [words for kind, _, _, words in shape(marked) if kind == "heading"] == ["Call"]


_words = st.text(st.sampled_from("abc déжم中 *_~`[]()<>&#|+-=.\\\n\t:/123"), max_size=200)


@given(_words)
def test_it_maps_every_letter_back_to_the_same_letter_of_the_source(text: str) -> None:
    source = loaded(text)
    for offset, char in enumerate(source.text):
        if char.isalnum() and "&" not in text:
            assert text[source.origin.source(offset)] == char


@given(_words)
def test_it_gives_blocks_in_order_that_do_not_overlap(text: str) -> None:
    source = loaded(text)
    ends = [0]
    for block in source.blocks:
        assert ends[-1] <= block.span.start <= block.span.end <= len(source.text)
        ends.append(block.span.end)


@given(
    st.lists(st.from_regex(re.compile(r"[A-Z][a-z]{2,8}( [a-z]{2,8}){2,6}"), fullmatch=True), min_size=1, max_size=8)
)
def test_it_reads_the_items_that_were_written(items: list[str]) -> None:
    source = loaded("\n".join(f"- {item}" for item in items))
    assert [source.words(block.span) for block in source.blocks] == items
