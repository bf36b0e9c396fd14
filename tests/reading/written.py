"""One record written as TXT, HTML, DOCX and PDF, for tests that compare what is read from each."""

from __future__ import annotations

import html
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import ListFlowable, ListItem, Paragraph, SimpleDocTemplate


@dataclass(frozen=True)
class Piece:
    """A piece of a record: ``kind`` is ``title``, ``heading``, ``line``, ``paragraph`` or ``item``."""

    kind: str
    words: str


def as_txt(pieces: list[Piece]) -> bytes:
    """Write plain text: a blank line between pieces, none between lines and items that belong together."""
    rows: list[str] = []
    for number, piece in enumerate(pieces):
        together = number and pieces[number - 1].kind == piece.kind and piece.kind in {"line", "item"}
        rows.append(("" if together or not number else "\n") + ("- " if piece.kind == "item" else "") + piece.words)
    return "\n".join(rows).encode()


def as_html(pieces: list[Piece]) -> bytes:
    """Write a web page with headings, paragraphs and lists."""
    tags = {"title": "h1", "heading": "h2", "line": "p", "paragraph": "p", "item": "li"}
    rows = ["<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Record</title></head><body>"]
    for number, piece in enumerate(pieces):
        if piece.kind == "item" and (not number or pieces[number - 1].kind != "item"):
            rows.append("<ul>")
        rows.append(f"<{tags[piece.kind]}>{html.escape(piece.words)}</{tags[piece.kind]}>")
        if piece.kind == "item" and (number + 1 == len(pieces) or pieces[number + 1].kind != "item"):
            rows.append("</ul>")
    return "\n".join([*rows, "</body></html>"]).encode()


def as_docx(pieces: list[Piece]) -> bytes:
    """Write a Word document with real heading and list styles."""
    document = Document()
    styles = {"title": "Title", "heading": "Heading 1", "item": "List Bullet"}
    for piece in pieces:
        document.add_paragraph(piece.words, style=styles.get(piece.kind))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(pieces: list[Piece]) -> bytes:
    """Write a PDF with larger headings and bulleted lists."""
    styles = getSampleStyleSheet()
    named = {"title": "Title", "heading": "Heading2"}
    story = []
    for piece in pieces:
        flow = Paragraph(html.escape(piece.words), styles[named.get(piece.kind, "BodyText")])
        if piece.kind == "item":
            story.append(ListFlowable([ListItem(flow)], bulletType="bullet", start="•"))
        else:
            story.append(flow)
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4, title="Record").build(story)
    return out.getvalue()
