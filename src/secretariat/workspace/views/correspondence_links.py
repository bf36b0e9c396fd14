"""Links to report progress: the page that they open, and the page on which the secretariat makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from secretariat.correspondence import report_links
from secretariat.correspondence.models import ReportLink
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.network.access import Verb, may
from secretariat.network.selectors import resolve
from secretariat.register.models import ActionPoint, Kind
from secretariat.register.selectors import entry
from secretariat.sources.storage import Incoming
from secretariat.workspace import forms
from secretariat.workspace.actor import actor_of
from secretariat.workspace.correspondence_forms import HolderProgressForm, LinkForm

if TYPE_CHECKING:
    from django.http import HttpRequest

LARGEST_REQUEST = report_links.LARGEST_EVIDENCE + 1024 * 1024


@csrf_exempt  # no cookie gives a right here, only the address; and without a referrer a browser sends no origin
@sensitive_variables("token")
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, token: str) -> HttpResponse:
    """Show the action that a link opens, and take reports on it."""
    link = report_links.opened(token)
    if link is None:
        return _closed(request, token)
    if request.method == "POST" and _too_large(request):
        return _page(request, link, token, _unbound(link, _too_large_line()), status=413)
    if request.method == "GET":
        return _page(request, link, token, _unbound(link))
    form = HolderProgressForm(request.POST, request.FILES, states=forms.states_of(link.action), auto_id="progress_%s")
    if form.is_valid() and _reported(link, form):
        response = redirect("workspace:report-link", token=token)
        response["Location"] += "?thanks=1"
        return _private(response)
    return _page(request, link, token, form, status=422)


@csrf_exempt  # as above
@sensitive_variables("token")
@require_POST
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """Keep that somebody needs a new link. The answer is the same whether or not there ever was an old one."""
    report_links.ask_again(token)
    return _private(render(request, "workspace/correspondence/link_asked.html"))


@require_http_methods(["GET", "POST"])
@login_required
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the links to an action, and make a new one."""
    actor = actor_of(request)
    if not may(actor, Verb.MANAGE, ReportLink):
        raise PermissionDenied
    action = entry(actor, Kind.ACTION_POINT, pk)
    if not isinstance(action, ActionPoint):
        raise Http404
    form = LinkForm(request.POST or None, action=action)
    made: report_links.Made | None = None
    if request.method == "POST" and form.is_valid():
        made = _made(request, action, form)
    context = {
        "action": action,
        "form": form if action.owners.all() else None,
        "made": made,
        "links": report_links.links_of(actor, action),
        "now": timezone.now(),
    }
    status = 422 if form.errors else 200
    response = render(request, "workspace/correspondence/links.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@login_required
def revoke(request: HttpRequest, pk: int, link_id: int) -> HttpResponse:
    """Let a link open nothing any more."""
    actor = actor_of(request)
    if not may(actor, Verb.MANAGE, ReportLink):
        raise PermissionDenied
    report_links.revoke(actor, link=get_object_or_404(ReportLink, pk=link_id, action=pk))
    messages.success(request, _("The link opens nothing any more."))
    return redirect("workspace:action-links", pk)


def _made(request: HttpRequest, action: ActionPoint, form: LinkForm) -> report_links.Made | None:
    """Make a link as a form says, or say on the form why not."""
    data, send = form.cleaned_data, request.POST.get("do") == "send"
    holder = resolve(data["holder"])
    if holder is None:
        raise Http404
    try:
        made = report_links.make_link(
            actor_of(request),
            action=action,
            holder=holder,
            name=data["name"],
            email=data["email"],
            valid_for=form.valid_for(),
            send=send,
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error("email" if refusal.code == "no_address" else None, str(refusal))
        return None
    if send:
        messages.success(request, _("A letter with the link is on its way to %s.") % made.link.email)
    return made


def _reported(link: ReportLink, form: HolderProgressForm) -> bool:
    """Keep the report of a form, or say on the form why not."""
    data = form.cleaned_data
    file = data["evidence_file"]
    progress = report_links.Progress(
        name=data["name"],
        text=data["text"],
        state=data["state"],
        occurred_on=data["occurred_on"],
        evidence_url=data["evidence_url"],
        evidence_file=Incoming(file.name, file) if file else None,
    )
    try:
        report_links.used(link, progress)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _page(
    request: HttpRequest, link: ReportLink, token: str, form: HolderProgressForm, *, status: int = 200
) -> HttpResponse:
    """Show the action of a link."""
    context = {
        "link": link,
        "action": link.action,
        "passage": report_links.passage_for(link),
        "notes": link.action.notes.all(),
        "form": form,
        "token": token,
        "thanks": request.GET.get("thanks") == "1" and link.use_count > 0,
    }
    return _private(render(request, "workspace/correspondence/report.html", context, status=status))


def _unbound(link: ReportLink, error: str = "") -> HolderProgressForm:
    """Return the form of a report, empty but for the name, perhaps with what went wrong."""
    states = forms.states_of(link.action)
    if not error:
        return HolderProgressForm(states=states, initial={"name": link.name}, auto_id="progress_%s")
    form = HolderProgressForm({"name": link.name}, states=states, auto_id="progress_%s")
    form.errors.clear()
    form.add_error("evidence_file", error)
    return form


def _too_large(request: HttpRequest) -> bool:
    """Say whether a request is larger than a report may be, before any of it is read."""
    length = request.headers.get("Content-Length", "")
    return not length.isdigit() or int(length) > LARGEST_REQUEST


def _too_large_line() -> str:
    """Return what to do about a file that is too large."""
    limit = report_links.LARGEST_EVIDENCE // (1024 * 1024)
    return _("A file may have up to %d MB. Send a smaller one, or a link to it, and write your report again.") % limit


def _closed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a link that opens nothing, whatever the reason, and offer to ask for a new one."""
    response = render(request, "workspace/correspondence/link_closed.html", {"token": token[:100]}, status=404)
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the address of a page to itself: no referrer, no search engine, no copy."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response
