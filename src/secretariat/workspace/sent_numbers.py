"""Numbers as a page sends them back: keys and versions in fields that nobody types into."""

from __future__ import annotations

LONGEST = 15


def sent_number(value: str) -> int | None:
    """Return the number that a field holds; nothing where it is none, or longer than any key or version is."""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= LONGEST else None


def sent_key(value: str) -> int:
    """Return the key that a field holds; nought, the key of nothing, where it holds none."""
    return sent_number(value) or 0
