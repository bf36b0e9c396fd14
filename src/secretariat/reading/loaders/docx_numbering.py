"""List numbers of a Word document, counted as Word counts them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from . import numerals
from .docx_names import child, number, switch, value, word
from .docx_symbols import translated

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": numerals.letter,
    "upperLetter": lambda count: numerals.letter(count).upper(),
    "lowerRoman": numerals.roman,
    "upperRoman": lambda count: numerals.roman(count).upper(),
    "ordinal": numerals.ordinal,
    "russianLower": numerals.cyrillic,
    "russianUpper": lambda count: numerals.cyrillic(count).upper(),
    "arabicAlpha": numerals.arabic,
    "arabicAbjad": numerals.abjad,
    "chineseCounting": numerals.chinese,
    "chineseCountingThousand": numerals.chinese,
    "ideographDigital": numerals.chinese,
    "japaneseCounting": numerals.chinese,
    "numberInDash": lambda count: f"- {count} -",
    "none": lambda _: "",
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is written and when it starts again."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    style: str | None = None
    legal: bool = False
    font: str = ""


@dataclass(slots=True)
class _Counters:
    """How far a list has been counted, by level."""

    values: dict[int, int] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _List:
    """A list of the document: its levels, the counters that it shares, where it starts anew."""

    identifier: str
    shared: str
    levels: dict[int, Level]
    overrides: dict[int, int]


class Numbering:
    """The lists of a document; ``marker`` is asked for each item in the order of the text."""

    def __init__(self, root: _Element | None, list_of_style: Callable[[str], str | None]) -> None:
        """Take the root of the numbering part; ``list_of_style`` tells which list a list style stands for."""
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, _Counters] = {}
        abstracts: dict[str, _Element] = {}
        for element in root.iterfind(word("abstractNum")) if root is not None else ():
            abstracts.setdefault(element.get(word("abstractNumId")) or "", element)
        nums = {} if root is None else {one.get(word("numId")) or "": one for one in root.iterfind(word("num"))}
        for identifier, element in nums.items():
            shared = value(element, "abstractNumId") or ""
            link = value(abstracts.get(shared), "numStyleLink")
            if link is not None:
                linked = nums.get(list_of_style(link) or "")
                shared = value(linked, "abstractNumId") or shared
            self._lists[identifier] = _read_list(identifier, shared, element, abstracts.get(shared))

    def level_of_style(self, identifier: str, styles: tuple[str, ...]) -> int:
        """Return the level that a list ties to one of ``styles``, nearest first; 0 where it ties none."""
        found = self._lists.get(identifier)
        for style in styles:
            for at, level in found.levels.items() if found else ():
                if level.style == style:
                    return at
        return 0

    def is_list(self, identifier: str | None) -> bool:
        """Say whether there is such a list; ``0`` is Word's way to say that there is none."""
        return identifier is not None and identifier in self._lists

    def marker(self, identifier: str, level: int) -> str:
        """Count one item of a list and return its marker as Word shows it."""
        found = self._lists[identifier]
        at = min(max(level, 0), MAX_LEVELS - 1)
        counters = self._counters.setdefault(found.shared, _Counters())
        self._count(found, counters, at)
        own = found.levels.get(at, Level())
        if own.format == "bullet":
            return translated(own.text, own.font).strip() or "•"

        def write(place: re.Match[str]) -> str:
            index = int(place[1]) - 1
            of = found.levels.get(index, Level())
            style = "decimal" if own.legal and of.format != "none" else of.format
            return _FORMATS.get(style, str)(counters.values.get(index, of.start))

        return _PLACE.sub(write, own.text).strip()

    def _count(self, found: _List, counters: _Counters, at: int) -> None:
        values = counters.values
        key = (found.identifier, at)
        for above in range(at):
            values.setdefault(above, found.levels.get(above, Level()).start)
        if at in found.overrides and key not in counters.started:
            values[at] = found.overrides[at]
        elif at in values:
            values[at] += 1
        else:
            values[at] = found.overrides.get(at, found.levels.get(at, Level()).start)
        counters.started.add(key)
        for below in range(at + 1, MAX_LEVELS):
            restart = found.levels.get(below, Level()).restart
            if restart is None or (restart > 0 and at < restart):
                values.pop(below, None)


def _read_list(identifier: str, shared: str, element: _Element, abstract: _Element | None) -> _List:
    levels: dict[int, Level] = {}
    for one in abstract.iterfind(word("lvl")) if abstract is not None else ():
        levels[number(one.get(word("ilvl")))] = _read_level(one)
    overrides: dict[int, int] = {}
    for override in element.iterfind(word("lvlOverride")):
        at = number(override.get(word("ilvl")))
        own = child(override, "lvl")
        if own is not None:
            levels[at] = _read_level(own)
        start = value(override, "startOverride")
        if start is not None:
            overrides[at] = number(start, 1)
            levels[at] = replace(levels.get(at, Level()), start=overrides[at])
    return _List(identifier, shared, levels, overrides)


def _read_level(element: _Element) -> Level:
    fonts = child(element, "rPr", "rFonts")
    restart = value(element, "lvlRestart")
    return Level(
        max(number(value(element, "start"), 1), 0) if child(element, "start") is not None else 1,
        value(element, "numFmt") or _alternate_format(element) or "decimal",
        value(element, "lvlText") or "",
        None if restart is None else number(restart),
        value(element, "pStyle"),
        bool(switch(element, "isLgl")),
        "" if fonts is None else (fonts.get(word("ascii")) or fonts.get(word("hAnsi")) or ""),
    )


def _alternate_format(element: _Element) -> str | None:
    """Return the number format that stands within an alternative for older programs."""
    found = next(element.iter(word("numFmt")), None)
    return None if found is None else found.get(word("val"))
