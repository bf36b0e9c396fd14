"""The times of day that a text gives, with their zone as written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .spans import Span
from .vocabulary import Vocabulary, alternation


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time or a stretch of time: ``start`` and ``end`` as ``HH:MM``, ``zone`` as written."""

    span: Span
    start: str
    start_span: Span
    end: str | None = None
    end_span: Span | None = None
    zone: str | None = None
    zone_span: Span | None = None


def find_times(
    text: str, vocabulary: Vocabulary, *, start: int = 0, end: int | None = None, announced: bool = False
) -> tuple[TimeMention, ...]:
    """Return the times in ``text[start:end]``; spans index ``text``.

    A number such as 15.00 or 1500 is a time only with a zone, a word for hours or a cue beside it, or
    where ``announced`` says that the passage gives times.
    """
    found: list[TimeMention] = []
    stop = len(text) if end is None else end
    for match in _pattern(vocabulary).finditer(text, start, stop):
        mention = _mention(match, announced=announced)
        if mention is not None:
            found.append(mention)
    return tuple(found)


_CLOCK = (
    r"(?:(?P<{n}h>[01]?\d|2[0-4])"
    r"(?:(?P<{n}s>[:.]|\s?[hH]\s?)(?P<{n}m>[0-5]\d)(?::[0-5]\d)?(?!\d))?"
    r"(?:\s?(?P<{n}x>{hours})\b)?(?P<{n}q>\s?(?P<{n}p>[apAP])\.?\s?[mM]\b\.?)?"
    r"|(?P<{n}f>(?:[01]\d|2[0-3])[0-5]\d)(?!\d)(?:\s?(?P<{n}y>{hours})\b)?"
    r"|(?:12\s)?(?:(?P<{n}w>{noon})|(?P<{n}v>{midnight})))"
)


@cache
def _pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = {key: alternation(vocabulary.words("times", key)) for key in ("hours", "noon", "midnight", "to", "cues")}
    first, last = _CLOCK.format(n="a", **words), _CLOCK.format(n="b", **words)
    between = rf"(?:\s*[-–—]\s*|\s+{words['to']}\s+(?:las\s+)?)"
    zone = zone_expression(vocabulary)
    return re.compile(
        rf"(?:(?P<cue>(?<!\w){words['cues']})\s*:?\s*)?(?<![\w.,:/$€£#+%-])(?:{first})"
        rf"(?:\s?\(?(?P<z1>{zone})\)?)?"
        rf"(?:{between}(?:{last})(?:\s?\(?(?P<z2>{zone})\)?)?)?(?![\w%]|[.,:/]\d)",
        re.IGNORECASE,
    )


@cache
def zone_expression(vocabulary: Vocabulary) -> str:
    """Return the expression for a time zone: ``UTC+2``, ``CEST``, ``Geneva time``, ``Europe/Paris``."""
    regions = "Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc"
    name = r"[A-Z][\w.’'-]{0,40}"
    forms = [
        r"(?-i:UTC|GMT)\s?[+\-−±]\s?\d{1,2}(?::?\d{2})?\b",
        rf"(?-i:{alternation(vocabulary.words('times', 'zones'))})\b",
        rf"(?-i:(?:{regions})/{name}(?:/{name})?)",
        rf"{alternation(vocabulary.words('times', 'local'))}\b",
    ]
    if vocabulary.words("times", "time"):
        forms.append(rf"(?-i:{name}(?:\s{name}){{0,3}})\s{alternation(vocabulary.words('times', 'time'))}\b")
    if vocabulary.words("times", "time_of"):
        forms.append(rf"{alternation(vocabulary.words('times', 'time_of'))}\s?(?-i:{name}(?:\s{name})?)")
    return "(?:" + "|".join(forms) + ")"


def _mention(match: re.Match[str], *, announced: bool) -> TimeMention | None:
    zone_group = "z2" if match["z2"] else "z1"
    zone = match[zone_group]
    sure = announced or bool(zone or (match["cue"] and not match["af"]))
    half = match["bp"] if _has(match, "b") and not match["ap"] else None
    hours = bool(match["bx"] or match["by"] or match["bp"] or match["bs"] == ":")
    first = _clock(match, "a", half=half, sure=sure or hours)
    last = _clock(match, "b", half=None, sure=sure or first is not None)
    if first is None or (_has(match, "b") and last is None):
        return None
    if half and last and first > last:  # "11-1pm"
        first = _clock(match, "a", half="a", sure=True) or first
    begins, ends = _at(match, "a"), _at(match, "b") if last else None
    return TimeMention(
        Span(begins.start, match.end()),
        first,
        begins,
        last,
        ends,
        " ".join(zone.split()) if zone else None,
        Span(*match.span(zone_group)) if zone else None,
    )


def _has(match: re.Match[str], name: str) -> bool:
    return bool(match[f"{name}h"] or match[f"{name}f"] or match[f"{name}w"] or match[f"{name}v"])


def _at(match: re.Match[str], name: str) -> Span:
    spans = [match.span(f"{name}{part}") for part in "hmxqfywv" if match[f"{name}{part}"]]
    return Span(spans[0][0], max(end for _, end in spans))


def _clock(match: re.Match[str], name: str, *, half: str | None, sure: bool) -> str | None:
    """Return ``HH:MM`` if the words are a time; ``half`` is the a or p of a.m. that the other end bears."""
    whole, word = match[f"{name}f"], match[f"{name}w"]
    if word or match[f"{name}v"]:
        return "12:00" if word else "00:00"
    if whole:
        return f"{whole[:2]}:{whole[2:]}" if sure or match[f"{name}y"] else None
    if not match[f"{name}h"]:
        return None
    hour, minute = int(match[f"{name}h"]), match[f"{name}m"]
    separator, suffix = match[f"{name}s"] or "", match[f"{name}p"]
    plain = not (suffix or half or match[f"{name}x"] or separator.strip() in {":", "h", "H"})
    if plain and (not sure or minute is None):
        return None
    return _of_day(hour, int(minute or 0), (suffix or half or "").lower())


def _of_day(hour: int, minute: int, half: str) -> str | None:
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour % 24:02}:{minute:02}"
