"""Records as DOCX: python-docx opens them, and Word finds real headings, lists, tables, fields and properties."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from secretariat.writing import write
from tests.writing.samples import RECORD, with_words


@pytest.fixture(scope="module")
def document() -> Any:  # noqa: ANN401 - python-docx has no types
    return docx.Document(io.BytesIO(write(RECORD, "docx")))


def xml(name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(write(RECORD, "docx"))) as package:
        return package.read(name).decode()


def test_it_has_real_styles(document: Any) -> None:  # noqa: ANN401
    styles = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.text]
    assert styles[0] == ("Title", "Summary record of the third meeting")
    assert ("Heading 1", "Participants") in styles
    assert ("Heading 2", "Charts") in styles
    assert [text for style, text in styles if style == "List Number"][:3] == [
        "Pilots", "Tides", "The Guild spoke of the night shift.",
    ]  # fmt: skip


def test_it_counts_paragraphs_through_the_record_and_each_list_apart(document: Any) -> None:  # noqa: ANN401
    numbers = {
        paragraph.text: paragraph._p.pPr.numPr.numId.val
        for paragraph in document.paragraphs
        if paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    }
    assert numbers["Pilots"] == numbers["Tides"]
    assert (
        numbers["The Guild spoke of the night shift."] == numbers["They are to be had on paper."] != numbers["Pilots"]
    )


def test_its_tables_repeat_their_heads(document: Any) -> None:  # noqa: ANN401
    facts, *tables = document.tables
    assert facts.cell(0, 0).text == "Body"
    assert all(table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None for table in tables)
    assert [cell.text for cell in tables[-1].rows[0].cells] == ["Action", "Owner", "Due"]


def test_it_knows_its_language_and_properties(document: Any) -> None:  # noqa: ANN401
    properties = document.core_properties
    assert (properties.title, properties.author, properties.subject) == (RECORD.title, "Harbour Board", "HB/2023/3")
    assert properties.language == "en"
    assert 'w:lang w:val="en-GB"' in xml("word/styles.xml")


def test_its_pages_are_numbered_by_fields() -> None:
    with zipfile.ZipFile(io.BytesIO(write(RECORD, "docx"))) as package:
        feet = [package.read(name).decode() for name in package.namelist() if "footer" in name and "rels" not in name]
    assert feet
    assert all(re.search(r'w:instr=" PAGE ".*w:instr=" NUMPAGES "', foot, re.DOTALL) for foot in feet)


def test_its_elements_stand_in_the_order_of_the_standard() -> None:
    """Word refuses properties in another order; these are the orders of ECMA-376 for what is used here."""
    orders = {
        "pPr": "pStyle keepNext keepLines numPr pBdr tabs spacing ind outlineLvl".split(),
        "rPr": "rFonts b bCs color sz szCs lang".split(),
        "tcPr": "tcW tcBorders shd".split(),
        "trPr": "cantSplit tblHeader".split(),
        "tblPr": "tblW tblBorders tblLayout tblCellMar tblLook".split(),
        "sectPr": "headerReference footerReference pgSz pgMar cols titlePg docGrid".split(),
    }
    package = docx.Document(io.BytesIO(write(RECORD, "docx")))
    for name, order in orders.items():
        for element in package.element.iter(qn(f"w:{name}")):
            found = [child.tag.rpartition("}")[2] for child in element]
            assert found == sorted(found, key=order.index), name


@pytest.mark.parametrize("words", ["a & b < c > d", "]]>", "&#0;", "<w:p/>", "x" * 3000])
def test_it_holds_any_words(words: str) -> None:
    document = docx.Document(io.BytesIO(write(with_words(words), "docx")))
    assert document.paragraphs[0].text == words
    assert document.tables[-1].cell(1, 1).text == words
