"""List markers and heading numbers at the start of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_BULLETS = "-*+•◦▪▫■□‣⁃∙·●○–—→➢➤►✓✔"
_ROMAN = r"(?:x{0,3}(?:ix|iv|v?i{0,3}))"


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the start of a line: ``text`` as written, ``length`` with the space after it.

    ``rank`` orders numbers by depth (``1.`` 1, ``1.1`` 2); bullets have 0. ``checked`` is a check box's
    state. ``loose`` says that it may as well be words (``A.``, ``1`` without a point).
    """

    text: str
    length: int
    rank: int = 0
    checked: bool | None = None
    loose: bool = False


@cache
def _bullet() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<mark>\*{{1,5}}|\.{{1,5}}|[{re.escape(_BULLETS)}]|o(?=\s{{2,}}|\t))(?P<space>[ \t\u00a0]+)(?=\S)"
    )


@cache
def _box() -> re.Pattern[str]:
    return re.compile(r"(?:\[(?P<ascii>[ xX✓✔]?)\]|(?P<sign>[☐☑☒✅❌]))[ \t]+(?=\S)")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(
        r"(?P<mark>"
        r"\(?\d{1,3}(?:\.\d{1,3}){1,4}[.):]?"
        r"|\d{1,3}\\?[.)]|\(\d{1,3}\)|\d{1,3}[ºo°][.)]?"
        r"|\(?[a-zA-Z][.)](?!\w)|\([a-zA-Z]\)"
        rf"|\(?{_ROMAN}\)|{_ROMAN}\.(?!\w)|{_ROMAN.upper().replace('X{0,3}', 'X{0,3}')}[.)](?!\w)"
        r")(?P<space>[ \t\u00a0]+|(?=[*_\[]))(?=\S)"
    )


def marker(line: str) -> Marker | None:
    """Return the marker that ``line`` (without its indent) begins with, if any."""
    found = _bullet().match(line)
    if found:
        box = _box().match(line, found.end())
        if box:
            return Marker(line[: box.end()].rstrip(), box.end(), checked=_is_checked(box))
        rank = len(found["mark"]) - 1 if found["mark"].startswith(("**", "..")) else 0
        return Marker(found["mark"], found.end(), rank=-rank)
    box = _box().match(line)
    if box:
        return Marker(line[: box.end()].rstrip(), box.end(), checked=_is_checked(box))
    number = _number().match(line)
    if number and number["mark"].strip("()."):
        return Marker(number["mark"], number.end(), rank=_rank(number["mark"]), loose=_is_loose(number["mark"]))
    return None


def _is_checked(box: re.Match[str]) -> bool:
    return (box["ascii"] or "").strip() != "" or box["sign"] in {"☑", "☒", "✅"}


def _rank(mark: str) -> int:
    parts = [part for part in mark.strip("().:").split(".") if part]
    if len(parts) > 1 and parts[-1] == "0":  # "6.0" heads the section that others write as "6."
        parts.pop()
    return len(parts)


def _is_loose(mark: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z]\.", mark))
