"""How a cell of a spreadsheet is written and read: text that would run as a formula is kept from it, days are days."""

from __future__ import annotations

import re
from datetime import date, datetime

Cell = str | int | float | date | None

# The full-width forms are read as their plain counterparts by some spreadsheets.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def shielded(text: str) -> str:
    """Return a text as CSV holds it: an apostrophe stands before what a spreadsheet would take for a formula."""
    return f"'{text}" if _runs(text) else text


def unshielded(text: str) -> str:
    """Return the text that ``shielded`` was given."""
    return text[1:] if text.startswith("'") and _runs(text) else text


def text_of(cell: Cell) -> str:
    """Return a cell as text; a whole number has no decimals."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def day_of(cell: Cell) -> date | None:
    """Return the day that a cell holds: a spreadsheet's own, ``2021-02-28``, or ``28.2.2021``.

    Raises:
        ValueError: when it holds something else; nothing is guessed of ``2/3/2021``.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date) or cell is None:
        return cell
    text = text_of(cell).strip()
    if not text:
        return None
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    if _ISO.fullmatch(text):
        return date.fromisoformat(text)
    raise ValueError(text)


def _runs(text: str) -> bool:
    """Say whether a text begins as a formula, behind spaces and apostrophes."""
    return text.lstrip(" '").startswith(FORMULA_STARTS)
