"""The source as HTML: every character once, nothing of it taken for markup, highlights where they belong."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from secretariat.workspace.highlights import Highlight
from secretariat.workspace.source_page import BlockState, Note, SourcePage, lines_of


def _block(kind: str, start: int, end: int, **values: object) -> BlockState:
    block: BlockState = {
        "kind": kind,
        "start": start,
        "end": end,
        "level": 0,
        "marker": "",
        "checked": None,
        "cells": [],
        "table": None,
        "header": False,
        "page": None,
    }
    return {**block, **values}  # type: ignore[typeddict-item]


def _mark(key: str, start: int, end: int, kind: str = "decision", state: str = "proposed") -> Highlight:
    return Highlight(key, kind, state, start, end)


def _tree(page: SourcePage) -> html.HtmlElement:
    return html.fragment_fromstring(page.html(), create_parent="div")


def _texts(tree: html.HtmlElement) -> Iterator[tuple[int, str]]:
    for holder in tree.xpath(".//*[@data-start]"):
        yield int(holder.get("data-start")), str(holder.text_content())


def test_it_takes_nothing_in_the_text_for_markup() -> None:
    text = "<script>alert(1)</script> & <b>bold</b>"
    page = SourcePage(text, [_block("paragraph", 0, len(text))], [], [_mark("1", 3, 20)])
    assert "<script>" not in page.html()
    assert list(_texts(_tree(page))) == [(0, text)]


def test_it_marks_the_words_with_kind_and_name() -> None:
    text = "The Committee agreed to meet."
    [mark] = _tree(SourcePage(text, lines_of(text), [], [_mark("7", 14, 20)])).xpath(".//mark")
    assert (mark.text_content(), mark.get("data-f"), mark.get("title")) == ("agreed", "7", "Decision (To confirm)")
    assert mark.xpath(".//use/@href")[0].endswith("marks.svg#decision")


def test_it_names_both_where_two_findings_share_words() -> None:
    text = "There are 48 networks."
    marks = [_mark("1", 0, 22), _mark("2", 10, 12, kind="figure", state="confirmed")]
    shared = _tree(SourcePage(text, lines_of(text), [], marks)).xpath(".//mark[contains(@data-f, '2')]")
    assert [(one.text_content(), one.get("data-f")) for one in shared] == [("48", "1 2")]
    assert shared[0].get("title") == "Decision (To confirm), Figure (Confirmed)"


def test_it_sets_lists_and_tables_and_keeps_markers_out_of_the_text() -> None:
    text = "First\nSecond\nOwner\tDue\nIOM\tMay"
    blocks = [
        _block("item", 0, 5, marker="1."),
        _block("item", 6, 12, checked=True),
        _block("row", 13, 22, cells=[[13, 18], [19, 22]], table=0, header=True),
        _block("row", 23, 30, cells=[[23, 26], [27, 30]], table=0),
    ]
    tree = _tree(SourcePage(text, blocks, []))
    assert [item.text_content() for item in tree.xpath(".//ul/li")] == ["1. First", "☑ Second"]
    assert [cell.text_content() for cell in tree.xpath(".//table//th")] == ["Owner", "Due"]
    assert list(_texts(tree))[:2] == [(0, "First"), (6, "Second")]


def test_it_says_where_a_page_begins_before_a_block_and_within_one() -> None:
    text = "On page one.\nBegins here and ends there."
    page = SourcePage(text, lines_of(text), [0, 25], [])
    tree = _tree(page)
    assert [turn.text_content() for turn in tree.xpath(".//p[@class='page-turn']")] == ["Page 1"]
    assert tree.xpath(".//span[@class='page-turn-inline']/@aria-label") == ["Page 2"]
    assert list(_texts(tree))[1] == (13, "Begins here and ends there.")


def test_it_shows_what_the_reader_noticed_below_the_passage() -> None:
    text = "Twelve took part.\nThe list has eleven."
    page = SourcePage(text, lines_of(text), [], [], [Note("note-0", "Twelve are told, eleven listed.", 0)])
    below = _tree(page).xpath(".//p[@id='b0']/following-sibling::p[1]")[0]
    assert (below.get("id"), below.text_content().strip()) == ("note-0", "Twelve are told, eleven listed.")


def test_it_finds_the_blocks_that_a_span_touches() -> None:
    text = "One.\nTwo.\nThree."
    page = SourcePage(text, lines_of(text), [])
    assert page.touched(2, 7) == {0, 1}
    assert [page.anchor(offset) for offset in (0, 4, 6)] == ["b0", "b1", "b1"]


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(1, 30)), max_size=6),
)
def test_it_keeps_every_character_where_it_stands(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [_mark(str(number), start, start + length) for number, (start, length) in enumerate(spans)]
    blocks = lines_of(text)
    drawn = list(_texts(_tree(SourcePage(text, blocks, [], marks)))) if blocks else []
    assert drawn == [(block["start"], text[block["start"] : block["end"]]) for block in blocks]
