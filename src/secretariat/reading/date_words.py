"""The words and numbers of a text that can be part of a date."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from functools import cache, lru_cache
from typing import NamedTuple

from .spans import Span
from .vocabulary import Vocabulary, alternation


class Role(IntEnum):
    """What a word can be in a date."""

    NUMBER = auto()
    ORDINAL_NUMBER = auto()  # 26th, 1er
    FIGURES = auto()  # a whole date in figures
    MONTH = auto()
    UNCERTAIN = auto()  # a month's name that is also a common word or an abbreviation
    PROPER = auto()  # a month's name that is written with a capital
    WEEKDAY = auto()
    SEASON = auto()
    PART = auto()
    ORDINAL = auto()
    PERIOD = auto()
    QUARTER = auto()
    HALF = auto()
    CUE = auto()
    NO_DAY_AFTER = auto()
    ARTICLE = auto()
    OF = auto()
    TO = auto()
    AND = auto()
    NEXT = auto()
    RELATIVE = auto()
    UNIT = auto()


STARTS = frozenset(
    {
        Role.NUMBER,
        Role.FIGURES,
        Role.MONTH,
        Role.WEEKDAY,
        Role.SEASON,
        Role.PART,
        Role.ORDINAL,
        Role.QUARTER,
        Role.HALF,
        Role.RELATIVE,
    }
)
PARTS = ("early", "middle", "late")
SEASONS = ("spring", "summer", "autumn", "winter")
UNITS = ("week", "month", "quarter", "year")
DASHES = frozenset({"-", "–", "—", "‑", "‒", "/"})
_LISTS = {
    "cues": Role.CUE,
    "no_day_after": Role.NO_DAY_AFTER,
    "articles": Role.ARTICLE,
    "of": Role.OF,
    "to": Role.TO,
    "and": Role.AND,
    "next": Role.NEXT,
    "this": Role.NEXT,
    "within": Role.RELATIVE,
}
_WORD = re.compile(r"[^\W_]+")
_FIGURES = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?P<s>[-/.‑–])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![^\WT_]|[-/]\d|\.\d)"
    r"|(?P<a>\d{1,2})(?P<t>[-/.])(?P<b>\d{1,2})(?P=t)(?P<z>(?:19|20)\d\d|\d\d)(?![^\W_]|[-/]\d|\.\d)"
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T\d{4,6}Z?)?\Z")
_NUMBER = re.compile(r"(\d{1,4})([^\W\d_]{1,3})?\Z")
_GLUED_AFTER = re.compile(r"[.,:]\d|[%°]")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+")


class Word(NamedTuple):
    """A word of the text with the roles that it can have; the number of a role is its value."""

    start: int
    end: int
    roles: Mapping[Role, int]
    capital: bool = False
    digits: int = 0
    figures: tuple[str, str, str, str] | None = None  # separator, then the three parts as written


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The date words of one text, in order."""

    words: tuple[Word, ...]
    starts: tuple[int, ...]

    def within(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the words that lie in ``[start, end)``."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        while last > first and self.words[last - 1].end > end:
            last -= 1
        return self.words[first:last]


def bare(word: str) -> str:
    """Return a word in small letters and without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


class WordLine:
    """The date words of a passage and what stands between them."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        """Keep the text and those of its words that are looked at."""
        self.text = text
        self.words = words

    def has(self, at: int, role: Role) -> bool:
        """Say whether there is a word at ``at`` that has the role."""
        return 0 <= at < len(self.words) and role in self.words[at].roles

    def gap(self, at: int) -> str | None:
        """Return what stands between the word at ``at`` and the next: ``None`` if it parts them."""
        if not 0 <= at < len(self.words) - 1:
            return None
        piece = self.text[self.words[at].end : self.words[at + 1].start]
        if len(piece) > 40 or "\t" in piece or piece.count("\n") > 1:
            return None
        return piece.strip()

    def close(self, at: int) -> bool:
        """Say whether only white space stands between the word at ``at`` and the next."""
        return self.gap(at) == ""

    def skip(self, at: int, *roles: Role) -> int:
        """Pass over words that have one of the roles and stand close to the next."""
        while at < len(self.words) and not self.words[at].roles.keys().isdisjoint(roles) and self.close(at):
            at += 1
        return at

    def after_separator(self, at: int, *, lists: bool = True) -> int | None:
        """Return the word after a dash, "to" or "and" that follows the word at ``at``."""
        gap = self.gap(at)
        if gap in DASHES and self.has(at + 1, Role.TO) and self.gap(at + 1) in DASHES:
            return at + 2
        if gap in DASHES or (lists and gap == "&"):
            return at + 1
        joined = self.has(at + 1, Role.TO) or (lists and self.has(at + 1, Role.AND))
        return at + 2 if gap in {"", ","} and joined and self.close(at + 1) else None

    def cued(self, at: int) -> bool:
        """Say whether the word before announces a time ("by", "this", "early")."""
        roles = (Role.CUE, Role.PART, Role.NEXT)
        return self.close(at - 1) and at > 0 and not self.words[at - 1].roles.keys().isdisjoint(roles)

    def span(self, first: int, stop: int) -> Span:
        """Return the span of the words from ``first`` to before ``stop``."""
        return Span(self.words[first].start, self.words[stop - 1].end)

    def is_day(self, at: int) -> bool:
        """Say whether the word at ``at`` is a number that a day can have."""
        word = self.words[at] if at < len(self.words) else None
        return word is not None and word.digits in {1, 2} and 1 <= word.roles[Role.NUMBER] <= 31

    def is_year(self, at: int) -> bool:
        """Say whether the word at ``at`` is a number of four digits that a year of our time has."""
        word = self.words[at] if at < len(self.words) else None
        return word is not None and word.digits == 4 and 1900 <= word.roles[Role.NUMBER] <= 2100

    def in_small_letters(self, at: int) -> bool:
        """Say whether a month that the language writes with a capital stands without it."""
        word = self.words[at]
        return Role.PROPER in word.roles and not word.capital


@lru_cache(maxsize=2)
def date_words(text: str, vocabulary: Vocabulary) -> Words:
    """Return every word of ``text`` that can be part of a date; those of web addresses are left out."""
    roles_of = _lexicon(vocabulary).get
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if "://" in text or "www." in text else []
    found: list[Word] = []
    past = 0
    for match in _WORD.finditer(text):
        written = match[0]
        roles = roles_of(written.lower())
        if roles is None and not written[0].isdigit():
            continue
        start, end = match.span()
        if start < past or (addresses and _is_within(start, addresses)):
            continue
        if roles is not None:
            found.append(Word(start, end, roles, written[0].isupper()))
        elif number := _number(text, start, written, vocabulary):
            found.append(number)
            past = number.end
    return Words(tuple(found), tuple(word.start for word in found))


def _is_within(offset: int, ranges: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(ranges, (offset + 1, 0)) - 1
    return at >= 0 and offset < ranges[at][1]


def _number(text: str, start: int, written: str, vocabulary: Vocabulary) -> Word | None:
    before = text[max(start - 2, 0) : start]
    if before[-1:] in "#$€£" and before:
        return None
    glued = len(before) == 2 and before[0].isalnum() and before[1] in ".,:/-_=+"
    figures = None if glued else _figures(text, start, written)
    if figures is not None:
        return figures
    match = _NUMBER.match(written)
    if match is None or (glued and before[1] not in "/-") or _GLUED_AFTER.match(text, start + len(written)):
        return None
    roles = {Role.NUMBER: int(match[1])}
    if match[2]:
        if match[2].lower() not in vocabulary.words("dates", "ordinal_suffixes"):
            return None
        roles[Role.ORDINAL_NUMBER] = roles[Role.NUMBER]
    return Word(start, start + len(written), roles, digits=len(match[1]))


def _figures(text: str, start: int, written: str) -> Word | None:
    compact = _COMPACT.match(written)
    if compact is not None:
        return Word(start, start + 8, {Role.FIGURES: 0}, figures=("-", compact[1], compact[2], compact[3]))
    match = _FIGURES.match(text, start)
    if match is None:
        return None
    if match["y"]:
        parts = ("-", match["y"], match["m"], match["d"])
    elif (
        match["t"] == "/" or len(match["z"]) == 4 or (match["t"] == "." and min(len(match["a"]), len(match["b"])) == 2)
    ):
        parts = (match["t"], match["a"], match["b"], match["z"])
    else:
        return None
    return Word(start, match.end(), {Role.FIGURES: 0}, figures=parts)


@cache
def _lexicon(vocabulary: Vocabulary) -> Mapping[str, Mapping[Role, int]]:
    lexicon = _Lexicon({})
    for key, role in _LISTS.items():
        lexicon.add(vocabulary.words("dates", key), role)
    for key in ("next", "this"):
        lexicon.add(vocabulary.words("dates", key), Role.RELATIVE)
    for phrases in vocabulary.pairs("dates", "relative").values():
        lexicon.add(phrases, Role.RELATIVE)
    lexicon.add_months(vocabulary)
    for key, role in (("weekdays", Role.WEEKDAY), ("ordinals", Role.ORDINAL)):
        for number, phrases in vocabulary.pairs("dates", key).items():
            lexicon.add(phrases, role, int(number))
    for key, role, order in (
        ("seasons", Role.SEASON, SEASONS),
        ("parts", Role.PART, PARTS),
        ("units", Role.UNIT, UNITS),
    ):
        for name, phrases in vocabulary.pairs("dates", key).items():
            lexicon.add(phrases, role, order.index(name))
    lexicon.add_periods(vocabulary)
    return lexicon.words


@dataclass(frozen=True, slots=True)
class _Lexicon:
    words: dict[str, dict[Role, int]]

    def add(self, phrases: Iterable[str], role: Role, value: int = 0) -> None:
        """Give a role to the first word of each phrase, with and without its accents."""
        for phrase in phrases:
            head = _WORD.search(phrase)
            for form in {head.group().lower(), bare(head.group())} if head else ():
                self.words.setdefault(form, {})[role] = value

    def add_months(self, vocabulary: Vocabulary) -> None:
        """Add the months; abbreviations (all names but the first) are uncertain too."""
        self.add(vocabulary.words("dates", "uncertain_months"), Role.UNCERTAIN)
        for number, names in vocabulary.pairs("dates", "months").items():
            self.add(names, Role.MONTH, int(number))
            self.add(names[1:], Role.UNCERTAIN)
            self.add((name for name in names if name[0].isupper()), Role.PROPER)

    def add_periods(self, vocabulary: Vocabulary) -> None:
        """Add quarters and halves, in words and in short (``Q2``)."""
        for role, count in ((Role.QUARTER, 4), (Role.HALF, 2)):
            name = role.name.lower()
            self.add(vocabulary.pairs("dates", "periods").get(name, ()), Role.PERIOD, role)
            for letter in vocabulary.pairs("dates", "letters").get(name, ()):
                for number in range(1, count + 1):
                    self.add((f"{letter}{number}",), role, number)


@cache
def relative_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return the expression for dates that hang on the day of writing (``next week``, ``within two weeks``)."""

    def words(key: str) -> str:
        return alternation(vocabulary.words("dates", key))

    units = "|".join(
        f"(?P<{name}>{alternation(phrases)})" for name, phrases in vocabulary.pairs("dates", "units").items()
    )
    weekdays = alternation(name for days in vocabulary.pairs("dates", "weekdays").values() for name in days)
    named = "|".join(
        f"(?P<{name}>{alternation(phrases)})" for name, phrases in vocabulary.pairs("dates", "relative").items()
    )
    count = rf"(?:(?:\d{{1,3}}|{words('counts')})(?:\s+(?:or|to|-)\s+\w+)?\s+)"
    article = rf"(?:{words('articles')}\s+)?"
    forms = (
        rf"(?:(?P<after>{words('next')})|(?P<same>{words('this')}))\s+(?:{units})",
        rf"(?:{words('next')}|{words('this')})\s+{weekdays}",
        rf"{words('next')}\s+(?:[\w'’&-]+\s+){{0,4}}?{words('occasions')}",
        rf"{words('within')}\s+{article}(?:{words('next')}\s+)?{count}{words('spans_of_time')}",
        rf"{words('within')}\s+{article}{words('next')}\s+{words('spans_of_time')}",
        rf"{words('next')}\s+{count}?{words('spans_of_time')}",
        named or r"(?!)",
    )
    return re.compile("(?:" + "|".join(f"(?:{form})" for form in forms) + r")\b", re.IGNORECASE)
