"""Reviewing passages one after the other: the queue, and what is done in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secretariat.evidence import judging, selectors
from secretariat.evidence.models import Collection, Judgement, Passage, Standing
from secretariat.evidence.queues import SHARES, USUAL_SHARE, Queue, queued
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.network.access import Verb, require
from secretariat.network.models import User
from secretariat.workspace.actor import actor_of
from secretariat.workspace.coding_cards import BLIND, SHARE, Card, cards_of, correction_form, is_blind
from secretariat.workspace.sent_numbers import sent_number

ON_A_PAGE = 20
TABS = {
    Queue.UNCERTAIN: gettext_lazy("Uncertain"),
    Queue.OPEN: gettext_lazy("Not reviewed"),
    Queue.SECOND: gettext_lazy("For a second coder"),
    Queue.DIFFER: gettext_lazy("Coders differ"),
}
SAID = {
    "accept": gettext_lazy("Accepted."),
    "correct": gettext_lazy("Corrected."),
    "reject": gettext_lazy("Rejected."),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One queue with how many wait in it."""

    queue: Queue
    label: str
    count: int
    current: bool


@login_required
@require_GET
def queue(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is to be reviewed next in a collection."""
    actor = actor_of(request)
    collection = selectors.collection(actor, pk)
    require(actor, Verb.REVIEW, collection)
    share = share_of(request)
    waiting = {one: queued(actor, collection, one, share) for one in Queue}
    asked = request.GET.get("tab", "")
    chosen = Queue(asked) if asked in {*Queue} else next((one for one in Queue if waiting[one]), Queue.UNCERTAIN)
    page = Paginator(waiting[chosen], ON_A_PAGE).get_page(request.GET.get("page"))
    rows = selectors.all_passages(actor).prefetch_related("labels", "judgements__coder").in_bulk(list(page.object_list))
    shown = [rows[key] for key in page.object_list if key in rows]
    context = {
        "collection": collection,
        "tabs": [Tab(one, str(TABS[one]), len(keys), one == chosen) for one, keys in waiting.items()],
        "queue": chosen,
        "query": f"tab={chosen}",
        "page": page,
        "cards": list(cards_of(actor, shown, blind=is_blind(request))),
        "undo": last_judgement(actor, collection),
        "blind": is_blind(request),
        "share": share,
        "shares": SHARES,
        "back": request.get_full_path(),
        **progress_of(actor, collection),
    }
    return render(request, "workspace/evidence/coding/queue.html", context)


@login_required
@require_POST
def settings(request: HttpRequest) -> HttpResponse:
    """Keep how a coder codes: without sight of the others, and of how many passages one is coded twice."""
    if "blind" in request.POST:
        request.session[BLIND] = request.POST["blind"] == "1"
    share = sent_number(request.POST.get("share", ""))
    if share in SHARES:
        request.session[SHARE] = share
    return redirect(back_to(request, reverse("workspace:home")))


@login_required
@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one's verdict on a passage, or settle what coders differ on."""
    return _judged(request, pk, lambda error: _answered(request, pk, error, ok=False))


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what a passage says: within its card for the script, on a page of its own without one."""
    if request.method == "POST":
        return _judged(request, pk, lambda error: _form(request, pk, error))
    return _form(request, pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own judgement back."""
    actor = actor_of(request)
    try:
        judging.withdraw(actor, passage=selectors.passage(actor, pk), seen=request.POST.get("seen") or None)
    except NotAllowed:
        raise
    except Refused as refusal:
        return _answered(request, pk, str(refusal), ok=False)
    return _answered(request, pk, _("Taken back."))


@login_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the last judgement that one gave in a collection."""
    actor = actor_of(request)
    collection = selectors.collection(actor, pk)
    require(actor, Verb.REVIEW, collection)
    last = last_judgement(actor, collection)
    back = back_to(request, reverse("workspace:evidence-queue", args=[pk]))
    if last is None:
        messages.info(request, _("There is nothing to take back."))
        return redirect(back)
    judging.withdraw(actor, passage=last.passage)
    messages.success(request, _("Taken back."))
    return redirect(f"{back}#p-{last.passage_id}")


def last_judgement(coder: User, collection: Collection) -> Judgement | None:
    """Return the judgement that a coder gave last in a collection."""
    return Judgement.objects.filter(coder=coder, passage__report__collection=collection).order_by("-at", "-pk").first()


def progress_of(actor: User, collection: Collection) -> dict[str, object]:
    """Return how many passages of a collection were reviewed, and how many there are."""
    rows = selectors.all_passages(actor).filter(report__collection=collection)
    return {"total": rows.count(), "reviewed": rows.exclude(standing=Standing.PROPOSED).count()}


def share_of(request: HttpRequest) -> int:
    """Return of how many passages one is for a second coder, by this coder's setting."""
    share = request.session.get(SHARE, USUAL_SHARE)
    return share if share in SHARES else USUAL_SHARE


def back_to(request: HttpRequest, otherwise: str) -> str:
    """Return the page that a gesture came from, if it is one of ours."""
    back = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if ours and back.startswith("/") else otherwise


def _judged(request: HttpRequest, pk: int, refused: Callable[[str], HttpResponse]) -> HttpResponse:
    """Carry a verdict out and answer it; a refusal is said by ``refused``."""
    actor = actor_of(request)
    passage = selectors.passage(actor, pk)
    verb = judging.settle if request.POST.get("settle") else judging.judge
    like = sent_number(request.POST.get("like", ""))
    try:
        require(actor, Verb.REVIEW, passage)
        said = judging.coding_of(get_object_or_404(Judgement, pk=like, passage=passage)) if like else _sent(request)
        verb(
            actor,
            passage=passage,
            verdict=said.verdict,
            subject=said.subject,
            stance=said.stance,
            codes=said.codes,
            note=request.POST.get("note", ""),
            seen=request.POST.get("seen") or None,
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        return refused(str(refusal))
    return _answered(request, pk, str(SAID[said.verdict]))


def _sent(request: HttpRequest) -> judging.Coding:
    """Return what a coder sent."""
    sent = request.POST
    further = sent.get("others", "").replace(",", " ").replace(";", " ").split()
    codes = (*sent.getlist("codes"), *(key.lower() for key in further))
    return judging.Coding(sent.get("verdict", ""), sent.get("subject", ""), sent.get("stance", ""), codes)


def _form(request: HttpRequest, pk: int, error: str = "") -> HttpResponse:
    actor = actor_of(request)
    passage = selectors.passage(actor, pk)
    require(actor, Verb.REVIEW, passage)
    card = _card_of(request, actor, passage)
    sent = dict(request.POST.lists()) if error else None
    back = back_to(request, reverse("workspace:evidence-passage", args=[pk]))
    context = {"card": card, "form": correction_form(card, sent), "error": error, "back": back}
    if request.htmx:  # type: ignore[attr-defined]
        answer = render(request, "workspace/evidence/coding/form.html", context)
        answer["HX-Retarget"], answer["HX-Reswap"] = f"#p-{pk} .slot", "innerHTML"
        return answer
    return render(request, "workspace/evidence/coding/form_page.html", context, status=422 if error else 200)


def _answered(request: HttpRequest, pk: int, said: str, *, ok: bool = True) -> HttpResponse:
    """Answer a gesture: with the card as it is now for the script, by going back without one."""
    actor = actor_of(request)
    passage = selectors.passage(actor, pk)
    if not request.htmx:  # type: ignore[attr-defined]
        (messages.success if ok else messages.error)(request, said)
        return redirect(back_to(request, reverse("workspace:evidence-passage", args=[pk])))
    collection = passage.report.collection
    context = {
        "card": _card_of(request, actor, passage),
        "collection": collection,
        "said": said,
        "ok": ok,
        "undo": last_judgement(actor, collection),
        "back": request.POST.get("next", ""),
        **progress_of(actor, collection),
    }
    answer = render(request, "workspace/evidence/coding/answer.html", context)
    answer["HX-Retarget"], answer["HX-Reswap"] = f"#p-{pk}", "outerHTML"
    return answer


def _card_of(request: HttpRequest, actor: User, passage: Passage) -> Card:
    return next(cards_of(actor, [passage], blind=is_blind(request)))
