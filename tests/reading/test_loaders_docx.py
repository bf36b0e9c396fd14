"""Word documents: what is written in, block by block, comes out as a reader sees it."""

from __future__ import annotations

import time

import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat.reading.loaders.docx import load_docx
from secretariat.reading.source_text import Kind, SourceText, Style
from tests.reading.block_lines import block_lines, is_sound, marked
from tests.reading.docx_samples import cell, item, level, numbering, paragraph, raw, row, run, style, table, written

SOFT = "vice\u00ads"  # with a soft hyphen


def load(body: str, **parts: str) -> SourceText:
    source = load_docx(raw(body, None, **parts), "minutes.docx")
    assert is_sound(source)
    return source


def lines(body: str, **parts: str) -> list[str]:
    return block_lines(load(body, **parts))


# ------------------------------------------------------------------------------------------ headings and styles


def test_it_takes_headings_from_the_outline_level_of_the_style() -> None:
    styles = style("berschrift1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>') + style(
        "Agenda", "Agenda point", '<w:basedOn w:val="berschrift1"/>'
    )
    body = paragraph("Haushalt", '<w:pStyle w:val="Agenda"/>') + paragraph("The board met.")

    assert lines(body, styles=styles) == ["heading1: Haushalt", "paragraph: The board met."]


@pytest.mark.parametrize("name", ["Titre 2", "heading 2", "Überschrift 2", "Título 2", "Заголовок 2", "标题 2"])
def test_it_takes_headings_from_the_name_of_a_style_in_other_languages(name: str) -> None:
    body = paragraph("Budget", '<w:pStyle w:val="x1"/>') + paragraph("The board met.")

    assert lines(body, styles=style("x1", name))[0] == "heading2: Budget"


def test_it_takes_a_heading_from_the_paragraph_itself() -> None:
    assert (
        lines(paragraph("Budget", '<w:outlineLvl w:val="1"/>') + paragraph("The board met."))[0] == "heading2: Budget"
    )


def test_it_puts_headings_below_the_title_where_the_document_has_one() -> None:
    def write(document: Document) -> None:
        document.add_heading("Meeting of the Harbour Board", 0)
        document.add_heading("Budget", 1)
        document.add_paragraph("The board took up the budget.")

    source = load_docx(written(write), "minutes.docx")

    assert block_lines(source)[:2] == ["heading1: Meeting of the Harbour Board", "heading2: Budget"]


def test_it_keeps_a_number_typed_before_a_heading_outside_its_words() -> None:
    body = paragraph("2.1 Budget", '<w:outlineLvl w:val="1"/>') + paragraph("The board met.")

    assert lines(body)[0] == "heading2: [2.1] Budget"


def test_it_survives_styles_that_are_based_on_each_other() -> None:
    styles = style("a", "A", '<w:basedOn w:val="b"/>') + style("b", "B", '<w:basedOn w:val="a"/>')

    assert lines(paragraph("Words", '<w:pStyle w:val="a"/>'), styles=styles) == ["paragraph: Words"]


def test_it_leaves_out_the_table_of_contents() -> None:
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('Budget 3')}</w:sdtContent></w:sdt>"
    )
    body = contents + paragraph("Dates 4", '<w:pStyle w:val="TOC1"/>') + paragraph("The board met.")

    assert lines(body, styles=style("TOC1", "toc 1")) == ["paragraph: The board met."]


def test_it_reads_quotations_and_captions_as_what_they_are() -> None:
    styles = style("q", "Quote") + style("c", "caption")
    body = (
        paragraph("No pier stands alone.", '<w:pStyle w:val="q"/>')
        + paragraph("Picture 1: the pier.", '<w:pStyle w:val="c"/>')
        + paragraph("Who was there:", '<w:pStyle w:val="c"/>')
        + table(row("Ana", "Port"))
    )

    assert lines(body, styles=styles) == [
        "quote: No pier stands alone.",
        "note: Picture 1: the pier.",
        "paragraph: Who was there:",
        "row: Ana | Port",
    ]


