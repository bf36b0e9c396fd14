"""Passages as people read them. What is stored stays as it stands on the page."""

from __future__ import annotations

import re

_BROKEN = re.compile("[\x02\ufffe]\\s*")
"""How the text of a PDF marks a word that goes on in the next line."""


def joined(text: str) -> str:
    """Return a text of a page as it is read: words that a line end broke are whole, and a line end is a space."""
    return " ".join(_BROKEN.sub("", text).split())
