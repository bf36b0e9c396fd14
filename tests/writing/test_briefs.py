"""Briefs: every quote with a footnote to its place, in each format, and a Word file whose footnotes are real ones."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import pytest
from lxml import etree, html

from secretariat.reading.loaders import load
from secretariat.writing import Brief, BriefPart, BriefPoint, Quote, Unwritable, to_json, write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SOURCES = ("Kenya, Voluntary National Review 2026, p. 34 (kenya.pdf)", "Jordan, review 2026, p. 7 (jordan.pdf)")
ARABIC = "أطلقت الحكومة برنامجا للعمال المهاجرين"
BRIEF = Brief(
    title="Lab on labour migration",
    question="Who licenses recruiters?",
    date="2026-07-08",
    as_of="2026-06-30",
    facts=(("Asked about", "SDG 8.8"),),
    classification="Chatham House",
    handling=("Outcomes name nobody.",),
    parts=(
        BriefPart(
            title="Practices",
            points=(
                BriefPoint(
                    lead="Kenya",
                    text="two measures",
                    quotes=(
                        Quote(text="The Ministry licensed 210 agencies.", source=SOURCES[0], remark="translated"),
                        Quote(text=ARABIC, source=SOURCES[1], language="ar"),
                    ),
                ),
            ),
        ),
        BriefPart(title="Questions", points=(BriefPoint(text="What helped?"),)),
    ),
)


def part(name: str) -> Any:  # noqa: ANN401 - lxml's elements say too little of themselves
    with zipfile.ZipFile(io.BytesIO(write(BRIEF, "docx"))) as package:
        return etree.fromstring(package.read(name))


def test_every_reference_has_its_footnote_in_word_and_each_is_referred_to_once() -> None:
    notes = {note.get(f"{W}id"): "".join(note.itertext()).strip() for note in part("word/footnotes.xml")}
    referred = [mark.get(f"{W}id") for mark in part("word/document.xml").iter(f"{W}footnoteReference")]
    assert referred == ["1", "2"]
    assert [notes[at] for at in ("1", "2")] == list(SOURCES)
    assert set(notes) == {"-1", "0", "1", "2"}


def test_its_separators_are_there_and_told_in_the_settings() -> None:
    kinds = {note.get(f"{W}type"): note.get(f"{W}id") for note in part("word/footnotes.xml") if note.get(f"{W}type")}
    assert kinds == {"separator": "-1", "continuationSeparator": "0"}
    settings = part("word/settings.xml")
    told = settings.find(f"{W}footnotePr")
    assert [one.get(f"{W}id") for one in told] == ["-1", "0"]
    assert [one.tag for one in settings].index(told.tag) < [one.tag for one in settings].index(f"{W}compat")


def test_the_package_knows_the_part_and_its_type() -> None:
    types = {one.get("PartName"): one.get("ContentType") for one in part("[Content_Types].xml")}
    assert types["/word/footnotes.xml"].endswith("wordprocessingml.footnotes+xml")
    related = [
        one.get("Target") for one in part("word/_rels/document.xml.rels") if one.get("Type").endswith("/footnotes")
    ]
    assert related == ["footnotes.xml"]


def test_python_docx_opens_it_with_styles_of_footnotes_and_quotes() -> None:
    opened = docx.Document(io.BytesIO(write(BRIEF, "docx")))
    quoted = [one.text for one in opened.paragraphs if one.style is not None and one.style.name == "Quote"]
    assert quoted[1] == ARABIC
    assert {"footnote text", "footnote reference"} <= {
        style.element.find(f"{W}name").get(f"{W}val") for style in opened.styles
    }


def test_arabic_quotes_run_from_right_to_left_in_word() -> None:
    turned = [one for one in part("word/document.xml").iter(f"{W}p") if one.find(f"{W}pPr/{W}bidi") is not None]
    assert [one.findtext(f"{W}r/{W}t") for one in turned] == [ARABIC]
    assert turned[0].find(f"{W}r/{W}rPr/{W}rtl") is not None
    assert turned[0].find(f"{W}r/{W}rPr/{W}lang").get(f"{W}bidi") == "ar"


def test_a_point_stands_on_the_page_of_its_quotes_in_word() -> None:
    kept = [one for one in part("word/document.xml").iter(f"{W}p") if one.find(f"{W}pPr/{W}keepNext") is not None]
    assert ["".join(one.itertext()) for one in kept] == ["Kenya: two measures"]


def test_our_own_reader_finds_the_words_and_the_notes_in_word() -> None:
    text = load(write(BRIEF, "docx"), "brief.docx").text
    assert "The Ministry licensed 210 agencies." in text
    assert all(f"[{number}] {source}" in text for number, source in enumerate(SOURCES, 1))


def test_a_file_without_notes_has_no_part_for_them() -> None:
    bare = Brief(title="Empty", as_of="2026-06-30")
    with zipfile.ZipFile(io.BytesIO(write(bare, "docx"))) as package:
        assert "word/footnotes.xml" not in package.namelist()


def test_it_has_notes_in_markdown() -> None:
    text = write(BRIEF, "markdown").decode()
    assert "> The Ministry licensed 210 agencies.[^1] (translated)" in text
    assert re.search(r"^\[\^1\]: Kenya, Voluntary National Review 2026, p\. 34", text, re.MULTILINE)


def test_its_notes_on_the_web_lead_there_and_back() -> None:
    root: Any = html.document_fromstring(write(BRIEF, "html"))
    for number in ("1", "2"):
        (there,) = root.xpath(f"//a[@href='#note-{number}']")
        (note,) = root.xpath(f"//li[@id='note-{number}']")
        assert note.xpath(f"a[@href='#{there.get('id')}']")
    assert root.xpath("//blockquote[@lang='ar']/text()") == [ARABIC]


def test_its_notes_stand_on_the_pages_of_the_pdf() -> None:
    text = " ".join(load(write(BRIEF, "pdf"), "brief.pdf").text.split())
    assert all(source in text for source in SOURCES)


def test_points_are_numbered_through_the_brief() -> None:
    text = write(BRIEF, "markdown").decode()
    assert "1. **Kenya:** two measures" in text
    assert "2. What helped?" in text


def test_it_is_json_and_no_akoma_ntoso() -> None:
    assert to_json(BRIEF)["schema"] == "secretariat.brief/1"
    with pytest.raises(Unwritable, match="not written as Akoma Ntoso"):
        write(BRIEF, "akn")
