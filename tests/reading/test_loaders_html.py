"""Web pages: what a reader of the page sees comes out, each word at its place in the source."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat.reading.loaders.html import load_html
from secretariat.reading.loaders.html_tree import tree
from secretariat.reading.problems import ReadingError
from secretariat.reading.source_text import SourceText, Style
from secretariat.reading.spans import Span
from tests.reading.block_lines import block_lines, is_sound, marked


def load(page: str) -> SourceText:
    source = load_html(page, "minutes.html")
    assert is_sound(source)
    return source


def lines(page: str) -> list[str]:
    return block_lines(load(page))


# ------------------------------------------------------------------------------------------ blocks


def test_it_reads_headings_paragraphs_and_line_breaks() -> None:
    page = "<h1>Harbour Board</h1><p>Present:<br>Ana Brandt<br/>Tomas Lind<p>The board\n  met."

    assert lines(page) == [
        "heading1: Harbour Board",
        "paragraph: Present:\nAna Brandt\nTomas Lind",
        "paragraph: The board met.",
    ]


def test_it_takes_two_line_breaks_for_a_new_paragraph() -> None:
    assert lines("<div>One thing.<br><br>Another thing.</div>") == [
        "paragraph: One thing.",
        "paragraph: Another thing.",
    ]


def test_it_numbers_nested_lists() -> None:
    page = (
        "<ol><li>Budget<ol type=a><li>Costs<li>Income</ol><li>Dates</ol>"
        "<ul><li>Ana<ul><li>Tomas</ul></ul><ol start=4 type=I><li>Four<li value=9>Nine</ol><ol reversed><li>B<li>A</ol>"
    )

    assert lines(page) == [
        "item0: [1.] Budget", "item1: [a.] Costs", "item1: [b.] Income", "item0: [2.] Dates",
        "item0: [•] Ana", "item1: [•] Tomas", "item0: [IV.] Four", "item0: [IX.] Nine",
        "item0: [2.] B", "item0: [1.] A",
    ]  # fmt: skip


def test_it_begins_a_new_item_where_a_line_has_its_own_marker() -> None:
    assert lines("<p>ACTION:<br>- Ana to call<br>- Tomas to write</p><p>• Lea to pay</p>") == [
        "paragraph: ACTION:", "item0: [-] Ana to call", "item0: [-] Tomas to write", "item0: [•] Lea to pay",
    ]  # fmt: skip


def test_it_does_not_take_a_time_for_a_number() -> None:
    assert lines("<p>15.30 – 17.00 at sea</p>") == ["paragraph: 15.30 – 17.00 at sea"]


def test_it_reads_check_boxes() -> None:
    source = load("<ul><li><input type=checkbox checked> Ana to call<li><input type=checkbox> Tomas to write</ul>")

    assert [(block.checked, block.span.of(source.text)) for block in source.blocks] == [
        (True, "Ana to call"), (False, "Tomas to write"),
    ]  # fmt: skip


def test_it_reads_definitions_as_label_and_words() -> None:
    page = "<dl><dt>Chair</dt><dd>Ana Brandt</dd><dt>Present:<dd>Tomas Lind<dd>Lea Roux</dl>"

    assert lines(page) == ["paragraph: Chair: Ana Brandt", "paragraph: Present: Tomas Lind", "paragraph: Lea Roux"]


def test_it_reads_quotations_code_and_captions() -> None:
    page = (
        "<blockquote><p>No pier stands alone.</p></blockquote><p>Words.<pre>a\r\n  b</pre>"
        "<figure><figcaption>The pier</figcaption></figure>"
    )

    assert lines(page) == ["quote: No pier stands alone.", "paragraph: Words.", "code: a\n  b", "note: The pier"]


def test_it_reads_a_page_of_preformatted_text_as_plain_text() -> None:
    page = "<html><title>x</title><pre>Board\n\nActions:\n\n- Ana to call\n- Tomas &amp; Lea to write\n</pre></html>"
    source = load(page)

    assert "item0: [-] Tomas & Lea to write" in block_lines(source)
    at = source.text.index("Lea")
    assert source.origin.source(at) == page.index("Lea")


# ------------------------------------------------------------------------------------------ tables


def test_it_reads_tables_with_header_and_merged_cells() -> None:
    page = (
        "<table><thead><tr><th>Action<th>Owner<th>Due</thead>"
        "<tr><td>Call<td rowspan=2>Ana<td>May<tr><td>Write<td>June<tr><td colspan=3>That is all</table>"
    )

    assert lines(page) == [
        "header: Action | Owner | Due", "row: Call | Ana | May", "row: Write | Ana | June", "row: That is all |  | ",
    ]  # fmt: skip


def test_it_keeps_the_lines_of_a_cell_and_its_list_markers() -> None:
    assert lines("<table><tr><td><p>Call<p>Write<ol><li>One</ol><td>Ana</table>") == ["row: Call\nWrite\n1. One | Ana"]


def test_it_reads_layout_tables_as_text() -> None:
    page = (
        "<table><tr><td><h1>Harbour Board</h1><p>The board met.</p>"
        "<table><tr><td>Ana<td>Port</table><td>Side words</table>"
    )

    assert lines(page) == [
        "heading1: Harbour Board",
        "paragraph: The board met.",
        "row: Ana | Port",
        "paragraph: Side words",
    ]


def test_it_flattens_a_table_within_a_table_of_data() -> None:
    page = "<table><tr><th>Who<th>What<tr><td>Ana<td><table><tr><td>Call<td>May</table></table>"

    assert lines(page) == ["header: Who | What", "row: Ana | Call\tMay"]


# ------------------------------------------------------------------------------------------ what is left out


def test_it_leaves_out_what_is_not_the_record() -> None:
    page = (
        "<head><title>Minutes</title><style>p{}</style></head><body><header><a href=/>Home</a></header><nav>Menu</nav>"
        "<main><header><h1>Harbour Board</h1></header><p>The board met.<script>var p = '<p>';</script></p>"
        "<p hidden>secret</p><p style='display: none'>secret</p><template>t</template><aside>Ad</aside></main>"
        "<footer>Imprint</footer><noscript>Switch on</noscript>"
    )

    assert lines(page) == ["heading1: Harbour Board", "paragraph: The board met."]


def test_it_keeps_a_header_that_names_the_record() -> None:
    assert (
        lines("<header><h1>Harbour Board</h1></header><main><p>The board met.</main>")[0] == "heading1: Harbour Board"
    )


def test_it_keeps_everything_where_nothing_else_would_be_left() -> None:
    assert lines("<body style='display:none'><nav><p>The board met.</nav>") == ["paragraph: The board met."]


def test_it_drops_the_marks_of_notes_and_keeps_the_notes() -> None:
    page = (
        '<p>Forty ports<sup><a href="#fn1">1</a></sup> joined on the 1<sup>st</sup>.</p>'
        '<section role="doc-endnotes"><ol><li id=fn1>As of May. <a href="#r1" role=doc-backlink>↩</a></ol></section>'
    )

    assert lines(page) == ["paragraph: Forty ports joined on the 1st.", "note: [[1]] As of May."]


# ------------------------------------------------------------------------------------------ words


def test_it_marks_words_by_element_style_and_class() -> None:
    source = load(
        "<style>.c1{font-weight:700} p.c2 {text-decoration: line-through}</style>"
        "<p><b>Bold</b> <strong>too</strong>, <em>leaning</em>, <s>gone</s>, <ins>kept</ins>, "
        "<span class=c1>by class</span>, <span style='font-style:italic'>by style</span>.</p><p class=c2>All gone</p>"
        "<p>See <a href='https://example.org/a?b=1&amp;c=2'>the plan</a> and <a href='javascript:x'>that</a>."
    )

    assert marked(source, Style.STRONG) == ["Bold too", "by class"]
    assert marked(source, Style.EMPHASIS) == ["leaning", "by style"]
    assert marked(source, Style.STRUCK) == ["gone", "All gone"]
    assert [mark.target for mark in source.marks if mark.style is Style.LINK] == ["https://example.org/a?b=1&c=2"]


def test_it_maps_every_word_to_its_place_in_the_source() -> None:
    page = "<p>Caf&eacute;s &amp; <b>p&#105;ers</b>,\r\n  ser&shy;vices &lt;now&gt;</p>"
    source = load(page)

    assert source.text == "Cafés & piers, services <now>"
    for words, place in [("Caf", "Caf"), ("&", "&amp;"), ("ers", "ers"), ("vices", "vices"), ("now", "now")]:
        assert source.origin.source(source.text.index(words)) == page.index(place)


def test_it_keeps_title_language_and_author_as_metadata() -> None:
    page = "<html lang=fr><title>Compte&nbsp;rendu</title><meta name=author content='Ana Brandt'><p>Texte.</html>"

    assert load(page).metadata == {"title": "Compte rendu", "language": "fr", "author": "Ana Brandt"}


# ------------------------------------------------------------------------------------------ broken and hostile pages


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>The <b>board met.", ["paragraph: The board met."]),
        ("<p>a < b and c > d</p>", ["paragraph: a < b and c > d"]),
        ("</p></div>Words.</body></html>More.", ["paragraph: Words.More."]),
        ("<p>One<!-- never closed <p>Two</p>", ["paragraph: OneTwo"]),
        ("<p title='never closed>Words.</p>", ["paragraph: Words."]),
        ("<ul><li>A<li>B</ul>C", ["item0: [•] A", "item0: [•] B", "paragraph: C"]),
        ("<td>Lone cell<tr>Lone row", ["paragraph: Lone cell", "paragraph: Lone row"]),
        ("<table>Stray words.<tr><td>A<td>B</table>", ["paragraph: Stray words.", "row: A | B"]),
        ("<p>Words &unknown; &#xD800; &amp", ["paragraph: Words &unknown; \ufffd &"]),
        ("<P CLASS=x>Upper</P><BR><![CDATA[Inside]]>", ["paragraph: Upper", "paragraph: Inside]]>"]),
    ],
)
def test_it_reads_broken_markup(page: str, expected: list[str]) -> None:
    assert lines(page) == expected


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<table><tr><td>",
        "<b>",
        "<a ",
        "<a href='",
        "<!--",
        "<title>",
        "&",
        "<p",
        "</",
        "<ul><li>",
        "<i></u>",
        "<!",
    ],
)
def test_it_reads_hostile_repetition_in_linear_time(piece: str) -> None:
    page = "<p>Words</p>" + piece * (200_000 // len(piece)) + ">"
    start = time.perf_counter()
    source = load(page)

    assert "Words" in source.text
    assert time.perf_counter() - start < 5


def test_it_refuses_a_page_with_too_many_tags() -> None:
    with pytest.raises(ReadingError, match=r"minutes\.html has more than") as refused:
        tree("<b>" * 200, "minutes.html", max_tags=100)

    assert refused.value.code == "too_large"


TAGS = st.sampled_from(
    "<p> </p> <b> </b> <ul> <li> </ul> <table> <tr> <td> </table> <br> <h2> </h2> <div> </div> <pre> </pre> "
    "< > & \" <a href='".split()
)
LETTERS = st.text(st.characters(codec="utf-8", categories=["L"], exclude_characters="ſ"), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(TAGS, LETTERS), max_size=30))
def test_it_reads_any_soup_of_tags_and_finds_the_words_where_they_stood(soup: list[str]) -> None:
    page = " ".join(soup)
    source = load(page)

    for block in source.blocks:
        for word in block.span.of(source.text).split():
            at = source.text.index(word, block.span.start)
            if word.isalpha() and word in page:
                assert source.origin.source_span(Span(at, at + len(word))).of(page) == word


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["p", "h2", "li", "td", "div"]), st.lists(LETTERS, min_size=1, max_size=6)),
        min_size=1,
    )
)
def test_it_gives_the_words_that_were_written_in_their_order(parts: list[tuple[str, list[str]]]) -> None:
    around = {"li": ("<ul>", "</ul>"), "td": ("<table><tr>", "</table>")}
    page = ""
    for tag, words in parts:
        before, after = around.get(tag, ("", ""))
        page += f"{before}<{tag}>{' '.join(words)}</{tag}>{after}"

    source = load(page)
    found = [one for block in source.blocks for one in block.span.of(source.text).split()]

    assert found == [one for _, words in parts for one in words]


def test_it_sees_that_a_style_takes_the_space_between_paragraphs_away() -> None:
    page = "<style>p.MsoNormal {margin:0cm}</style>" + "".join(
        f"<p class=MsoNormal>{words}</p>"
        for words in ("Ana Brandt", "Tomas Lind", "&nbsp;", "Budget", "It was adopted.")
    )

    assert load(page).text == "Ana Brandt\nTomas Lind\n\nBudget\nIt was adopted."


def test_it_takes_a_letter_for_a_number_only_where_headings_are_lettered() -> None:
    assert lines("<h2>A. Budget</h2><p>x.<h2>B. Dates</h2><p>y.")[0] == "heading2: [A.] Budget"
    assert lines("<h2>I. Budget</h2><p>x.<h2>II. Dates</h2><p>y.")[0] == "heading2: [I.] Budget"
    assert lines("<h2>A. Brandt</h2><p>x.")[0] == "heading2: A. Brandt"


def test_it_reads_pages_that_word_has_written() -> None:
    page = (
        "<p class=MsoTitle><b>Minutes</b></p><p class=MsoListParagraph><![if !supportLists]>"
        "<span>·<span>&nbsp;&nbsp; </span></span><![endif]>Ana to call the\r\nport</p>"
        "<!--[if gte vml 1]><v:shape>x</v:shape><![endif]-->"
        "<p>Forty ports<a href='#_ftn1'><span>[1]</span></a> joined.<o:p></o:p></p>"
        "<div style='mso-element:footnote-list'><div style='mso-element:footnote'><p>[1] As of May.</p></div></div>"
    )

    assert lines(page) == [
        "heading1: Minutes", "item0: [·] Ana to call the port",
        "paragraph: Forty ports joined.", "note: [1] As of May.",
    ]  # fmt: skip


def test_it_reads_pages_whose_lists_are_written_flat() -> None:
    page = (
        "<p class='c1 title'>Board</p><h2>Actions</h2><ul class='lst-kix_a-0 start'><li>Call</ul>"
        "<ul class='lst-kix_a-1 start'><li>by phone</ul>"
    )

    assert lines(page) == ["heading1: Board", "heading2: Actions", "item0: [•] Call", "item1: [•] by phone"]
