"""Sets a made-up report as a file: PDF by typst, DOCX and HTML by this project's own writers."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from textwrap import wrap
from typing import Any, cast

import typst

from secretariat.writing.docx import write_docx
from secretariat.writing.html import write_html
from secretariat.writing.page import Block, Column, Heading, Holds, Page, Paragraph, Run, Tone
from secretariat.writing.page import Table as PageTable

from .sheets import BEFORE, Report, Sheet, Table

_LINES = {"ar": 40}
_LINE = 50
"""How many characters a line of a column holds, by language and else."""
_KEPT = 0.6
_COARSE = 70.0


def set_as(report: Report, form: str) -> bytes:
    """Return a report as ``pdf``, ``docx`` or ``html``. The same report gives the same bytes."""
    if form == "pdf":
        data = _pdf(report)
        return data[: int(_KEPT * len(data))] if report.cut else data
    page = Page(report.title, report.language, tuple(_blocks(report)), report.country, "", "{page} / {pages}")
    return write_docx(page) if form == "docx" else write_html(page)


def _pdf(report: Report) -> bytes:
    inputs = {"report": json.dumps(_shape(report), ensure_ascii=False), "scanned": "[]"}
    if report.scanned:
        drawn = cast("list[bytes]", typst.compile(_style(), format="png", sys_inputs=inputs, ppi=_COARSE))
        inputs["scanned"] = json.dumps(report.scanned)
        inputs |= {f"page-{number}": _picture(drawn[number - 1]) for number in report.scanned}
    return bytes(typst.compile(_style(), format="pdf", sys_inputs=inputs))


def _picture(png: bytes) -> str:
    """Return the picture of an A4 page as SVG, for typst takes words only."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm">'
        f'<image width="100%" height="100%" href="data:image/png;base64,{b64encode(png).decode()}"/></svg>'
    )


@cache
def _style() -> bytes:
    return (files(__package__) / "pages.typ").read_bytes()


def _shape(report: Report) -> dict[str, Any]:
    return {
        "language": report.language,
        "fonts": ["DejaVu Sans"] if report.language == "ar" else ["Libertinus Serif"],
        "country": report.country,
        "title": report.title,
        "notice": report.notice,
        "contents": report.contents,
        "note": report.note,
        "entries": [[sheet.heading, at] for at, sheet in enumerate(report.sheets, BEFORE + 1) if sheet.heading],
        "pages": [_page(sheet, _LINES.get(report.language, _LINE)) for sheet in report.sheets],
    }


def _page(sheet: Sheet, width: int) -> dict[str, Any]:
    lead, *others = [words.text for words in sheet.paragraphs]
    return {
        "heading": sheet.heading,
        "lead": lead,
        "set": sheet.columns,
        "paragraphs": others,
        "rows": _rows(others, width) if sheet.columns == "rows" else [],
        "table": _table(sheet.table) if sheet.table else None,
    }


def _rows(paragraphs: list[str], width: int) -> list[tuple[str, str]]:
    """Return the lines of two columns side by side, an empty one between paragraphs."""
    lines = [line for text in paragraphs for line in [*wrap(text, width), ""]][:-1]
    half = (len(lines) + 1) // 2
    left, right = lines[:half], lines[half:]
    return list(zip(left, [*right, *[""] * (half - len(right))], strict=True))


def _table(table: Table) -> dict[str, Any]:
    return {"caption": table.caption, "rows": table.rows}


def _blocks(report: Report) -> Iterator[Block]:
    yield Paragraph((Run(report.country, strong=True),), tone=Tone.LEAD)
    yield Paragraph((Run(report.notice, quiet=True),), tone=Tone.QUIET)
    for sheet in report.sheets:
        if sheet.heading:
            yield Heading(sheet.heading)
        for words in sheet.paragraphs:
            yield Paragraph((Run(words.text),))
        if sheet.table:
            labels, *rows = sheet.table.rows
            cells = tuple(tuple(((Run(cell),),) for cell in row) for row in rows)
            yield PageTable(Holds.ITEMS, tuple(Column(label) for label in labels), cells)
