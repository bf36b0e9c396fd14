"""One passage: its words on the page, what it says and why, who said what of it, and the picture of its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import quote_etag
from django.views.decorators.http import require_GET

from secretariat.evidence import page_images, selectors
from secretariat.evidence.models import Passage
from secretariat.network.access import Verb, may
from secretariat.workspace.actor import actor_of
from secretariat.workspace.coding_cards import cards_of, is_blind
from secretariat.workspace.history_words import timeline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariat.evidence.page_marks import Box
    from secretariat.network.models import User

AROUND = 700
"""Characters of the page that are shown before and after a passage."""


@dataclass(frozen=True, slots=True)
class Around:
    """The text of the page on both sides of a passage; ``whole`` says that it is all of it.

    ``text`` is all of the page where there is more of it.
    """

    before: str
    after: str
    whole: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A box as it is drawn over the picture, in ten-thousandths of it."""

    x: int
    y: int
    width: int
    height: int


@login_required
@require_GET
def passage(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a passage."""
    actor = actor_of(request)
    row = selectors.passage(actor, pk)
    reviews = may(actor, Verb.REVIEW, row)
    card = next(cards_of(actor, [row], blind=is_blind(request), reviews=reviews))
    marks = page_images.marks(row)
    before, after = _neighbours(actor, row)
    context = {
        "card": card,
        "passage": row,
        "report": row.report,
        "collection": row.report.collection,
        "reviews": reviews,
        "around": _around(row),
        "marks": marks,
        "lines": _rectangles(marks.passage) if marks else [],
        "words": _rectangles(marks.words) if marks else [],
        "history": None if card.hidden else timeline(request, row),
        "before": before,
        "after": after,
        "back": request.get_full_path(),
        "blind": is_blind(request),
    }
    return render(request, "workspace/evidence/coding/passage.html", context)


@login_required
@require_GET
def page_image(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the picture of the page that a passage stands on; a browser may keep it for its own reader."""
    row = selectors.passage(actor_of(request), pk)
    mark = quote_etag(f"{row.report.sha256[:32]}-{row.page}")
    kept = request.headers.get("If-None-Match") == mark
    picture = b"" if kept else page_images.image(row.report, row.page)
    if picture is None:
        raise Http404
    answer = HttpResponse(picture, status=304 if kept else 200, content_type="image/png")
    answer["ETag"] = mark
    answer["Cache-Control"] = "private, max-age=86400"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _around(row: Passage) -> Around:
    """Return the text around a passage, cut at words."""
    page = row.report.page_rows.filter(number=row.page).first()
    text = page.text if page else row.text
    before, after = text[: row.start], text[row.end :]
    if not page:
        return Around("", "", whole=True)
    near = before[-AROUND:], after[:AROUND]
    first = near[0].partition(" ")[2] if len(before) > AROUND else near[0]
    last = near[1].rpartition(" ")[0] if len(after) > AROUND else near[1]
    whole = (first, last) == (before, after)
    return Around(first, last, whole, "" if whole or not row.page else text)


def _neighbours(actor: User, row: Passage) -> tuple[int | None, int | None]:
    """Return the keys of the passages before and after one in its report, as far as the reader may see them."""
    rows = selectors.all_passages(actor).filter(report=row.report)
    earlier = Q(page__lt=row.page) | Q(page=row.page, start__lt=row.start)
    later = Q(page__gt=row.page) | Q(page=row.page, start__gt=row.start)
    before = rows.filter(earlier).order_by("-page", "-start").values_list("pk", flat=True).first()
    after = rows.filter(later).order_by("page", "start").values_list("pk", flat=True).first()
    return before, after


def _rectangles(boxes: Iterable[Box]) -> list[Rectangle]:
    return [Rectangle(left, top, right - left, bottom - top) for left, top, right, bottom in boxes]
