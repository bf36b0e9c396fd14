"""HTML: what a reader of the page sees, block by block, each word at its place in the source."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from html import unescape
from itertools import islice

from ..source_text import Kind, SourceText
from ..spans import TextBuilder
from .composition import compose
from .html_looks import Sheet, has_margin, is_hidden, list_style, look, sheet
from .html_tables import TableFrame, whole_number
from .html_tokens import Text
from .html_tree import BLOCKS, Element, tree
from .markup import load_markup
from .numerals import column, roman
from .offsets import through
from .passages import MAX_TABLE_DEPTH, PLAIN, Item, Look, Passage, Run, spoken

_NEVER_SHOWN = frozenset(
    "audio base button canvas colgroup datalist embed head iframe link map meta meter noembed noframes noscript "
    "object optgroup option progress rp rt script select style svg template title video".split()
)
_BOILERPLATE = frozenset({"aside", "nav", "search"})
_BOILERPLATE_ROLES = frozenset({"banner", "complementary", "contentinfo", "menu", "menubar", "navigation", "search"})
_MARGINS = frozenset("blockquote dl fieldset figure h1 h2 h3 h4 h5 h6 hr ol p pre table ul".split())
_NOTE_ROLES = frozenset({"doc-endnotes", "doc-footnote", "doc-endnote"})
_NOTE_CLASSES = frozenset({"footnotes", "footnote", "endnotes", "references"})
_NOTE_STYLE = re.compile(r"mso-element\s*:\s*(?:foot|end)note\b(?!-)", re.IGNORECASE)
_LIST_LEVEL = re.compile(r"\blst-kix_\w+-(?P<level>[0-8])\b")
_HEADING = re.compile(r"h([1-6])$")
_PIECE = re.compile(
    r"[ \t\r\n\f]+"
    r"|&(?:#\d+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]*;?)"
    r"|[^ \t\r\n\f&]+(?: [^ \t\r\n\f&]+)*"
    r"|&"
)
_KEPT_PIECE = re.compile(r"&[#\w]+;?|[^&\r]+|&")
_LARGEST_NOTE_MARK = 12
_NOTE_MARK = re.compile(r"[\[(]?[\d*†‡a-z]{1,3}[\])]?")

Leave = Callable[[], None]


def load_html(source: str, name: str) -> SourceText:
    """Return the text of a page, its blocks and marks; ``origin`` maps into ``source``.

    Navigation, scripts and what is not shown are left out. A page that is plain text in ``pre`` is read
    as plain text.

    Raises:
        ReadingError: the page has too many tags.
    """
    root = tree(source, name)
    reader = _Reader(source, sheet(_styles(root, source)), _Furniture(root))
    reader.read(root)
    if not any(run.text.strip() for run in reader.shown):
        reader = _Reader(source, reader.rules, None)
        reader.read(root)
    metadata = _metadata(root, source)
    if reader.preformatted > sum(len(run.text) for run in reader.shown) // 2:
        return replace(_as_plain_text(reader.items[0]), metadata=metadata)
    return compose(reader.items[0], "text/html", metadata)


def _styles(root: Element, source: str) -> str:
    texts = (text for element in root.elements() if element.name == "style" for text in element.texts())
    return "\n".join(source[text.start : text.end] for text in texts)


def _metadata(root: Element, source: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.elements():
        if element.name == "title" and "title" not in found:
            words = "".join(source[text.start : text.end] for text in element.texts())
            _note(found, "title", unescape(words))
        elif element.name == "html":
            _note(found, "language", element.attributes.get("lang", element.attributes.get("xml:lang", "")))
        elif element.name == "meta":
            key = element.attributes.get("name", element.attributes.get("property", "")).lower()
            key = {"dc.creator": "author", "dc.date": "date", "dcterms.date": "date"}.get(key, key)
            if key in {"author", "date"}:
                _note(found, key, element.attributes.get("content", ""))
    return found


def _note(found: dict[str, str], key: str, value: str) -> None:
    words = " ".join(value.split())
    if words:
        found.setdefault(key, words)


def _as_plain_text(items: list[Item]) -> SourceText:
    builder = TextBuilder()
    for passage in (item for item in items if isinstance(item, Passage)):
        if len(builder):
            builder.add("\n\n", passage.source)
        for run in passage.runs:
            builder.add(run.text, run.source)
    read = load_markup(builder.text(), "text/html")
    return replace(read, origin=through(read.origin, builder.offset_map(), len(read.text)))


class _Furniture:
    """What stands around the words of a page: told from the record by where it stands."""

    def __init__(self, root: Element) -> None:
        elements = list(root.elements())
        self._within_main: set[int] = set()
        for one in elements:  # each stands before what is below it
            if one.name in {"main", "article"} or _role(one) == "main" or id(one) in self._within_main:
                self._within_main.update(id(below) for below in one.children if isinstance(below, Element))
                self._within_main.add(id(one))
        self._headed = any(id(one) in self._within_main for one in elements if one.name == "h1")

    def holds(self, element: Element) -> bool:
        """Say whether ``element`` is furniture."""
        name = element.name
        if name in _BOILERPLATE or _role(element) in _BOILERPLATE_ROLES or is_hidden(element):
            return True
        if name == "dialog":
            return "open" not in element.attributes
        if name == "a" and element.attributes.get("href", "").startswith("#"):
            return "skip" in element.attributes.get("class", "").lower()
        if name not in {"header", "footer"} or not self._within_main or id(element) in self._within_main:
            return False
        return name == "footer" or self._headed or not any(one.name == "h1" for one in element.elements())


def _role(element: Element) -> str:
    return element.attributes.get("role", "").lower()


@dataclass(slots=True)
class _List:
    """An open list: the number its next item has, and its depth where the page writes all lists flat."""

    ordered: bool
    style: str
    next: int
    step: int = 1
    level: int = 0


@dataclass(slots=True)
class _Reader:
    """A walk over the tree that collects passages and tables."""

    source: str
    rules: Sheet
    furniture: _Furniture | None
    items: list[list[Item]] = field(default_factory=lambda: [[]])
    runs: list[Run] = field(default_factory=list)
    shown: list[Run] = field(default_factory=list)
    kinds: list[tuple[Kind, int]] = field(default_factory=lambda: [(Kind.PARAGRAPH, 0)])
    lists: list[_List] = field(default_factory=list)
    tables: list[TableFrame] = field(default_factory=list)
    item: tuple[int, str, int] | None = None
    look: Look = PLAIN
    gap: bool = False
    after_term: bool = False
    preformatted: int = 0

    def read(self, root: Element) -> None:
        """Walk from the first node to the last."""
        waiting: list[Element | Text | Leave] = [root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Text):
                self._text(node)
            elif not isinstance(node, Element):
                node()
            elif not self._is_left_out(node):
                waiting.append(self._enter(node))
                waiting.extend(reversed(node.children))
        self._flush()

    def _is_left_out(self, element: Element) -> bool:
        if element.name in _NEVER_SHOWN:
            return True
        if self.furniture is not None and self.furniture.holds(element):
            return True
        return self._is_note_reference(element)

    def _is_note_reference(self, element: Element) -> bool:
        """Say whether an element is the mark of a footnote, or the way back to it."""
        if element.name not in {"a", "sup"}:
            return False
        if _role(element) in {"doc-noteref", "doc-backlink"}:
            return True
        nodes = list(islice(element.nodes(), _LARGEST_NOTE_MARK))
        anchors = [one for one in nodes if isinstance(one, Element) and one.name == "a"]
        if not any(one.attributes.get("href", "").startswith("#") for one in anchors):
            return False
        texts = (self.source[one.start : one.end] for one in nodes if isinstance(one, Text))
        words = unescape("".join(texts)).strip()
        if element.name == "sup" or words == "↩":
            return bool(_NOTE_MARK.fullmatch(words)) or words == "↩"
        return bool(re.match(r"#_(?:ftn|edn)\d", element.attributes.get("href", "")))

    def _enter(self, element: Element) -> Leave:
        name, before = element.name, self.look
        self.look = look(element, before, self.rules)
        if name == "br":
            self.runs.append(Run("\n", element.start, self.look))
        elif name == "input":
            self._box(element)
        leave = self._enter_block(element) if name in BLOCKS else None
        return partial(self._leave, before, leave)

    def _leave(self, before: Look, leave: Leave | None) -> None:
        if leave:
            leave()
        self.look = before

    def _box(self, element: Element) -> None:
        if element.attributes.get("type", "").lower() == "checkbox":
            self._add("☒ " if "checked" in element.attributes else "☐ ", element.start)

    def _enter_block(self, element: Element) -> Leave:
        name = element.name
        if name == "dd" and self.after_term:
            return self._enter_definition(element)
        self._flush()
        margin = name in _MARGINS and not (self.lists and name in {"ol", "ul"}) and has_margin(element, self.rules)
        self.gap = self.gap or margin
        level = _heading_level(element)
        if level:
            return self._enter_kind(Kind.HEADING, level)
        if name in {"ul", "ol", "menu", "dir"}:
            return self._enter_list(element)
        if name == "li":
            return self._enter_item(element)
        if name in {"table", "tr", "td", "th", "thead", "tbody", "tfoot"}:
            return self._enter_table_part(element)
        kind = _kind_of(element)
        if kind is not None:
            return self._enter_kind(kind, 0)
        return partial(self._leave_block, gap=margin, term=name == "dt")

    def _enter_kind(self, kind: Kind, level: int) -> Leave:
        self.kinds.append((kind, level))

        def leave() -> None:
            self._flush()
            self.kinds.pop()
            self.gap = True

        return leave

    def _leave_block(self, *, gap: bool, term: bool) -> None:
        if term and any(run.text.strip() for run in self.runs):
            self.after_term = True  # its definition goes on in the same passage
            return
        self._flush()
        self.gap = self.gap or gap

    def _enter_definition(self, element: Element) -> Leave:
        term = "".join(run.text for run in self.runs).rstrip()
        self.after_term = False
        self._add(" " if term.endswith(":") else ": ", element.start)
        return partial(self._leave_block, gap=False, term=False)

    def _enter_list(self, element: Element) -> Leave:
        ordered = element.name == "ol"
        style = list_style(element) or (element.attributes.get("type", "") if ordered else "")
        items = sum(1 for child in element.children if isinstance(child, Element) and child.name == "li")
        backwards = ordered and "reversed" in element.attributes
        start = whole_number(element.attributes.get("start", ""), items if backwards else 1)
        written = _LIST_LEVEL.search(element.attributes.get("class", ""))
        level = int(written["level"]) if written else 0
        self.lists.append(_List(ordered, style, start, -1 if backwards else 1, level))

        def leave() -> None:
            self._flush()
            self.lists.pop()
            self.gap = self.gap or not self.lists

        return leave

    def _enter_item(self, element: Element) -> Leave:
        level = max(len(self.lists) - 1, self.lists[-1].level if self.lists else 0)
        self.item = (level, self._marker(element), element.start)

        def leave() -> None:
            self._flush()
            self.item = None

        return leave

    def _marker(self, element: Element) -> str:
        around = self.lists[-1] if self.lists else None
        if around is None or not around.ordered:
            return "" if around and around.style == "none" else "•"
        number = whole_number(element.attributes.get("value", ""), around.next)
        around.next = number + around.step
        if around.style == "none":
            return ""
        written = _number(number, around.style)
        return f"[{written}]" if self.kinds[-1][0] is Kind.NOTE else f"{written}."

    def _enter_table_part(self, element: Element) -> Leave:
        name = element.name
        if name == "table":
            if len(self.tables) >= MAX_TABLE_DEPTH:
                return partial(self._leave_block, gap=True, term=False)
            self.tables.append(TableFrame(is_layout=_role(element) in {"presentation", "none"}))
            return self._leave_table
        if not self.tables:
            return partial(self._leave_block, gap=False, term=False)
        frame = self.tables[-1]
        if name in {"td", "th"}:
            return self._enter_cell(element, frame)
        return frame.enter_row() if name == "tr" else frame.enter_group(name)

    def _leave_table(self) -> None:
        self._flush()
        self.items[-1].append(self.tables.pop().table)
        self.gap = True

    def _enter_cell(self, element: Element, frame: TableFrame) -> Leave:
        cell = frame.add_cell(element)
        self.items.append(cell.items)
        self.kinds.append((Kind.PARAGRAPH, 0))
        kept, self.lists, self.item = (self.lists, self.item), [], None

        def leave() -> None:
            self._flush()
            self.items.pop()
            self.kinds.pop()
            self.lists, self.item = kept

        return leave

    def _text(self, text: Text) -> None:
        if self.kinds[-1][0] is Kind.CODE:
            self._add_kept(text)
            return
        for piece in _PIECE.finditer(self.source, text.start, text.end):
            words = piece[0]
            if words[0] in " \t\r\n\f":
                self._add_space(piece.start())
            elif words[0] == "&":
                self._add(unescape(words), piece.start())
            else:
                self._add(words, piece.start())

    def _add_space(self, at: int) -> None:
        if self.runs and not self.runs[-1].text.endswith((" ", "\n")):
            self.runs.append(Run(" ", at, self.look))

    def _add_kept(self, text: Text) -> None:
        """Append words with their white space; line ends become single ones."""
        before = sum(len(run.text) for run in self.runs)
        for piece in _KEPT_PIECE.finditer(self.source, text.start, text.end):
            self._add(unescape(piece[0]) if piece[0][0] == "&" else piece[0], piece.start())
        self.preformatted += sum(len(run.text) for run in self.runs) - before

    def _add(self, words: str, at: int) -> None:
        self.runs.extend(spoken(words, at, self.look))

    def _flush(self) -> None:
        """Make a passage of the words collected so far."""
        runs, self.runs, self.after_term = self.runs, [], False
        if not any(run.text.strip() for run in runs):
            self.gap = self.gap or bool(runs)
            return
        kind, level = self.kinds[-1]
        marker, source = "", runs[0].source
        if self.item is not None and kind is not Kind.CODE:
            depth, marker, source = self.item
            self.item = None
            if kind in {Kind.PARAGRAPH, Kind.QUOTE}:
                kind, level = Kind.ITEM, depth
            elif kind is Kind.HEADING and marker == "•":
                marker = ""
        self.items[-1].append(Passage(kind, runs, level, marker, self.gap, source))
        self.shown.extend(runs)
        self.gap = False


def _heading_level(element: Element) -> int:
    found = _HEADING.match(element.name)
    if found:
        return int(found[1])
    named = element.name == "p" and "title" in element.attributes.get("class", "").lower().split()
    return 1 if named else 0


def _kind_of(element: Element) -> Kind | None:
    """Return what a block is by its element, role or class, ``None`` where it is just a block."""
    if element.name in {"blockquote", "pre"}:
        return Kind.QUOTE if element.name == "blockquote" else Kind.CODE
    classes = element.attributes.get("class", "").lower().split()
    is_note = _role(element) in _NOTE_ROLES or (element.name != "p" and not _NOTE_CLASSES.isdisjoint(classes))
    is_note = is_note or bool(_NOTE_STYLE.search(element.attributes.get("style", "")))
    return Kind.NOTE if is_note or element.name == "figcaption" else None


def _number(number: int, style: str) -> str:
    letters = {
        "a": column, "lower-alpha": column, "lower-latin": column, "i": roman, "lower-roman": roman,
    }  # fmt: skip
    if style in {"A", "I"} or style.startswith("upper"):
        return letters[style.lower().replace("upper", "lower")](number).upper()
    return letters[style](number) if style in letters else str(number)
