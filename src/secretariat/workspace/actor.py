"""Who is at the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from secretariat.network.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest


def actor_of(request: HttpRequest) -> User:
    """Return the signed-in user.

    Raises:
        PermissionDenied: when nobody is signed in; views behind ``login_required`` never get here.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
