"""A PDF becomes text in reading order: columns, tables, what repeats on pages, broken words."""

from __future__ import annotations

import pytest

from secretariat.reading.loaders.pdf import load_pdf
from secretariat.reading.source_text import Kind, SourceText
from tests.reading.pdf_samples import HEIGHT, MARGIN, ORDERS, WIDTH, Sheet, Word, in_columns, pdf, wrapped

HARBOUR = (
    "The meeting took note of the report on harbour dues and thanked the working group for its care. "
    "Members recalled that the dues had not changed since the last review and that two ports had asked for more time."
)
LIGHTS = (
    "It was proposed that lights on the outer breakwater be inspected every spring before the first convoy. "
    "Several members noted that inspection alone would not help where lamps had already been lost to storms."
)
PILOTS = (
    "The group of pilots reported that nine vessels had waited longer than a day for a pilot this winter. "
    "The chair asked the secretariat to gather the figures of all ports and to put them side by side."
)
TUGS = (
    "A shared fleet of tugs was discussed at length although no member could yet say what it would cost. "
    "The treasurer offered to prepare an estimate and to send it round well before the next meeting."
)
CONVOY = (
    "The convoy of the second week will wait for the tide and for the three vessels that are still under repair in the "
    "dry dock of the upper harbour and then leave together with the pilots of both ports."
)
STORY = [HARBOUR, LIGHTS, PILOTS, TUGS]


def blocks(source: SourceText, kind: Kind | None = None) -> list[str]:
    """Return the words of the blocks, or of those of one kind."""
    return [source.words(block.span) for block in source.blocks if kind is None or block.kind is kind]


def rows(source: SourceText) -> list[list[str]]:
    """Return the words of the cells of each table row."""
    return [[source.words(cell) for cell in block.cells] for block in source.blocks if block.kind is Kind.ROW]


def sheet(*paragraphs: str) -> Sheet:
    """Return a page with some paragraphs."""
    page = Sheet()
    for paragraph in paragraphs:
        page.paragraph(paragraph)
    return page


@pytest.mark.parametrize("order", ORDERS)
def test_it_reads_one_column_in_any_drawing_order(order: str) -> None:
    page = sheet(*STORY)
    assert blocks(load_pdf(pdf([ORDERS[order]([page])]))) == STORY


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    "columns",
    [
        [(MARGIN, 215.0), (MARGIN + 235, 215.0)],
        [(50.0, 150.0), (220.0, 325.0)],
        [(50.0, 155.0), (220.0, 155.0), (390.0, 155.0)],
    ],
    ids=["two", "unequal", "three"],
)
def test_it_reads_columns_one_after_another(order: str, columns: list[tuple[float, float]]) -> None:
    sheets = in_columns(STORY, columns, top=MARGIN, lines=16 if len(columns) == 2 else 11)
    assert blocks(load_pdf(pdf([ORDERS[order](sheets)]))) == STORY


@pytest.mark.parametrize("order", ORDERS)
def test_it_reads_full_width_words_between_bands_of_columns(order: str) -> None:
    head = Sheet().paragraph("Record of the twelfth harbour meeting held in the old customs house", size=16, bold=True)
    columns = [(MARGIN, 215.0), (MARGIN + 235, 215.0)]
    upper = in_columns([HARBOUR, LIGHTS], columns, top=head.y + 10, lines=8)
    middle = Sheet(y=upper[0].y + 20).paragraph(
        "Both groups then met together in the large hall and heard the treasurer on the state of the common account."
    )
    lower = in_columns([PILOTS, TUGS], columns, top=middle.y + 20, lines=8)
    words = ORDERS[order]([head, *upper, middle, *lower])
    found = blocks(load_pdf(pdf([words])))
    expected = [head.words[0].text, HARBOUR, LIGHTS, " ".join(word.text for word in middle.words), PILOTS, TUGS]
    assert " ".join(found).split() == " ".join([" ".join(word.text for word in head.words), *expected[1:]]).split()


@pytest.mark.parametrize("order", ORDERS)
def test_it_keeps_a_note_in_the_margin_out_of_the_text(order: str) -> None:
    body = Sheet(x=200, width=320)
    for paragraph in STORY:
        body.paragraph(paragraph)
    note = Sheet(x=60, width=100, y=MARGIN + 41).paragraph("See also the dues of the river ports for the same year.")
    found = blocks(load_pdf(pdf([ORDERS[order]([note, body])])))
    assert [block for block in found if block in STORY] == STORY
    assert "See also the dues of the river ports for the same year." in found