# ------------------------------------------------------------------------------------------ numbers of lists


def test_it_numbers_lists_of_several_levels_as_word_does() -> None:
    definition = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "(%3)"))
    body = "".join(
        item(words, at) for words, at in [("A", 0), ("B", 1), ("C", 1), ("D", 2), ("E", 2), ("F", 0), ("G", 1)]
    )

    assert lines(body, numbering=definition) == [
        "item0: [1.] A", "item1: [1.1] B", "item1: [1.2] C", "item2: [(a)] D", "item2: [(b)] E",
        "item0: [2.] F", "item1: [2.1] G",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "markers"),
    [
        ("upperRoman", ["I.", "II.", "III.", "IV."]),
        ("lowerRoman", ["i.", "ii.", "iii.", "iv."]),
        ("upperLetter", ["A.", "B.", "C.", "D."]),
        ("decimalZero", ["01.", "02.", "03.", "04."]),
        ("ordinal", ["1st.", "2nd.", "3rd.", "4th."]),
        ("russianLower", ["а.", "б.", "в.", "г."]),
        ("chineseCounting", ["一.", "二.", "三.", "四."]),
    ],
)
def test_it_writes_numbers_in_the_form_of_the_list(form: str, markers: list[str]) -> None:
    source = load("".join(item(f"Point {n}") for n in range(4)), numbering=numbering(level(0, form, "%1.")))

    assert [block.marker for block in source.blocks] == markers


def test_it_goes_on_counting_over_other_text_and_starts_anew_where_told() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    body = item("A") + paragraph("Between.") + item("B") + item("C", num=2) + item("D", num=2)

    assert lines(body, numbering=numbering(level(0, "decimal", "%1)"), nums=nums)) == [
        "item0: [1)] A", "paragraph: Between.", "item0: [2)] B", "item0: [5)] C", "item0: [6)] D",
    ]  # fmt: skip


def test_it_writes_legal_numbers_in_figures() -> None:
    definition = numbering(level(0, "upperRoman", "Article %1"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))

    assert lines(item("This is the scope.") + item("Terms", 1), numbering=definition) == [
        "item0: [Article I] This is the scope.", "item1: [1.1] Terms",
    ]  # fmt: skip


def test_it_shows_bullets_of_symbol_fonts_as_bullets() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr>'
    definition = numbering(
        level(0, "bullet", "\uf0b7", fonts.format("Symbol")),
        level(1, "bullet", "o", fonts.format("Courier New")),
        level(2, "bullet", "\uf0a7", fonts.format("Wingdings")),
    )

    assert lines(item("A") + item("B", 1) + item("C", 2), numbering=definition) == [
        "item0: [•] A", "item1: [◦] B", "item2: [▪] C",
    ]  # fmt: skip


def test_it_numbers_headings_that_belong_to_a_list() -> None:
    styles = style("h1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>') + style(
        "h2", "heading 2", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    )
    definition = numbering(
        level(0, "decimal", "%1", '<w:pStyle w:val="h1"/>'), level(1, "decimal", "%1.%2", '<w:pStyle w:val="h2"/>')
    )
    body = (
        paragraph("Budget", '<w:pStyle w:val="h1"/>')
        + paragraph("Costs", '<w:pStyle w:val="h2"/>')
        + paragraph("Income", '<w:pStyle w:val="h2"/>')
    )

    assert lines(body, styles=styles, numbering=definition) == [
        "heading1: [1] Budget", "heading2: [1.1] Costs", "heading2: [1.2] Income",
    ]  # fmt: skip


def test_it_takes_a_paragraph_out_of_the_list_of_its_style() -> None:
    styles = style("l", "Listed", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    out = '<w:pStyle w:val="l"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    body = (
        paragraph("A", '<w:pStyle w:val="l"/>') + paragraph("Between.", out) + paragraph("B", '<w:pStyle w:val="l"/>')
    )

    assert lines(body, styles=styles, numbering=numbering(level(0, "decimal", "%1."))) == [
        "item0: [1.] A", "paragraph: Between.", "item0: [2.] B",
    ]  # fmt: skip


