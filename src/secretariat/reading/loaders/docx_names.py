"""The XML names of a Word document that the loader looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_OFF = frozenset({"0", "false", "off", "none"})


def word(name: str) -> str:
    """Return the full name of a Word element or attribute."""
    return WORD + name


VAL = word("val")


def value(parent: _Element | None, *path: str) -> str | None:
    """Return ``w:val`` of the element at ``path`` below ``parent``, ``None`` where it is absent."""
    found = child(parent, *path)
    return None if found is None else found.get(VAL)


def child(parent: _Element | None, *path: str) -> _Element | None:
    """Return the element at ``path`` below ``parent``."""
    for name in path:
        if parent is None:
            return None
        parent = parent.find(WORD + name)
    return parent


def switch(parent: _Element | None, name: str) -> bool | None:
    """Return whether a property is on or off, ``None`` where it is not given."""
    found = child(parent, name)
    return None if found is None else is_on(found.get(VAL))


def is_on(written: str | None) -> bool:
    """Say whether the value of a switch means "on"; no value at all does."""
    return written is None or written.lower() not in _OFF


def number(written: str | None, otherwise: int = 0) -> int:
    """Return a whole number as written, ``otherwise`` where it is none."""
    try:
        return int(float(written)) if written is not None and len(written) < 12 else otherwise
    except (ValueError, OverflowError):
        return otherwise
