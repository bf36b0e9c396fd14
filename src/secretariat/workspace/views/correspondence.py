"""The outbox: what was written, what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from secretariat.correspondence import letters
from secretariat.correspondence.models import Letter
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.site.redaction import without_secrets
from secretariat.workspace.actor import actor_of

if TYPE_CHECKING:
    from django.http import HttpRequest

A_PAGE = 50


@require_safe
@login_required
def outbox(request: HttpRequest) -> HttpResponse:
    """Show the letters, of one state or all."""
    actor = actor_of(request)
    state = request.GET.get("state", "")
    counted = letters.counts(actor)
    context = {
        "page": Paginator(letters.outbox(actor, state=state), A_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": [(value, label, counted[value]) for value, label in Letter.State.choices],
        "total": sum(counted.values()),
        "to_terminal": "smtp" not in settings.EMAIL_BACKEND,
    }
    return render(request, "workspace/correspondence/outbox.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a letter; try it again or withdraw it."""
    actor = actor_of(request)
    row = get_object_or_404(letters.outbox(actor), pk=pk)
    if request.method == "POST":
        return _done(request, row)
    context = {"letter": row, "text": without_secrets(row.text)}
    return render(request, "workspace/correspondence/letter.html", context)


def _done(request: HttpRequest, row: Letter) -> HttpResponse:
    """Try a letter again, or withdraw it, and go back."""
    verbs = {"again": letters.try_again, "withdraw": letters.withdraw}
    said = {
        "again": _("It goes out within a minute, or after the quiet hours of its reader."),
        "withdraw": _("It is withdrawn."),
    }
    verb = verbs.get(request.POST.get("do", ""))
    if verb is None:
        raise Http404
    try:
        verb(actor_of(request), letter=row)
        messages.success(request, said[request.POST["do"]])
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("workspace:letter", row.pk)


@require_safe
@login_required
@csp_replace({"style-src": [UNSAFE_INLINE]})  # type: ignore[arg-type]  # its stub knows no arguments
def letter_html(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the HTML of a letter as a mail program does: its own style, nothing that runs, nothing from elsewhere."""
    row = get_object_or_404(letters.outbox(actor_of(request)), pk=pk)
    return HttpResponse(without_secrets(row.html))
