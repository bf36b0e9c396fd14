"""Pages as PDF: tagged, with title and language, set offline by typst in the house style."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from .page import Block, Facts, Heading, Listed, Page, Paragraph, Table, Words
from .problems import Unwritable

_NOT_SHOWN = re.compile(r"the text `\"(?P<text>[^`]*)\"` could not be displayed")


def write_pdf(page: Page) -> bytes:
    """Return the page as PDF. The same page gives the same bytes.

    Raises:
        Unwritable: no font of this machine has a letter of the text.
    """
    import typst

    shape = json.dumps(_shape(page), ensure_ascii=False)
    try:
        return bytes(typst.compile(_house_style(), format="pdf", sys_inputs={"page": shape}, pdf_standards=["ua-1"]))
    except typst.TypstError as error:
        raise Unwritable(_why(str(error))) from error


@cache
def _house_style() -> bytes:
    return (files(__package__) / "house.typ").read_bytes()


def _why(error: str) -> str:
    letters = _NOT_SHOWN.search(error)
    if letters:
        return (
            f"no font on this machine has the letters {letters['text']}; install one for their script"
            " (on Debian fonts-noto-core or fonts-noto-cjk), or take another format."
        )
    return f"it cannot be set as PDF ({' '.join(error.split())[:160]}); take another format."


def _shape(page: Page) -> dict[str, Any]:
    return {
        "title": page.title,
        "author": page.author,
        "subject": page.subject,
        "language": page.language[:2],
        "running": page.running,
        "mark": page.mark,
        "numbering": page.numbering,
        "blocks": list(_blocks(page.blocks)),
    }


def _blocks(blocks: tuple[Block, ...]) -> Iterator[dict[str, Any]]:
    """Yield the blocks as the style sheet takes them; numbered paragraphs that follow one another are one list."""
    run: dict[str, Any] | None = None
    for block in blocks:
        if isinstance(block, Paragraph) and block.number is not None:
            if run is None:
                run = {"kind": "numbered", "start": block.number, "items": []}
            run["items"].append(_words(block.words))
            run["leads"] = block.leads
            continue
        if run is not None:
            yield run
            run = None
        yield _block(block)
    if run is not None:
        yield run


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Facts):
        return {"kind": "facts", "rows": block.rows}
    if isinstance(block, Listed):
        return {"kind": "listed", "counted": block.counted, "items": [_words(words) for words in block.items]}
    if isinstance(block, Table):
        return _table(block)
    return {"kind": "paragraph", "tone": block.tone, "language": block.language[:2], "words": _words(block.words)}


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "holds": table.holds,
        "columns": [{"label": column.label, "share": column.share} for column in table.columns],
        "rows": [[[_words(words) for words in cell] for cell in row] for row in table.rows],
    }


def _words(words: Words) -> list[dict[str, Any]]:
    return [{**run._asdict(), "note": run.note.text if run.note else ""} for run in words]
