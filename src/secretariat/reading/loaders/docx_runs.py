"""Runs of a Word document: the words of a paragraph as Word shows them, with their look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .docx_names import COMPATIBILITY, RELATION, WORD, WORD_2010, child, is_on, switch, value, word
from .docx_package import Relationship
from .docx_styles import Styles, Toggles, toggles
from .docx_symbols import symbol, translated
from .passages import Look, Run, safe_target, spoken

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXT = word("t")
_RUN = word("r")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_THROUGH = frozenset(word(name) for name in "ins moveTo smartTag customXml dir bdo fldSimple rubyBase".split())
_BREAKS = {word("tab"): "\t", word("ptab"): "\t", word("br"): "\n", word("cr"): "\n", word("noBreakHyphen"): "-"}
_ALTERNATE = COMPATIBILITY + "AlternateContent"
_HYPERLINK = re.compile(r"\s*HYPERLINK\s+(?:\\l\s+\"(?P<anchor>[^\"]*)\"|\"(?P<address>[^\"]*)\")", re.IGNORECASE)
_PRIVATE = re.compile("[\uf000-\uf0ff]")  # where symbol fonts keep their signs
_SPACES = str.maketrans("\r\n", "  ")


@dataclass(slots=True)
class _Field:
    """An open field: its code so far, and whether its result has begun."""

    code: list[str] = field(default_factory=list)
    in_result: bool = False
    target: str = ""


@dataclass(slots=True)
class NoteReference:
    """A mark in the text that stands for a note."""

    kind: str
    identifier: str
    custom: bool


class Words:
    """Reads the words of paragraphs, in the order of the document; ``offset`` counts its characters."""

    def __init__(self, styles: Styles, relationships: dict[str, Relationship], root: _Element, offset: int) -> None:
        """Take what the words refer to, and the root of the part that they stand in."""
        self.offset = offset
        self.references: list[NoteReference] = []
        self.boxes: list[tuple[_Element, int]] = []
        self._styles = styles
        self._relationships = relationships
        self._fields: list[_Field] = []
        kinds = [mark.get(word("fldCharType")) for mark in root.iter(word("fldChar"))]
        self._fields_close = kinds.count("begin") == kinds.count("end")
        self._handlers: dict[str, Callable[[_Element, Look, list[Run]], None]] = {
            word("fldChar"): self._field_mark,
            word("instrText"): self._field_code,
            word("sym"): self._symbol,
            word("footnoteReference"): self._reference,
            word("endnoteReference"): self._reference,
            word("drawing"): self._shape,
            word("pict"): self._shape,
            word("object"): self._shape,
        }

    def of(self, paragraph: _Element, around: Toggles) -> list[Run]:
        """Return the runs of a paragraph whose style sets its words as ``around``."""
        runs: list[Run] = []
        self._inline(paragraph, around, "", runs)
        return runs

    def skip(self, element: _Element) -> None:
        """Pass over an element: its characters count, but are not read."""
        self.offset += sum(len(text.text or "") for text in element.iter(_TEXT))

    def _inline(self, parent: _Element, around: Toggles, target: str, runs: list[Run]) -> None:
        for element in parent:
            tag = element.tag
            if tag == _RUN:
                self._run(element, self._look(element, around, target), runs)
            elif tag in _THROUGH:
                self._inline(element, around, target, runs)
            elif tag == word("hyperlink"):
                self._inline(element, around, self._target(element) or target, runs)
            elif tag == word("sdt"):
                self._control(element, around, target, runs)
            elif tag == _ALTERNATE:
                for chosen in self.chosen(element):
                    self._inline(chosen, around, target, runs)
            elif tag.startswith(_MATH):
                words = "".join(text.text or "" for text in element.iter(_MATH + "t"))
                runs.extend(spoken(words, self.offset, Look(target=target)))
            else:
                self.skip(element)

    def chosen(self, alternate: _Element) -> Iterator[_Element]:
        """Yield the first alternative of several and pass over the others."""
        choices = [one for one in alternate if one.tag == COMPATIBILITY + "Choice"] or list(alternate)
        for one in alternate:
            if one is choices[0]:
                yield one
            else:
                self.skip(one)

    def _look(self, run: _Element, around: Toggles, target: str) -> Look | None:
        """Return how a run looks, ``None`` where its words are hidden."""
        properties = child(run, "rPr")
        own = toggles(properties)
        by_style = self._styles.style(value(properties, "rStyle")).words if properties is not None else Toggles()
        if _set(own.hidden, by_style.hidden, around.hidden):
            return None
        return Look(
            _set(own.strong, by_style.strong, around.strong),
            _set(own.emphasis, by_style.emphasis, around.emphasis),
            _set(own.struck, by_style.struck, around.struck),
            target or next((one.target for one in reversed(self._fields) if one.target), ""),
        )

    def _run(self, run: _Element, look: Look | None, runs: list[Run]) -> None:
        if look is None:
            self._hidden_run(run)
            return
        for element in run:
            tag = element.tag
            if tag == _TEXT:
                self._text(element, run, look, runs)
            elif tag in _BREAKS:
                if not self._in_code():
                    runs.append(Run(_BREAKS[tag], self.offset, look))
            elif tag in self._handlers:
                self._handlers[tag](element, look, runs)
            elif tag == _ALTERNATE:
                for chosen in self.chosen(element):
                    self._run(chosen, look, runs)
            elif tag == word("ruby"):
                self._ruby(element, look, runs)

    def _hidden_run(self, run: _Element) -> None:
        """Pass over hidden words, but keep count of the fields that begin and end among them."""
        for element in run:
            if element.tag in {word("fldChar"), word("instrText")}:
                self._handlers[element.tag](element, Look(), [])
            else:
                self.skip(element)

    def _text(self, element: _Element, run: _Element, look: Look, runs: list[Run]) -> None:
        words = element.text or ""
        if not self._in_code():
            shown = words.translate(_SPACES)
            fonts = child(run, "rPr", "rFonts")
            if fonts is not None or _PRIVATE.search(shown):
                shown = translated(shown, "" if fonts is None else fonts.get(word("ascii")) or "")
            runs.extend(spoken(shown, self.offset, look))
        self.offset += len(words)

    def _ruby(self, ruby: _Element, look: Look, runs: list[Run]) -> None:
        """Read the words below a reading aid, not the aid."""
        for part in ruby:
            if part.tag == word("rubyBase"):
                for run in part.iterfind(_RUN):
                    self._run(run, look, runs)
            else:
                self.skip(part)

    def _in_code(self) -> bool:
        return self._fields_close and any(not one.in_result for one in self._fields)

    def _field_mark(self, mark: _Element, look: Look, runs: list[Run]) -> None:
        kind = mark.get(word("fldCharType"))
        if kind == "begin":
            box = child(mark, "ffData", "checkBox")
            if box is not None and not self._in_code():
                runs.append(Run("☒ " if _is_ticked(box) else "☐ ", self.offset, look))
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            opened = self._fields[-1]
            opened.in_result = True
            found = _HYPERLINK.match("".join(opened.code))
            if found:
                opened.target = safe_target(found["address"] or f"#{found['anchor'] or ''}")
        elif self._fields and kind == "end":
            self._fields.pop()

    def _field_code(self, code: _Element, _look: Look, _runs: list[Run]) -> None:
        if self._fields:
            self._fields[-1].code.append(code.text or "")

    def _symbol(self, element: _Element, look: Look, runs: list[Run]) -> None:
        try:
            char = chr(int(element.get(word("char")) or "", 16))
        except (ValueError, OverflowError):
            return
        if not "\ud800" <= char <= "\udfff":
            runs.append(Run(symbol(char, element.get(word("font")) or ""), self.offset, look))

    def _reference(self, element: _Element, _look: Look, _runs: list[Run]) -> None:
        kind = "footnotes" if element.tag == word("footnoteReference") else "endnotes"
        custom = element.get(word("customMarkFollows"))
        self.references.append(NoteReference(kind, element.get(word("id")) or "", custom is not None and is_on(custom)))

    def _shape(self, shape: _Element, _look: Look, _runs: list[Run]) -> None:
        """Keep the text boxes of a shape for the reader of blocks; they are read after the paragraph."""
        self.boxes.append((shape, self.offset))
        self.skip(shape)

    def _control(self, control: _Element, around: Toggles, target: str, runs: list[Run]) -> None:
        """Read a content control; a check box gives its state, not the sign that is drawn for it."""
        content = child(control, "sdtContent")
        box = None if child(control, "sdtPr") is None else control.find(f"{WORD}sdtPr/{WORD_2010}checkbox")
        if content is None:
            return
        if box is None:
            self._inline(content, around, target, runs)
            return
        state = box.find(WORD_2010 + "checked")
        ticked = state is not None and is_on(state.get(WORD_2010 + "val"))
        runs.append(Run("☒ " if ticked else "☐ ", self.offset, Look()))
        self.skip(content)

    def _target(self, link: _Element) -> str:
        found = self._relationships.get(link.get(RELATION + "id") or "")
        anchor = link.get(word("anchor"))
        if found is not None and found.external:
            return safe_target(found.target + (f"#{anchor}" if anchor else ""))
        return f"#{anchor}" if anchor else ""


def _set(own: bool | None, by_style: bool | None, around: bool | None) -> bool:  # noqa: FBT001 - three voices in order
    """Return whether a property holds: said of the run itself, else of one of its two styles, not of both."""
    return own if own is not None else bool(by_style) != bool(around)


def _is_ticked(box: _Element) -> bool:
    ticked = switch(box, "checked")
    return bool(switch(box, "default")) if ticked is None else ticked