def test_it_sees_markers_that_were_typed_by_hand() -> None:
    body = paragraph("- Ana to call the port") + paragraph("(b)\tTomas to write") + paragraph("15.00 – 16.30 at sea.")

    assert lines(body) == [
        "item0: [-] Ana to call the port",
        "item0: [(b)] Tomas to write",
        "paragraph: 15.00 – 16.30 at sea.",
    ]


# ------------------------------------------------------------------------------------------ changes, notes, fields


def test_it_takes_tracked_changes_as_accepted() -> None:
    deleted = "<w:del><w:r><w:delText>reject </w:delText></w:r></w:del>"
    body = paragraph(f"{run('The board will ')}{deleted}<w:ins>{run('adopt ')}</w:ins>{run('the plan.')}")

    assert lines(body) == ["paragraph: The board will adopt the plan."]


def test_it_reads_moved_words_where_they_went() -> None:
    body = paragraph(f"<w:moveFrom>{run('Moved words.')}</w:moveFrom>{run('First.')}") + paragraph(
        f"<w:moveTo>{run('Moved words.')}</w:moveTo>"
    )

    assert lines(body) == ["paragraph: First.", "paragraph: Moved words."]


def test_it_joins_paragraphs_whose_break_is_deleted() -> None:
    body = paragraph("The board ", "<w:rPr><w:del/></w:rPr>") + paragraph("adopted the plan.")

    assert lines(body) == ["paragraph: The board adopted the plan."]


def test_it_leaves_out_deleted_rows() -> None:
    body = table(row("Ana", "Port"), row("Tomas", "Ferry", properties="<w:del/>"))

    assert lines(body) == ["row: Ana | Port"]


def test_it_puts_notes_at_the_end_and_keeps_the_sentence_clean() -> None:
    reference = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    notes = f'<w:footnote w:id="7">{paragraph("As of May.")}</w:footnote>'
    source = load(paragraph(f"{run('Forty ports')}{reference}{run(' joined.')}") + paragraph("Next."), footnotes=notes)

    assert block_lines(source) == ["paragraph: Forty ports joined.", "paragraph: Next.", "note: [[1]] As of May."]
    assert source.origin.source(source.blocks[2].span.start) == len("Forty ports joined.Next.")


def test_it_shows_the_result_of_a_field_and_not_its_code() -> None:
    body = paragraph(
        f'{run("On ")}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("4 March 2014")}'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{run(" at sea")}'
    )

    assert lines(body) == ["paragraph: On 4 March 2014 at sea"]


