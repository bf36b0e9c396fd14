"""Small PDFs with tags, set by typst from its own markup."""

from __future__ import annotations

import typst

from secretariat.reading import SourceText, load

PAGE = (
    '#set document(title: "Minutes")\n#set text(lang: "en", hyphenate: false)\n#set page(width: 12cm, height: 10cm)\n'
)


def tagged(markup: str, *, tags: bool = True) -> SourceText:
    """Return the text of a PDF; without ``tags`` it is the same page, told by its look alone."""
    return load(bytes(typst.compile((PAGE + markup).encode(), format="pdf", pdf_tags=tags)), "minutes.pdf")


def lines(source: SourceText) -> list[tuple[str, str]]:
    """Return the kind and words of each block, cells parted by a stroke."""
    return [
        (block.kind.value, " | ".join(source.words(cell) for cell in block.cells) or source.words(block.span))
        for block in source.blocks
    ]
