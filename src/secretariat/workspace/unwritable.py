"""What no database takes: a request that holds a NUL is refused before a page looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

NUL = "\x00"


class UnwritableMiddleware:
    """Answers 400 to a NUL in an address or in a field that was sent: PostgreSQL fails at it, SQLite would keep it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand before what answers a request."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let a request pass."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Refuse a request once it is known to come from a page of this site; nothing where a page may answer."""
        if not holds_nul(request):
            return None
        said = _("There is a character in it that cannot be kept (NUL). Type the words anew.")
        return render(request, "400.html", {"said": said}, status=400)


def holds_nul(request: HttpRequest) -> bool:
    """Say whether a NUL stands in the path, the query or a field of a request."""
    fields = [*request.GET.lists(), *request.POST.lists()]
    return NUL in request.path or any(NUL in str(value) for name, values in fields for value in (name, *values))
