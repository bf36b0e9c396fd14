"""The yardstick: taking the text out of a file and doing nothing with it, as simply as each library allows."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pypdfium2
from docx import Document
from lxml import html


def txt(data: bytes) -> str:
    """Decode the bytes."""
    return data.decode()


def web(data: bytes) -> str:
    """Parse the page and join its text."""
    return "".join(str(words) for words in html.document_fromstring(data).itertext())


def docx(data: bytes) -> str:
    """Join the paragraphs."""
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(data)).paragraphs)


def pdf(data: bytes) -> str:
    """Join the text of the pages in the order in which they are drawn."""
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


EXTRACTORS: dict[str, Callable[[bytes], str]] = {"txt": txt, "html": web, "docx": docx, "pdf": pdf}
