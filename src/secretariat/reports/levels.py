"""How confidential a document is: as the strictest thing in it."""

from __future__ import annotations

from collections.abc import Iterable

from secretariat.register.levels import STRICTNESS


def classification(levels: Iterable[str]) -> str:
    """Return the strictest of some levels, as documents name it."""
    found = max(levels, key=STRICTNESS.index)
    return "Chatham House" if found == "chatham" else found