@pytest.mark.parametrize("order", ORDERS)
def test_it_reads_a_table_row_by_row(order: str) -> None:
    page = sheet(HARBOUR)
    places = (0.0, 40.0, 260.0, 350.0)
    page.row(("No.", "Action", "Owner", "Due"), places)
    page.row(
        ("1", "Send the estimate for the tugs to all members of the group for their remarks", "IOM", "3 July 2021"),
        places,
    )
    page.row(
        ("2", "Inspect the lamps on the outer breakwater and report what was lost in the storms", "ILO", "9 May 2021"),
        places,
    )
    page.row(("3", "Gather the figures of the ports", "WHO", "1 June 2021"), places)
    page.paragraph(LIGHTS)
    source = load_pdf(pdf([ORDERS[order]([page])]))
    assert rows(source) == [
        ["No.", "Action", "Owner", "Due"],
        ["1", "Send the estimate for the tugs to all members of the group for their remarks", "IOM", "3 July 2021"],
        ["2", "Inspect the lamps on the outer breakwater and report what was lost in the storms", "ILO", "9 May 2021"],
        ["3", "Gather the figures of the ports", "WHO", "1 June 2021"],
    ]
    assert blocks(source, Kind.PARAGRAPH) == [HARBOUR, LIGHTS]


def test_it_reads_a_table_without_space_between_its_rows() -> None:
    page = Sheet()
    for cells in (("Ada Marsh", "Chair"), ("Ben Quay", "Treasurer"), ("Cleo Strand", "Secretary")):
        page.row(cells, (0.0, 160.0), space=0)
    assert rows(load_pdf(pdf([page.words]))) == [
        ["Ada Marsh", "Chair"],
        ["Ben Quay", "Treasurer"],
        ["Cleo Strand", "Secretary"],
    ]


def test_it_keeps_an_empty_cell() -> None:
    page = Sheet()
    for cells in (("Item", "Owner", "Due"), ("Lamps", "", "May"), ("Tugs", "ILO", "June")):
        page.row(cells, (0.0, 160.0, 300.0))
    assert rows(load_pdf(pdf([page.words])))[1] == ["Lamps", "", "May"]


def test_it_reads_labels_with_their_values_as_lines() -> None:
    page = Sheet()
    for cells in (("Date:", "5 May 2021"), ("Place:", "Virtual"), ("Chair:", "Ada Marsh")):
        page.row(cells, (0.0, 90.0), space=0)
    assert blocks(load_pdf(pdf([page.words]))) == ["Date: 5 May 2021", "Place: Virtual", "Chair: Ada Marsh"]


def test_it_keeps_each_short_line_a_line_of_its_own() -> None:
    names = ["Ada Marsh, Harbour Master, Lower Port", "Ben Quay, Treasurer", "Cleo Strand, Secretary of the Pilots"]
    page = sheet(HARBOUR)
    page.line("Participants:", bold=True)
    for name in names:
        page.line(name)
    page.y += 8
    page.paragraph(LIGHTS)
    assert blocks(load_pdf(pdf([page.words]))) == [HARBOUR, "Participants:", *names, LIGHTS]


def test_it_keeps_names_apart_on_a_page_of_nothing_else() -> None:
    names = ["Ada Marsh, Harbour Master, Lower Port", "Ben Quay, Treasurer", "Cleo Strand, Secretary of the Old Pilots"]
    page = Sheet()
    for name in names:
        page.line(name)
    assert blocks(load_pdf(pdf([page.words]))) == names


def test_it_sees_headings_by_their_size_and_weight() -> None:
    page = Sheet()
    page.paragraph("Record of the harbour meeting", size=18)
    page.paragraph("Dues", size=14)
    page.paragraph(HARBOUR)
    page.paragraph("Lights", bold=True)
    page.paragraph(LIGHTS)
    source = load_pdf(pdf([page.words]))
    headings = [(source.words(block.span), block.level) for block in source.blocks if block.kind is Kind.HEADING]
    assert headings == [("Record of the harbour meeting", 1), ("Dues", 2), ("Lights", 3)]


def test_it_joins_a_heading_of_two_lines() -> None:
    title = "Record of the twelfth meeting of the harbour masters of the lower river and of the coast"
    page = Sheet().paragraph(title, size=18).paragraph(HARBOUR)
    assert blocks(load_pdf(pdf([page.words])), Kind.HEADING) == [title]


def test_it_reads_list_items_with_their_depth() -> None:
    page = Sheet()
    page.paragraph("The meeting agreed:")
    page.paragraph("• " + PILOTS, hang=10)
    page.paragraph("• Tugs", hang=10)
    page.x += 30
    page.width -= 30
    page.paragraph("- " + TUGS, hang=8)
    page.x -= 30
    page.paragraph("1. Close the account.")
    page.paragraph("2. Open another.")
    source = load_pdf(pdf([page.words]))
    items = [(b.marker, b.level, source.words(b.span)) for b in source.blocks if b.kind is Kind.ITEM]
    assert items == [
        ("•", 0, PILOTS),
        ("•", 0, "Tugs"),
        ("-", 1, TUGS),
        ("1.", 0, "Close the account."),
        ("2.", 0, "Open another."),
    ]


