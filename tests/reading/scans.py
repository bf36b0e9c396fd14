"""Scanned pages for the tests: a page is drawn, and its drawing alone is put into another file."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from secretariat.reading.loaders.pictures import draw
from tests.reading.pdf_samples import HEIGHT, WIDTH, Sheet, Word, pdf

WORDS = (
    "In 2021 the Government signed a bilateral agreement for 3,000 migrant workers. No agency may charge them a fee.",
    "The country hosts 12,000 refugees, who have access to health care and schools.",
)


def scan(pages: Sequence[Sequence[str]], *, as_text: Collection[int] = ()) -> bytes:
    """Return a PDF of these paragraphs, whose pages are pictures but for those of the numbers ``as_text``."""
    sheets = [_sheet(paragraphs) for paragraphs in pages]
    drawn = pdf(sheets)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    for number, words in enumerate(sheets, 1):
        if number in as_text:
            canvas.setFont("Helvetica", 10)
            for word in words:
                canvas.drawString(word.x, HEIGHT - word.y, word.text)
        else:
            picture = draw(drawn, number)
            assert picture
            image = Image.frombytes("L", (picture.width, picture.height), picture.pixels)
            canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _sheet(paragraphs: Sequence[str]) -> list[Word]:
    sheet = Sheet()
    for paragraph in paragraphs:
        sheet.paragraph(paragraph, space=12)
    return sheet.words
