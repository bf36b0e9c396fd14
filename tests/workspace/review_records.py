"""Records that the browser tests upload, and how they are opened for review."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document
from playwright.sync_api import FilePayload, Locator, Page

RECORD = """Steering Group
Meeting of {day} March 2031, 10:00 to 11:30, virtual

Participants:

Lena Okafor, Programme Officer, IOM
Tomás Ruiz, Adviser, WHO

Guidance on returns

The Steering Group endorsed the guidance on returns without discussion. 😀 Members thanked the drafters {salt}.

Action points:

- IOM to share the guidance with all country networks by 31 May 2031.
- Keep members regularly informed of new cases.
- Draft a checklist for country networks.

Any other business

The Steering Group agreed to meet again in June. The room had 14 seats.
"""


def text_of(day: int, salt: str = "") -> str:
    """Return a record of its own."""
    return RECORD.format(day=day, salt=salt)


def docx_of(text: str) -> bytes:
    """Return a record as a Word file."""
    document: Any = Document()
    for line in text.split("\n"):
        if line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        elif line.strip():
            document.add_paragraph(line)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def payload(name: str, data: bytes) -> FilePayload:
    """Return a file as the browser is given it."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def read(page: Page, name: str, data: bytes) -> None:
    """Upload a file, wait until it is read, and open its review."""
    page.goto("/upload/")
    page.set_input_files("#upload-files", payload(name, data))
    row = page.locator(".received", has_text=name.rpartition(".")[0])
    row.get_by_role("link", name="to confirm").click()
    page.wait_for_selector("#review.scripted")


def card(page: Page, words: str) -> Locator:
    """Return the finding with these words."""
    return page.locator(".finding", has=page.locator(".finding-words", has_text=words)).first
