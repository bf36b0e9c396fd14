"""Searching in all reports: by words, in what stands on their pages, and by meaning, in what passages are about.

By words, each language of the reports is searched by its own forms of the words. By meaning, the question is read by
the terms of the frameworks in its own language, and passages in any language that speak of the same codes answer it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.db.models import F, Q, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from secretariat.reading.reports import searching
from secretariat.reading.spans import Span

from . import selectors
from .models import Page, Passage, PassageLabel, Report

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariat.network.access import Actor

LONGEST = 200
MOST_QUOTES = 3
SQLITE = "SELECT rowid FROM evidence_page_words WHERE evidence_page_words MATCH %s"
POSTGRESQL = "SELECT id FROM evidence_page WHERE to_tsvector('simple', words) @@ to_tsquery('simple', %s)"


@dataclass(frozen=True, slots=True)
class Filters:
    """Where is searched; what is empty leaves nothing out. The last two are asked of passages alone."""

    collection: int | None = None
    country: str = ""
    year: int | None = None
    language: str = ""
    subject: str = ""
    stance: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A paragraph with the words that were looked for; ``places`` are spans of ``text``."""

    text: str
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """A page on which the words stand, with the paragraphs that hold most of them."""

    report: Report
    page: int | None
    quotes: list[Quote] = field(default_factory=list)


def reports(actor: Actor, filters: Filters) -> QuerySet[Report]:
    """Return the reports that are searched."""
    rows = selectors.reports(actor).filter(state=Report.State.EXAMINED)
    wanted = {
        "collection": filters.collection,
        "country": filters.country,
        "year": filters.year,
        "language": filters.language,
    }
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def pages(actor: Actor, question: str, filters: Filters) -> QuerySet[Page]:
    """Return the pages that hold all the words of a question, report by report."""
    rows = reports(actor, filters)
    found = Q(pk__in=[])
    for spoken in rows.order_by().values_list("language", flat=True).distinct():
        query = _query(searching.pieces(question[:LONGEST], spoken))
        if query:
            statement = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
            found |= Q(report__language=spoken) & Q(pk__in=RawSQL(statement, [query]))  # noqa: S611 - words as parameters
    return (
        Page.objects.filter(found, report__in=rows)
        .select_related("report", "report__collection")
        .order_by("report__country", "-report__year", "report", "number")
    )


def quoted(rows: Iterable[Page], question: str) -> Iterator[Met]:
    """Yield pages with their quotes: the paragraphs that hold most of what was looked for, in their order."""
    for page in rows:
        wanted = searching.pieces(question[:LONGEST], page.report.language)
        found = [(at, _quote(text, page.report.language, wanted)) for at, text in enumerate(_paragraphs(page))]
        held = [(at, quote) for at, quote in found if quote.places]
        best = sorted(sorted(held, key=lambda one: -len(one[1].places))[:MOST_QUOTES], key=lambda one: one[0])
        yield Met(page.report, page.number or None, [quote for _at, quote in best])


def asked(question: str) -> dict[str, tuple[str, ...]]:
    """Return the codes that a question is read to be about, the strongest first, each with the words that say so."""
    return {code: label.because for code, label in searching.asked(question[:LONGEST], settings.FRAMEWORKS).items()}


def passages(actor: Actor, codes: Mapping[str, object] | Sequence[str], filters: Filters) -> QuerySet[Passage]:
    """Return the passages that speak of some of ``codes``, those that speak of most of them most strongly first.

    A code that a person gave counts as much as the strongest that the engine gives.
    """
    wanted = Q(pk__in=[])
    for code in codes:
        framework, _colon, bare = code.partition(":")
        wanted |= Q(framework=framework, code=bare)
    rows = selectors.passages(actor, reports(actor, filters))
    own = {"subject": filters.subject, "stance": filters.stance}
    rows = rows.filter(**{name: value for name, value in own.items() if value})
    labels = PassageLabel.objects.filter(wanted)
    return (
        rows.filter(labels__in=labels)
        .annotate(weight=Sum(Coalesce(F("labels__score"), 1.0)))
        .order_by("-weight", "report__country", "-report__year", "report", "page", "start")
    )


def _quote(text: str, spoken: str, wanted: Sequence[searching.Piece]) -> Quote:
    return Quote(text, tuple(searching.places(text, spoken, wanted)))


def _paragraphs(page: Page) -> list[str]:
    return [page.text[start:end] for _kind, start, end, _level in page.blocks] or [page.text]


def _query(wanted: Sequence[searching.Piece]) -> str:
    """Return what is looked for as the database asks for it; empty where nothing is, or only what must not be."""
    if all(piece.excluded for piece in wanted):
        return ""
    write = _for_sqlite if connection.vendor == "sqlite" else _for_postgresql
    return write([one for one in wanted if not one.excluded], [one for one in wanted if one.excluded])


def _for_sqlite(held: Sequence[searching.Piece], without: Sequence[searching.Piece]) -> str:
    def piece(one: searching.Piece) -> str:
        words = " ".join(one.words).replace('"', '""')
        return f'"{words}"{" *" if one.open_end else ""}'

    query = " AND ".join(map(piece, held))
    return f"({query}) NOT ({' OR '.join(map(piece, without))})" if without else query


def _for_postgresql(held: Sequence[searching.Piece], without: Sequence[searching.Piece]) -> str:
    def piece(one: searching.Piece) -> str:
        words = ["'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in one.words]
        return "(" + " <-> ".join(words) + (":*" if one.open_end else "") + ")"

    return " & ".join([*map(piece, held), *(f"!{piece(one)}" for one in without)])
