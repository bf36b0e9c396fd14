"""Under which name wrong passwords are counted."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest


def counted_name(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """Return the address that somebody tries to sign in with, in the one form that accounts have."""
    given = (credentials or request.POST).get("username") or ""
    return given.strip().lower()
