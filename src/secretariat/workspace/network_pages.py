"""What the pages that change the network share: who may open them, a form carried out, what a conflict says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.network import selectors
from secretariat.network.access import Verb, may
from secretariat.network.models import Entity

from .actor import actor_of
from .history_words import history

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse, QueryDict

    from secretariat.network.models import Versioned

    from .network_forms import VersionedForm

P = ParamSpec("P")
MOST_NAMES = 1000
"""How many people are offered as one types; where there are more, the name is typed whole."""


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words of a page with one form, and where it leads back to."""

    title: str
    crumb: str
    back: str
    button: str
    lede: str = ""
    grave: bool = False


def managing(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let a view through to those who manage the network; it answers to GET and POST."""

    @require_http_methods(["GET", "POST"])
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not may(actor_of(request), Verb.MANAGE, Entity):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def carried_out(
    request: HttpRequest,
    form: VersionedForm,
    page: FormPage,
    act: Callable[[dict[str, Any]], object],
    row: Versioned | None = None,
) -> HttpResponse:
    """Show a form, or carry it out and go back. ``row`` is what others may have changed meanwhile.

    ``act`` is given the values of the form and returns what to say, or ``None`` for the usual words.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                said = act(form.values())
            except Conflict as conflict:
                status = _told_of_conflict(form, row, str(conflict))
            except NotAllowed:
                raise
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, str(said or _("Saved.")))
                return redirect(page.back)
    return shown(request, form, page, status=status)


def shown(request: HttpRequest, form: forms.Form, page: FormPage, *, status: int = 200, **more: object) -> HttpResponse:
    """Return the page of a form."""
    context = {"form": form, "page": page, "people": known_people(form), **more}
    return render(request, "workspace/network/form.html", context, status=status)


def known_people(form: forms.Form) -> list[str]:
    """Return the names to offer where a form asks for a person."""
    if not {"person", "other"} & set(form.fields):
        return []
    return list(selectors.people().values_list("name", flat=True).distinct()[:MOST_NAMES])


def _told_of_conflict(form: VersionedForm, row: Versioned | None, message: str) -> int:
    """Say on a form what somebody else changed; what was typed stays, and can be saved over it."""
    current = type(row)._default_manager.filter(pk=row.pk).first() if row is not None else None
    if current is None:
        form.add_error(None, message)
        return 409
    again = cast("QueryDict", form.data).copy()
    again["version"] = str(current.version)
    form.data = again
    form.add_error(None, message)
    for moment in history(current).moments[:1]:
        changes = "; ".join(f"{change.name}: {change.before} → {change.after}" for change in moment.changes)
        form.add_error(None, f"{moment.who} {moment.what}. {changes}")
    form.add_error(None, _("What you typed is kept: save it again to put it over that."))
    return 409
