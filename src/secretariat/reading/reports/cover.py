"""Whose report it is, of which year and of which kind: from the cover, else from the file name, else not known."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .matching import Matcher
from .terms import Term, read_terms
from .words import Words

_COVER = 1500
_LINE = 120
_YEAR = re.compile(r"(?<!\d)(?<!\d[-–/])(?:19[89]\d|20[0-4]\d)(?!\d)(?![-–/]\d)")
_GOAL = re.compile(
    r"(?:agenda|vision|horizon|goals?|objetivos|objectifs|повестк\w*|цел\w+|رؤية|خطة|أهداف)[^.\n\d]{0,45}20[3-6]\d"
    r"|20[3-6]\d\s*年?[^.\n\d]{0,8}(?:agenda|vision|议程|愿景)",
    re.IGNORECASE,
)
"""A year to be reached, as that of the 2030 Agenda or of a national vision: not the year of a report."""
_SENTENCE = re.compile(r"\w{2}[.;。；؛]\s*$")
_PLURAL = "ات"
"""The Arabic ending of plurals: الغابات, the woods, has the stem of الغابون, Gabon."""
_IN_NAME = re.compile(r"[\W_]+")
_KINDS = {
    "vnr": (
        r"voluntary national review|\bvnr\b|examen national volontaire|rapport national volontaire|"
        r"(?:revisi[oó]n|informe|examen) nacional voluntari[oa]|добровольн\w+ национальн\w+ обзор|"
        r"国别自愿陈述|自愿国别评估|国家自愿评估|自愿国别审查|(?:ال)?استعراض (?:ال)?(?:وطني|طوعي) (?:ال)?(?:طوعي|وطني)"
    ),
    "gcm-review": (
        r"reviews?[^.\n]{0,30}(?:gcm\b|global compact)|"
        r"(?:voluntary|national)[^.\n]{0,30}(?:gcm|global compact)[^.\n]{0,40}(?:review|report)|"
        r"(?:gcm|global compact)[^\n]{0,80}(?:voluntary|national|regional)?[^\n]{0,20}(?:review|report)|"
        r"examen[^\n]{0,40}pacte mondial|(?:examen|informe)[^\n]{0,60}pacto mundial|"
        r"обзор\w*[^\n]{0,60}глобальн\w+ договор\w*|"
        r"全球契约[^\n]{0,20}(?:审查|报告)|استعراض[^\n]{0,50}الاتفاق العالمي"
    ),
    "plan": (
        r"national (?:implementation|action|development) plan|plan (?:d'action )?national|plan nacional|"
        r"национальн\w+ план|国家[^\n]{0,10}计划|(?:الخطة|خطة العمل) الوطنية"
    ),
    "statement": (
        r"\bstatement\b|\bdéclaration\b|\bdeclaraci[oó]n\b|\bintervenci[oó]n\b|"
        r"выступлени\w+|заявлени\w+|发言|声明|\bبيان\b"
    ),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A value with the ground for it: where it stands, and the words there."""

    value: str
    where: str
    words: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover or the file name tells; ``None`` where neither does."""

    country: Known | None
    year: Known | None
    kind: Known | None


def read_cover(first_page: str, name: str) -> Cover:
    """Return whose report it is, of which year and kind."""
    cover = first_page[:_COVER]
    told = " ".join(_IN_NAME.sub(" ", name.rpartition(".")[0] or name).split())
    kind = _kind(cover, "cover") or _kind(told, "file name")
    return Cover(_country(cover, told), _year(cover, told), kind)


def country_codes() -> frozenset[str]:
    """Return the codes (ISO 3166-1 alpha-3) of the States that are known by name."""
    return frozenset(_table())


@cache
def country_names(language: str) -> dict[str, str]:
    """Return the names of these States by code in a language (ISO 639-1), in English where the language has none."""
    return {code: names.get(language, names["en"]).split(";")[0].strip() for code, names in _table().items()}


def _country(cover: str, told: str) -> Known | None:
    found = _countries(cover)
    named = _countries(told) or _coded(told)
    if found and named and named[0][0] in {code for code, _ in found}:
        code = named[0][0]
        return Known(code, "cover", next(words for known, words in found if known == code))
    if found:
        counts = Counter(code for code, _ in found)
        code = max(counts, key=lambda known: (counts[known], -[code for code, _ in found].index(known)))
        return Known(code, "cover", next(words for known, words in found if known == code))
    return Known(named[0][0], "file name", named[0][1]) if named else None


def _coded(told: str) -> list[tuple[str, str]]:
    return [(word, word) for word in told.split() if word in _names()[1]]


def _countries(text: str) -> list[tuple[str, str]]:
    """Return the codes of the States named in a text with the words, in their order; the longest name counts."""
    found: list[tuple[int, int, str, str]] = []
    for language, (matcher, codes) in _names()[0].items():
        if not _may_hold(text, language):
            continue
        seen = Words(text, language)
        for hit in matcher.hits(seen):
            span = seen.span(hit.first, hit.last)
            words = span.of(text)
            if not words.endswith(_PLURAL):
                found.append((span.start, -span.end, codes[hit.term], words))
    found.sort()
    kept: list[tuple[str, str]] = []
    end = 0
    for start, minus_end, code, words in found:
        if start >= end:
            kept.append((code, " ".join(words.split())))
            end = -minus_end
    return kept


def _may_hold(text: str, language: str) -> bool:
    scripts = {"ar": "[\u0600-\u06ff]", "ru": "[\u0400-\u04ff]", "zh": "[\u4e00-\u9fff]"}
    return bool(re.search(scripts[language], text)) if language in scripts else True


@cache
def _names() -> tuple[dict[str, tuple[Matcher, list[str]]], frozenset[str]]:
    """Return a matcher of names for each language with the code of each name, and all codes."""
    table = _table()
    terms: dict[str, list[Term]] = {}
    codes: dict[str, list[str]] = {}
    for code, names in table.items():
        for language, written in names.items():
            for name in filter(str.strip, written.split(";")):
                for term in read_terms(name.strip(), language):
                    terms.setdefault(language, []).append(term)
                    codes.setdefault(language, []).append(code)
    matchers = {language: (Matcher(terms[language]), codes[language]) for language in terms}
    return matchers, frozenset(table)


@cache
def _table() -> dict[str, dict[str, str]]:
    """Return the names of States by code and language, several forms of a name parted by semicolons."""
    return tomllib.loads((files(__package__) / "countries" / "names.toml").read_text(encoding="utf-8"))


def _year(cover: str, told: str) -> Known | None:
    goals = [match.span() for match in _GOAL.finditer(cover)]
    years = [
        (match[0], _line(cover, match.start()))
        for match in _YEAR.finditer(cover)
        if not any(start <= match.start() < end for start, end in goals)
    ]
    titled = [
        (year, line) for year, line in years if any(re.search(kind, line, re.IGNORECASE) for kind in _KINDS.values())
    ]
    named = _YEAR.findall(told)
    headed = [(year, line) for year, line in years if len(line) < _LINE and not _SENTENCE.search(line)]
    for choice in (titled, headed):
        distinct = {year for year, _ in choice}
        if len(distinct) > 1:  # the 2030 Agenda is named on many a cover
            distinct.discard("2030")
        if len(distinct) == 1 or (named and named[-1] in distinct):
            year = named[-1] if named and named[-1] in distinct else next(iter(distinct))
            return Known(year, "cover", next(line for known, line in choice if known == year))
    return Known(named[-1], "file name", named[-1]) if len(set(named)) == 1 else None


def _line(text: str, at: int) -> str:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return text[start : end if end >= 0 else len(text)].strip()[:_LINE]


def _kind(text: str, where: str) -> Known | None:
    found = [
        (match.start(), kind, match[0])
        for kind, pattern in _KINDS.items()
        if (match := re.search(pattern, text, re.IGNORECASE))
    ]
    for wanted in ("gcm-review", "vnr", "plan", "statement"):
        for _, kind, words in sorted(found):
            if kind == wanted:
                return Known(kind, where, " ".join(words.split()))
    return None
