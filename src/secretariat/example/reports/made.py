"""Makes national reports of which everything is known: which passage stands on which page, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count, cycle
from pathlib import Path
from typing import Any
from zlib import crc32

from .sentences import Sentences, table
from .setting import set_as
from .sheets import BEFORE, Report, Sheet, Words

_PLANTED = 14
_A_PAGE = 3
_OTHERS = 10
_CHAPTERS = ("migration", "", "work", "people", "partners")
"""The chapters, a page each; a page without a name goes on with the one before it."""
_ON_REFUGEES = ("settlements", "asylum", "burden")


@dataclass(frozen=True, slots=True)
class Planted:
    """A passage that was put into a report, in its exact words, and what a reader should make of it.

    ``page`` counts from 1 and is ``None`` in a document without pages; ``codes`` are those that must be found, such as
    ``gcm:6`` or ``sdg:10.c``: none for a passage that only names migrants or is on refugees alone.
    """

    theme: str
    page: int | None
    text: str
    subject: str
    codes: tuple[str, ...]
    stance: str


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report as a file, and all that is known of it.

    ``pages`` is ``None`` for a document without pages. ``trouble`` is ``scanned``, ``partly scanned``, ``damaged`` or
    empty; ``unread`` are the pages without text. ``columns`` is ``columns`` or ``rows`` where there are two (``rows``:
    drawn line by line across both). ``paragraphs`` are all of them with their pages, in the order of reading.
    """

    name: str
    data: bytes
    country: str
    year: int
    kind: str
    language: str
    pages: int | None
    planted: tuple[Planted, ...]
    paragraphs: tuple[tuple[int | None, str], ...]
    columns: str
    trouble: str
    unread: tuple[int, ...]

    def readable(self) -> tuple[Planted, ...]:
        """Return the planted passages that a reader can find: none on pictures, none in a damaged file."""
        gone = self.trouble == "damaged"
        return tuple(passage for passage in self.planted if not gone and passage.page not in self.unread)


def made_reports() -> list[MadeReport]:
    """Return thirty reports in six languages. Each call gives the same."""
    return [_made(row) for row in _rows()]


@cache
def few_reports() -> tuple[MadeReport, ...]:
    """Return the reports of eight countries in two years each, all of which can be read."""
    return tuple(_made(row) for row in _rows() if row.get("few"))


def thirty(folder: Path) -> list[MadeReport]:
    """Write the thirty reports into a folder, which is made if need be, and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    reports = made_reports()
    for report in reports:
        (folder / report.name).write_bytes(report.data)
    return reports


def _rows() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table("reports.toml")["reports"]
    return found


def _made(row: Mapping[str, Any]) -> MadeReport:
    report = _composed(row)
    paged = row["form"] == "pdf"
    placed = [
        (at + BEFORE + 1 if paged else None, words)
        for at, sheet in enumerate(report.sheets)
        for words in sheet.paragraphs
    ]
    return MadeReport(
        name=row.get("file") or f"{row['country']}-{row['year']}-{row['kind']}.{row['form']}",
        data=set_as(report, row["form"]),
        country=row["country"],
        year=row["year"],
        kind=row["kind"],
        language=row["language"],
        pages=BEFORE + len(report.sheets) if paged else None,
        planted=tuple(_planted(page, words) for page, words in placed if words.theme),
        paragraphs=tuple((page, words.text) for page, words in placed),
        columns=row.get("set", "plain").replace("plain", ""),
        trouble=row.get("trouble", ""),
        unread=report.scanned,
    )


def _planted(page: int | None, words: Words) -> Planted:
    about = table("themes.toml")["themes"][words.theme]
    return Planted(words.theme, page, words.text, about["subject"], tuple(about["codes"]), about["stance"])


def _composed(row: Mapping[str, Any]) -> Report:
    """Return the report of a row of the table."""
    words = Sentences(row["country"], row["year"], row["language"])
    sheets = tuple(_sheets(words, row))
    last = BEFORE + len(sheets)
    scanned = {"scanned": tuple(range(1, last + 1)), "partly scanned": (last - 2, last)}
    return Report(
        language=row["language"],
        country=row["called"],
        title=words.word(row["kind"]),
        notice=words.word("notice"),
        contents=words.word("contents"),
        note=words.word("note"),
        sheets=sheets,
        scanned=scanned.get(row.get("trouble", ""), ()),
        cut=row.get("trouble") == "damaged",
    )


def _sheets(words: Sentences, row: Mapping[str, Any]) -> Iterator[Sheet]:
    """Yield a foreword, a page on progress with a table, then chapters with planted passages among others."""
    columns, numbers = row.get("set", "plain"), count()
    yield Sheet(words.word("foreword"), _among(words, (), numbers), "plain")
    yield Sheet(words.chapter(1, "progress"), _among(words, (), numbers), columns, words.indicators(1))
    themes = _themes(row)
    pages = [themes[at : at + _A_PAGE] for at in range(0, len(themes), _A_PAGE)]
    parts: list[tuple[str, Sequence[str]]] = list(zip(cycle(_CHAPTERS), pages, strict=False))
    if row.get("holds") == "silent":
        parts = [("people", ()), ("partners", ())]
    if row.get("holds") == "refugees":
        parts.append(("refugees", _ON_REFUGEES))
    chapters = count(2)
    for chapter, planted in parts:
        heading = words.chapter(next(chapters), chapter) if chapter else ""
        indicators = None if chapter else words.indicators(2)
        yield Sheet(heading, _among(words, planted, numbers), columns, indicators)


def _among(words: Sentences, themes: Sequence[str], numbers: Iterator[int]) -> tuple[Words, ...]:
    """Return the passages on some themes, each between others on something else."""
    others = [words.other(next(numbers)) for _ in range(_OTHERS)]
    found = others[: len(themes) + 1]
    for at, theme in enumerate(themes):
        found.insert(2 * at + 1, words.planted(theme))
    found += others[len(themes) + 1 :]
    return tuple(found)


def _themes(row: Mapping[str, Any]) -> list[str]:
    """Return what a report speaks of: all that belongs to its year, and of the rest enough, others in each report."""
    themes: dict[str, Mapping[str, Any]] = table("themes.toml")["themes"]
    mine = [name for name, about in themes.items() if about.get("year", row["year"]) == row["year"]]
    on_refugees = row.get("holds") == "refugees"
    free = [name for name in mine if "year" not in themes[name] and not (on_refugees and name in _ON_REFUGEES)]
    drawn = sorted(free, key=lambda name: crc32(f"{row['country']} {row['year']} {name}".encode()))
    of_year = [name for name in mine if "year" in themes[name]]
    chosen = {*of_year, *drawn[: _PLANTED - len(of_year)]}
    return [name for name in mine if name in chosen]
