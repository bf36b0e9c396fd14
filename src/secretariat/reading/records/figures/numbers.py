"""The numbers of a text with what stands at them: scale, currency, per cent, "out of"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...spans import Span
from ...vocabulary import Vocabulary, alternation


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written. ``last`` is the upper end of a range, ``whole`` the five of "four out of five".

    ``number`` is where its digits or words stand, ``span`` where it stands with all that belongs to it.
    """

    span: Span
    number: Span
    value: float
    last: float | None = None
    whole: float | None = None
    unit: str | None = None
    in_words: bool = False
    scaled: bool = False
    approximate: bool = False


_LEAD = 30
_DIGITS = r"\d{1,3}(?:[,.'’\u00a0\u202f\u2009 ]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)?"


def find_numbers(text: str, vocabulary: Vocabulary, start: int, end: int) -> Iterator[Number]:
    """Yield the numbers in ``text[start:end]`` that stand for themselves: no part of a word, code or date."""
    past = start
    for place in _places(vocabulary).finditer(text, start, end):
        if place.start() < past:
            continue
        lead = text[max(past, place.start() - _LEAD) : place.start()]
        matches = (_pattern(vocabulary, ranged=ranged).match(text, place.start(), end) for ranged in (True, False))
        read = (_number(match, lead, vocabulary) for match in matches if match)
        number = next((each for each in read if each is not None), None)
        if number is not None:
            past = number.span.end
            yield number


