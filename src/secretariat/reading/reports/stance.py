"""What a passage does: names, states, reports an action, commits, complains, calls on others, shows a practice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..spans import Span
from .labels import Evidence

MENTION = "mention"
_ORDER = ("practice", "call", "commitment", "challenge", "action", "situation")
_LEAST = 0.5
_A_FIGURE = 0.25
_MOST_FOR_FIGURES = 0.5
_FIRM = {"practice": 1.5, "call": 1.25, "commitment": 1.1, "challenge": 1.0, "action": 1.1, "situation": 0.8}
"""How much a weight counts: whoever calls or commits also says what is so, hardly ever the other way round."""

_UNIT = (
    r"(?:\s?%|\s(?:per\s?cent|percent|pour cent|por ciento|процент\w*|في المائة|million\w*|billion\w*|thousand|"
    r"millions?|milliards?|millones|mil|миллион\w*|млн|миллиард\w*|млрд|тысяч\w*|مليون|مليار|ألف)\b|百万|万|亿|％)"
)
_FIGURE = re.compile(
    r"\d(?<![a-zA-Zа-яА-Я\d./-]\d)(?:"
    rf"\d{{0,2}}(?:[,.\u00a0\u202f ]\d{{3}})+(?:[.,]\d+)?{_UNIT}?(?![a-zA-Zа-яА-Я\d-])"
    rf"|\d*(?:[.,]\d+)?{_UNIT}|(?P<bare>\d*(?:[.,]\d+)?(?![a-zA-Zа-яА-Я\d/-]|[.,]\d)))"
)
_HUNDREDTHS = "百分之"
_OF_HUNDRED = re.compile(rf"{_HUNDREDTHS}[零〇一二三四五六七八九十百点\d.]+")
_MONEY = re.compile(r"(?<![a-zA-Zа-яА-Я\d./-])(?:US)?[$€£]\s?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMED = re.compile(
    r"(?:objectives?|targets?|goals?|sdgs?|article|art\.|section|no\.?|law|act|convention|resolution|objectif|cible|objetivo|meta|"
    r"ley|loi|цел\w*|стать\w*|конвенц\w*|المادة|الهدف|第|age[sd]?|covid|decree|chapter|phase|figure|table|box)\s*(?:n[o°º]\.?\s*)?-?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a passage gives, as it is written, and where it stands in the passage."""

    text: str
    span: Span


def figures(text: str) -> list[Figure]:
    """Return the numbers of a passage; years and the numbers of targets, laws and articles are none."""
    found = []
    for start, end in _numbers(text):
        bare = text[start:end]
        if _YEAR.fullmatch(bare) or _NAMED.search(text, max(start - 24, 0), start):
            continue
        if bare.isdigit() and len(bare) == 1:
            continue
        found.append(Figure(bare, Span(start, end)))
    return found


def _numbers(text: str) -> list[tuple[int, int]]:
    """Return where numbers stand, with what they count: money before it, a unit after it."""
    found = [match.span() for match in _OF_HUNDRED.finditer(text)] if _HUNDREDTHS in text else []
    within = {at for start, end in found for at in range(start, end)}
    for match in _FIGURE.finditer(text):
        start, end = match.span()
        if start not in within:
            money = _MONEY.search(text, max(start - 4, 0), start) if match.lastgroup != "bare" else None
            found.append((money.start() if money else start, end))
    return sorted(found)


def stance(found: Mapping[str, Evidence], count: int) -> str:
    """Return the stance that the cues of a passage speak for most; ``count`` is how many figures it gives."""
    weights = {code: evidence.weight * _FIRM[code] for code, evidence in found.items() if code in _FIRM}
    if count:
        weights["situation"] = weights.get("situation", 0.0) + min(count * _A_FIGURE, _MOST_FOR_FIGURES)
    best = max(_ORDER, key=lambda code: weights.get(code, 0.0))
    return best if weights.get(best, 0.0) >= _LEAST else MENTION
