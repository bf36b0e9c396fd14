"""HTML into a tree, tolerant of broken markup: every text stays in it, at its place in the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..problems import ReadingError
from .html_tokens import Tag, Text, tokens

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre "
    "search section summary table tbody td tfoot th thead tr ul".split()
)
_CELLS = frozenset({"td", "th"})
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_MAX_DEPTH = 250
MAX_TAGS = 1_000_000


@dataclass(slots=True)
class Element:
    """An element with its children in order."""

    name: str
    start: int
    attributes: dict[str, str]
    children: list[Element | Text] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        """Yield this element and all below it, in reading order."""
        return (node for node in self.nodes() if isinstance(node, Element))

    def texts(self) -> Iterator[Text]:
        """Yield the texts below this element, in reading order."""
        return (node for node in self.nodes() if isinstance(node, Text))

    def nodes(self) -> Iterator[Element | Text]:
        """Yield this element and all that is below it, in reading order."""
        waiting: list[Element | Text] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            if isinstance(node, Element):
                waiting.extend(reversed(node.children))


def tree(source: str, name: str, *, max_tags: int = MAX_TAGS) -> Element:
    """Return the tree of ``source``; ``name`` is the file's, for the error where it is too large."""
    root = Element("", 0, {})
    open_elements = [root]
    for count, token in enumerate(tokens(source)):
        if count > max_tags:
            message = f"{name} has more than {max_tags:,} tags; split it and load the parts."
            raise ReadingError("too_large", message)
        if isinstance(token, Text):
            open_elements[-1].children.append(token)
        elif token.closes:
            _close(open_elements, token.name)
        else:
            _open(open_elements, token)
    return root


def _open(open_elements: list[Element], tag: Tag) -> None:
    _imply_ends(open_elements, tag.name)
    element = Element(tag.name, tag.start, tag.attributes)
    open_elements[-1].children.append(element)
    if tag.name not in VOID and len(open_elements) < _MAX_DEPTH:
        open_elements.append(element)


def _imply_ends(open_elements: list[Element], name: str) -> None:
    """Close what cannot hold ``name``: an open paragraph, list item, cell or row."""
    if name in BLOCKS:
        _close_within(open_elements, frozenset({"p"}), BLOCKS - {"p"})
    if name == "li":
        _close_within(open_elements, frozenset({"li"}), _LISTS | _CELLS | {"table"})
    elif name in {"dt", "dd"}:
        _close_within(open_elements, frozenset({"dt", "dd"}), frozenset({"dl", "table"}) | _CELLS)
    elif name in _CELLS:
        _close_within(open_elements, _CELLS, frozenset({"tr", "table"}))
    elif name == "tr":
        _close_within(open_elements, frozenset({"tr"}), _GROUPS | {"table"})
    elif name in _GROUPS:
        _close_within(open_elements, _GROUPS, frozenset({"table"}))
    elif name == "a":
        _close_within(open_elements, frozenset({"a"}), BLOCKS)
    elif name == "option":
        _close_within(open_elements, frozenset({"option"}), frozenset({"select"}))


def _close_within(open_elements: list[Element], names: frozenset[str], barriers: frozenset[str]) -> None:
    """Close the nearest open element of ``names`` unless one of ``barriers`` lies between."""
    for index in range(len(open_elements) - 1, 0, -1):
        name = open_elements[index].name
        if name in names:
            del open_elements[index:]
            return
        if name in barriers:
            return


def _close(open_elements: list[Element], name: str) -> None:
    if name == "br":
        open_elements[-1].children.append(Element("br", 0, {}))
        return
    if name == "table":
        barriers: frozenset[str] = frozenset()
    elif name in _CELLS | _GROUPS or name == "tr":
        barriers = frozenset({"table"})
    else:
        barriers = _CELLS | {"table"}
    _close_within(open_elements, frozenset({name}), barriers)
