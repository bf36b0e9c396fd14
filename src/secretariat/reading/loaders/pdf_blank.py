"""Pages of a PDF without words: blank, drawn, or lost with a part of the file."""

from __future__ import annotations

import ctypes
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

_MOST_OBJECTS = 200
_MOST_BLANKS = 3
"""How many pieces of text a page may have of which PDFium finds no character, and be blank."""
_MOST_OF_NOTHING = 300
_CONTENTS = re.compile(rb"/Contents (\d+) 0 R")
_LENGTH = rb"\n%s 0 obj[^>]{0,200}/Length (\d+)"


def is_drawn(pdfium: ModuleType, page: object, characters: int) -> bool:
    """Say whether something other than blanks stands on a page that has no words."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > _MOST_BLANKS and not characters:
        return True
    kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, at)) for at in range(min(count, _MOST_OBJECTS)))
    return any(kind != pdfium.FPDF_PAGEOBJ_TEXT for kind in kinds)


def is_lost(pdfium: ModuleType, document: object, index: int) -> bool:
    """Say whether a page on which nothing stands had something: content that is broken, or fonts without content."""
    raw = _alone(pdfium, document, index)
    contents = _CONTENTS.search(raw)
    if contents is None:
        return b"/Contents" in raw or b"/Font" in raw
    length = re.search(_LENGTH % contents[1], raw)
    return length is None or int(length[1]) > _MOST_OF_NOTHING


def _alone(pdfium: ModuleType, document: object, index: int) -> bytes:
    """Return a page as a file of its own, its content as it is kept."""
    parts: list[bytes] = []

    def write(_: object, data: int, size: int) -> int:
        parts.append(ctypes.string_at(data, size))
        return 1

    writer = pdfium.FPDF_FILEWRITE(version=1)
    writer.WriteBlock = type(writer.WriteBlock)(write)
    made = pdfium.FPDF_CreateNewDocument()
    try:
        pdfium.FPDF_ImportPagesByIndex(made, document, (ctypes.c_int * 1)(index), 1, 0)
        pdfium.FPDF_SaveAsCopy(made, ctypes.byref(writer), 0)
    finally:
        pdfium.FPDF_CloseDocument(made)
    return b"".join(parts)
