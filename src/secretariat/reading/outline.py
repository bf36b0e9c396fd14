"""The build of a document: its title, its sections, what stands under which head, its sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from .findings import Section
from .source_text import Block, Kind, SourceText, Style
from .spans import Span, SpanSet, trimmed
from .vocabulary import Vocabulary, alternation

_TITLE_LONGEST = 300
_LABEL_LONGEST = 90
_LEAD_LONGEST = 200
_ABOVE_LIST_LONGEST = 6
_ABBREVIATION_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Head:
    """A block that says what follows: a heading, a line ending in a colon, a label with words behind it.

    ``words`` are the words of the label without number, colon and brackets at its end. ``rest`` is what
    stands behind the colon on the same line (``Present: A, B``), empty where the line is all label.
    """

    index: int
    words: str
    span: Span
    rest: Span


class Outline:
    """A source text with its build worked out; every recogniser is given one."""

    def __init__(self, source: SourceText, vocabulary: Vocabulary) -> None:
        """Keep the source; everything else is worked out when first asked for."""
        self.source = source
        self.vocabulary = vocabulary
        self.blocks = source.blocks
        self._sentences: dict[Span, tuple[Span, ...]] = {}
        self._bodies: dict[int, tuple[int, ...]] = {}
        self._folded: dict[Span, str] = {}

    @cached_property
    def title(self) -> int | None:
        """Return the index of the heading that names the document, if one does.

        It is the first heading among the first blocks that is alone on its level and above all others, or
        that bears a word for a meeting or record.
        """
        headings = [(index, block) for index, block in enumerate(self.blocks) if block.kind is Kind.HEADING]
        early = [(index, block) for index, block in headings if index < 8]
        if not early:
            return None
        naming = _naming(self.vocabulary)
        for index, block in early:
            words = self.words(index)
            if len(words) <= _TITLE_LONGEST and not block.marker and naming.search(words):
                return index
        first, block = early[0]
        top = [other for _, other in headings if other.level <= block.level]
        return first if len(top) == 1 and len(headings) > 1 and not block.marker else None

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Return the sections, each from its heading to its end; the title is none, nor what stands above it."""
        found = []
        for index, block in enumerate(self.blocks):
            if block.kind is Kind.HEADING and (self.title is None or index > self.title):
                end = self._end_of_section(index)
                last = self.blocks[end - 1].span.end
                found.append(Section(self.words(index), block.level, Span(block.span.start, last), block.span))
        return tuple(found)

    def _end_of_section(self, index: int) -> int:
        level = self.blocks[index].level
        for after in range(index + 1, len(self.blocks)):
            block = self.blocks[after]
            if block.kind is Kind.HEADING and block.level <= level:
                return after
        return len(self.blocks)

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.span.start for section in self.sections]

    def section_at(self, offset: int) -> str | None:
        """Return the title of the innermost section in which ``offset`` stands."""
        at = bisect_right(self._section_starts, offset) - 1
        while at >= 0:
            if offset < self.sections[at].span.end:
                return self.sections[at].title
            at -= 1
        return None

    def words(self, index: int) -> str:
        """Return the words of a block, white space folded."""
        return self.text(self.blocks[index].span)

    def text(self, span: Span) -> str:
        """Return the words at ``span``, white space folded."""
        words = self._folded.get(span)
        if words is None:
            words = self._folded[span] = self.source.words(span)
        return words

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Return the words that the record writes with a small first letter: no names."""
        return frozenset(_small_word().findall(self.source.text))

    def block_at(self, offset: int) -> int:
        """Return the index of the block in which ``offset`` stands, or of the last one before it."""
        return max(bisect_right(self._block_starts, offset) - 1, 0)

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    def gap_before(self, index: int) -> bool:
        """Say whether a blank line stands before the block."""
        if index == 0:
            return True
        between = self.source.text[self.blocks[index - 1].span.end : self.blocks[index].span.start]
        return between.count("\n") > 1

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        """Return every head of the document in order."""
        return tuple(self._heads())

    def _heads(self) -> Iterator[Head]:
        for index, block in enumerate(self.blocks):
            if block.kind is Kind.HEADING:
                led = self._led_heading(index, block)
                yield led or self._head(index, block.span, Span(block.span.end, block.span.end))
            elif block.kind in {Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE}:
                head = self._label(index, block)
                if head:
                    yield head

    def _label(self, index: int, block: Block) -> Head | None:
        words = block.span.of(self.source.text)
        colon = _label_pattern().match(words) or _lead_pattern().fullmatch(words)
        if colon and colon["label"].count("(") == colon["label"].count(")"):
            end = block.span.start + colon.end("label")
            rest = trimmed(self.source.text, block.span.start + colon.end(), block.span.end)
            return self._head(index, Span(block.span.start, end), rest)
        marked = self.is_marked(block.span, Style.STRONG, Style.EMPHASIS)
        if len(words) <= _LABEL_LONGEST and (marked or self._stands_above(index, words)):
            return self._head(index, block.span, Span(block.span.end, block.span.end))
        return None

    def _led_heading(self, index: int, block: Block) -> Head | None:
        """Return the head of a line such as "Participants: Ann, Bo" that looks like a heading and holds its list."""
        colon = _label_pattern().match(block.span.of(self.source.text))
        return self._label(index, block) if colon and _bare(self.vocabulary).fullmatch(colon["label"]) else None

    def _stands_above(self, index: int, words: str) -> bool:
        """Say whether a short line without a full stop has a list or table right below it, or is a well-known head."""
        known = self.blocks[index].kind is Kind.PARAGRAPH and self.gap_before(index)
        if known and words.casefold().strip(" .") in _known_heads(self.vocabulary):
            return True
        after = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        listed = after is not None and after.kind in {Kind.ITEM, Kind.ROW} and self.blocks[index].kind is Kind.PARAGRAPH
        return listed and len(words.split()) <= _ABOVE_LIST_LONGEST and words[-1:] not in ".;,?!"

    def _head(self, index: int, label: Span, rest: Span) -> Head:
        words = re.sub(r"^[\W_]+|\s*\([^()]*\)\s*:?$|[\s:*_.–—-]+$", "", self.text(label))
        return Head(index, words, label, rest)

    def body(self, index: int) -> tuple[int, ...]:
        """Return the indexes of the blocks that stand under the head at ``index``.

        Under a heading: all to the next heading of its level or above. Under a line with a colon: the list
        or table that follows, or the lines that stand together, to the next heading. Under an item: the items below it.
        """
        if index not in self._bodies:
            heading = self.blocks[index].kind is Kind.HEADING
            below = range(index + 1, self._end_of_section(index)) if heading else self._run(index)
            self._bodies[index] = tuple(below)
        return self._bodies[index]

    def _run(self, index: int) -> Iterator[int]:
        head = self.blocks[index]
        for after in range(index + 1, len(self.blocks)):
            block = self.blocks[after]
            if block.kind is Kind.HEADING:
                return
            if head.kind is Kind.ITEM:
                if block.kind is not Kind.ITEM or block.level <= head.level:
                    return
            elif after > index + 1 and not self._same_run(index, after):
                return
            yield after

    def _same_run(self, head: int, index: int) -> bool:
        first, block = self.blocks[head + 1], self.blocks[index]
        if block.kind is not first.kind:
            return False
        if block.kind is Kind.PARAGRAPH:
            return not self.gap_before(index) and not _label_pattern().match(block.span.of(self.source.text))
        if block.kind is Kind.ITEM and block.level == 0 and self.gap_before(index):
            return not self._restarts(index) and _is_number(block.marker) == _is_number(first.marker)
        return True

    def _restarts(self, index: int) -> bool:
        """Say whether a numbered list begins anew at this item."""
        return self.blocks[index].marker.strip("().:") in {"1", "a"}

    def parent(self, index: int) -> int | None:
        """Return the item that an item stands below."""
        return self._parents.get(index)

    @cached_property
    def _parents(self) -> dict[int, int]:
        parents: dict[int, int] = {}
        above: list[int] = []
        for index, block in enumerate(self.blocks):
            if block.kind is not Kind.ITEM:
                above.clear()
                continue
            while above and self.blocks[above[-1]].level >= block.level:
                above.pop()
            if above:
                parents[index] = above[-1]
            above.append(index)
        return parents

    def is_marked(self, span: Span, *styles: Style) -> bool:
        """Say whether the whole of ``span`` (a full stop or colon at its end aside) bears one of the styles."""
        return any(self._marked[style].hold(Span(span.start, span.end - 1)) for style in styles)

    @cached_property
    def _marked(self) -> dict[Style, SpanSet]:
        return {style: SpanSet(mark.span for mark in self.source.marks if mark.style is style) for style in Style}

    def is_struck(self, span: Span) -> bool:
        """Say whether the words at ``span`` are struck out for the most part."""
        starts, ends = self._struck
        struck = 0
        for at in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
            struck += min(ends[at], span.end) - max(starts[at], span.start)
        return struck * 2 > span.end - span.start

    @cached_property
    def _struck(self) -> tuple[list[int], list[int]]:
        """Return where struck passages begin and end, in order; passages that overlap are one."""
        starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted(mark.span for mark in self.source.marks if mark.style is Style.STRUCK):
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        return starts, ends

    def sentences(self, span: Span) -> tuple[Span, ...]:
        """Return the sentences of a passage, in order, without the white space around them."""
        if span not in self._sentences:
            self._sentences[span] = tuple(self._cut_sentences(span))
        return self._sentences[span]

    def _cut_sentences(self, span: Span) -> Iterator[Span]:
        text = self.source.text
        start = span.start
        for match in _sentence_end().finditer(text, span.start, span.end):
            if self._is_end(start, match):
                yield trimmed(text, start, match.end())
                start = match.end()
        tail = trimmed(text, start, span.end)
        if tail.end > tail.start:
            yield tail

    def _is_end(self, start: int, match: re.Match[str]) -> bool:
        if not match[0].startswith("."):
            return True
        before = self.source.text[max(start, match.start() - _ABBREVIATION_LONGEST) : match.start()].split()
        last = before[-1] if before else ""
        if _abbreviations(self.vocabulary).fullmatch(last.strip("(“\"'")):
            return False
        initial = len(last) == 1 and last.isupper()
        after = self.source.text[match.end() : match.end() + 1]
        return not initial and not after.islower()


def _is_number(marker: str) -> bool:
    return "[" not in marker and any(char.isalnum() for char in marker)


@cache
def _small_word() -> re.Pattern[str]:
    return re.compile(r"(?<![^\W_])[^\W\d_A-Z][^\W_]*")


@cache
def _label_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<label>[^:：\n]{{2,{_LABEL_LONGEST}}}?)\s*[:：](?=\s|$)")


@cache
def _lead_pattern() -> re.Pattern[str]:
    """Return a pattern for a whole sentence that leads in what follows it."""
    return re.compile(rf"(?P<label>[^:：\n]{{2,{_LEAD_LONGEST}}}?)\s*[:：]")


@cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile(r"(?:[.!?…]+[\"”’»)\]]*(?=\s|$)|[。！？؟۔।]+[”’»）]*)\s*")


@cache
def _abbreviations(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = (word.rstrip(".") for word in vocabulary.words("language", "abbreviations"))
    return re.compile(alternation(words), re.IGNORECASE)


@cache
def _bare(vocabulary: Vocabulary) -> re.Pattern[str]:
    lists = (vocabulary.words("participants", key) for key in ("present", "apologies", "absent"))
    return re.compile(alternation(word for words in lists for word in words), re.IGNORECASE)


@cache
def _known_heads(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the heads that are known to open a part of a record, in small letters."""
    lists = (("actions", "heads"), ("decisions", "heads"), ("agenda", "heads"), ("participants", "present"))
    return frozenset(phrase.casefold() for table, key in lists for phrase in vocabulary.words(table, key))


@cache
def _naming(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"\b{alternation(vocabulary.words('language', 'records'))}\b", re.IGNORECASE)