def test_it_keeps_a_number_at_a_line_start_in_its_sentence() -> None:
    page = sheet(HARBOUR)
    page.line("The convoy left the harbour late, although the pilots had asked for the tide of the morning of May")
    page.line("15. The lamps of the outer breakwater were lit again.")
    found = blocks(load_pdf(pdf([page.words])))
    assert found[1:] == [f"{page.words[-2].text} {page.words[-1].text}"]


def test_it_sees_a_paragraph_by_its_indent_alone() -> None:
    page = Sheet()
    for paragraph in (HARBOUR, LIGHTS, PILOTS):
        page.x += 14
        page.width -= 14
        first, *rest = _wrapped(page, paragraph)
        page.line(first)
        page.x -= 14
        page.width += 14
        for line in _wrapped(page, " ".join(rest)):
            page.line(line)
    assert blocks(load_pdf(pdf([page.words]))) == [HARBOUR, LIGHTS, PILOTS]


def _wrapped(page: Sheet, text: str) -> list[str]:
    return wrapped(text, page.width, 10.0)


@pytest.mark.parametrize("order", ORDERS)
def test_it_takes_out_running_heads_feet_and_page_numbers(order: str) -> None:
    pages = []
    for number, text in enumerate(STORY, start=1):
        words = ORDERS[order]([sheet(text)])
        words.append(Word("A/75/542", WIDTH - 130, 40))
        words.append(Word("Harbour meeting, winter session", MARGIN, 40))
        words.append(Word(f"Page {number} of 4", WIDTH / 2, HEIGHT - 40, 8))
        pages.append(words)
    source = load_pdf(pdf(pages))
    assert blocks(source) == STORY
    assert [block.page for block in source.blocks] == [1, 2, 3, 4]


def test_it_takes_out_heads_that_change_from_left_to_right_pages() -> None:
    texts = [*STORY, *STORY]
    pages = []
    for number, text in enumerate(texts, start=1):
        head = f"{number} Harbour meeting" if number % 2 == 0 else f"Winter session {number}"
        pages.append([Word(head, MARGIN if number % 2 == 0 else 400, 40), *sheet(text).words])
    assert blocks(load_pdf(pdf(pages))) == texts


def test_it_takes_out_roman_page_numbers() -> None:
    numbers = ["i", "ii", "iii", "iv"]
    pages = [[*sheet(text).words, Word(n, 300, HEIGHT - 40)] for n, text in zip(numbers, STORY, strict=True)]
    assert blocks(load_pdf(pdf(pages))) == STORY


def test_it_keeps_text_that_only_looks_like_a_head() -> None:
    pages = [sheet("Annex", text).words for text in (HARBOUR, LIGHTS)]
    pages.append([*sheet("Annex", PILOTS).words, Word("Signed in the old customs house", MARGIN, HEIGHT - 60)])
    assert blocks(load_pdf(pdf(pages))) == [
        "Annex",
        HARBOUR,
        "Annex",
        LIGHTS,
        "Annex",
        PILOTS,
        "Signed in the old customs house",
    ]


def test_it_keeps_the_head_of_a_single_page_but_not_its_number() -> None:
    words = [Word("A/75/542", 400, 40), *sheet(HARBOUR).words, Word("Page 1 of 1", 280, HEIGHT - 40)]
    assert blocks(load_pdf(pdf([words]))) == ["A/75/542", HARBOUR]


def test_it_joins_a_sentence_over_a_page_with_its_footnote_kept_apart() -> None:
    first, second = sheet(HARBOUR), Sheet()
    lines = _wrapped(first, CONVOY)
    first.line(lines[0])
    second.line(lines[1])
    for line in lines[2:]:
        second.line(line)
    second.y += 6
    second.paragraph(LIGHTS)
    first.words.append(Word("1", MARGIN, HEIGHT - 84, 5))
    first.words.append(Word("The fleet was first proposed in 2014.", MARGIN + 4, HEIGHT - 80, 8))
    source = load_pdf(pdf([first.words, second.words]))
    assert blocks(source, Kind.PARAGRAPH) == [HARBOUR, CONVOY, LIGHTS]
    assert [words.lstrip("1¹ ") for words in blocks(source, Kind.NOTE)] == ["The fleet was first proposed in 2014."]
    convoy = next(block for block in source.blocks if source.words(block.span) == CONVOY)
    assert (source.page_of(convoy.span.start), source.page_of(convoy.span.end - 1)) == (1, 2)


