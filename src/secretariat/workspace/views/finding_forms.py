"""The forms of the review page: correct, reject, merge, add."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, require
from secretariat.network.models import User
from secretariat.register import review
from secretariat.register.models import Proposal
from secretariat.sources import selectors
from secretariat.sources.models import Document, StoredReading
from secretariat.workspace.actor import actor_of
from secretariat.workspace.answers import Done, board_of, form_answer, wants_pieces
from secretariat.workspace.finding_forms import FIELDS, MAIN, PARTS, FindingForm, Holders
from secretariat.workspace.finding_kinds import ADDED, KINDS
from secretariat.workspace.review_board import State, words_of
from secretariat.workspace.sent_numbers import sent_number
from secretariat.workspace.typed_words import place_of

from .findings import confirmed, finding, gesture, on_finding, version_of


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form: within its finding for the script, on a page of its own without one."""

    request: HttpRequest
    document: Document
    template: str
    title: str
    context: dict[str, object] = field(default_factory=dict)

    def show(self, error: str = "") -> HttpResponse:
        """Answer with the form."""
        name = f"workspace/review/{self.template}.html"
        shared = {"document": self.document, "document_id": self.document.pk, "error": error, "title": self.title}
        alone = not wants_pieces(self.request)
        html = render_to_string(name, {**shared, **self.context, "alone": alone}, self.request)
        if not alone:
            return form_answer(html, said=error, ok=not error)
        page = {"document": self.document, "form_html": html, "title": self.title}
        return render(self.request, "workspace/review/form_page.html", page, status=422 if error else 200)


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int, finding_id: int) -> HttpResponse:
    """Correct the words, the passage and the values of a finding."""
    actor, document = _opened(request, pk)
    row = finding(document, finding_id)
    state = board_of(actor, document).by_id.get(row.pk)
    if state is None:
        raise Http404
    form = FindingForm(row.kind, {**row.payload, "section": row.section}, request.POST or None)
    holders = Holders(state["owners"]) if row.kind == "action_point" else None
    context: dict[str, object] = {"finding": state, "words": row.quote, "may_confirm": row.state == "proposed"}
    page = FormPage(request, document, "form_correct", _("Correct"), {**context, **_fields(form, holders, document)})
    if request.method == "GET":
        return page.show()

    def act(by: User, proposal: Proposal) -> Done:
        changes = _changes(request, form, holders)
        span = _span(request, document, proposal.reading)
        if span and span != (proposal.start, proposal.end):
            changes = {**_own_text(proposal), **changes, "span": list(span)}
        return _correct(request, by, proposal, _of_kind(request, proposal, changes))

    return on_finding(request, pk, finding_id, act, page.show)


