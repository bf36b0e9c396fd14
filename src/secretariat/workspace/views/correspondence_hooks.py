"""Webhooks: set up, looked at, opened and closed by the secretariat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from secretariat.correspondence import webhooks as hooks
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.workspace.actor import actor_of
from secretariat.workspace.correspondence_forms import TYPE_LABELS, WebhookForm
from secretariat.workspace.sent_numbers import sent_key

if TYPE_CHECKING:
    from django.http import HttpRequest

    from secretariat.correspondence.models import Webhook
    from secretariat.network.models import User

A_PAGE = 50


@require_http_methods(["GET", "POST"])
@login_required
def webhooks(request: HttpRequest) -> HttpResponse:
    """Show the webhooks, and set up a new one."""
    actor = actor_of(request)
    rows = hooks.webhooks(actor)
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = hooks.add(actor, subscription=form.subscription())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error("url", str(refusal))
        else:
            messages.success(request, _("The webhook is set up. Give its secret to whoever receives it."))
            return redirect("workspace:webhook", made.pk)
    context = {"webhooks": [(row, told_of(row)) for row in rows], "form": form}
    return render(request, "workspace/correspondence/webhooks.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a webhook and what was sent to it; change it."""
    actor = actor_of(request)
    row = get_object_or_404(hooks.webhooks(actor), pk=pk)
    form = WebhookForm(request.POST or None, initial=WebhookForm.values(row))
    if request.method == "POST" and form.is_valid():
        try:
            hooks.change(actor, webhook=row, subscription=form.subscription())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error("url", str(refusal))
        else:
            messages.success(request, _("Kept."))
            return redirect("workspace:webhook", pk)
    context = {
        "webhook": row,
        "told_of": told_of(row),
        "secret": hooks.secret_of(row),
        "form": form,
        "page": Paginator(hooks.deliveries_of(actor, row), A_PAGE).get_page(request.GET.get("page")),
    }
    response = render(request, "workspace/correspondence/webhook.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@login_required
def do(request: HttpRequest, pk: int) -> HttpResponse:
    """Open or close a webhook, give it a new secret, or send something again."""
    actor = actor_of(request)
    row = get_object_or_404(hooks.webhooks(actor), pk=pk)
    try:
        messages.success(request, _done(request, actor, row))
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("workspace:webhook", pk)


def _done(request: HttpRequest, actor: User, row: Webhook) -> str:
    """Do what a button says, and return a line about it."""
    what = request.POST.get("do", "")
    if what in {"open", "close"}:
        hooks.set_active(actor, webhook=row, active=what == "open")
        return _("The webhook is open.") if what == "open" else _("The webhook is closed: nothing is sent to it.")
    if what == "secret":
        hooks.renew_secret(actor, webhook=row)
        return _("There is a new secret. Give it to whoever receives the webhook.")
    key = request.POST.get("delivery", "")
    delivery = get_object_or_404(row.deliveries, pk=sent_key(key))
    if what != "again":
        raise Http404
    hooks.deliver_again(actor, delivery=delivery)
    return _("It is sent again within a minute.")


def told_of(row: Webhook) -> str:
    """Return what a webhook is told of, in words."""
    types = ", ".join(str(TYPE_LABELS.get(name, name)) for name in row.object_types) or _("everything")
    return f"{types}: {', '.join(row.verbs)}" if row.verbs else types