def test_it_keeps_paragraphs_apart_over_a_page() -> None:
    source = load_pdf(pdf([sheet(HARBOUR).words, sheet(LIGHTS).words]))
    assert blocks(source) == [HARBOUR, LIGHTS]
    assert source.page_starts == (0, source.text.index("It was proposed"))


def test_it_joins_words_broken_at_a_line_end() -> None:
    page = Sheet(width=200)
    page.line("The members agreed on the coordi-")
    page.line("nation of the convoys and on a follow-")
    page.line("up of the lamps. Each follow-up is sent by the Director-")
    page.line("General.")
    text = load_pdf(pdf([page.words])).text
    assert "coordination of the convoys" in text
    assert "a follow-up of the lamps" in text
    assert "Director-General." in text


def test_it_writes_the_mark_of_a_footnote_apart_from_the_word() -> None:
    page = Sheet()
    page.line("The dues were last raised in 2021")
    end = MARGIN + page.words[0].width()
    words = [*page.words, Word("3", end, page.y - 4, 5), Word("and not since.", end + 8, page.y)]
    assert blocks(load_pdf(pdf([words]))) == ["The dues were last raised in 2021³ and not since."]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_it_reads_a_turned_page(turn: int) -> None:
    page = Sheet(width=400)
    for paragraph in (HARBOUR, LIGHTS):
        page.paragraph(paragraph)
    assert blocks(load_pdf(pdf([page.words], turn=turn))) == [HARBOUR, LIGHTS]


def test_it_maps_its_text_back_to_the_characters_of_the_file() -> None:
    columns = [(MARGIN, 215.0), (MARGIN + 235, 215.0)]
    sheets = in_columns(STORY, columns, top=MARGIN, lines=16)
    source = load_pdf(pdf([ORDERS["backwards"](sheets)]))
    first, last = source.text.index("The meeting took"), source.text.index("before the next meeting.")
    assert source.origin.source(first) > source.origin.source(last)
    word = source.text.index("treasurer")
    places = [source.origin.source(word + at) for at in range(9)]
    assert places == list(range(places[0], places[0] + 9))


def test_it_says_the_media_type_and_gives_the_same_text_twice() -> None:
    data = pdf([sheet(*STORY).words])
    one, two = load_pdf(data), load_pdf(data)
    assert one.media_type == "application/pdf"
    assert (one.text, one.blocks, one.page_starts) == (two.text, two.blocks, two.page_starts)


def test_it_joins_a_sentence_that_a_page_leaves_at_a_small_word() -> None:
    first = sheet(HARBOUR).line("It was agreed that the lamps be seen to before the high-level week of the")
    second = sheet("September assembly, and that the pilots be told.", LIGHTS)
    joined = f"{first.words[-1].text} September assembly, and that the pilots be told."
    assert blocks(load_pdf(pdf([first.words, second.words]))) == [HARBOUR, joined, LIGHTS]


def test_it_takes_out_a_foot_of_two_pages() -> None:
    pages = [
        [*sheet(text).words, Word(f"Record of the harbour meeting, page {number}", MARGIN, HEIGHT - 40, 8)]
        for number, text in enumerate((HARBOUR, LIGHTS), start=1)
    ]
    assert blocks(load_pdf(pdf(pages))) == [HARBOUR, LIGHTS]


def test_it_keeps_headings_that_are_numbered_page_by_page() -> None:
    pages = [Sheet().paragraph(f"Annex {n}", size=14).paragraph(text).words for n, text in ((1, HARBOUR), (2, LIGHTS))]
    assert blocks(load_pdf(pdf(pages))) == ["Annex 1", HARBOUR, "Annex 2", LIGHTS]


def test_it_sees_bullets_that_are_drawn() -> None:
    page = sheet(HARBOUR)
    page.x, page.width = page.x + 30, page.width - 30
    items = [LIGHTS, "Tugs", PILOTS]
    places = []
    for item in items:
        places.append((page.x - 9, page.y + 9))
        page.paragraph(item, space=0)
    source = load_pdf(pdf([page.words], discs=places))
    assert [(block.marker, source.words(block.span)) for block in source.blocks[1:]] == [("•", item) for item in items]


def test_it_reads_paragraphs_that_stand_in_after_a_colon_as_a_list() -> None:
    page = Sheet().line("The group noted:")
    page.x, page.width = page.x + 30, page.width - 30
    page.paragraph(LIGHTS).paragraph("Tugs")
    source = load_pdf(pdf([page.words]))
    assert blocks(source, Kind.ITEM) == [LIGHTS, "Tugs"]
