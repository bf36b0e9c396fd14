"""Made-up records as files of the formats that secretariats keep."""

from __future__ import annotations

import html
from io import BytesIO

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from .records import Record, text


def txt(record: Record) -> bytes:
    """Return the record as plain text."""
    return text(record).encode()


def web(record: Record) -> bytes:
    """Return the record as a web page."""
    parts = [f"<h1>{_escaped(record.title)}</h1><p>{record.when}, {record.hours}</p><h2>Participants</h2><ul>"]
    parts += [f"<li>{_escaped(person)}</li>" for person in record.participants]
    parts.append("</ul>")
    for item in record.items:
        parts.append(f"<h2>{_escaped(item.title)}</h2>")
        parts += [f"<p>{_escaped(words)}</p>" for words in (*item.remarks, item.ruling)]
        parts.append("<h3>Action points</h3><ul>")
        parts += [f"<li>{_escaped(task)}</li>" for task in item.tasks]
        parts.append("</ul>")
    return f"<!doctype html><html lang=en><meta charset=utf-8><title>Record</title>{''.join(parts)}</html>".encode()


def docx(record: Record) -> bytes:
    """Return the record as a Word document."""
    document = Document()
    document.add_heading(record.title, level=0)
    document.add_paragraph(f"{record.when}, {record.hours}")
    document.add_heading("Participants", level=1)
    for person in record.participants:
        document.add_paragraph(person, style="List Bullet")
    for item in record.items:
        document.add_heading(item.title, level=1)
        for words in (*item.remarks, item.ruling):
            document.add_paragraph(words)
        document.add_heading("Action points", level=2)
        for task in item.tasks:
            document.add_paragraph(task, style="List Bullet")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(record: Record) -> bytes:
    """Return the record as a PDF."""
    styles = getSampleStyleSheet()
    story = [Paragraph(_escaped(record.title), styles["Title"])]
    story.append(Paragraph(f"{record.when}, {record.hours}", styles["BodyText"]))
    story.append(Paragraph("Participants", styles["Heading1"]))
    story += [Paragraph(_escaped(person), styles["BodyText"], bulletText="•") for person in record.participants]
    for item in record.items:
        story.append(Paragraph(_escaped(item.title), styles["Heading1"]))
        story += [Paragraph(_escaped(words), styles["BodyText"]) for words in (*item.remarks, item.ruling)]
        story.append(Paragraph("Action points", styles["Heading2"]))
        story += [Paragraph(_escaped(task), styles["BodyText"], bulletText="•") for task in item.tasks]
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story)
    return out.getvalue()


def _escaped(words: str) -> str:
    return html.escape(words, quote=False)


FORMATS = {"txt": txt, "html": web, "docx": docx, "pdf": pdf}