@cache
def _places(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return the expression for the places where a number may begin; plain, so that it is fast."""
    rests: dict[str, set[str]] = {digit: {r"\d*"} for digit in "0123456789"}
    for phrases in vocabulary.pairs("figures", "numbers").values():
        for phrase in phrases:
            for form in (phrase, phrase.capitalize(), phrase.upper()):
                rests.setdefault(form[0], set()).add(re.escape(form[1:]) + r"(?!\w)")
    # Each branch begins with a plain letter: the scan then skips all others without trying a branch.
    return re.compile("|".join(rf"{first}(?<!\w.)(?:{'|'.join(sorted(found))})" for first, found in rests.items()))


def _phrases(vocabulary: Vocabulary, key: str) -> str:
    return alternation(vocabulary.words("figures", key))


@cache
def _lead(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return the expression for what may stand right before a number."""
    money = alternation(_named(vocabulary, "currencies"))
    return re.compile(
        rf"(?:(?P<approximate>(?<!\w){_phrases(vocabulary, 'approximate')})\s*)?"
        rf"(?:(?P<between>(?<!\w){_phrases(vocabulary, 'between')})\s+)?"
        rf"(?P<money>(?<!\w){money}\s?\$?\s?)?$",
        re.IGNORECASE,
    )


@cache
def _pattern(vocabulary: Vocabulary, *, ranged: bool) -> re.Pattern[str]:
    money = alternation(_named(vocabulary, "currencies"))
    words = alternation(_words(vocabulary))
    joined = alternation((*vocabulary.words("figures", "to"), *vocabulary.words("dates", "and")))
    scale = rf"(?:\s?(?P<scale>{alternation(_named(vocabulary, 'scales'))})(?:(?<=['’])|(?![^\W_])))?"
    last = (
        rf"(?:\s?{alternation(_named(vocabulary, 'scales'))}(?=\W))?(?P<range>\s?[-–—]\s?|\s+{joined}\s+)"
        rf"(?P<again>{money}\s?)?(?P<last>{_DIGITS}|(?:{words})(?!\w))"
    )
    return re.compile(
        rf"(?<![\w#§/])(?<![\w)][.,:’'-])(?P<first>{_DIGITS}|(?:{words})(?!\w)){last if ranged else ''}"
        rf"{scale}(?P<plus>\+)?"
        rf"(?:\s?(?P<percent>{_phrases(vocabulary, 'percent')})(?!\w)|\s?(?P<after>{money})(?!\w))?"
        rf"(?:\s+{_phrases(vocabulary, 'out_of')}\s+(?P<whole>\d+|{words})(?![\w.,]\w|\s?%|\w))?"
        r"(?![\w/]|[-:][^\W_]|[.,]\d|°)",
        re.IGNORECASE,
    )


def _number(match: re.Match[str], lead: str, vocabulary: Vocabulary) -> Number | None:
    before = _lead(vocabulary).search(lead)
    first = _value(match["first"], vocabulary)
    ranged = "last" in match.re.groupindex
    last = _value(match["last"], vocabulary) if ranged else None
    if before is None or first is None or (ranged and last is None):
        return None
    if last is not None and not _is_range(match, first, last, between=bool(before["between"])):
        return None
    money = before["money"] or match["after"]
    unit = "%" if match["percent"] else _currency(vocabulary, money) if money else None
    factor = _factor(match["scale"], unit, vocabulary) if match["scale"] else 1.0
    if factor is None:
        return None
    number = Span(match.start() - len(before["money"] or ""), match.end())
    lead_length = len(before[0]) if before["approximate"] or before["between"] else len(before["money"] or "")
    return Number(
        Span(match.start() - lead_length, match.end()),
        number,
        first * factor,
        None if last is None else last * factor,
        _value(match["whole"], vocabulary) if match["whole"] else None,
        unit,
        in_words=not match["first"][-1].isdigit(),
        scaled=bool(match["scale"]),
        approximate=bool(before["approximate"] or match["plus"] or last is not None),
    )


def _is_range(match: re.Match[str], first: float, last: float, *, between: bool) -> bool:
    """Say whether two numbers are the ends of a range: "10-20", "between 10 and 20", "10 to 20".

    A change ("from $200 to $300") names its currency twice and is two figures.
    """
    if first >= last:
        return False
    dash = bool(re.search(r"[-–—]", match["range"]))
    return between or dash or (len(match["range"].strip()) <= 2 and not match["again"])


def _factor(scale: str, unit: str | None, vocabulary: Vocabulary) -> float | None:
    """Return what a scale multiplies by; a lone letter but k counts only beside a currency."""
    if len(scale) == 1 and scale.lower() != "k" and unit in {None, "%"}:
        return None
    return _named(vocabulary, "scales")[" ".join(scale.lower().replace("’", "'").split())]


def _value(written: str, vocabulary: Vocabulary) -> float | None:
    """Return the value of digits or number words; ``None`` for a string of digits that is no number."""
    if not written[0].isdigit():
        return _words(vocabulary).get(" ".join(written.lower().replace("-", " ").split()))
    decimal = vocabulary.words("figures", "decimal")[0]
    digits = re.sub(r"['’\s]", "", written)
    other = "," if decimal == "." else "."
    if other in digits:
        if not re.fullmatch(rf"\d{{1,3}}(?:\{other}\d{{3}})+(?:\{decimal}\d+)?", digits):
            return None
        digits = digits.replace(other, "")
    return float(digits.replace(decimal, ".")) if digits.count(decimal) <= 1 else None


@cache
def _words(vocabulary: Vocabulary) -> dict[str, float]:
    """Return the number words with their values, ``twenty one`` and the like included."""
    plain = {
        phrase.lower(): float(value)
        for value, phrases in vocabulary.pairs("figures", "numbers").items()
        for phrase in phrases
    }
    tens = {word: value for word, value in plain.items() if value in {20, 30, 40, 50, 60, 70, 80, 90}}
    joined = {
        f"{ten}{between}{word}": high + low
        for ten, high in tens.items()
        for word, low in plain.items()
        if low < 10
        for between in (" ", "-")
    }
    return plain | joined


@cache
def _named(vocabulary: Vocabulary, key: str) -> dict[str, float]:
    """Return the phrases of a table; those of ``scales`` with their values."""
    return {
        " ".join(phrase.lower().split()): float(name) if name.isdigit() else 0.0
        for name, phrases in vocabulary.pairs("figures", key).items()
        for phrase in phrases
    }


def _currency(vocabulary: Vocabulary, written: str) -> str | None:
    """Return the code of a currency; a second sign ("USD $") adds nothing."""
    codes = _currencies(vocabulary)
    plain = " ".join(written.lower().split())
    return codes.get(plain) or codes.get(plain.rstrip(" $"))


@cache
def _currencies(vocabulary: Vocabulary) -> dict[str, str]:
    return {
        " ".join(phrase.lower().split()): code
        for code, phrases in vocabulary.pairs("figures", "currencies").items()
        for phrase in phrases
    }
