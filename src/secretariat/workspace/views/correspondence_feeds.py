"""Calendar feeds: what a calendar fetches, and the buttons that make and end them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.http import http_date, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from secretariat.correspondence import feeds
from secretariat.correspondence.models import Feed
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.network.models import Body
from secretariat.workspace.actor import actor_of
from secretariat.workspace.sent_numbers import sent_key

if TYPE_CHECKING:
    from django.http import HttpRequest

PLAIN = "text/plain; charset=utf-8"


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Hand a calendar out: to whoever has its address, what its owner may read."""
    row = feeds.found(token)
    if row is None:
        return _secret(HttpResponse(_("There is no such calendar."), content_type=PLAIN, status=404))
    if feeds.is_gone(row):
        return _secret(HttpResponse(_("This calendar has ended."), content_type=PLAIN, status=410))
    found = feeds.fetched(row)
    same = _has_it(request, found)
    kind = "text/calendar; charset=utf-8"
    response = HttpResponseNotModified() if same else HttpResponse(found.data, content_type=kind)
    response["ETag"] = found.etag
    response["Last-Modified"] = http_date(found.modified.timestamp())
    response["Cache-Control"] = "private, max-age=300"
    if not same:
        response["Content-Disposition"] = 'inline; filename="secretariat.ics"'
    return _secret(response)


def _has_it(request: HttpRequest, found: feeds.Fetched) -> bool:
    """Say whether the reader has this version (RFC 9110, 13.2.2: the mark counts before the date)."""
    asked = request.headers.get("If-None-Match")
    if asked is not None:
        marks = [mark.strip().removeprefix("W/") for mark in asked.split(",")]
        return found.etag in marks or "*" in marks
    # what was taken away leaves no later date behind: the date alone is never proof that nothing changed
    return False


def _secret(response: HttpResponse) -> HttpResponse:
    """Keep the address to itself."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_POST
@login_required
def make(request: HttpRequest) -> HttpResponse:
    """Make a feed, or a new address for it."""
    slug = request.POST.get("body", "")
    body = get_object_or_404(Body, slug=slug) if slug else None
    try:
        feeds.make(actor_of(request), body=body, dues=request.POST.get("dues", Feed.Dues.EVENT))
        messages.success(request, _("The calendar has a new address. An older one opens nothing any more."))
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(request)


@require_POST
@login_required
def end(request: HttpRequest) -> HttpResponse:
    """End a feed."""
    actor = actor_of(request)
    key = request.POST.get("feed", "")
    row = get_object_or_404(Feed, pk=sent_key(key), owner=actor)
    feeds.end(actor, row=row)
    messages.success(request, _("The calendar has ended: its address opens nothing any more."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """Go back to the page that the button stands on."""
    back = request.POST.get("next", "")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    ):
        back = resolve_url("workspace:mail-settings")
    return redirect(back)
