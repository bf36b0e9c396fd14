"""Puts the head of a record together: names, day, hours, way and place of the meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...findings import Meeting
from ...outline import Outline
from ...problems import Problem
from ...spans import Span, trimmed
from ...times import TimeMention, find_times, zone_expression
from ...vocabulary import Vocabulary
from ..cues import cue, named_cues
from .day import Day, choose_day
from .lines import HeadLine, head_lines
from .names import Names

_EDGE = " \t\n,;:|–—-"
_PLACED = re.compile(r"(?=,?\s+(?:in|at|à|en)\s)")
_ARTICLE = re.compile(r"[\s,]+(?:the|on|le|el|den)$", re.IGNORECASE)
_OPENING = 40
_MODES = {"virtual": "virtual", "in_person": "in person", "hybrid": "hybrid"}


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """The head of the record and what contradicts itself in it."""

    meeting: Meeting
    problems: tuple[Problem, ...] = ()


def read_header(outline: Outline, vocabulary: Vocabulary) -> HeaderReading:
    """Return what the head says of the meeting; nothing that it does not say."""
    lines = head_lines(outline)
    names = Names(outline, lines)
    title, body = names.title(), names.body()
    day, problems = choose_day(outline, lines, names.title_line())
    hours = _hours(outline, vocabulary, lines, day)
    spans: dict[str, Span] = dict(hours.spans)
    mode, place = _mode(outline, lines, names.title_line()), _place(outline, lines, names.title_line())
    for key, named in (("title", title), ("body", body), ("date", day)):
        if named is not None and named.span is not None:
            spans[key] = named.span
    if day and day.mention.end and day.span:
        spans["end_date"] = day.span
    if mode:
        spans["mode"] = mode[1]
    if place:
        spans["place"] = place
    meeting = Meeting(
        title=title.words if title else None,
        body=body.words if body else None,
        date=day.mention.start if day else None,
        end_date=day.mention.end if day else None,
        start=hours.start,
        end=hours.end,
        timezone=hours.zone,
        mode=mode[0] if mode else None,
        place=outline.text(place) if place else None,
        spans=spans,
    )
    return HeaderReading(meeting, tuple(problems))


# The hours


@dataclass(frozen=True, slots=True)
class _Hours:
    start: str | None
    end: str | None
    zone: str | None
    spans: dict[str, Span]


def _hours(outline: Outline, vocabulary: Vocabulary, lines: Sequence[HeadLine], day: Day | None) -> _Hours:
    """Return the hours: those at the head, else when the record says that the meeting was opened and closed."""
    text = outline.source.text
    found = _headed(outline, lines, day)
    start, end, zone, spans = None, None, None, dict[str, Span]()
    if found is not None:
        start, end, zone = found.start, found.end, found.zone
        spans = {"start": found.start_span}
        if found.end_span:
            spans["end"] = found.end_span
        if found.zone_span:
            spans["timezone"] = found.zone_span
    closing = next((line.times[0] for line in lines if line.label == "end" and line.times), None)
    for key, mention in (("start", _opening(outline, vocabulary)), ("end", closing or _closing(outline, vocabulary))):
        known = start if key == "start" else end
        if mention is None or known is not None:
            continue
        start, end = (mention.start, end) if key == "start" else (start, mention.start)
        spans[key] = mention.start_span
        if zone is None and mention.zone_span is not None:
            zone, spans["timezone"] = mention.zone, mention.zone_span
    if zone is None and (labelled := next((line for line in lines if line.label == "zone"), None)):
        zone, spans["timezone"] = labelled.words, labelled.span
    if zone is None and start is not None and (beside := _zone_beside(outline, lines, spans["start"])):
        zone, spans["timezone"] = " ".join(beside.of(text).split()), beside
    return _Hours(start, end, zone, spans)


def _headed(outline: Outline, lines: Sequence[HeadLine], day: Day | None) -> TimeMention | None:
    """Return the time that the head gives: labelled, beside the date, or on a line at the top."""
    ranked: list[tuple[int, int, TimeMention]] = []
    for line in lines:
        if not line.times or line.label in {"other", "end"}:
            continue
        own = day is not None and day.line is line
        rank = 4 if line.label == "time" else 3 if own or line.label == "date" else 2 if not line.rest else 1
        held = cue(outline.vocabulary, "header", "held").search(line.words)
        if rank > 1 or (line.top and (held or not re.search(r"[.!?]$", line.words))):
            ranked.append((-rank, line.order, line.times[0]))
    return min(ranked, key=lambda each: each[:2])[2] if ranked else None


def _opening(outline: Outline, vocabulary: Vocabulary) -> TimeMention | None:
    return next(_told(outline, vocabulary, "opened"), None)


def _closing(outline: Outline, vocabulary: Vocabulary) -> TimeMention | None:
    """Return the time at which the meeting closed, if the record gives one such time only."""
    found = {mention.start: mention for mention in _told(outline, vocabulary, "closed")}
    return next(iter(found.values())) if len(found) == 1 else None


def _told(outline: Outline, vocabulary: Vocabulary, key: str) -> Iterator[TimeMention]:
    """Find "the meeting was called to order at 10:05" and the like."""
    text = outline.source.text
    for verb in cue(vocabulary, "header", key).finditer(text):
        before = re.split(r"[.!?]\s|\n\n", text[max(verb.start() - 90, 0) : verb.start()])[-1]
        behind = re.match(r"(?:[^.\n\t]|[.](?=\S)|\n(?!\n)){0,60}", text[verb.end() : verb.end() + 60])
        end = verb.end() + (behind.end() if behind else 0)
        sure = cue(vocabulary, "header", "rising").fullmatch(verb[0])
        if not sure and not cue(vocabulary, "header", "meetings").search(before):
            continue
        yield from find_times(text, vocabulary, start=verb.end(), end=min(end + 4, len(text)), announced=True)[:1]


def _zone_beside(outline: Outline, lines: Sequence[HeadLine], start: Span) -> Span | None:
    """Return a zone on the line that gives the time ("all times are in UTC" included)."""
    for line in lines:
        if line.span.contains(start):
            found = re.search(zone_expression(outline.vocabulary), line.span.of(outline.source.text))
            return Span(*found.span()).shifted(line.span.start) if found else None
    return None


# The way of meeting, and the place


def _mode(outline: Outline, lines: Sequence[HeadLine], title: HeadLine | None) -> tuple[str, Span] | None:
    """Return how the meeting was held, where the head says so."""
    text = outline.source.text
    said: dict[str, Span] = {}
    rooms = False
    for line in lines:
        if not (line is title or line.label in {"mode", "place"} or _is_of_setting(outline, line)):
            continue
        for key, pattern in named_cues(outline.vocabulary, "header", "modes").items():
            found = pattern.search(text, line.span.start, line.span.end)
            if found:
                said.setdefault(key, Span(*found.span()))
        rooms = rooms or (line.label == "place" and _physical(outline, line.span) is not None)
    if "hybrid" in said:
        return "hybrid", said["hybrid"]
    if "virtual" in said and ("in_person" in said or rooms):
        return "hybrid", said["virtual"]
    first = next(iter(said.items()), None)
    return (_MODES[first[0]], first[1]) if first else _mode_told(outline)


def _mode_told(outline: Outline) -> tuple[str, Span] | None:
    """Find "the meeting was held by videoconference" among the first sentences of the record."""
    text, vocabulary = outline.source.text, outline.vocabulary
    end = outline.blocks[min(len(outline.blocks), _OPENING) - 1].span.end if outline.blocks else 0
    for held in cue(vocabulary, "header", "was_held").finditer(text, 0, end):
        sentence = re.split(r"[.!?]\s|\n\n", text[max(held.start() - 120, 0) : held.start()])[-1]
        if not cue(vocabulary, "header", "meetings").search(sentence):
            continue
        behind = re.match(r"[^.!?\n]{0,80}", text[held.end() : held.end() + 80])
        for key, pattern in named_cues(vocabulary, "header", "modes").items():
            found = pattern.search(text, held.end(), held.end() + (behind.end() if behind else 0))
            if found:
                return _MODES[key], Span(*found.span())
    return None


def _is_of_setting(outline: Outline, line: HeadLine) -> bool:
    """Say whether a line tells of the meeting itself: it has its date or time, is short, or says "held"."""
    if line.label == "other" or not line.top or line.link:
        return bool(line.label in {"date", "time"})
    short = len(line.words.split()) <= 12 and not re.search(r"[:.?!]$", line.words)
    held = cue(outline.vocabulary, "header", "held").search(line.words)
    return bool(line.dates or line.times or short or held)


def _place(outline: Outline, lines: Sequence[HeadLine], title: HeadLine | None) -> Span | None:
    """Return the place: labelled, in brackets or on the line with the date, or behind "held at"."""
    for line in lines:
        if line.label == "place" and (span := _physical(outline, line.span)):
            return span
    for line in lines:
        if not line.dates or line.label == "other" or not (line.top or line.label == "date"):
            continue
        for piece in _settings(outline, line, title):
            if span := _physical(outline, piece):
                return span
    return None


def _settings(outline: Outline, line: HeadLine, title: HeadLine | None) -> Iterator[Span]:
    """Return the parts of a line that may be the place of the meeting."""
    text = outline.source.text
    mention = line.dates[0]
    opening = text.rfind("(", line.span.start, mention.span.start)
    if opening >= 0 and ")" not in text[opening : mention.span.start]:
        closing = text.find(")", mention.span.end, line.span.end)
        yield from _between(outline, line, Span(opening + 1, closing if closing > 0 else line.span.end))
        return
    naming = cue(outline.vocabulary, "header", "meetings").search(line.words)
    held = cue(outline.vocabulary, "header", "held").search(text, line.span.start, line.span.end)
    held = held or (_PLACED.match(text, mention.span.end, line.span.end) if naming else None)
    if held:
        for found in re.finditer(
            r"\b(?:in|at|à|au|en)\s+(?=(?:the\s+|la\s+|el\s+|le\s+)?[^\W\d_a-z])", text[held.end() : line.span.end]
        ):
            yield _to_break(outline, line, held.end() + found.end())
    elif line is not title and not naming:
        yield from (piece for piece in _between(outline, line, line.span) if _is_proper(outline, piece))


def _is_proper(outline: Outline, span: Span) -> bool:
    """Say whether words are all names, numbers and small joining words: a sentence with a date in it is no place."""
    small = outline.vocabulary.words("language", "function_words")
    return all(not word[0].islower() or word in small for word in outline.text(span).split())


def _to_break(outline: Outline, line: HeadLine, start: int) -> Span:
    """Return the words from ``start`` to the next date, time, bracket or end of the clause."""
    text = outline.source.text
    stops = [span.start for span in line.told() if span.start >= start]
    broken = re.compile(r"[(;]|\.\s|,?\s+(?:on|from|at|el|le|del|du)\s").search(text, start, line.span.end)
    return trimmed(text, start, min([line.span.end, *stops, *([broken.start()] if broken else [])]), _EDGE + ".")


def _between(outline: Outline, line: HeadLine, span: Span) -> Iterator[Span]:
    """Return what stands between the dates and times of a passage."""
    text = outline.source.text
    at = span.start
    masks = [mask for mask in line.told() if span.contains(mask)]
    for mask in [*masks, Span(span.end, span.end)]:
        piece = trimmed(text, at, max(mask.start, at), _EDGE + "()[].")
        piece = trimmed(text, piece.start, piece.start + len(_ARTICLE.sub("", piece.of(text))), _EDGE)
        if piece.end > piece.start and text[piece.end : piece.end + 1] not in {":", "："}:
            yield piece
        at = max(at, mask.end)


def _physical(outline: Outline, span: Span) -> Span | None:
    """Return the words of a place, or ``None`` where they name none: a platform, a meeting, a zone."""
    text, vocabulary = outline.source.text, outline.vocabulary
    words = span.of(text)
    for mode in named_cues(vocabulary, "header", "modes").values():
        found = mode.search(words)
        if found and found.start() == 0:
            span = trimmed(text, span.start + found.end(), span.end, _EDGE + "()")
            words = span.of(text)
            found = mode.search(words)
        if found:
            before = re.sub(r"(?:\b(?:and|via|by|or|on|et|y|par|por)\b|[\s,;/&+(–-])+$", "", words[: found.start()])
            span = trimmed(text, span.start, span.start + len(before), _EDGE)
            words = span.of(text)
    if len(words) > 120 or not re.match(r"(?:the\s+)?[^\W\d_a-z]", words) or "://" in words:
        return None
    if any(cue(vocabulary, "header", key).search(words) for key in ("meetings", "records")):
        return None
    return None if re.fullmatch(zone_expression(vocabulary), words) else span
