"""PDF with tags: headings, lists and tables are what the maker of the file says they are."""

from __future__ import annotations

import pytest

from secretariat.reading import SourceText
from tests.reading.tagged_pdf_samples import lines, tagged

LOREM = "The board spoke of tides and of charts and of the gauges in the basin. " * 12


def test_it_reads_headings_lists_and_tables_by_their_tags() -> None:
    source = tagged(
        "= Minutes\n\nThe board met.\n\n== Agenda\n\n+ Tides\n+ Charts\n\n#table(columns: 2, [A], [B], [C], [D])"
    )
    assert lines(source) == [
        ("heading", "Minutes"), ("paragraph", "The board met."), ("heading", "Agenda"), ("item", "Tides"),
        ("item", "Charts"), ("row", "A | B"), ("row", "C | D"),
    ]  # fmt: skip
    assert [block.marker for block in source.blocks if block.kind.value == "item"] == ["1.", "2."]
    assert [block.level for block in source.blocks if block.kind.value == "heading"] == [1, 2]


def test_it_knows_the_head_of_a_table_and_its_empty_cells() -> None:
    source = tagged("#table(columns: 3, table.header[Name][Title][From], [Ann Lee], [], [WHO], [], [Clerk], [])")
    assert lines(source) == [("row", "Name | Title | From"), ("row", "Ann Lee |  | WHO"), ("row", " | Clerk | ")]
    assert [block.header for block in source.blocks] == [True, False, False]


def test_it_puts_cells_over_several_columns_in_their_places() -> None:
    source = tagged("#table(columns: 3, [A], [B], [C], table.cell(colspan: 2)[wide], [last])")
    assert lines(source)[1] == ("row", "wide |  | last")


def test_it_joins_what_goes_over_pages() -> None:
    source = tagged(f"= Minutes\n\n{LOREM}\n\n{LOREM}\n\n- one {LOREM}\n\n#table(columns: 2, [A], [{LOREM}], [C], [D])")
    told = " ".join(LOREM.split())
    assert lines(source) == [
        ("heading", "Minutes"), ("paragraph", told), ("paragraph", told), ("item", f"one {told}"), ("row", f"A | {told}"),
        ("row", "C | D"),
    ]  # fmt: skip
    assert len(source.page_starts) > 3
    assert source.page_of(source.text.index("C\tD")) == len(source.page_starts)


def test_it_leaves_out_running_heads() -> None:
    source = tagged(f"#set page(header: [Harbour Board], footer: [Page one])\n= Minutes\n\n{LOREM}")
    assert "Harbour Board" not in source.text
    assert "Page one" not in source.text


def test_it_reads_lists_within_lists() -> None:
    source = tagged("= Minutes\n\n- Tides\n  - charts\n  - gauges\n- Pilots")
    assert [(block.level, source.words(block.span)) for block in source.blocks[1:]] == [
        (0, "Tides"), (1, "charts"), (1, "gauges"), (0, "Pilots"),
    ]  # fmt: skip


def test_it_keeps_marks_of_words_set_in_bold() -> None:
    source = tagged("= Minutes\n\n*Decision:* the board goes to sea.")
    strong = [source.words(mark.span) for mark in source.marks if mark.style.value == "strong"]
    assert "Decision:" in strong
    assert lines(source)[1] == ("paragraph", "Decision: the board goes to sea.")


@pytest.mark.parametrize(
    "words",
    [
        "محمد الأمين",
        "Ann and محمد الأمين met",
        "Working Group 2.1; محمد الأمين",
        "ليلى حداد",
    ],
)
def test_it_reads_words_of_both_directions_in_order(words: str) -> None:
    source = tagged(f"= Minutes\n\n#table(columns: 2, [{words}], [Vice-présidence (du «Réseau»)])")
    assert lines(source)[1] == ("row", f"{words} | Vice-présidence (du «Réseau»)")


def test_it_goes_by_the_look_where_tags_tell_nothing() -> None:
    def words(source: SourceText) -> list[str]:
        return [source.words(block.span) for block in source.blocks]

    markup = "First the tides.\n\nThen the charts."
    assert words(tagged(markup)) == words(tagged(markup, tags=False)) == ["First the tides.", "Then the charts."]


def test_it_gives_spans_that_lie_in_the_text() -> None:
    source = tagged(f"= Minutes\n\n{LOREM}\n\n#table(columns: 2, [A], [B])")
    assert all(source.text[block.span.start : block.span.end].strip() for block in source.blocks)
    starts = [block.span.start for block in source.blocks]
    assert starts == sorted(starts)
