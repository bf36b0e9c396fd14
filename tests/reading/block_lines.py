"""The blocks of a document as lines that a test can compare at a glance."""

from __future__ import annotations

from secretariat.reading.source_text import Block, Kind, SourceText, Style


def block_lines(source: SourceText) -> list[str]:
    """Return a line for each block: kind and level, marker in brackets, words; cells between bars."""
    return [_line(block, source.text) for block in source.blocks]


def _line(block: Block, text: str) -> str:
    kind = f"{block.kind}{block.level}" if block.kind in {Kind.HEADING, Kind.ITEM} else str(block.kind)
    if block.kind is Kind.ROW:
        cells = " | ".join(cell.of(text) for cell in block.cells)
        return f"{'header' if block.header else kind}: {cells}"
    marker = f"[{block.marker}] " if block.marker else ""
    return f"{kind}: {marker}{block.span.of(text)}"


def marked(source: SourceText, style: Style) -> list[str]:
    """Return the words marked in one style."""
    return [mark.span.of(source.text) for mark in source.marks if mark.style is style]


def is_sound(source: SourceText) -> bool:
    """Say whether blocks stand in order, do not overlap, and hold their cells and marks within the text."""
    at = 0
    for block in source.blocks:
        inside = all(block.span.contains(cell) for cell in block.cells)
        if block.span.start < at or block.span.end < block.span.start or not inside:
            return False
        at = block.span.end
    ends = [mark.span.end for mark in source.marks]
    return at <= len(source.text) and all(end <= len(source.text) for end in ends)
