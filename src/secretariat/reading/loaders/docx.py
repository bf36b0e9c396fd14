"""Word documents: what a reader of the document sees with all changes accepted, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..problems import ReadingError
from ..source_text import Kind, SourceText
from .composition import compose
from .docx_names import COMPATIBILITY, child, is_on, number, switch, value, word
from .docx_numbering import Numbering
from .docx_package import Package
from .docx_runs import NoteReference, Words
from .docx_styles import Style, Styles, Toggles
from .markers import marker
from .numerals import roman
from .passages import MAX_COLUMNS, MAX_TABLE_DEPTH, Cell, Item, Passage, Row, Run, Table

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_PARAGRAPH, _TABLE, _CONTROL = word("p"), word("tbl"), word("sdt")
_BOX_CONTENT = word("txbxContent")
_ALTERNATE = COMPATIBILITY + "AlternateContent"
_THROUGH = frozenset(word(name) for name in "ins moveTo smartTag customXml sdtContent".split())
_SOME_SPACE = 60  # three points: less than that reads as lines of one block
_TERMS = "{http://purl.org/dc/terms/}"
_ELEMENTS = "{http://purl.org/dc/elements/1.1/}"
_PROPERTIES = {
    _ELEMENTS + "title": "title", _ELEMENTS + "creator": "author", _ELEMENTS + "language": "language",
    _ELEMENTS + "subject": "subject", _TERMS + "created": "created", _TERMS + "modified": "modified",
}  # fmt: skip


def load_docx(data: bytes, name: str) -> SourceText:
    """Return the text of a Word document, its blocks and marks.

    Tracked changes are taken as accepted; comments, headers and footers are left out (the last two stand in
    ``metadata``); notes follow at the end. ``origin`` counts the characters of the ``w:t`` elements of the
    document part, then those of the footnotes and endnotes that the text refers to.

    Raises:
        ReadingError: ``damaged``, ``encrypted``, ``too_large`` or ``no_text_layer``.
    """
    package = Package(data, name)
    path = package.document_path()
    root = package.xml(path)
    body = child(root, "body")
    if root is None or body is None:
        message = f"{name} holds no document; open it in Word, save it again as DOCX and try again."
        raise ReadingError("damaged", message)
    parts = _Parts(package, path)
    reader = parts.reader(root, path, 0)
    items = reader.blocks(body)
    items += parts.notes(reader.words.references, sum(len(text.text or "") for text in root.iter(word("t"))))
    reader.settle()
    source = compose(items, MEDIA_TYPE, parts.metadata())
    if not source.blocks and any(part.startswith("word/media/") for part in package.paths()):
        raise ReadingError("no_text_layer", f"{name} holds pictures and no text; it needs OCR before it can be read.")
    return source


class _Parts:
    """The parts of a document and what they say about one another."""

    def __init__(self, package: Package, path: str) -> None:
        self._package = package
        self._related = package.relationships(path)
        self.styles = Styles(self._part("styles"))
        self.numbering = Numbering(self._part("numbering"), lambda style: self.styles.style(style).numbering)

    def _part(self, kind: str) -> _Element | None:
        path = self._path(kind)
        return self._package.xml(path) if path else None

    def _path(self, kind: str) -> str:
        return next((one.target for one in self._related.values() if one.kind == kind and not one.external), "")

    def reader(self, root: _Element, path: str, offset: int) -> _Reader:
        """Return a reader for a part that holds paragraphs."""
        words = Words(self.styles, self._package.relationships(path), root, offset)
        return _Reader(self.styles, self.numbering, words)

    def notes(self, references: list[NoteReference], offset: int) -> list[Item]:
        """Return the notes that the text refers to, footnotes first, in the order of their marks."""
        items: list[Item] = []
        for kind, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
            root = self._part(kind)
            if root is None:
                continue
            reader = self.reader(root, self._path(kind), offset)
            by_identifier = {one.get(word("id")) or "": one for one in root.iterfind(word(tag))}
            starts = _text_starts(by_identifier, offset)
            count = 0
            for reference in (one for one in references if one.kind == kind):
                found = by_identifier.pop(reference.identifier, None)
                if found is None:
                    continue
                count += 0 if reference.custom else 1
                reader.words.offset = starts[reference.identifier]
                written = "*" if reference.custom else str(count) if kind == "footnotes" else roman(count)
                items.append(_note(reader.blocks(found), f"[{written}]"))
            offset = max(starts.values(), default=offset)
        return items

    def metadata(self) -> dict[str, str]:
        """Return the properties of the document, and the words of its headers and footers."""
        found: dict[str, str] = {}
        for one in self._package.relationships("").values():
            root = self._package.xml(one.target) if one.kind == "core-properties" and not one.external else None
            for element in root if root is not None else ():
                key = _PROPERTIES.get(str(element.tag), "")
                words = " ".join((element.text or "").split())
                if key and words:
                    found.setdefault(key, words)
        for kind in ("header", "footer"):
            paths = dict.fromkeys(one.target for one in self._related.values() if one.kind == kind and not one.external)
            lines = dict.fromkeys(line for path in paths for line in self._lines(path))
            if lines:
                found[kind] = "\n".join(lines)
        return found

    def _lines(self, path: str) -> list[str]:
        root = self._package.xml(path)
        if root is None:
            return []
        read = compose(self.reader(root, path, 0).blocks(root), MEDIA_TYPE, {})
        return [read.words(block.span) for block in read.blocks]


def _text_starts(notes: dict[str, _Element], offset: int) -> dict[str, int]:
    """Return where the characters of each note begin, and under ``""`` where those of the last one end."""
    starts = {}
    for identifier, note in notes.items():
        starts[identifier] = offset
        offset += sum(len(text.text or "") for text in note.iter(word("t")))
    return starts | {"": offset}


def _note(items: list[Item], marker: str) -> Passage:
    runs: list[Run] = []
    for item in items:
        if isinstance(item, Passage):
            if runs and item.runs:
                runs.append(Run("\n", item.runs[0].source))
            runs.extend(item.runs)
    return Passage(Kind.NOTE, runs, marker=marker, source=runs[0].source if runs else 0)


@dataclass(slots=True)
class _Reader:
    """A walk over the blocks of one part."""

    styles: Styles
    numbering: Numbering
    words: Words
    carried: list[Run] = field(default_factory=list)
    headings: list[tuple[Passage, bool]] = field(default_factory=list)
    above: tuple[str, int] = ("", 0)
    above_list: str = ""
    gaps: list[tuple[Passage, bool]] = field(default_factory=list)
    empty_line: bool = False
    below_table: bool = False
    depth: int = 0

    def blocks(self, parent: _Element) -> list[Item]:
        """Return the passages and tables of a body, cell, note or text box."""
        items: list[Item] = []
        elements = list(self._elements(parent))
        for element, after in zip(elements, [*elements[1:], None], strict=False):
            if element.tag == _PARAGRAPH:
                items.extend(self._paragraph(element, before_table=after is not None and after.tag == _TABLE))
            else:
                items.append(self._table(element))
        if self.carried:
            items.append(Passage(Kind.PARAGRAPH, self.carried, source=self.carried[0].source))
            self.carried = []
        return items

    def _elements(self, parent: _Element) -> Iterator[_Element]:
        """Yield the paragraphs and tables below ``parent``, through whatever only wraps them."""
        for element in parent:
            tag = element.tag
            if tag in {_PARAGRAPH, _TABLE}:
                yield element
            elif tag == _CONTROL:
                if _is_contents(element):
                    self.words.skip(element)
                else:
                    yield from self._elements_of(child(element, "sdtContent"))
            elif tag in _THROUGH:
                yield from self._elements(element)
            elif tag == _ALTERNATE:
                for chosen in self.words.chosen(element):
                    yield from self._elements(chosen)
            else:
                self.words.skip(element)

    def _elements_of(self, content: _Element | None) -> Iterator[_Element]:
        if content is not None:
            yield from self._elements(content)

    def _paragraph(self, paragraph: _Element, *, before_table: bool) -> list[Item]:
        properties = child(paragraph, "pPr")
        style = self.styles.paragraph_style(value(properties, "pStyle"))
        level = _heading_level(properties, style)
        around = Toggles(hidden=style.words.hidden) if level or style.role == "title" else style.words
        start = self.words.offset
        runs = self.words.of(paragraph, around)
        boxes, self.words.boxes = self.words.boxes, []
        items: list[Item] = []
        if _is_gone(properties):
            self.carried.extend(runs)
        else:
            runs, self.carried = self.carried + runs, []
            items.extend(self._passage(properties, style, level, runs, start, before_table=before_table))
        end = self.words.offset
        for shape, offset in boxes:
            items.extend(self._boxes(shape, offset))
        self.words.offset = end
        return items

    def _passage(
        self, properties: _Element | None, style: Style, level: int, runs: list[Run], start: int, *, before_table: bool
    ) -> list[Item]:
        identifier, shown, depth = self._marker(properties, style)
        if style.role == "contents":
            return []
        if not any(run.text.strip() for run in runs):
            self.empty_line = True
            return []
        kind = _kind(style, level, listed=bool(shown), before_table=before_table)
        source = runs[0].source if runs else start
        in_list = kind is Kind.ITEM and identifier == self.above_list
        below_table, self.below_table = self.below_table, False
        gap = (self._gap(properties, style) and not in_list) or below_table
        self.above_list = identifier if kind is Kind.ITEM else ""
        heading = kind is Kind.HEADING
        passage = Passage(kind, runs, max(level, 1) if heading else depth, shown, gap, source)
        if not below_table and not self.depth:
            self.gaps.append((passage, in_list))
        if heading:
            self.headings.append((passage, style.role == "title" and not level))
        return [passage]

    def _marker(self, properties: _Element | None, style: Style) -> tuple[str, str, int]:
        """Return the list of a paragraph, its marker in it and its depth."""
        own = child(properties, "numPr")
        identifier = value(own, "numId") or style.numbering
        if identifier is None or not self.numbering.is_list(identifier):
            return "", "", 0
        written = value(own, "ilvl")
        if written is not None:
            level = number(written)
        elif style.depth is not None:
            level = style.depth
        else:
            level = self.numbering.level_of_style(identifier, style.chain)
        return identifier, self.numbering.marker(identifier, level), max(level, style.list_level)

    def _gap(self, properties: _Element | None, style: Style) -> bool:
        """Say whether there is white space above a paragraph."""
        spacing = child(properties, "spacing")
        before, after = style.before, style.after
        if spacing is not None:
            before, after = number(spacing.get(word("before")), before), number(spacing.get(word("after")), after)
        own = switch(properties, "contextualSpacing")
        contextual = style.contextual if own is None else own
        above_style, space_above = self.above
        alike = contextual and above_style == style.identifier
        gap = self.empty_line or (not alike and before + space_above >= _SOME_SPACE)
        self.above, self.empty_line = (style.identifier, after), False
        return gap

    def settle(self) -> None:
        """Settle what only the whole document tells: the level of headings, the space between paragraphs.

        Headings stand one below the title, where the document begins with one. Where it sets no space
        between paragraphs at all, each stands apart from the next, but for the items of a list.
        """
        if not any(passage.gap for passage, _ in self.gaps[1:]):
            typed_above = False
            for passage, in_list in self.gaps:
                typed = _is_typed_item(passage)
                passage.gap = not in_list and not (typed and typed_above)
                typed_above = typed
        if self.headings and self.headings[0][1]:
            for passage, is_title in self.headings:
                passage.level += 0 if is_title else 1

    def _boxes(self, shape: _Element, offset: int) -> list[Item]:
        """Read the text boxes of a shape that stands at ``offset``; what is there twice is read once."""
        contents = _box_contents(shape)
        items: list[Item] = []
        starts = {}
        for element in shape.iter(_BOX_CONTENT, word("t")):
            if element.tag == _BOX_CONTENT:
                starts[element] = offset
            else:
                offset += len(element.text or "")
        for content in contents:
            self.words.offset = starts[content]
            items.extend(self._apart(content))
        return items

    def _apart(self, content: _Element) -> list[Item]:
        """Read what stands beside the running text: a cell, a text box."""
        around = (self.carried, self.above, self.above_list, self.empty_line, self.below_table)
        self.carried = []
        items = self.blocks(content)
        self.carried, self.above, self.above_list, self.empty_line, self.below_table = around
        return items

    def _table(self, table: _Element) -> Table:
        self.depth += 1
        result = Table()
        headed = self._has_header(table)
        if self.depth <= MAX_TABLE_DEPTH:
            for row in self._parts_of(table, "tr"):
                self._row(row, result)
        else:
            self.words.skip(table)
        leading = True
        for index, one in enumerate(result.rows):
            leading = leading and one.header
            one.header = leading or (headed and index == 0)
        self.depth -= 1
        self.above, self.above_list, self.below_table = ("", 0), "", True
        return result

    def _has_header(self, table: _Element) -> bool:
        """Say whether the table's style sets its first row apart and the table makes use of it."""
        if not self.styles.style(value(table, "tblPr", "tblStyle")).heads_tables:
            return False
        look = child(table, "tblPr", "tblLook")
        if look is None:
            return False
        first = look.get(word("firstRow"))
        return is_on(first) if first is not None else bool(_hexadecimal(look.get(word("val"))) & 0x20)

    def _parts_of(self, parent: _Element, name: str) -> Iterator[_Element]:
        """Yield the rows of a table or the cells of a row, through what only wraps them."""
        for element in parent:
            if element.tag == word(name):
                yield element
            elif element.tag == _CONTROL:
                content = child(element, "sdtContent")
                if content is not None:
                    yield from self._parts_of(content, name)
            elif element.tag in _THROUGH:
                yield from self._parts_of(element, name)

    def _row(self, row: _Element, table: Table) -> None:
        properties = child(row, "trPr")
        if child(properties, "del") is not None:
            self.words.skip(row)
            return
        before = min(number(value(properties, "gridBefore")), MAX_COLUMNS)
        result = Row([Cell(columns=before)] if before > 0 else [], header=bool(switch(properties, "tblHeader")))
        for element in self._parts_of(row, "tc"):
            self._cell(element, result)
        if result.cells:
            table.rows.append(result)

    def _cell(self, element: _Element, row: Row) -> None:
        properties = child(element, "tcPr")
        if child(properties, "cellDel") is not None:
            self.words.skip(element)
            return
        items = self._apart(element)
        merge = child(properties, "vMerge")
        continues = merge is not None and merge.get(word("val")) != "restart"
        has_words = any(isinstance(item, Table) or item.runs for item in items)
        columns = min(max(number(value(properties, "gridSpan"), 1), 1), MAX_COLUMNS)
        row.cells.append(Cell(items if has_words else [], columns, continues=continues))


