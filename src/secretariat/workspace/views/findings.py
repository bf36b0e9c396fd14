"""What is done on the review page: each address is one verb of the register."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.network.access import Verb, require
from secretariat.network.models import User
from secretariat.register import review
from secretariat.register.models import Proposal
from secretariat.sources import selectors
from secretariat.sources.models import Document
from secretariat.workspace.actor import actor_of
from secretariat.workspace.answers import Done, answer, board_of, meanwhile, news, refused, wants_pieces
from secretariat.workspace.finding_kinds import KINDS
from secretariat.workspace.sent_numbers import sent_version

Act = Callable[[User, Proposal], Done]
Shown = Callable[[str], HttpResponse]


def gesture(
    request: HttpRequest, pk: int, act: Callable[[User, Document], Done], shown: Shown | None = None
) -> HttpResponse:
    """Carry a gesture on a document out and answer it; a refusal is said, not raised.

    ``shown`` draws the form again, with the refusal, where the gesture came from a form.
    """
    actor = actor_of(request)
    document = selectors.document(actor, pk)
    try:
        before = board_of(actor, document)
        done = act(actor, document)
    except NotAllowed as refusal:
        if wants_pieces(request):
            return refused(str(refusal))
        raise
    except Refused as refusal:
        if shown is not None:
            return shown(str(refusal))
        done = Done(str(refusal), ok=False)
    document = selectors.document(actor, pk)
    return answer(request, actor, document, before, done)


def finding(document: Document, finding_id: int) -> Proposal:
    """Return a finding of the document, or 404."""
    return get_object_or_404(Proposal, pk=finding_id, document=document)


def version_of(request: HttpRequest) -> int | None:
    """Return the version of the finding that the page was made from."""
    return sent_version(request.POST.get("version", ""))


def on_finding(request: HttpRequest, pk: int, finding_id: int, act: Act, shown: Shown | None = None) -> HttpResponse:
    """Carry out a gesture on one finding; who comes too late is told what happened."""

    def acted(actor: User, document: Document) -> Done:
        row = finding(document, finding_id)
        try:
            return act(actor, row)
        except Conflict:
            said = _("%(happened)s Nothing of yours was written. Look again, then decide.")
            return Done(said % {"happened": meanwhile(row)}, select=row.pk, ok=False, stale=True)

    return gesture(request, pk, acted, shown)


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int, finding_id: int) -> HttpResponse:
    """Confirm one finding."""

    def act(actor: User, row: Proposal) -> Done:
        made = review.confirm(actor, proposal=row, version=version_of(request))
        return Done(confirmed(made))

    return on_finding(request, pk, finding_id, act)


@login_required
@require_POST
def reopen(request: HttpRequest, pk: int, finding_id: int) -> HttpResponse:
    """Take the decision on a finding back."""

    def act(actor: User, row: Proposal) -> Done:
        review.reopen(actor, proposal=row, version=version_of(request))
        return Done(_("Reopened: it is to be decided again."), select=row.pk)

    return on_finding(request, pk, finding_id, act)


@login_required
@require_POST
def confirm_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm all open findings of one kind."""
    kind = request.POST.get("kind", "")
    if kind not in KINDS:
        raise Http404

    def act(actor: User, document: Document) -> Done:
        rows = review.confirm_all(actor, document=document, kind=kind)
        said = ngettext("%(number)s confirmed.", "%(number)s confirmed, all together.", len(rows))
        return Done(said % {"number": len(rows)})

    return gesture(request, pk, act)


@login_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the last gesture back."""

    def act(actor: User, document: Document) -> Done:
        rows = review.undo(actor, document=document).proposals
        said = ngettext("Taken back, for %(number)s finding.", "Taken back, for %(number)s findings.", len(rows))
        return Done(said % {"number": len(rows)}, select=rows[-1].pk if rows else None)

    return gesture(request, pk, act)


@login_required
@require_GET
def since(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer what other people did since the page was made."""
    actor = actor_of(request)
    document = selectors.document(actor, pk)
    require(actor, Verb.REVIEW, document)
    return news(request, actor, document)


def confirmed(row: Proposal) -> str:
    """Return what to say of a finding that was confirmed."""
    reference = getattr(row.entry, "reference", "")
    if reference:
        return _("Confirmed: %(reference)s.") % {"reference": reference}
    return _("Confirmed.")
