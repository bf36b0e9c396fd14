"""How far an entry may travel, with all that it comes from."""

from __future__ import annotations

from .models import Entry

STRICTNESS = ("public", "network", "chatham", "restricted")


def strictest(entry: Entry) -> str:
    """Return the strictest level of an entry, its document and its meeting."""
    levels = [at.confidentiality for at in (entry, entry.document, entry.meeting) if at is not None]
    return max(levels, key=STRICTNESS.index)