@login_required
@require_http_methods(["GET", "POST"])
def reject(request: HttpRequest, pk: int, finding_id: int) -> HttpResponse:
    """Reject a finding, with the reason if there is one to give."""
    actor, document = _opened(request, pk)
    row = finding(document, finding_id)
    context: dict[str, object] = {"finding": _state(actor, row), "reasons": _reasons()}
    page = FormPage(request, document, "form_reject", _("Reject"), context)
    if request.method == "GET":
        return page.show()

    def act(by: User, proposal: Proposal) -> Done:
        reason = request.POST.get("reason", "").strip()
        review.reject(by, proposal=proposal, reason=reason, version=version_of(request))
        return Done(_("Rejected."))

    return on_finding(request, pk, finding_id, act, page.show)


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, pk: int, finding_id: int) -> HttpResponse:
    """Merge a finding into another one that says the same."""
    actor, document = _opened(request, pk)
    row = finding(document, finding_id)
    board = board_of(actor, document)
    others = [
        {"id": card.finding["id"], "words": card.title, "page": card.finding["page"], "group": card.group}
        for card in board.cards
        if card.finding["kind"] == row.kind and card.can_change and card.finding["id"] != row.pk
    ]
    context: dict[str, object] = {"finding": _state(actor, row), "others": others}
    page = FormPage(request, document, "form_merge", _("Merge"), context)
    if request.method == "GET":
        return page.show()

    def act(by: User, proposal: Proposal) -> Done:
        into = sent_number(request.POST.get("into", ""))
        if into is None:
            raise Refused("no_target", _("Choose the finding that tells the same."))
        target = finding(document, into)
        review.merge(by, proposal=proposal, into=target, version=version_of(request))
        return Done(_("Merged: its passage is kept with the other one."), select=target.pk)

    return on_finding(request, pk, finding_id, act, page.show)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add what the reading missed, on the words that it stands on."""
    _actor, document = _opened(request, pk)
    sent = request.POST if request.method == "POST" else request.GET
    kind = sent.get("kind", "action_point")
    reading = document.current.reading
    if kind not in KINDS or kind == "meeting" or reading is None:
        raise Http404
    start, end = _whole(sent.get("start")), _whole(sent.get("end"))
    words = reading.words(start, end) if start is not None and end is not None else ""
    values = {MAIN.get(kind, "text"): words, "section": _section_at(reading, start)}
    form = FindingForm(kind, values, request.POST or None)
    holders = Holders([]) if kind == "action_point" else None
    context: dict[str, object] = {"kind": kind, "kind_words": KINDS[kind], "words": words, "start": start, "end": end}
    title = _("Add: %(kind)s") % {"kind": str(KINDS[kind].one).lower()}
    page = FormPage(request, document, "form_add", title, {**context, **_fields(form, holders, document)})
    if request.method == "GET":
        return page.show()

    def act(by: User, of: Document) -> Done:
        span = _span(request, of, reading)
        if span is None:
            raise Refused("bad-span", _("Choose the words in the source, or type them as they stand there."))
        changes = {"section": _section_at(reading, span[0]), **_changes(request, form, holders)}
        row = review.add(by, document=of, kind=kind, span=span, changes=changes)
        return Done(_("Added. %(confirmed)s") % {"confirmed": confirmed(row)}, select=row.pk)

    return gesture(request, pk, act, page.show)


def _opened(request: HttpRequest, pk: int) -> tuple[User, Document]:
    """Return who asks and the document, which they may review."""
    actor = actor_of(request)
    document = selectors.document(actor, pk)
    require(actor, Verb.REVIEW, document)
    return actor, document


def _state(actor: User, row: Proposal) -> State:
    """Return a finding as the page has it, or 404."""
    state = board_of(actor, row.document).by_id.get(row.pk)
    if state is None:
        raise Http404
    return {**state, "words": words_of(state)}


def _fields(form: FindingForm, holders: Holders | None, document: Document) -> dict[str, object]:
    """Return what the fields of a form need."""
    reading = document.current.reading
    return {
        "form": form,
        "holders": holders,
        "parts": PARTS,
        "kinds": [(key, KINDS[key]) for key in ADDED],
        "reading_id": reading.pk if reading else "",
    }


def _changes(request: HttpRequest, form: FindingForm, holders: Holders | None) -> dict[str, object]:
    """Return the values that were changed."""
    changes = form.changes()
    refs = holders.read(request.POST) if holders else None
    return changes if refs is None else {**changes, "owner_refs": refs}


def _own_text(row: Proposal) -> dict[str, object]:
    """Return the text that a person gave a finding, so that other words in the source do not replace it."""
    text = str(row.payload.get("text") or "")
    return {"text": text} if text and text.split() != row.quote.split() else {}


def _of_kind(request: HttpRequest, row: Proposal, changes: dict[str, object]) -> dict[str, object]:
    """Return the changes for the kind that the finding becomes: only what that kind has."""
    kind = request.POST.get("kind", row.kind)
    if kind == row.kind or kind not in KINDS:
        return changes
    kept = {key: value for key, value in changes.items() if key in {*FIELDS[kind], "span"}}
    return {**kept, "kind": kind}


def _correct(request: HttpRequest, actor: User, row: Proposal, changes: dict[str, object]) -> Done:
    """Write a correction, and confirm where that was asked."""
    version = version_of(request)
    basis = request.POST.get("basis", "").strip()
    wants_confirmation = request.POST.get("then") == "confirm"
    if changes:
        row = review.correct(actor, proposal=row, changes=changes, version=version, basis=basis)
        version = row.version
    if wants_confirmation:
        row = review.confirm(actor, proposal=row, version=version, basis="" if changes else basis)
        return Done(confirmed(row))
    return Done(_("Corrected.") if changes else _("Nothing was changed."), select=row.pk)


def _span(request: HttpRequest, document: Document, reading: StoredReading | None) -> tuple[int, int] | None:
    """Return the words that were chosen or typed, as a span of ``reading``.

    Raises:
        Refused: when they are not in the text, or the page shows a text that was read anew since.
    """
    current = document.current.reading
    if current is None or reading is None:
        return None
    typed = request.POST.get("words", "").strip()
    if typed:
        return place_of(reading.text, typed)
    start, end = _whole(request.POST.get("start")), _whole(request.POST.get("end"))
    if start is None or end is None:
        return None
    if request.POST.get("reading") != str(current.pk):
        raise Refused(
            "read-anew", _("The document was read anew meanwhile. Load the page again, then choose the words.")
        )
    if reading.pk == current.pk:
        return start, end
    return place_of(reading.text, current.text[start:end])


def _section_at(reading: StoredReading, offset: int | None) -> str:
    """Return the title of the innermost section that holds ``offset``."""
    sections = reading.data.get("sections") or []
    around = [one for one in sections if offset is not None and one["span"][0] <= offset < one["span"][1]]
    return str(max(around, key=lambda one: one["span"][0])["title"]) if around else ""


def _whole(value: str | None) -> int | None:
    """Return a whole number that was sent, or nothing."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else None


def _reasons() -> list[str]:
    """Return the reasons that are often given."""
    return [
        _("The record does not say this"),
        _("Said of an earlier meeting"),
        _("Only suggested, not agreed"),
        _("Not worth keeping in the register"),
    ]
