"""How HTML sets words: elements, style attributes and the plain class rules of a style sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .html_tree import Element
from .passages import Look, safe_target

_STRONG = frozenset({"b", "strong"})
_EMPHASIS = frozenset({"em", "i"})
_STRUCK = frozenset({"del", "s", "strike"})
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_CLASS = re.compile(r"(?:[a-zA-Z][\w-]*)?\.(?P<name>[\w-]+)$")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_WEIGHT = re.compile(r"font-weight\s*:\s*(?P<value>[\w]+)", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*(?P<value>\w+)", re.IGNORECASE)
_LINE = re.compile(r"text-decoration(?:-line)?\s*:\s*(?P<value>[\w -]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_MARGIN = re.compile(r"margin(?:-top|-bottom)?\s*:\s*(?P<size>[\d.]+)", re.IGNORECASE)
_LIST = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?(?P<value>none|(?:lower|upper)-(?:alpha|latin|roman))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The declarations that a document gives to its classes."""

    classes: Mapping[str, str]

    def declarations(self, element: Element) -> str:
        """Return what holds for an element: its classes' declarations, then its own."""
        own = element.attributes.get("style", "")
        names = element.attributes.get("class", "").split() if self.classes else ()
        return ";".join([*(self.classes.get(name, "") for name in names), own])


def sheet(styles: str) -> Sheet:
    """Read the class rules of style sheets; rules that are more than one class are passed over."""
    classes: dict[str, str] = {}
    for selectors, declarations in _RULE.findall(_COMMENT.sub("", styles)):
        for selector in selectors.split(","):
            found = _CLASS.fullmatch(selector.strip())
            if found:
                classes[found["name"]] = classes.get(found["name"], "") + ";" + declarations
    return Sheet(classes)


def look(element: Element, within: Look, rules: Sheet) -> Look:
    """Return how the words of ``element`` look, given how those around it do."""
    name = element.name
    strong = within.strong or name in _STRONG
    emphasis = within.emphasis or name in _EMPHASIS
    struck = within.struck or name in _STRUCK
    target = within.target
    if name == "a" and element.attributes.get("href"):
        target = safe_target(element.attributes["href"])
    declared = rules.declarations(element)
    if declared.strip("; "):
        strong = _declared(_WEIGHT, declared, {"bold", "bolder", "600", "700", "800", "900"}, otherwise=strong)
        emphasis = _declared(_SLANT, declared, {"italic", "oblique"}, otherwise=emphasis)
        struck = struck or any("line-through" in value for value in _LINE.findall(declared))
    return Look(strong, emphasis, struck, target)


def _declared(pattern: re.Pattern[str], declared: str, yes: set[str], *, otherwise: bool) -> bool:
    values = pattern.findall(declared)
    return values[-1].lower() in yes if values else otherwise


def is_hidden(element: Element) -> bool:
    """Say whether an element is not shown."""
    attributes = element.attributes
    hidden = "hidden" in attributes or attributes.get("aria-hidden", "").lower() == "true"
    return hidden or bool(_HIDDEN.search(attributes.get("style", "")))


def has_margin(element: Element, rules: Sheet) -> bool:
    """Say whether there is space around a block, as there is unless its style takes it away."""
    found = _MARGIN.findall(rules.declarations(element))
    return not found or any(size.strip("0.") for size in found)


def list_style(element: Element) -> str:
    """Return the style of a list's markers where its own style attribute gives one, in lower case."""
    found = _LIST.search(element.attributes.get("style", ""))
    return found["value"].lower() if found else ""
