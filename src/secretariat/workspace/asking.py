"""What is asked once for a whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.network.seating import asked_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

READING = ("GET", "HEAD")


def seats_once(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Learn where a reader sits once a page; whoever changes something is asked anew each time."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return get_response(request)
        with asked_once():
            return get_response(request)

    return answer
