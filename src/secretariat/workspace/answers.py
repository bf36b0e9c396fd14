"""What a verb of the review page answers: the pieces of the page that changed, or a page without a script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.history.models import Event
from secretariat.history.selectors import events_in
from secretariat.network.models import User
from secretariat.register.models import Proposal
from secretariat.register.review_page import review_state
from secretariat.sources.models import Document

from .review_board import Board, Card, spans_of
from .sent_numbers import sent_number

PIECES = ("progress", "filters", "undo")


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a gesture: a line for the person, and the finding to go to (by itself the next one).

    ``stale`` says that the page it came from is out of date and is to be drawn anew.
    """

    said: str
    select: int | None = None
    ok: bool = True
    stale: bool = False


def wants_pieces(request: HttpRequest) -> bool:
    """Say whether the script of the review page asks, not a form sent by itself."""
    return request.headers.get("Accept") == "application/json"


def board_of(actor: User, document: Document) -> Board:
    """Return the review page of a document as it stands."""
    return Board(review_state(actor, document))


def last_event(document: Document) -> int:
    """Return the number of the last thing that happened to a document."""
    return events_in(document).order_by("-id").values_list("id", flat=True).first() or 0


def answer(request: HttpRequest, actor: User, document: Document, before: Board, done: Done) -> HttpResponse:
    """Answer a gesture: with the changed pieces for the script, else by going back to the page."""
    if not wants_pieces(request):
        return _go_back(request, document, done)
    after = board_of(actor, document)
    if request.POST.get("reading", "") not in ("", str((after.state["reading"] or {}).get("id", ""))):
        return JsonResponse({"ok": done.ok, "reload": True})
    others = _others(actor, document, request.POST.get("seen", ""))
    whole = done.stale or bool(others)
    changed = set(after.by_id) if whole else _changed(before, after)
    said = " ".join(part for part in (done.said, _told(others)) if part)
    return JsonResponse(
        {
            "ok": done.ok,
            "said": said,
            "select": done.select,
            "seen": last_event(document),
            "gone": [f"f-{pk}" for pk in before.by_id if pk not in after.by_id],
            "placed": list(_placed(request, after, changed)),
            "pieces": [*_controls(request, after), *_blocks(before, after, changed, whole=whole)],
        }
    )


def news(request: HttpRequest, actor: User, document: Document) -> JsonResponse:
    """Answer what other people did since the page was made; nothing where nobody did anything."""
    reading = document.current.reading
    if request.GET.get("reading") != str(reading.pk if reading else ""):
        return JsonResponse({"ok": True, "reload": True})
    others = _others(actor, document, request.GET.get("seen", ""))
    if not others:
        return JsonResponse({"ok": True})
    board = board_of(actor, document)
    everything = set(board.by_id)
    return JsonResponse(
        {
            "ok": True,
            "said": _told(others),
            "seen": last_event(document),
            "placed": list(_placed(request, board, everything)),
            "pieces": [*_controls(request, board), *board.source.every_block()],
        }
    )


def form_answer(html: str, *, said: str = "", ok: bool = True) -> JsonResponse:
    """Answer with a form for the finding that asked for it."""
    return JsonResponse({"ok": ok, "said": said, "form": html})


def refused(said: str) -> JsonResponse:
    """Answer that somebody may not do this."""
    return JsonResponse({"ok": False, "said": said}, status=403)


def meanwhile(proposal: Proposal) -> str:
    """Return what happened last to a proposal, for somebody who comes too late."""
    last = Event.objects.filter(object_type=Proposal._meta.label_lower, object_id=proposal.pk).order_by("id").last()
    if last is None:
        return ""
    verbs = {
        "confirm": _("%(name)s confirmed this meanwhile."),
        "confirm_all": _("%(name)s confirmed this meanwhile, together with all of its kind."),
        "reject": _("%(name)s rejected this meanwhile."),
        "merge": _("%(name)s merged this with another finding meanwhile."),
        "reopen": _("%(name)s reopened this meanwhile."),
        "undo": _("%(name)s took a step on this back meanwhile."),
    }
    return verbs.get(last.verb, _("%(name)s changed this meanwhile.")) % {"name": last.actor_name}


def _go_back(request: HttpRequest, document: Document, done: Done) -> HttpResponse:
    """Go back to the review page, at the finding."""
    messages.add_message(request, messages.SUCCESS if done.ok else messages.ERROR, done.said)
    url = reverse("workspace:review", args=[document.pk])
    return redirect(f"{url}?finding={done.select}#f-{done.select}" if done.select else url)


def _others(actor: User, document: Document, seen: str) -> list[Event]:
    """Return what other people did on this document since the page was made."""
    last = sent_number(seen)
    if last is None:
        return []
    since = events_in(document).filter(id__gt=last, actor__isnull=False)
    return list(since.exclude(actor=actor))


def _told(others: Iterable[Event]) -> str:
    """Return in a line that other people were at work."""
    names = sorted({event.actor_name for event in others})
    if not names:
        return ""
    said = ngettext(
        "%(names)s works on this record too; the page shows it.",
        "%(names)s work on this record too; the page shows it.",
        len(names),
    )
    return said % {"names": ", ".join(names)}


def _changed(before: Board, after: Board) -> set[int | str]:
    """Return the findings that are new or differ."""
    return {pk for pk, row in after.by_id.items() if before.by_id.get(pk) != row}


def _placed(request: HttpRequest, board: Board, changed: set[int | str]) -> Iterable[dict[str, str | None]]:
    """Draw the changed findings, each with the one that it stands before."""
    following: str | None = None
    placed: list[dict[str, str | None]] = []
    for card in reversed(board.cards):
        pk = card.finding["id"]
        if pk in changed:
            placed.append({"id": f"f-{pk}", "html": draw_card(request, board, card), "before": following})
        following = f"f-{pk}"
    return placed


def draw_card(request: HttpRequest, board: Board, card: Card) -> str:
    """Draw one finding."""
    context = {"card": card, "board": board, "document_id": board.state["document"]["id"]}
    return render_to_string("workspace/review/card.html", context, request)


def _controls(request: HttpRequest, board: Board) -> Iterable[str]:
    """Draw progress, filters and the undo button."""
    context = {"board": board, "document_id": board.state["document"]["id"]}
    return [render_to_string(f"workspace/review/{name}.html", context, request) for name in PIECES]


def _blocks(before: Board, after: Board, changed: set[int | str], *, whole: bool) -> Iterable[str]:
    """Draw the blocks whose highlights changed."""
    if whole:
        return list(after.source.every_block())
    touched: set[int] = set()
    gone = set(before.by_id) - set(after.by_id)
    for board in (before, after):
        for pk in (changed | gone) & set(board.by_id):
            for start, end in spans_of(board.by_id[pk]):
                touched |= after.source.touched(start, end)
    return [after.source.block(index) for index in sorted(touched)]
