"""Words written from right to left: put in the order in which they are read where PDFium leaves them as they look."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .pdf_pieces import direct

if TYPE_CHECKING:
    from types import ModuleType

_LETTERS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ALEF_LAM = re.compile("[\u0622\u0623\u0625\u0627]\u0644")
_NUMBER = r"\d(?:[\d.,/:\u066b\u066c]*\d)?"
_SIGN_FIRST = re.compile(rf"(?<!\S)([\u060c\u061b\u061f.:!%\u066a])({_NUMBER})(?=\s|$)")
_BRACKETS = re.compile(r"(?<!\S)([)\]»])(?=[^\s)\]»])([^()\[\]«»\r\n]{1,120})([(\[«])")
_MIRRORED = str.maketrans(")]»([«", "([«)]»")


def is_right_to_left(words: str) -> bool:
    """Say whether most letters of a page run from right to left."""
    return not words.isascii() and 2 * len(_LETTERS.findall(words)) > sum(map(str.isalpha, words))


class Turned:
    """Puts the words of a page in reading order, each character in the place of another: places stay what they were."""

    def __init__(self, pdfium: ModuleType) -> None:
        """Take the library that knows where characters stand."""
        self._places = [ctypes.c_double() for _ in range(4)]
        self._refs = [ctypes.byref(place) for place in self._places]
        self._origin: Callable[..., Any] = direct(pdfium.FPDFText_GetCharOrigin)

    def mended(self, text: object, words: str) -> str:
        """Return the words of a page as they are read.

        A letter drawn together with the next (lam and alef) comes turned round, as do signs beside numbers and pairs
        of brackets.
        """
        handle = ctypes.cast(text, ctypes.c_void_p)  # type: ignore[arg-type]
        words = _ALEF_LAM.sub(lambda pair: pair[0][::-1] if self._is_one(handle, pair.start()) else pair[0], words)
        words = _SIGN_FIRST.sub(r"\2\1", words)
        return _BRACKETS.sub(lambda pair: pair[1].translate(_MIRRORED) + pair[2] + pair[3].translate(_MIRRORED), words)

    def _is_one(self, handle: object, at: int) -> bool:
        """Say whether a character and the next were drawn as one."""
        left, top, other_left, other_top = self._places
        self._origin(handle, at, *self._refs[:2])
        self._origin(handle, at + 1, *self._refs[2:])
        return (left.value, top.value) == (other_left.value, other_top.value)
