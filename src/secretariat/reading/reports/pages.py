"""Pages as they are kept, so that a report can be examined anew without its file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..loaders.pdf_reports import PageText
from ..source_text import Block, Kind
from ..spans import Span


def page_record(page: PageText) -> dict[str, object]:
    """Return a page as it goes into JSON: its number, its text, and kind, start, end and level of each block."""
    blocks = [[block.kind.value, *block.span, block.level] for block in page.blocks]
    return {"number": page.number, "text": page.text, "blocks": blocks}


def kept_page(record: Mapping[str, Any]) -> PageText:
    """Return the page of a record that ``page_record`` made."""
    number = int(record["number"])
    blocks = tuple(
        Block(Kind(kind), Span(start, end), level=level, page=number or None)
        for kind, start, end, level in record["blocks"]
    )
    return PageText(number, str(record["text"]), blocks)
