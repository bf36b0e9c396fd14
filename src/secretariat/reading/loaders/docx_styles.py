"""Styles of a Word document: what they are for, how they set words, what list they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from ..vocabulary import names
from .docx_names import child, is_on, number, switch, value, word

if TYPE_CHECKING:
    from lxml.etree import _Element

_T = TypeVar("_T")
_LONGEST_CHAIN = 30
_NUMBERED = re.compile(r"(?P<words>.*?)\s*(?P<number>[1-9])$")
_TOGGLES = (("strong", "b"), ("emphasis", "i"), ("struck", "strike"), ("hidden", "vanish"))


@dataclass(frozen=True, slots=True)
class Toggles:
    """Properties of words that may be on, off or left as they are."""

    strong: bool | None = None
    emphasis: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None


def toggles(properties: _Element | None) -> Toggles:
    """Read the properties of a run."""
    if properties is None or not len(properties):
        return Toggles()
    found = {field: switch(properties, name) for field, name in _TOGGLES}
    if found["struck"] is None:
        found["struck"] = switch(properties, "dstrike")
    return Toggles(**found)


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it takes over from the styles it is based on.

    ``role`` is ``title``, ``quotation``, ``caption``, ``contents`` or nothing. ``level`` is a heading's
    level from 1, 0 for what is no heading. ``numbering`` and ``depth`` place it in a list. ``before``,
    ``after`` are the white space around it, in twentieths of a point.
    """

    identifier: str = ""
    role: str = ""
    level: int = 0
    numbering: str | None = None
    depth: int | None = None
    list_level: int = 0
    before: int = 0
    after: int = 0
    contextual: bool = False
    words: Toggles = Toggles()
    heads_tables: bool = False
    chain: tuple[str, ...] = ()


class Styles:
    """The styles of a document, by identifier."""

    def __init__(self, root: _Element | None) -> None:
        """Take the root of the styles part; there may be none."""
        self._elements: dict[str, _Element] = {}
        self._found: dict[str, Style] = {}
        self.default = ""
        for element in root.iterfind(word("style")) if root is not None else ():
            identifier = element.get(word("styleId")) or ""
            self._elements.setdefault(identifier, element)
            is_default = element.get(word("default")) is not None and is_on(element.get(word("default")))
            if element.get(word("type")) == "paragraph" and is_default:
                self.default = identifier
        defaults = child(root, "docDefaults", "pPrDefault", "pPr", "spacing")
        self._spacing = (0, 0) if defaults is None else (_space(defaults, "before", 0), _space(defaults, "after", 0))

    def style(self, identifier: str | None) -> Style:
        """Return a style; one that is not there has no properties."""
        key = identifier if identifier is not None and identifier in self._elements else ""
        if key not in self._found:
            self._found[key] = self._resolve(key)
        return self._found[key]

    def paragraph_style(self, identifier: str | None) -> Style:
        """Return the style of a paragraph, the default one where it names none."""
        return self.style(identifier if identifier in self._elements else self.default)

    def _resolve(self, identifier: str) -> Style:
        chain = self._chain(identifier)
        if not chain:
            return Style(before=self._spacing[0], after=self._spacing[1])
        before, after = self._spacing
        for element in reversed(chain):
            spacing = child(element, "pPr", "spacing")
            if spacing is not None:
                before, after = _space(spacing, "before", before), _space(spacing, "after", after)
        lists = [child(element, "pPr", "numPr") for element in chain]
        ilvl = _first(value(found, "ilvl") for found in lists)
        style_name = _name(chain[0])
        contextual = _first(switch(child(element, "pPr"), "contextualSpacing") for element in chain)
        return Style(
            identifier,
            _first(_role(_name(element)) or None for element in chain) or "",
            _level(chain),
            _first(value(found, "numId") for found in lists),
            None if ilvl is None else number(ilvl),
            _list_level(style_name),
            before,
            after,
            bool(contextual),
            _combined(chain),
            any(_heads_tables(element) for element in chain),
            tuple(element.get(word("styleId")) or "" for element in chain),
        )

    def _chain(self, identifier: str) -> list[_Element]:
        """Return a style and those it is based on, nearest first."""
        chain: list[_Element] = []
        seen: set[str] = set()
        while identifier in self._elements and identifier not in seen and len(chain) < _LONGEST_CHAIN:
            seen.add(identifier)
            chain.append(self._elements[identifier])
            identifier = value(chain[-1], "basedOn") or ""
        return chain


def _first(found: Iterable[_T | None]) -> _T | None:
    return next((one for one in found if one is not None), None)


def _space(spacing: _Element, side: str, otherwise: int) -> int:
    automatic = spacing.get(word(f"{side}Autospacing"))
    if automatic is not None and is_on(automatic):
        return 240
    lines = spacing.get(word(f"{side}Lines"))
    if lines is not None:
        return number(lines) * 24 // 10
    return number(spacing.get(word(side)), otherwise)


def _name(element: _Element) -> str:
    return (value(element, "name") or element.get(word("styleId")) or "").strip().lower()


def _combined(chain: list[_Element]) -> Toggles:
    found = [toggles(child(element, "rPr")) for element in chain]
    return Toggles(
        _first(one.strong for one in found),
        _first(one.emphasis for one in found),
        _first(one.struck for one in found),
        _first(one.hidden for one in found),
    )


def _level(chain: list[_Element]) -> int:
    """Return the level of a heading style: from its outline level, else from its name."""
    for element in chain:
        outline = value(element, "pPr", "outlineLvl")
        if outline is not None:
            return number(outline, 9) + 1 if number(outline, 9) < 9 else 0
        found = _NUMBERED.match(_name(element))
        if found and found["words"] in _numbered("headings"):
            return int(found["number"])
    return 0


def _role(name: str) -> str:
    found = _NUMBERED.match(name)
    if name in _names("contents") or (found and found["words"] in _numbered("contents")):
        return "contents"
    return next((role for role in ("title", "quotation", "caption") if name in _names(role)), "")


def _list_level(name: str) -> int:
    """Return the depth that the name of a list style gives: ``List Bullet 2`` is one deeper."""
    found = _NUMBERED.match(name)
    return int(found["number"]) - 1 if found and found["words"] in _numbered("lists") else 0


def _heads_tables(element: _Element) -> bool:
    return any(part.get(word("type")) == "firstRow" for part in element.iterfind(word("tblStylePr")))


@cache
def _names(role: str) -> frozenset[str]:
    return _words(role, "names")


@cache
def _numbered(role: str) -> frozenset[str]:
    return _words(role, "numbered")


def _words(role: str, key: str) -> frozenset[str]:
    found = names("styles").get(role, {}).get(key, ())
    return frozenset(str(word) for word in found) if isinstance(found, list | tuple) else frozenset()
