"""The name of the meeting and of the body that met."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ...dates import DateMention, find_dates
from ...outline import Outline
from ...spans import Span, trimmed
from ...vocabulary import Vocabulary, alternation
from ..cues import cue
from .lines import HeadLine

_LONGEST = 250
_LONG = 150
_EDGE = " \t\n,;:|–—-("
_TOKEN = re.compile(r"[^\s,;:()|/–—]+|[,;:()|/–—]")


@dataclass(frozen=True, slots=True)
class Named:
    """Words that name something, with their place in the text if they stand there."""

    words: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    span: Span
    dates: tuple[DateMention, ...]
    score: float
    line: HeadLine | None


class Names:
    """Chooses the title among the lines of the head, and the body from the title and the lines."""

    def __init__(self, outline: Outline, lines: Sequence[HeadLine]) -> None:
        """Keep what the names are looked for in."""
        self.outline = outline
        self.vocabulary = outline.vocabulary
        self.lines = lines
        candidates = [*self.of_lines(), *self.of_metadata()]
        best = max(candidates, key=lambda each: each.score, default=None)
        self.chosen = best if best is not None and best.score > 0 else None

    def title_line(self) -> HeadLine | None:
        """Return the line that the title stands in."""
        return self.chosen.line if self.chosen else None

    def has(self, key: str, words: str) -> bool:
        """Say whether one of the header's words of a kind stands in the words."""
        return bool(cue(self.vocabulary, "header", key).search(words))

    def begins(self, key: str, words: str) -> bool:
        """Say whether the words begin with one of the header's words of a kind."""
        return bool(cue(self.vocabulary, "header", key).match(words))

    # The title

    def of_lines(self) -> Iterator[_Candidate]:
        """Return the lines that may be the title."""
        for line in self.lines:
            if line.span.end - line.span.start <= _LONGEST and (line.label == "title" or (line.top and not line.label)):
                yield _Candidate(self.outline.source.text, line.span, line.dates, self.score(line), line)

    def of_metadata(self) -> Iterator[_Candidate]:
        """Return the title of the front matter, unless the text repeats it."""
        title = self.outline.source.metadata.get("title", "").strip()
        if not title or any(line.words == title for line in self.lines):
            return
        dates = find_dates(title, self.vocabulary)
        score = 4 + self.naming(title) + 2 * bool(dates)
        yield _Candidate(title, Span(0, len(title)), dates, score, None)

    def naming(self, words: str) -> int:
        """Rate words by whether they name a meeting, a record, a body."""
        if self.has("meetings", words):
            return 5 + 2 * self.has("bodies", words) + 2 * self.has("records", words)
        return 3 * self.has("records", words) + 2 * self.has("bodies", words)

    def score(self, line: HeadLine) -> float:
        """Say how well a line would name the meeting."""
        words = line.words
        score = self.naming(words) + 2.0 * bool(line.dates) + 3 * bool(line.heading) - 0.3 * line.order
        score += 3 * (self.outline.source.metadata.get("title", "").strip() == words)
        score += 6 * (line.label == "title")
        score -= 3 * (len(words) > _LONG) + 4 * line.link + 4 * (not line.top)
        if line.dates and (not line.rest or (line.begins_with_date() and not self.naming(line.rest))):
            score -= 8
        if _SENTENCE.search(words) and not line.heading and not self.begins("records", words):
            score -= 6
        if not line.dates and not self.has("meetings", words) and not self.runs(line.span):
            score -= 6
        return score

    def title(self) -> Named | None:
        """Return the title: cut before "held on", before a date that more than a date follows."""
        if self.chosen is None:
            return None
        span = self.title_span(self.chosen)
        words = " ".join(span.of(self.chosen.text).split())
        return Named(words, span if self.chosen.line else None) if words else None

    def title_span(self, chosen: _Candidate) -> Span:
        """Return the part of the chosen words that is the title."""
        text, span = chosen.text, chosen.span
        end = span.end
        held = cue(self.vocabulary, "header", "held").search(text, span.start + 8, span.end)
        if held and any(mention.span.start > held.start() for mention in chosen.dates):
            end = held.start()
        for mention in chosen.dates[:1]:
            opening = text.rfind("(", span.start, mention.span.start)
            if opening > span.start + 8 and ")" not in text[opening : mention.span.start]:
                end = min(end, opening)
            elif chosen.line and chosen.line.times and mention.span.start > span.start + 8:
                end = min(end, mention.span.start)
        if end == span.end:
            return span
        return trimmed(text, span.start, end, _EDGE)

    # The body

    def body(self) -> Named | None:
        """Return the name of the body, ``None`` where the head names none."""
        labelled = [line for line in self.lines if line.label == "body" and line.words]
        if labelled:
            return Named(labelled[0].words, labelled[0].span)
        own = self.of_title()
        inside = self.chosen is not None and self.chosen.line is not None
        for words, span in own:
            if self.has("bodies", words):
                return Named(words, span if inside else None)
        others = [
            found for line in self.lines if self.may_name_body(line) for found in self.runs(line.span, line.dates)
        ]
        for words, span in others:
            if self.has("bodies", words):
                return Named(words, span)
        return Named(own[0][0], own[0][1] if inside else None) if own else None

    def of_title(self) -> list[tuple[str, Span]]:
        """Return the names within the title."""
        if self.chosen is None:
            return []
        return self.named_in(self.chosen.text, self.title_span(self.chosen), self.chosen.dates)

    def may_name_body(self, line: HeadLine) -> bool:
        """Say whether a line is short and plain enough to name the body."""
        short = line.span.end - line.span.start <= _LONG
        sentence = _SENTENCE.search(line.words) and not self.has("meetings", line.words)
        return line.top and short and line.label in {None, "title"} and not sentence and not line.link

    def runs(self, span: Span, dates: Sequence[DateMention] = ()) -> list[tuple[str, Span]]:
        """Return the names in a passage of the text."""
        return self.named_in(self.outline.source.text, span, dates)

    def named_in(self, text: str, span: Span, dates: Sequence[DateMention]) -> list[tuple[str, Span]]:
        """Return the names in a line: what is left between dates and words for meetings and records."""
        cuts = [mention.span for mention in dates if span.contains(mention.span)]
        cuts += [Span(*found.span()) for found in _naming(self.vocabulary).finditer(text, span.start, span.end)]
        names = []
        at = span.start
        for cut in [*sorted(cuts), Span(span.end, span.end)]:
            name = self.stripped(text, at, max(cut.start, at))
            if name is not None:
                names.append((" ".join(name.of(text).split()), name))
            at = max(at, cut.end)
        return names

    def stripped(self, text: str, start: int, end: int) -> Span | None:
        """Take small words, ordinals and punctuation off the two ends of a name."""
        tokens = [Span(*found.span()) for found in _TOKEN.finditer(text, start, end)]
        while tokens and self.is_outer(tokens[0].of(text), leading=True):
            tokens.pop(0)
        while tokens and self.is_outer(tokens[-1].of(text), leading=False) and not _closes(tokens, text):
            tokens.pop()
        if not tokens:
            return None
        name = Span(tokens[0].start, tokens[-1].end)
        return name if re.search(r"[^\W\d_]{2}", name.of(text)) else None

    def is_outer(self, written: str, *, leading: bool) -> bool:
        """Say whether no name begins (``leading``) or ends with the word."""
        word = written.strip(".,;:/|'’\"“”*#–—-" if written not in "()" else "")
        if not word or written == (")" if leading else "("):
            return True
        if re.fullmatch(r"\d+(?:st|nd|rd|th|e|er|ème|ª|º)" + "?" * leading, word):
            return True
        if not leading and cue(self.vocabulary, "header", "kinds").fullmatch(word):
            return True
        return bool(_outer(self.vocabulary).fullmatch(word))


def _closes(tokens: Sequence[Span], text: str) -> bool:
    """Say whether the last token is a bracket that closes one within the name."""
    return tokens[-1].of(text) == ")" and any(token.of(text) == "(" for token in tokens)


_SENTENCE = re.compile(r"[.;!?]$|\b(?:was|were|has|have|had|will|is|are|be|been)\b")


@cache
def _naming(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = (*vocabulary.words("header", "meetings"), *vocabulary.words("header", "records"))
    return re.compile(rf"(?<![\w-]){alternation(words)}(?![\w-])", re.IGNORECASE)


@cache
def _outer(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = (*vocabulary.words("header", "levels"), *vocabulary.words("header", "small"))
    return re.compile(alternation(words), re.IGNORECASE)