def _box_contents(shape: _Element) -> list[_Element]:
    """Return the text boxes of a shape, of several alternatives those of the first."""
    waiting, found = [shape], []
    while waiting:
        element = waiting.pop()
        if element.tag == _BOX_CONTENT:
            found.append(element)
        elif element.tag == _ALTERNATE:
            choices = [one for one in element if one.tag == COMPATIBILITY + "Choice"] or list(element)
            waiting.extend(choices[:1])
        else:
            waiting.extend(reversed(element))
    return found


def _is_typed_item(passage: Passage) -> bool:
    """Say whether a paragraph begins with a list marker that was typed by hand."""
    found = marker("".join(run.text for run in passage.runs).lstrip())
    return passage.kind is Kind.PARAGRAPH and found is not None and not found.loose


def _hexadecimal(written: str | None) -> int:
    try:
        return int(written or "0", 16)
    except ValueError:
        return 0


def _kind(style: Style, level: int, *, listed: bool, before_table: bool) -> Kind:
    if level or style.role == "title":
        return Kind.HEADING
    if listed:
        return Kind.ITEM
    if style.role == "quotation":
        return Kind.QUOTE
    # what stands over a table says what its rows are; what stands under a picture is a note
    return Kind.NOTE if style.role == "caption" and not before_table else Kind.PARAGRAPH


def _heading_level(properties: _Element | None, style: Style) -> int:
    own = value(properties, "outlineLvl")
    if own is None:
        return style.level
    return number(own, 9) + 1 if 0 <= number(own, 9) < 9 else 0


def _is_gone(properties: _Element | None) -> bool:
    """Say whether the end of a paragraph is deleted, so that the next one goes on in it."""
    marks = child(properties, "rPr")
    return child(marks, "del") is not None or child(marks, "moveFrom") is not None


def _is_contents(control: _Element) -> bool:
    """Say whether a content control holds the table of contents."""
    gallery = value(control, "sdtPr", "docPartObj", "docPartGallery") or ""
    return gallery.lower() == "table of contents"
