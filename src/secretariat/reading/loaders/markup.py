"""Plain text, Markdown and AsciiDoc: one loader, for a ``.txt`` may hold any of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from ..source_text import Kind, SourceText
from ..vocabulary import languages, vocabulary
from .headings import infer
from .inline import clean
from .lines import Assembly, Draft, Line, join_broken, paragraphs, wrap_width
from .tables import aligned_rows, asciidoc_rows, grid_rows, html_rows, is_table_line, pipe_rows

_HEADING = re.compile(r"(?P<marks>#{1,6}|={1,6})[ \t]+(?P<words>\S.*?)(?:[ \t]+[#=]+)?[ \t]*$")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,}|\^{3,})[ \t]*$")
_RULE = re.compile(r"(?:(?:[-*_][ \t]*){3,}|'{3,}|<{3,})$")
_FENCE = re.compile(r"(?P<fence>`{3,}|~{4,}|-{4,}|\.{4,})[ \t]*\w*[ \t]*$")
_ATTRIBUTE = re.compile(r":(?P<name>[\w-]+):(?:[ \t]+(?P<value>.*))?$")
_BLOCK_ATTRIBUTE = re.compile(r"\[[^\[\]\s][^\[\]]*\]$|\[\]$")
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w -]*?)[ \t]*[:=][ \t]*(?P<value>.*)$")
_LINK_TARGET = re.compile(r"\[[^\[\]]+\]:[ \t]+\S+")
_ASCIIDOC = re.compile(r"^(?:={1,6} \S|\|===[ \t]*$)", re.MULTILINE)
_MARKDOWN = re.compile(r"^#{1,6} \S|\]\(", re.MULTILINE)
_FOLDED = re.compile(r"(?:^|(?<=\s))\\\* ")
_FEWEST_FOLDED = 3
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def load_markup(text: str, media_type: str) -> SourceText:
    """Return the text, blocks and way back of ``text``: plain, Markdown or AsciiDoc, seen by its content.

    Args:
        text: the decoded source, its line ends single line feeds.
        media_type: kept in the result.

    Returns:
        The clean text; ``metadata`` holds front matter and AsciiDoc attributes.
    """
    page = _Page(_lines(text), asciidoc=_is_asciidoc(text))
    page.read()
    function_words = frozenset(
        word for code in languages() for word in vocabulary(code).words("language", "function_words")
    )
    assembly = Assembly(partial(clean, strong_star=_is_asciidoc(text)))
    for draft in join_broken(page.drafts, function_words):
        assembly.add(draft)
    clean_text = assembly.builder.text()
    blocks = infer(clean_text, assembly.blocks, assembly.marks)
    kept = tuple(block for block in blocks if block.span.end > block.span.start or block.cells)
    return SourceText(
        clean_text,
        kept,
        assembly.builder.offset_map(),
        media_type,
        marks=tuple(sorted(assembly.marks, key=lambda mark: mark.span)),
        metadata=page.metadata,
    )


def _is_asciidoc(text: str) -> bool:
    return bool(_ASCIIDOC.search(text)) and not _MARKDOWN.search(text)


def _lines(text: str) -> list[Line]:
    """Cut ``text`` into lines that are not blank; comments are blanked, so offsets stay."""
    last = text.rfind("-->") + 3  # a comment that nothing ends is none; it is not looked for over and over
    blanked = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text[:last]) + text[last:]
    lines: list[Line] = []
    offset = gap = 0
    for row in blanked.split("\n"):
        words = row.expandtabs(4) if row.startswith(("\t", " \t")) else row
        content = row.strip("\f\v \t\u00a0\u200b\ufeff\r")
        if content:
            indent = len(words) - len(words.lstrip())
            start = row.index(content)
            # two spaces at the end of a Markdown line break it; they are kept for the paragraph to see
            tail = "  " if row.endswith("  ") else ""
            lines.extend(_unfolded(Line(content + tail, offset + start, indent=indent, gap=gap)))
            gap = 0
        else:
            gap += 2 if "\f" in row else 1
        offset += len(row) + 1
    return lines


def _unfolded(line: Line) -> list[Line]:
    r"""Cut a line into which a converter has folded a list (``\* one \* two``); any other stays as it is."""
    marks = [match.end() - 2 for match in _FOLDED.finditer(line.text)]
    if len(marks) < _FEWEST_FOLDED or not line.text.startswith("\\*"):
        return [line]
    ends = [*(mark - 1 for mark in marks[1:]), len(line.text)]
    pieces = [(mark, line.text[mark:end].rstrip()) for mark, end in zip(marks, ends, strict=True)]
    return [
        replace(line, text=words, source=line.source + mark, gap=line.gap if mark == marks[0] else 0)
        for mark, words in pieces
    ]


@dataclass(slots=True)
class _Page:
    """A walk through the lines that turns them into drafts of blocks."""

    lines: Sequence[Line]
    drafts: list[Draft] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    at: int = 0
    tables: int = 0
    width: int | None = None
    pending: list[Line] = field(default_factory=list)
    asciidoc: bool = True

    def read(self) -> None:
        """Walk from the first line to the last."""
        self.width = wrap_width(self.lines)
        self._front_matter()
        while self.at < len(self.lines):
            step = self._block()
            if step == 0:
                self.pending.append(self.lines[self.at])
                step = 1
            self.at += step
        self._flush()

    def _flush(self) -> None:
        """Turn the lines that wait into paragraphs and items."""
        if self.pending:
            self.drafts.extend(_split_hard(paragraphs(self.pending, self.width)))
            self.pending = []

    def _block(self) -> int:
        """Read what begins at this line; return how many lines it took, 0 for a line of running text."""
        line = self.lines[self.at]
        for read in (self._heading, self._fence, self._table, self._dropped, self._quote):
            taken = read(line)
            if taken:
                return taken
        return 0

    def _front_matter(self) -> None:
        if not self.lines or self.lines[0].text.strip() not in {"---", "+++"}:
            return
        ends = {"+++"} if self.lines[0].text.strip() == "+++" else {"---", "..."}
        for index, line in enumerate(self.lines[1:60], start=1):
            if line.text.strip() in ends:
                self.at = index + 1
                return
            found = _FIELD.match(line.text.strip())
            if found and found["value"]:
                self.metadata[found["name"].strip().lower()] = found["value"].strip().strip("\"'")
        self.metadata.clear()

    def _heading(self, line: Line) -> int:
        found = _HEADING.match(line.text)
        if found and line.indent < 4:
            self._add_heading(line, found.start("words"), found["words"], len(found["marks"]))
            return 1
        after = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None
        if after and not after.gap and _UNDERLINE.match(after.text) and self._underlined(line, after):
            self._add_heading(line, 0, line.text.rstrip(), 1 if after.text[0] == "=" else 2)
            return 2
        return 0

    def _underlined(self, line: Line, after: Line) -> bool:
        own_line = line.gap > 0 or not self.pending
        return own_line and len(line.text) <= 150 and not line.text.startswith(("|", "+-")) and after.indent < 4

    def _add_heading(self, line: Line, start: int, words: str, level: int) -> None:
        self._flush()
        own = replace(line, text=words, source=line.source + start)
        draft = paragraphs([own], None)[0]
        kept = draft.marker if re.search(r"\w", draft.marker) and draft.checked is None else ""
        lines = draft.lines if kept else (own,)
        self.drafts.append(Draft(Kind.HEADING, lines, level, kept, gap=1))

    def _fence(self, line: Line) -> int:
        found = _FENCE.match(line.text)
        if not found or (found["fence"][0] in "-." and not self.asciidoc):  # elsewhere a line of dashes is a rule
            return 0
        for index in range(self.at + 1, min(self.at + 2000, len(self.lines))):
            if self.lines[index].text.strip() == found["fence"]:
                inside = tuple(self.lines[self.at + 1 : index])
                if inside:
                    self._flush()
                    self.drafts.append(Draft(Kind.CODE, inside, gap=1))
                return index - self.at + 1
        return 0

    def _table(self, line: Line) -> int:
        for rows in (html_rows, asciidoc_rows, grid_rows, pipe_rows, aligned_rows):
            taken, drafts = rows(self.lines[self.at :] if is_table_line(line.text) else (), self.tables)
            if taken:
                self._flush()
                self.drafts.extend(drafts)
                self.tables += 1
                return taken
        return 0

    def _dropped(self, line: Line) -> int:
        """Take lines that say nothing themselves: rules, attributes, link targets."""
        words = line.text.strip()
        attribute = _ATTRIBUTE.match(words)
        if attribute:
            if attribute["value"]:
                self.metadata.setdefault(attribute["name"].lower(), attribute["value"].strip())
            return 0 if attribute["value"] and self.drafts and len(self.drafts) > 2 else 1
        block_attribute = _BLOCK_ATTRIBUTE.match(words) and self._before_table()
        if _RULE.match(words) or _LINK_TARGET.match(words) or block_attribute or words == "+":
            self._flush()
            return 1
        return 0

    def _before_table(self) -> bool:
        after = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None
        return after is not None and not after.gap and after.text.startswith(("|", "----", "====", "...."))

    def _quote(self, line: Line) -> int:
        if not line.text.startswith(">"):
            return 0
        self._flush()
        taken: list[Line] = []
        for row in self.lines[self.at :]:
            found = re.match(r"(?:>[ \t]?)+", row.text)
            if not found or (taken and row.gap):
                break
            taken.append(replace(row, text=row.text[found.end() :], source=row.source + found.end()))
        kept = tuple(row for row in taken if row.text.strip())
        if kept:
            self.drafts.append(Draft(Kind.QUOTE, kept, gap=1))
        return len(taken)


def _split_hard(drafts: list[Draft]) -> list[Draft]:
    """Cut paragraphs at their hard breaks (two spaces, a backslash or `` +`` at the end of a line)."""
    split: list[Draft] = []
    for draft in drafts:
        if not any(_breaks(line) for line in draft.lines):
            split.append(draft)
            continue
        parts: list[list[Line]] = [[]]
        for line in draft.lines:
            parts[-1].append(line)
            if draft.kind is Kind.PARAGRAPH and _breaks(line) and line is not draft.lines[-1]:
                parts.append([])
        split.append(replace(draft, lines=_bare(parts[0])))
        split.extend(replace(draft, lines=_bare(part), gap=0) for part in parts[1:])
    return split


def _breaks(line: Line) -> bool:
    return line.text.endswith(("  ", "\\", " +"))


def _bare(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines without their break marks."""
    return tuple(
        replace(line, text=re.sub(r"(?: \+|\\)?[ \t]*$", "", line.text)) if _breaks(line) else line for line in lines
    )
