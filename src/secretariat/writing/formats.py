"""The formats, one table: what each is called, its media type and suffix, and who writes it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from .documents import Document, Meeting
from .problems import UnknownFormat

_LONGEST_NAME = 80
_NO_NAMES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


@dataclass(frozen=True, slots=True)
class Format:
    """A format; ``writer`` names its module and function, which are loaded when it is first written."""

    name: str
    media_type: str
    suffix: str
    writer: tuple[str, str]
    laid_out: bool = True


FORMATS = {
    form.name: form
    for form in (
        Format(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ".docx",
            ("docx", "write_docx"),
        ),
        Format("pdf", "application/pdf", ".pdf", ("pdf", "write_pdf")),
        Format("markdown", "text/markdown; charset=utf-8", ".md", ("markdown", "write_markdown")),
        Format("html", "text/html; charset=utf-8", ".html", ("html", "write_html")),
        Format("akn", "application/akn+xml", ".akn.xml", ("akoma_ntoso", "write_akoma_ntoso"), laid_out=False),
        Format("json", "application/json", ".json", ("json_form", "write_json"), laid_out=False),
    )
}


def write(document: Document, form: str) -> bytes:
    """Return a document as a file of a format: ``docx``, ``pdf``, ``markdown``, ``html``, ``akn`` or ``json``.

    The same document gives the same bytes.

    Raises:
        UnknownFormat: there is no such format.
        Unwritable: the format cannot hold this document; the message is one line that says what to do.
    """
    found = format_named(form)
    module, name = found.writer
    writer: Callable[..., bytes] = getattr(import_module(f".{module}", __package__), name)
    if not found.laid_out:
        return writer(document)
    from .layout import lay_out

    return writer(lay_out(document))


def format_named(form: str) -> Format:
    """Return a format by its name.

    Raises:
        UnknownFormat: there is no such format.
    """
    if form not in FORMATS:
        raise UnknownFormat(f'there is no format "{form}"; there are {", ".join(FORMATS)}.')
    return FORMATS[form]


def file_name(document: Document, form: str) -> str:
    """Return a name for the file that every system takes: the day and the title, in plain letters.

    Raises:
        UnknownFormat: there is no such format.
    """
    day = document.date if isinstance(document, Meeting) else document.as_of
    words = _plain(f"{day or ''} {document.title}")[:_LONGEST_NAME].strip("-")
    if not words or words in _NO_NAMES:
        words = f"document-{words}".strip("-")
    return words + format_named(form).suffix


def _plain(words: str) -> str:
    bare = (char for char in unicodedata.normalize("NFKD", words.lower()) if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", "".join(bare)).strip("-")
