"""The review page: source on one side, findings on the other."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from secretariat.network.access import Verb, may
from secretariat.network.guarded import Confidentiality
from secretariat.sources import selectors
from secretariat.workspace.actor import actor_of
from secretariat.workspace.answers import board_of, last_event
from secretariat.workspace.document_rows import rows_of
from secretariat.workspace.finding_kinds import ADDED, KINDS
from secretariat.workspace.reader_view import reader_state
from secretariat.workspace.review_board import Board

_DECIDED = {"confirmed", "rejected", "merged"}


@login_required
@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a document with what was found in it; before it is read, how far the reading is."""
    actor = actor_of(request)
    document = selectors.document(actor, pk)
    revision = document.current
    if revision.reading is None:
        context = {
            "document": document,
            "revision": revision,
            "row": rows_of(actor, [document])[0],
            "may_review": may(actor, Verb.REVIEW, document),
        }
        return render(request, "workspace/review/waiting.html", context)
    reviews = may(actor, Verb.REVIEW, document)
    board = board_of(actor, document) if reviews else Board(reader_state(actor, document))
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    context = {
        "board": board,
        "document": document,
        "document_id": document.pk,
        "revision": revision,
        "kinds": [(key, KINDS[key]) for key in ADDED],
        "asked_kind": kind,
        "asked_state": state,
        "hidden_ids": _hidden(board, kind, state),
        "seen": last_event(document),
        "levels": Confidentiality.choices,
    }
    return render(request, "workspace/review/page.html", context)


def _hidden(board: Board, kind: str, state: str) -> set[int | str]:
    """Return the findings that the filter leaves out."""
    wanted = _DECIDED if state == "decided" else {state}
    return {
        row["id"]
        for row in board.state["proposals"]
        if (kind and row["kind"] != kind) or (state and row["state"] not in wanted)
    }
