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
    rf"(?<![a-zA-Zа-яА-Я\d./-])(?:(?:US)?[$€£]\s?)?\d{{1,3}}(?:[,.\u00a0\u202f ]\d{{3}})+(?:[.,]\d+)?"
    rf"{_UNIT}?(?![a-zA-Zа-яА-Я\d-])"
    rf"|(?<![a-zA-Zа-яА-Я\d./-])(?:(?:US)?[$€£]\s?)?\d+(?:[.,]\d+)?{_UNIT}|百分之[零〇一二三四五六七八九十百点\d.]+"
    r"|(?<![a-zA-Zа-яА-Я\d./-])\d+(?:[.,]\d+)?(?![a-zA-Zа-яА-Я\d/-]|[.,]\d)"
)
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
    for match in _FIGURE.finditer(text):
        bare = match[0].strip()
        if _YEAR.fullmatch(bare) or _NAMED.search(text, max(match.start() - 24, 0), match.start()):
            continue
        if bare.isdigit() and len(bare) == 1:
            continue
        found.append(Figure(bare, Span(match.start(), match.start() + len(bare))))
    return found


def stance(found: Mapping[str, Evidence], count: int) -> str:
    """Return the stance that the cues of a passage speak for most; ``count`` is how many figures it gives."""
    weights = {code: evidence.weight * _FIRM[code] for code, evidence in found.items() if code in _FIRM}
    if count:
        weights["situation"] = weights.get("situation", 0.0) + min(count * _A_FIGURE, _MOST_FOR_FIGURES)
    best = max(_ORDER, key=lambda code: weights.get(code, 0.0))
    return best if weights.get(best, 0.0) >= _LEAST else MENTION