def test_it_loses_no_words_to_a_field_that_never_ends() -> None:
    body = paragraph(f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{run("The board met.")}')

    assert lines(body) == ["paragraph: The board met."]


def test_it_keeps_links_as_marks() -> None:
    body = paragraph(
        f'{run("See ")}<w:hyperlink r:id="a">{run("the plan")}</w:hyperlink>'
        f'<w:hyperlink r:id="b">{run("!")}</w:hyperlink>'
    )
    links = {"a": "https://example.org/plan", "b": "javascript:alert(1)"}
    source = load_docx(raw(body, links), "minutes.docx")

    assert [(mark.span.of(source.text), mark.target) for mark in source.marks] == [
        ("the plan", "https://example.org/plan")
    ]


def test_it_leaves_comments_out() -> None:
    body = paragraph(
        f'<w:commentRangeStart w:id="0"/>{run("The board met.")}<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r>'
    )

    assert lines(body) == ["paragraph: The board met."]


def test_it_keeps_headers_and_footers_as_metadata() -> None:
    source = load(paragraph("The board met."), header1=paragraph("Harbour Board"), footer1=paragraph("Draft"))

    assert block_lines(source) == ["paragraph: The board met."]
    assert source.metadata == {"header": "Harbour Board", "footer": "Draft"}


# ------------------------------------------------------------------------------------------ words


def test_it_keeps_tabs_breaks_and_hyphens() -> None:
    body = paragraph(
        f"{run('Ana Brandt')}<w:r><w:tab/></w:r>{run('Chair')}<w:r><w:br/></w:r>{run('Tomas')}"
        f"<w:r><w:noBreakHyphen/></w:r>{run('Lind, ser')}<w:r><w:softHyphen/></w:r>{run(SOFT)}"
    )

    assert lines(body) == ["paragraph: Ana Brandt\tChair\nTomas-Lind, services"]


def test_it_begins_a_new_item_where_a_line_has_its_own_marker() -> None:
    body = paragraph(
        f"{run('ACTION:')}<w:r><w:br/></w:r>{run('- Ana to call')}<w:r><w:br/></w:r>{run('- Tomas to write')}"
    )

    assert lines(body) == ["paragraph: ACTION:", "item0: [-] Ana to call", "item0: [-] Tomas to write"]


def test_it_marks_bold_italic_and_struck_words() -> None:
    styles = style("Strong", "Strong", "<w:rPr><w:b/></w:rPr>", kind="character")
    body = paragraph(
        run("Decision", "<w:b/>") + run(" ") + run("one", '<w:rStyle w:val="Strong"/>')
        + run(" plain ", '<w:b w:val="0"/>') + run("leaning", "<w:i/>") + run(" gone", "<w:dstrike/>")
    )  # fmt: skip
    source = load(body, styles=styles)

    assert marked(source, Style.STRONG) == ["Decision one"]
    assert marked(source, Style.EMPHASIS) == ["leaning"]
    assert marked(source, Style.STRUCK) == ["gone"]


def test_it_reads_a_short_bold_line_over_a_paragraph_as_a_heading() -> None:
    body = paragraph(run("Budget", "<w:b/>")) + paragraph("The board took up the budget and adopted it.")

    assert lines(body)[0] == "heading1: Budget"


def test_it_leaves_out_hidden_words() -> None:
    assert lines(paragraph(run("The board ") + run("secretly ", "<w:vanish/>") + run("met."))) == [
        "paragraph: The board met."
    ]


def test_it_reads_check_boxes() -> None:
    def box(state: str, words: str) -> str:
        control = (
            f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox></w:sdtPr>'
            f"<w:sdtContent>{run('☐')}</w:sdtContent></w:sdt>"
        )
        return paragraph(control + run(words))

    source = load(box("1", "Ana to call") + box("0", "Tomas to write") + paragraph("☒ Lea to pay"))

    assert [(block.checked, block.span.of(source.text)) for block in source.blocks] == [
        (True, "Ana to call"), (False, "Tomas to write"), (True, "Lea to pay"),
    ]  # fmt: skip


def test_it_reads_text_boxes_once() -> None:
    inside = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    shape = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    source = load(paragraph(run("Before") + shape + run(" and after.")) + paragraph("Next."))

    assert block_lines(source) == ["paragraph: Before and after.", "paragraph: In the box.", "paragraph: Next."]
    assert source.origin.source(source.text.index("In the box")) == len("Before")
    assert source.origin.source(source.text.index("Next")) == len("BeforeIn the box.In the box. and after.")


def test_it_reads_content_controls_and_symbols() -> None:
    control = f"<w:sdt><w:sdtContent>{paragraph('In a control.')}</w:sdtContent></w:sdt>"
    arrow = paragraph(run("Port ") + '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>' + run(" sea"))

    assert lines(control + arrow) == ["paragraph: In a control.", "paragraph: Port → sea"]


def test_it_maps_words_to_the_running_text_of_the_document() -> None:
    body = (
        paragraph("First words.")
        + table(row("Ana", "Port"))
        + paragraph(f"<w:moveFrom>{run('xx')}</w:moveFrom>{run('Last.')}")
    )
    source = load(body)
    running = "First words.AnaPortxxLast."

    for words in ("First words.", "Ana", "Port", "Last."):
        start = source.text.index(words)
        assert source.origin.source(start) == running.index(words)


# ------------------------------------------------------------------------------------------ tables


def test_it_reads_rows_with_their_cells_and_header() -> None:
    body = table(row("Action", "Owner", properties="<w:tblHeader/>"), row("Call the port", "Ana"))

    assert lines(body) == ["header: Action | Owner", "row: Call the port | Ana"]


def test_it_takes_a_first_row_in_bold_as_header() -> None:
    head = row(cell(paragraph(run("Action", "<w:b/>"))), cell(paragraph(run("Owner", "<w:b/>"))))

    assert lines(table(head, row("Call", "Ana"), row("Write", "Tomas")))[0] == "header: Action | Owner"


def test_it_keeps_columns_apart_under_merged_cells() -> None:
    body = table(
        row(cell(paragraph("Who and where"), properties='<w:gridSpan w:val="2"/>'), "When"),
        row(cell(paragraph("Ana"), properties='<w:vMerge w:val="restart"/>'), "Port", "May"),
        row(cell(paragraph(""), properties="<w:vMerge/>"), "Ferry", "June"),
    )

    assert lines(body) == ["row: Who and where |  | When", "row: Ana | Port | May", "row: Ana | Ferry | June"]


def test_it_keeps_the_lines_and_markers_of_a_cell() -> None:
    inside = cell(item("Call"), item("Write"))

    assert lines(table(row(inside, "Ana")), numbering=numbering(level(0, "decimal", "%1."))) == [
        "row: 1. Call\n2. Write | Ana"
    ]


def test_it_reads_a_table_that_only_places_things_as_text() -> None:
    inner = cell(paragraph("Left words."), table(row("Ana", "Port")), paragraph(""))

    assert lines(table(row(inner, cell(paragraph("Right words."))))) == [
        "paragraph: Left words.", "row: Ana | Port", "paragraph: Right words.",
    ]  # fmt: skip


def test_it_counts_tables() -> None:
    source = load(table(row("A", "B")) + paragraph("Between.") + table(row("C", "D")))

    assert [block.table for block in source.blocks] == [0, None, 1]


def test_it_survives_tables_nested_without_end() -> None:
    nested = paragraph("Deep words.")
    for _ in range(30):
        nested = table(row(cell(nested, paragraph("")), "Side"))

    assert "Side" in load(nested).text


# ------------------------------------------------------------------------------------------ all documents

WORDS = st.lists(
    st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=8), min_size=1, max_size=8
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["paragraph", "heading", "bullet", "row"]), WORDS), min_size=1, max_size=8))
def test_it_gives_the_words_that_were_written_in_their_order(parts: list[tuple[str, list[str]]]) -> None:
    def write(document: Document) -> None:
        for kind, words in parts:
            if kind == "row":
                cells = document.add_table(1, len(words)).rows[0].cells
                for place, one in zip(cells, words, strict=True):
                    place.text = one
            elif kind == "heading":
                document.add_heading(" ".join(words), 2)
            else:
                document.add_paragraph(" ".join(words), "List Bullet" if kind == "bullet" else None)

    source = load_docx(written(write), "minutes.docx")
    found = [
        one for block in source.blocks for one in f"{block.marker} {block.span.of(source.text)}".split() if one != "•"
    ]

    assert is_sound(source)
    assert found == [one for _, words in parts for one in words]


def test_it_reads_three_thousand_paragraphs_in_under_a_second() -> None:
    body = "".join(
        paragraph(f"The board took up point {n} and will come back to it at its next meeting.") for n in range(3000)
    )
    data = raw(body)
    start = time.process_time()
    source = load_docx(data, "minutes.docx")

    assert time.process_time() - start < 1
    assert sum(block.kind is Kind.PARAGRAPH for block in source.blocks) == 3000


def test_it_finds_a_list_through_the_style_that_it_is_linked_to() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    )
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="points"/></w:abstractNum>'
    styles = style("points", "Points", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', kind="numbering")
    definition = numbering(level(0, "upperLetter", "%1)"), nums=linked + nums)

    assert lines(item("Call.") + item("Write."), numbering=definition, styles=styles) == [
        "item0: [A)] Call.", "item0: [B)] Write.",
    ]  # fmt: skip
