"""Makes small PDFs for the tests, with the words drawn in the order that a test asks for."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
MARGIN = 72.0
LEADING = 1.2


@dataclass(frozen=True)
class Word:
    """Words drawn at one place; ``y`` counts down from the top of the page."""

    text: str
    x: float
    y: float
    size: float = 10.0
    bold: bool = False

    def width(self) -> float:
        """Return how wide the words are."""
        return float(stringWidth(self.text, _font(self.bold), self.size))


@dataclass
class Sheet:
    """A page that is written from top to bottom; ``words`` is what will be drawn."""

    x: float = MARGIN
    width: float = WIDTH - 2 * MARGIN
    y: float = MARGIN
    words: list[Word] = field(default_factory=list)

    def paragraph(
        self, text: str, *, size: float = 10.0, bold: bool = False, hang: float = 0.0, space: float = 6.0
    ) -> Sheet:
        """Write a paragraph over as many lines as it takes; ``hang`` sets all but the first line in."""
        for number, line in enumerate(wrapped(text, self.width - hang, size, bold=bold)):
            self.line(line, size=size, bold=bold, indent=hang if number else 0.0)
        self.y += space
        return self

    def line(self, text: str, *, size: float = 10.0, bold: bool = False, indent: float = 0.0) -> Sheet:
        """Write one line."""
        self.y += LEADING * size
        self.words.append(Word(text, self.x + indent, self.y, size, bold))
        return self

    def row(self, cells: Sequence[str], places: Sequence[float], *, space: float = 6.0, size: float = 10.0) -> Sheet:
        """Write a table row: each cell wrapped in its column, all beginning at one height."""
        edges = [*places[1:], self.width]
        top = lowest = self.y
        for cell, place, edge in zip(cells, places, edges, strict=True):
            self.y = top
            for line in wrapped(cell, edge - place - 8, size):
                self.line(line, size=size, indent=place)
            lowest = max(lowest, self.y)
        self.y = lowest + space
        return self


def _font(bold: bool) -> str:  # noqa: FBT001 - the one thing that fonts differ in here
    return "Helvetica-Bold" if bold else "Helvetica"


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Return the lines that ``text`` takes in a column of that width."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, _font(bold), size) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def in_columns(
    paragraphs: Iterable[str], columns: Sequence[tuple[float, float]], *, top: float, lines: int
) -> list[Sheet]:
    """Return the paragraphs poured into columns ``(x, width)`` of so many lines, the first column first."""
    sheets = [Sheet(x, width, top) for x, width in columns]
    at = 0
    for paragraph in paragraphs:
        rest = paragraph
        while rest:
            sheet = sheets[at]
            line = wrapped(rest, sheet.width, 10.0)[0]
            sheet.line(line)
            rest = rest[len(line) :].strip()
            if len(sheet.words) >= lines and at + 1 < len(sheets):
                at += 1
        sheets[at].y += 6.0
    return sheets


def interleaved(sheets: Sequence[Sheet]) -> list[Word]:
    """Return the words line by line across the columns, as some producers draw them."""
    return sorted((word for sheet in sheets for word in sheet.words), key=lambda word: (round(word.y), word.x))


def column_by_column(sheets: Sequence[Sheet]) -> list[Word]:
    """Return the words of the first column, then those of the next."""
    return [word for sheet in sheets for word in sheet.words]


def backwards(sheets: Sequence[Sheet]) -> list[Word]:
    """Return the words from the last to the first."""
    return column_by_column(sheets)[::-1]


ORDERS: dict[str, Callable[[Sequence[Sheet]], list[Word]]] = {
    "interleaved": interleaved,
    "column by column": column_by_column,
    "backwards": backwards,
}


def pdf(
    pages: Iterable[Sequence[Word]],
    *,
    turn: int = 0,
    password: str | None = None,
    owner: str | None = None,
    discs: Sequence[tuple[float, float]] = (),
) -> bytes:
    """Return a PDF with those words on its pages. ``turn`` rotates the pages, text and all.

    ``discs`` are drawn at those places of each page, as browsers draw the bullets of a list.
    """
    out = io.BytesIO()
    lock = StandardEncryption(password or "", ownerPassword=owner or "owner", canPrint=1) if password or owner else None
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), encrypt=lock, invariant=1)
    for words in pages:
        if turn:
            canvas.setPageRotation(turn)
            _turned(canvas, turn)
        for x, y in discs:
            canvas.circle(x, HEIGHT - y, 1.7, stroke=0, fill=1)
        for word in words:
            canvas.setFont(_font(word.bold), word.size)
            canvas.drawString(word.x, HEIGHT - word.y, word.text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _turned(canvas: Canvas, turn: int) -> None:
    """Turn what is drawn against the page's own turn, so that it reads upright."""
    if turn == 180:
        canvas.translate(WIDTH, HEIGHT)
        canvas.rotate(180)
    else:
        canvas.rotate(turn)
        canvas.translate(*((0, -HEIGHT + (HEIGHT - WIDTH)) if turn == 90 else (-HEIGHT, 0)))


def pictures(count: int) -> bytes:
    """Return a PDF whose pages show a picture and no text."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    for _ in range(count):
        canvas.setFillGray(0.5)
        canvas.rect(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pictures_and_words(pages: Sequence[Sequence[Word] | None]) -> bytes:
    """Return a PDF with words on some pages and a picture on those that are ``None``."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    for words in pages:
        if words is None:
            canvas.rect(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN, fill=1)
        for word in words or ():
            canvas.setFont(_font(word.bold), word.size)
            canvas.drawString(word.x, HEIGHT - word.y, word.text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lettered(lines: Sequence[str], meanings: dict[str, int], *, right: float | None = None) -> bytes:
    """Return a PDF whose letters mean other characters, as a font's own table says.

    ``right`` sets the lines flush with that edge. The glyphs are those of Courier, 12 points.
    """
    table = "".join(f"<{ord(letter):02X}> <{code:04X}>\n" for letter, code in sorted(meanings.items()))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(meanings)} beginbfchar\n{table}endbfchar\nendcmap end end"
    )
    content = "BT /F1 12 Tf\n"
    for number, line in enumerate(lines):
        x = right - 7.2 * len(line) if right is not None else MARGIN
        content += f"1 0 0 1 {x:.1f} {HEIGHT - MARGIN - 15 * (number + 1):.1f} Tm ({line}) Tj\n"
    content += "ET"
    edges = f"[0 0 {WIDTH:.0f} {HEIGHT:.0f}]"
    return _file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox {edges} /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
            f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        ]
    )


def _file(objects: Sequence[str]) -> bytes:
    """Return a PDF of some objects, numbered from 1."""
    out, places = b"%PDF-1.4\n", []
    for number, held in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{held}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(out)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n".encode("ascii")
    return out + f"startxref\n{start}\n%%EOF\n".encode("ascii")
