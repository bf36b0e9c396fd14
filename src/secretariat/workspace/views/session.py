"""Signing in and out, the password, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from secretariat.history.refusals import Refused
from secretariat.network.verbs import set_password
from secretariat.workspace.actor import actor_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

THEMES = ("light", "dark")
ONE_YEAR = 60 * 60 * 24 * 365


@sensitive_post_parameters()
@login_required
def password(request: HttpRequest) -> HttpResponse:
    """Let the user change the password; the session goes on, other sessions end."""
    user = actor_of(request)
    form = PasswordChangeForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_password(user, user=user, password=form.cleaned_data["new_password1"])
        except Refused as refusal:
            form.add_error("new_password1", str(refusal))
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("Your password is changed."))
            return redirect("workspace:home")
    return render(request, "workspace/session/password.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or as the device, and go back to the page."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = resolve_url("workspace:home")
    response = HttpResponseRedirect(back)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=ONE_YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response
