"""Reports as PDF, made for measuring: covers, running heads, one or two columns, tables, a page that is a picture."""

from __future__ import annotations

import random
import re
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from .gold import gold

GOALS = Path(__file__).resolve().parents[1] / "tests" / "data" / "labels" / "goals.txt"
STATES = "Kenya Ghana Nepal Peru Chile Malawi Ecuador Portugal Morocco Thailand".split()
USUAL, DENSE = 0.02, 0.06
"""The share of paragraphs on migration: a passage on every third or fourth page, and on nearly every page."""
_ON = re.compile("migra|migrant|refugee|remittance|traffick|asylum|border|forced lab|scholarship", re.IGNORECASE)
ORDER = "[{number:04}]"
"""Each paragraph begins with its number, so that the order in which it is read can be scored."""


def report(
    seed: int, pages: int, *, columns: int = 1, share: float = DENSE, scanned: bool = False, numbered: bool = False
) -> bytes:
    """Return a report of about ``pages`` pages; where it is ``scanned``, its last page is a picture."""
    state = STATES[seed % len(STATES)]
    out = BytesIO()
    width, height = A4
    document = BaseDocTemplate(out, pagesize=A4, title=f"{state} review", invariant=1)
    gap = 18
    wide = (width - 108 - gap * (columns - 1)) / columns
    frames = [Frame(54 + at * (wide + gap), 60, wide, height - 130, 0, 0, 0, 0) for at in range(columns)]

    def running(canvas: Any, page: Any) -> None:  # noqa: ANN401 - reportlab has no types
        canvas.setFont("Helvetica", 8)
        canvas.drawString(54, height - 40, f"{state}: Voluntary National Review {2016 + seed % 9}")
        canvas.drawRightString(width - 54, 36, str(page.page))

    document.addPageTemplates(PageTemplate(frames=frames, onPage=running))
    document.addPageTemplates(PageTemplate("picture", frames=frames[:1]))
    styles = getSampleStyleSheet()
    story = _story(random.Random(seed), pages * 16, styles, state, share=share, numbered=numbered)
    if scanned:
        story += [NextPageTemplate("picture"), PageBreak(), _picture()]
    document.build(story)
    return out.getvalue()


def _picture() -> Any:  # noqa: ANN401
    """Return something drawn, without a word in it."""
    drawing = Drawing(300, 400)
    drawing.add(Rect(0, 0, 300, 400))
    return drawing


def _story(chance: random.Random, count: int, styles: Any, state: str, *, share: float, numbered: bool) -> list[Any]:  # noqa: ANN401

    other = [line.partition(" | ")[2] for line in GOALS.read_text(encoding="utf-8").splitlines() if line[:1].isdigit()]
    other = [text for text in other if not _ON.search(text)]
    on = [passage.text for passage in gold() if passage.language == "en" and passage.subject != "none"]
    story: list[Any] = [
        Spacer(1, 200),
        Paragraph("Voluntary National Review", styles["Title"]),
        Paragraph(f"Republic of {state}", styles["Title"]),
        PageBreak(),
    ]
    for number in range(count):
        if number % 14 == 0:
            story.append(Paragraph(f"{1 + number // 14}. Progress and measures", styles["Heading2"]))
        if number % 40 == 39:
            cells = [[str(chance.randint(1, 999)) for _ in range(4)] for _ in range(8)]
            story.append(Table([["Indicator", "2015", "2018", "2021"], *cells]))
        words = [chance.choice(on)] if chance.random() < share else []
        words += [chance.choice(other) for _ in range(3)]
        mark = ORDER.format(number=number) + " " if numbered else ""
        story.append(Paragraph(mark + " ".join(words), styles["BodyText"]))
    return story
