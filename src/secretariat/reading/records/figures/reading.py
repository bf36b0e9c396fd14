"""Finds the figures of a record and the subject of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ...dates import find_dates
from ...findings import Figure
from ...outline import Outline
from ...source_text import Block, Kind
from ...spans import Span
from ...times import find_times
from ...vocabulary import Vocabulary, alternation
from .numbers import Number, find_numbers
from .phrases import Lists, after, before, counted, extended, lists

_READ = {Kind.PARAGRAPH, Kind.ITEM, Kind.ROW, Kind.QUOTE}
_SMALL = 10
_NEAR = 160
_STATE = 40


def read_figures(outline: Outline, vocabulary: Vocabulary, as_of: str | None) -> tuple[Figure, ...]:
    """Return the figures in the order of the text.

    A figure counts a subject, is a share of it or an amount for it. Dates, hours, durations and the numbers
    of sections, targets, versions and documents are none. ``as_of`` is the day of the meeting; it holds for
    each figure whose sentence gives no other ("as of 31 March 2021").
    """
    reader = _Reader(outline, vocabulary, as_of)
    return tuple(figure for block in outline.blocks if block.kind in _READ for figure in reader.of_block(block))


@dataclass(frozen=True, slots=True)
class _Told:
    """A number with the words of the figure and its subject."""

    number: Number
    span: Span
    subject: str | None
    unit: str | None


class _Reader:
    def __init__(self, outline: Outline, vocabulary: Vocabulary, as_of: str | None) -> None:
        self.outline, self.vocabulary, self.as_of = outline, vocabulary, as_of
        self.text = outline.source.text
        self.known: Lists = lists(vocabulary)

    def of_block(self, block: Block) -> Iterator[Figure]:
        """Return the figures of a block, sentence by sentence; a cell is a sentence of its own."""
        for span in block.cells if block.kind is Kind.ROW else (block.span,):
            found = find_numbers(self.text, self.vocabulary, *span)
            numbers = [number for number in found if self.may_tell(number, span)]
            starts = [number.number.start for number in numbers]
            for sentence in self.outline.sentences(span) if numbers else ():
                inside = numbers[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
                if inside:
                    yield from self.of_sentence(sentence, inside)

    def may_tell(self, number: Number, span: Span) -> bool:
        """Say whether a number tells anything: a small one in words only does behind words for a state."""
        if number.unit or number.whole is not None or number.value >= _SMALL or not number.in_words:
            return True
        if number.approximate and number.last is None:
            return True
        return bool(_state(self.vocabulary).search(self.lead(number.span, span)[-_STATE:]))

    def of_sentence(self, sentence: Span, numbers: Sequence[Number]) -> Iterator[Figure]:
        dates = find_dates(self.text, self.vocabulary, start=sentence.start, end=sentence.end)
        taken = [mention.span for mention in dates]
        taken += [
            mention.span for mention in find_times(self.text, self.vocabulary, start=sentence.start, end=sentence.end)
        ]
        taken.sort()
        as_of = self.as_of
        for mention in dates:
            if mention.start and _as_of(self.vocabulary).search(self.lead(mention.span, sentence)):
                as_of = mention.iso()
        last: str | None = None
        for number in numbers:
            if _overlaps(number.number, taken) or self.outline.is_struck(number.number):
                continue
            told = self.told(number, sentence, last)
            if told is not None:
                last = told.subject
                yield self.figure(told, as_of)

    def lead(self, span: Span, sentence: Span) -> str:
        """Return the words of the sentence before a span, those near it."""
        return self.text[max(sentence.start, span.start - _NEAR) : span.start]

    def figure(self, told: _Told, as_of: str | None) -> Figure:
        return Figure(
            text=self.outline.text(told.span),
            span=told.span,
            value=told.number.value,
            unit=told.unit,
            subject=told.subject,
            as_of=as_of,
            approximate=told.number.approximate,
            section=self.outline.section_at(told.span.start),
        )

    def told(self, number: Number, sentence: Span, last: str | None) -> _Told | None:
        """Return what a number tells, ``None`` if it is no figure."""
        if number.whole is not None:
            return self.fraction(number, sentence)
        if number.unit == "%":
            return self.share(number, sentence, last)
        if number.unit is not None:
            subject = self.subject_of_amount(number, sentence) or last or self.heading(number)
            return _Told(number, number.span, subject, number.unit)
        return self.count(number, sentence)

    # Counts

    def count(self, number: Number, sentence: Span) -> _Told | None:
        if not self.may_count(number, sentence):
            return None
        phrase = counted(
            self.text, number.span.end, sentence.end, self.known, one=number.value == 1 and not number.in_words
        )
        if phrase is None:
            stands = _stands_at(self.vocabulary).search(self.lead(number.span, sentence))
            if not number.scaled and not stands:
                return None
            subject = self.standing(number, stands) if stands else self.subject_of_amount(number, sentence)
            return _Told(number, number.span, subject, None) if subject else None
        subject = self.outline.text(extended(self.text, phrase, sentence.end, self.known))
        if len(subject.split()) == 1 and (holder := self.holder(number, sentence)):
            subject = f"{holder}: {subject}"
        return _Told(number, Span(number.span.start, phrase.end), subject, self.outline.text(phrase))

    def standing(self, number: Number, stands: re.Match[str]) -> str | None:
        """Return what stands at the number, if nothing that could be counted stands behind it."""
        if re.match(r"\s*\w", self.text[number.span.end : number.span.end + 3]):
            return None
        end = number.span.start - len(stands.string) + stands.start()
        phrase = before(self.text, end - stands.start(), end, self.known)
        return self.outline.text(phrase) if phrase else None

    def may_count(self, number: Number, sentence: Span) -> bool:
        """Say whether a bare number can count something: it is no name of a thing and no year."""
        written = number.number.of(self.text)
        if re.fullmatch(r"(?:19|20)\d\d", written) and number.value <= 2100 and not number.approximate:
            return False
        if number.value == 0 or (written.startswith("0") and len(written) > 1):
            return False
        lead = self.lead(number.span, sentence).rstrip(" \n")
        word = re.search(r"[\w.’'#-]+$", lead)
        if word is None:
            return not re.search(r"[#/]$", lead)
        return not self.is_label(word[0], at_start=word.start() == 0) and not self.in_list(lead)

    def is_label(self, word: str, *, at_start: bool) -> bool:
        """Say whether the word before a number makes it a name: "Goal 10", "COP 26", "Python 3"."""
        low = word.lower().strip(".")
        if low in self.known.labels:
            return True
        if low in self.known.stops or low in self.known.articles or len(low) == 0:
            return False
        return (word[0].isupper() and not (at_start and word[1:].islower())) or (len(low) == 1 and low.isalpha())

    def in_list(self, lead: str) -> bool:
        """Say whether the number goes on a list of numbers that a label begins ("Goals 1, 8 and 10")."""
        chain = _list_pattern(self.vocabulary).search(lead[-80:])
        if chain is None:
            return False
        word = re.search(r"[\w.-]+$", lead[-80:][: chain.start()].rstrip())
        return word is not None and self.is_label(word[0], at_start=False)

    def holder(self, number: Number, sentence: Span) -> str | None:
        """Return what "which includes" or "has" before the number says it of."""
        lead = self.lead(number.span, sentence)
        match = _contains(self.vocabulary).search(lead)
        if match is None:
            return None
        began = number.span.start - len(lead)
        phrase = before(self.text, began, began + len(lead[: match.start()].rstrip(" ,")), self.known)
        return self.outline.text(phrase) if phrase and re.search(r"[^\W\d]{2}", phrase.of(self.text)) else None

    # Shares

    def share(self, number: Number, sentence: Span, last: str | None) -> _Told:
        """Read "10% funded", "40% of villages", "a 50% increase"."""
        end = sentence.end
        of = _of(self.vocabulary).match(self.text, number.span.end, end)
        phrase = after(self.text, of.end() if of else number.span.end, end, self.known)
        if phrase is None or (not of and not self.stands_by(number, phrase)):
            subject = last or self.subject_of_amount(number, sentence) or self.heading(number)
            return _Told(number, number.span, subject, "%")
        if of:
            return _Told(number, number.span, self.outline.text(extended(self.text, phrase, end, self.known)), "%")
        first = _first_word(phrase.of(self.text))
        if not self.is_done(first):
            return _Told(number, Span(number.span.start, phrase.end), self.outline.text(phrase), "%")
        span = Span(number.span.start, phrase.start + len(first))
        aside = self.text.endswith("(", 0, number.span.start)
        holder = last or (None if aside else self.opening(number, sentence))
        return _Told(number, span, f"{holder}: {first}" if holder else first, "%")

    def is_done(self, word: str) -> bool:
        """Say whether a word is a participle that tells what was done: "funded", "held"."""
        return word.lower().endswith(self.vocabulary.words("figures", "participles"))

    def stands_by(self, number: Number, phrase: Span) -> bool:
        """Say whether a phrase follows its number directly and is not a verb that carries the sentence on."""
        if self.text[number.span.end : phrase.start].strip():
            return False
        return not (self.known.endings and _first_word(phrase.of(self.text)).endswith(self.known.endings))

    def opening(self, number: Number, sentence: Span) -> str | None:
        """Return the noun phrase before the verb that leads to the number ("the fund is")."""
        lead = self.lead(number.span, sentence)
        match = _links(self.vocabulary).search(lead)
        began = number.span.start - len(lead)
        phrase = before(self.text, began, began + (match.start() if match else len(lead.rstrip(" ("))), self.known)
        return self.outline.text(phrase) if phrase else None

    def fraction(self, number: Number, sentence: Span) -> _Told:
        """Read "four out of five reviews", "of which four out of five have been held"."""
        unit = f"of {number.whole:g}" if number.whole is not None else None
        phrase = counted(self.text, number.span.end, sentence.end, self.known)
        if phrase is not None:
            return _Told(number, number.span, self.outline.text(phrase), unit)
        predicate = _predicate(self.vocabulary).match(self.text, number.span.end, sentence.end)
        lead = self.lead(number.span, sentence)
        which = _which(self.vocabulary).search(lead)
        holder = self.main_phrase(lead[: which.start()]) if which else None
        done = " ".join(predicate["done"].split()) if predicate else None
        subject = ": ".join(part for part in (holder, done) if part) or None
        return _Told(number, Span(number.span.start, predicate.end() if predicate else number.span.end), subject, unit)

    def main_phrase(self, lead: str) -> str | None:
        """Return the noun phrase at the end of ``lead`` with its "of ...", articles left out."""
        words = lead.rstrip(" ,;").split()
        while words and words[0].lower() in self.known.articles:
            words.pop(0)
        return " ".join(words[-_SMALL:]) or None

    # Amounts

    def subject_of_amount(self, number: Number, sentence: Span) -> str | None:
        """Return what an amount is of: "of" behind it, a label or noun phrase before it, "for" behind it."""
        end = sentence.end
        of = _of(self.vocabulary).match(self.text, number.span.end, end)
        behind = after(self.text, of.end(), end, self.known) if of else None
        phrase = behind or self.phrase_before(number, sentence)
        if phrase is None:
            direct = after(self.text, number.span.end, end, self.known)
            near = (
                direct is not None
                and self.stands_by(number, direct)
                and not self.is_done(_first_word(direct.of(self.text)))
            )
            towards = _towards(self.vocabulary).match(self.text, number.span.end, end)
            phrase = direct if near else after(self.text, towards.end(), end, self.known) if towards else None
        return self.outline.text(phrase) if phrase else None

    def phrase_before(self, number: Number, sentence: Span) -> Span | None:
        lead = self.lead(number.span, sentence)
        began = number.span.start - len(lead)
        label = re.search(r"[:–-]\s+$", lead)
        if label:
            return before(self.text, began, began + label.start(), self.known)
        link = _links(self.vocabulary).search(lead)
        found = before(self.text, began, began + (link.start() if link else len(lead)), self.known)
        if (
            found is None
            or self.is_done(found.of(self.text).split()[-1])
            or re.search(r"\d[\w.,]*$", found.of(self.text))
        ):
            return None
        return found

    def heading(self, number: Number) -> str | None:
        return self.outline.section_at(number.span.start)


def _overlaps(span: Span, taken: Sequence[Span]) -> bool:
    """Say whether a span overlaps one of those taken (in rising order, apart from one another or nearly)."""
    at = bisect_left(taken, Span(span.end, 0))
    return any(other.overlaps(span) for other in taken[max(at - 3, 0) : at])


def _first_word(words: str) -> str:
    return words.split(maxsplit=1)[0]


def _at_end(vocabulary: Vocabulary, key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(vocabulary.words('figures', key))}\W*$", re.IGNORECASE)


@cache
def _state(vocabulary: Vocabulary) -> re.Pattern[str]:
    return _at_end(vocabulary, "state")


@cache
def _contains(vocabulary: Vocabulary) -> re.Pattern[str]:
    return _at_end(vocabulary, "contains")


@cache
def _which(vocabulary: Vocabulary) -> re.Pattern[str]:
    return _at_end(vocabulary, "which")


@cache
def _links(vocabulary: Vocabulary) -> re.Pattern[str]:
    return _at_end(vocabulary, "links")


@cache
def _stands_at(vocabulary: Vocabulary) -> re.Pattern[str]:
    return _at_end(vocabulary, "stands_at")


@cache
def _of(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"\s+{alternation(vocabulary.words('figures', 'of'))}(?<=\w)\s+", re.IGNORECASE)


@cache
def _towards(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"\s+{alternation(vocabulary.words('figures', 'towards'))}\s+", re.IGNORECASE)


@cache
def _as_of(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(vocabulary.words('figures', 'as_of'))}\s+$", re.IGNORECASE)


@cache
def _predicate(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return the expression for the verbs after "four out of five" and the participle that they lead to."""
    verbs = alternation((*vocabulary.words("figures", "stops"), *vocabulary.words("language", "function_words")))
    return re.compile(rf"(?:\s+{verbs}(?=\s)){{1,5}}\s+(?P<done>\w+)", re.IGNORECASE)


@cache
def _list_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    joined = alternation(vocabulary.words("dates", "and"))
    return re.compile(rf"(?:\d[\w.]*\s*(?:,\s*|\s{joined}\s*|\s*[-–]\s*|,\s*{joined}\s*))+$")
