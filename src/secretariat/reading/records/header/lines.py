"""The lines at the head of a record, each with its label, dates and times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ...dates import DateMention, find_dates
from ...outline import Outline
from ...source_text import Block, Kind, Style
from ...spans import Span, trimmed
from ...times import TimeMention, find_times, zone_expression
from ...vocabulary import Vocabulary, alternation
from ..cues import cue, named_cues

_LOOKED_AT = 45
_TOP = 16
_LONGEST = 320
_LONGEST_LABEL = 45
_SETTING = frozenset({"date", "time", "end", "zone", "place", "mode", "other"})
_EDGE = " \t\n,;|–—-"
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of the head: its words without their label.

    ``label`` is what the label announces (``date``, ``place`` ...; ``other`` for what is not ours).
    ``top`` says that the line stands before the list of participants, the agenda and the first section.
    ``rest`` is what the line says beside dates, times and words for a virtual meeting.
    """

    order: int
    span: Span
    words: str
    label: str | None = None
    heading: int = 0
    top: bool = True
    link: bool = False
    dates: tuple[DateMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    rest: str = ""

    def told(self) -> list[Span]:
        """Return where the dates and times of the line stand."""
        return sorted([*(mention.span for mention in self.dates), *(mention.span for mention in self.times)])

    def begins_with_date(self) -> bool:
        """Say whether the line begins with a date."""
        return bool(self.dates) and self.dates[0].span.start - self.span.start <= 2


def head_lines(outline: Outline) -> tuple[HeadLine, ...]:
    """Return the lines of the head in order: those at the top, then what follows that may still tell of it."""
    return tuple(_Head(outline).lines())


class _Head:
    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.text = outline.source.text
        self.vocabulary = outline.vocabulary
        self.columns: tuple[str | None, ...] = ()

    def lines(self) -> Iterator[HeadLine]:
        top, order = True, 0
        awaited: str | None = None
        for index, block in enumerate(self.outline.blocks[:_LOOKED_AT]):
            top = top and order < _TOP and not self.ends(index, block)
            if not top and block.span.end - block.span.start > _LONGEST and block.kind is not Kind.ROW:
                continue
            for piece in self.pieces(block):
                empty = piece.span.start == piece.span.end
                if empty:
                    awaited = piece.label if piece.label in _SETTING else None
                    continue
                label = piece.label or (awaited if not piece.heading else None)
                awaited = None
                line = self.read(piece, order, label, top=top)
                if line is not None:
                    yield line
                    order += 1

    def ends(self, index: int, block: Block) -> bool:
        """Say whether the head ends at this block: a list of people, an agenda, a numbered section."""
        if index > 0 and index != self.outline.title and _ends(self.vocabulary).match(self.outline.words(index)):
            return True
        return bool(re.search(r"\w", block.marker)) and index != self.outline.title

    def pieces(self, block: Block) -> Iterator[HeadLine]:
        """Take a block apart into what stands behind each of its labels."""
        if block.kind is Kind.ROW:
            yield from self.cells(block)
            return
        heading = block.level if block.kind is Kind.HEADING else 0
        link = not heading and self.outline.is_marked(block.span, Style.LINK)
        span = block.span
        if span.end - span.start > _LONGEST:
            span = self.outline.sentences(span)[0]
        labels = self.labels(span)
        before = trimmed(self.text, span.start, labels[0][1].start if labels else span.end, _EDGE)
        if not labels or before.end > before.start:
            yield self.piece(before, None, heading=heading, link=link)
        ends = [*(label.start for _, label in labels[1:]), span.end]
        for (kind, label), end in zip(labels, ends, strict=False):
            yield self.piece(trimmed(self.text, label.end, end, _EDGE + "."), kind, heading=heading)

    def piece(self, span: Span, label: str | None, *, heading: int = 0, link: bool = False) -> HeadLine:
        return HeadLine(0, span, self.outline.text(span), label, heading, link=link)

    def labels(self, span: Span) -> list[tuple[str, Span]]:
        """Return the labels of a passage with what they announce; a passage that is all label is one."""
        words = span.of(self.text)
        if len(words) > _LONGEST_LABEL and ":" not in words and "：" not in words:
            return []
        found = []
        for match in _labels(self.vocabulary).finditer(self.text, span.start, span.end):
            kind = self.kind(match, span.start)
            whole = match.start() == span.start and match.end() >= span.end and kind != "other"
            if whole or (match["colon"] and self.begins(match, span.start, kind)):
                found.append((kind, Span(match.start(), match.end())))
        return found

    def begins(self, match: re.Match[str], start: int, kind: str) -> bool:
        """Say whether a label stands where one can: at the beginning, after a break, or with a capital."""
        before = self.text[start : match.start()]
        if not before.strip(_EDGE) or before[-1] in "\n\t;|" or before.endswith(("  ", ". ", ", ", "; ")):
            return True
        return kind in _SETTING and match[0][0].isupper()

    def kind(self, match: re.Match[str], start: int) -> str:
        before = self.text[start : match.start()].rsplit(None, 1)[-1:]
        foreign = before and any(
            cue(self.vocabulary, "header", key).fullmatch(before[0]) for key in ("other_dates", "other_meetings")
        )
        return "other" if foreign else _named(match)

    def cells(self, block: Block) -> Iterator[HeadLine]:
        """Read a row: labels beside their values, or values under a row of labels."""
        kinds = tuple(self.cell_label(cell) for cell in block.cells)
        if sum(kind is not None for kind in kinds) > 1 and all(kinds):
            self.columns = kinds
            return
        for place, (cell, kind) in enumerate(zip(block.cells, kinds, strict=True)):
            if kind is not None or cell.end == cell.start:
                continue
            label = kinds[place - 1] if place else None
            if label is None and len(self.columns) == len(kinds):
                label = self.columns[place]
            yield self.piece(trimmed(self.text, *cell, _EDGE), label)

    def cell_label(self, cell: Span) -> str | None:
        labels = self.labels(trimmed(self.text, *cell))
        return labels[0][0] if labels and labels[0][1].end >= cell.end - 1 else None

    def read(self, line: HeadLine, order: int, label: str | None, *, top: bool) -> HeadLine | None:
        """Find the dates and times of a line; below the top a line with neither label nor date is left out."""
        start, end = line.span
        dates = find_dates(self.text, self.vocabulary, start=start, end=end)
        if not top and label is None and not dates:
            return None
        announced = label in {"time", "end"} or (label == "date" and bool(dates))
        times: list[TimeMention] = []
        for day in (
            (*dates, None) if announced or self.may_tell_hours(line.span) else ()
        ):  # a year beside a time would read as one: "2023 – 18:00"
            stop = day.span.start if day else end
            times += find_times(self.text, self.vocabulary, start=start, end=stop, announced=announced)
            start = day.span.end if day else end
        line = replace(line, order=order, label=label, top=top, dates=dates, times=tuple(times))
        return replace(line, rest=self.rest(line.span, line.told()))

    def may_tell_hours(self, span: Span) -> bool:
        """Say whether a line has a figure, or a word for an hour: a cheap look before the close one."""
        hours = (cue(self.vocabulary, "times", key) for key in ("noon", "midnight"))
        return _FIGURE.search(self.text, *span) is not None or any(hour.search(self.text, *span) for hour in hours)

    def rest(self, span: Span, masks: Sequence[Span]) -> str:
        rest = _without(self.text, span, masks)
        rest = named_cues(self.vocabulary, "header", "modes")["virtual"].sub(" ", rest)
        rest = re.sub(zone_expression(self.vocabulary), " ", rest)
        return re.sub(r"[\s,;:|()\[\]./–—_+*-]+", " ", rest).strip()


def _without(text: str, span: Span, masks: Sequence[Span]) -> str:
    kept, at = [], span.start
    for mask in masks:
        kept.append(text[at : max(mask.start, at)])
        at = max(at, mask.end)
    return " ".join([*kept, text[at : span.end]])


def _named(match: re.Match[str]) -> str:
    return next(name for name, value in match.groupdict().items() if value and name != "colon")


@cache
def _ends(vocabulary: Vocabulary) -> re.Pattern[str]:
    ends = alternation(vocabulary.words("header", "ends"))
    return re.compile(rf"[\W\d]*{ends}\s*(?:\([^)]*\)\s*)?(?:$|[:：–—]|\s-\s)", re.IGNORECASE)


@cache
def _labels(vocabulary: Vocabulary) -> re.Pattern[str]:
    kinds = "|".join(
        rf"(?P<{kind}>{alternation(phrases)})" for kind, phrases in vocabulary.pairs("header", "labels").items()
    )
    return re.compile(rf"(?<![\w-])(?:{kinds})(?:\s*(?P<colon>[:：])(?!\d)|(?=\s*$|\s*\n))", re.IGNORECASE)
