"""Words written from right to left: put in the order in which they are read where PDFium leaves them as they look."""

from __future__ import annotations

import re
from collections.abc import Callable

_LETTERS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ALEF_LAM = re.compile("[\u0622\u0623\u0625\u0627]\u0644")
_NUMBER = r"\d(?:[\d.,/:\u066b\u066c]*\d)?"
_SIGN_FIRST = re.compile(rf"(?<!\S)([\u060c\u061b\u061f.:!%\u066a])({_NUMBER})(?=\s|$)")
_BRACKETS = re.compile(r"(?<!\S)([)\]»])(?=[^\s)\]»])([^()\[\]«»\r\n]{1,120})([(\[«])")
_MIRRORED = str.maketrans(")]»([«", "([«)]»")


def is_right_to_left(words: str) -> bool:
    """Say whether most letters of a page run from right to left."""
    if words.isascii() or not _LETTERS.search(words):
        return False
    return 2 * len(_LETTERS.findall(words)) > sum(map(str.isalpha, words))


def mended(words: str, drawn_as_one: Callable[[int], bool]) -> str:
    """Return the words of a page as they are read, each character in the place of another.

    Lam and alef drawn as one come turned round, as do signs beside numbers and pairs of brackets. ``drawn_as_one``
    says of a place whether the character there and the next are one glyph.
    """
    words = _ALEF_LAM.sub(lambda pair: pair[0][::-1] if drawn_as_one(pair.start()) else pair[0], words)
    words = _SIGN_FIRST.sub(r"\2\1", words)
    return _BRACKETS.sub(lambda pair: pair[1].translate(_MIRRORED) + pair[2] + pair[3].translate(_MIRRORED), words)
