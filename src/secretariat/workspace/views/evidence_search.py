"""Search in reports: by words on their pages, by meaning in their passages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from secretariat.evidence import countries, search, selectors
from secretariat.evidence.models import Report, Stance, Subject
from secretariat.evidence.search import Filters
from secretariat.workspace.actor import actor_of
from secretariat.workspace.passage_words import Piece, marked
from secretariat.workspace.sent_numbers import sent_number

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from secretariat.evidence.models import Passage
    from secretariat.network.access import Actor

ON_A_PAGE = 20
WORDS, MEANING = "words", "meaning"


@dataclass(frozen=True, slots=True)
class Answer:
    """One place in a report that answers: its report and page, and what stands there, words marked."""

    report: Report
    page: int | None
    quotes: list[list[Piece]]
    passage: Passage | None = None


@require_safe
@login_required
def evidence_search(request: HttpRequest) -> HttpResponse:
    """Show where reports say what is asked, as quotes with their page."""
    actor = actor_of(request)
    question = request.GET.get("q", "").replace("\x00", "").strip()[: search.LONGEST]
    way = MEANING if request.GET.get("by") == MEANING else WORDS
    filters = _filters(request)
    codes = search.asked(question) if way == MEANING else {}
    rows = search.passages(actor, codes, filters) if way == MEANING else search.pages(actor, question, filters)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    said = request.GET.copy()
    said.pop("page", None)
    context = {
        "q": question,
        "by": way,
        "filters": filters,
        "codes": codes,
        "page": page,
        "query": said.urlencode(),
        "answers": _by_meaning(page, codes) if way == MEANING else _by_words(page, question),
        "collection": selectors.collections(actor).filter(pk=filters.collection or 0).first(),
        **_choices(actor),
    }
    return render(request, "workspace/evidence/search.html", context)


def _filters(request: HttpRequest) -> Filters:
    """Return where is searched, as far as it makes sense."""
    given = {name: request.GET.get(name, "").replace("\x00", "")[:16] for name in Filters.__dataclass_fields__}
    return Filters(
        collection=sent_number(given["collection"]),
        country=given["country"],
        year=sent_number(given["year"][:4]),
        language=given["language"],
        subject=given["subject"],
        stance=given["stance"],
    )


def _choices(actor: Actor) -> dict[str, object]:
    """Return what can be chosen: what the reports that the reader sees have."""
    rows = selectors.reports(actor).filter(state=Report.State.EXAMINED).order_by()
    codes = set(rows.exclude(country="").values_list("country", flat=True))
    return {
        "collections": selectors.collections(actor),
        "countries": [(code, name) for code, name in countries.countries() if code in codes],
        "years": sorted({year for year in rows.values_list("year", flat=True) if year}, reverse=True),
        "languages": sorted(set(rows.exclude(language="").values_list("language", flat=True))),
        "stances": Stance.choices,
        "subjects": Subject.choices,
        "searched": rows.count(),
    }


def _by_words(page: Iterable[object], question: str) -> list[Answer]:
    return [
        Answer(met.report, met.page, [_cut(quote) for quote in met.quotes])
        for met in search.quoted(page, question)  # type: ignore[arg-type]
    ]


def _by_meaning(page: Iterable[object], codes: Iterable[str]) -> list[Answer]:
    wanted = set(codes)
    answers = []
    for passage in cast("Iterable[Passage]", page):
        labels = [label for label in passage.labels.all() if str(label) in wanted]
        answers.append(Answer(passage.report, passage.page or None, [marked(passage.text, labels)], passage))
    return answers


def _cut(quote: search.Quote) -> list[Piece]:
    """Cut a paragraph where what was looked for begins and ends."""
    pieces, at = [], 0
    for place in quote.places:
        pieces += [Piece(quote.text[at : place.start]), Piece(place.of(quote.text), ("met",))]
        at = place.end
    return [piece for piece in [*pieces, Piece(quote.text[at:])] if piece.text]
