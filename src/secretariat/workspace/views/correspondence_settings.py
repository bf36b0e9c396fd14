"""What somebody wants to receive: mail settings, the next digest, refusing letters by a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from secretariat.correspondence import digests, feeds, preferences
from secretariat.correspondence.models import Letter
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.workspace.actor import actor_of
from secretariat.workspace.correspondence_forms import MailForm, feed_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from secretariat.network.models import User


@require_http_methods(["GET", "POST"])
@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """Show and keep what the reader wants to receive."""
    actor = actor_of(request)
    row = preferences.preferences_of(actor)
    form = MailForm(request.POST or None, initial=MailForm.values(row))
    if request.method == "POST" and form.is_valid() and _kept(actor, form):
        messages.success(request, _("Kept."))
        return redirect("workspace:mail-settings")
    zone = preferences.zone_of(row)
    coming = digests.next_digest(row, timezone.now())
    context = {
        "form": form,
        "zones": MailForm.zones(),
        "next_digest": coming.astimezone(zone) if coming else None,
        "zone": zone.key,
        **feed_of(actor),
        "body_feeds": [(feed, feeds.address(feed)) for feed in feeds.feeds_of(actor) if feed.body is not None],
    }
    return render(request, "workspace/correspondence/settings.html", context, status=422 if form.errors else 200)


def _kept(actor: User, form: MailForm) -> bool:
    """Keep what a form says, or say on the form why not."""
    try:
        preferences.change(actor, wishes=form.wishes(), version=form.cleaned_data["version"])
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error("zone" if refusal.code == "bad_zone" else None, str(refusal))
        return False
    return True


@require_safe
@login_required
def digest(request: HttpRequest) -> HttpResponse:
    """Show the digest as it would be now."""
    actor = actor_of(request)
    row = preferences.preferences_of(actor)
    coming = digests.next_digest(row, timezone.now())
    context = {
        "content": digests.preview(actor),
        "next_digest": coming.astimezone(preferences.zone_of(row)) if coming else None,
    }
    return render(request, "workspace/correspondence/digest.html", context)


@csrf_exempt  # RFC 8058: a mail server posts here. Nobody is signed in by it: the signed address is all there is.
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask a person, or do at once what a mail program asks: no more letters of a sort, or again."""
    found = preferences.refused_by(token)
    if found is None:
        return _private(render(request, "workspace/correspondence/unsubscribe_unknown.html", status=404))
    address, sort = found
    again = request.POST.get("again") == "1"
    if request.method == "POST":
        preferences.set_wanted(address=address, sort=sort, wanted=again)
    context = {
        "address": address,
        "sort": Letter.Sort(sort).label,
        "wanted": preferences.wants(address, sort),
        "done": request.method == "POST",
    }
    return _private(render(request, "workspace/correspondence/unsubscribe.html", context))


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the address of a page to itself: no referrer, no search engine, no copy."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response
