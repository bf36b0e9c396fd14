"""Where single characters of a PDF page stand, for what whole lines do not tell."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple

from .pdf_pieces import direct

if TYPE_CHECKING:
    from types import ModuleType


class Place(NamedTuple):
    """The box of a character with the room that its font gives it; the edges of the page are 0."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Return how high the box is."""
        return self.top - self.bottom


class Characters:
    """Asks PDFium about the characters of a page, each by its place among the words; keeps the memory for answers."""

    def __init__(self, pdfium: ModuleType) -> None:
        """Take the library that knows."""
        self._index = direct(pdfium.FPDFText_GetCharIndexFromTextIndex)
        self._loose = direct(pdfium.FPDFText_GetLooseCharBox)
        self._origin = direct(pdfium.FPDFText_GetCharOrigin)
        self._box = pdfium.FS_RECTF()
        self._box_ref = ctypes.byref(self._box)
        self._point = (ctypes.c_double(), ctypes.c_double())
        self._point_refs = [ctypes.byref(value) for value in self._point]

    def place(self, text: object, at: int) -> Place:
        """Return where the character ``at`` stands; all edges are 0 where PDFium does not know."""
        handle = ctypes.cast(text, ctypes.c_void_p)  # type: ignore[arg-type]
        if not self._loose(handle, self._index(handle, at), self._box_ref):
            return Place(0.0, 0.0, 0.0, 0.0)
        return Place(self._box.left, self._box.top, self._box.right, self._box.bottom)

    def drawn_as_one(self, text: object, at: int) -> bool:
        """Say whether the character ``at`` and the next are one glyph."""
        handle = ctypes.cast(text, ctypes.c_void_p)  # type: ignore[arg-type]
        return self._point_of(handle, at) == self._point_of(handle, at + 1)

    def _point_of(self, handle: object, at: int) -> tuple[float, float]:
        self._origin(handle, self._index(handle, at), *self._point_refs)
        return self._point[0].value, self._point[1].value
