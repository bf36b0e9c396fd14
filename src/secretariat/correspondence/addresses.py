"""Addresses: of people, of pages, and the secret ones that links and feeds have."""

from __future__ import annotations

import re
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
TOKEN = re.compile(r"[A-Za-z0-9_-]{20,60}")


def one_line(text: str, limit: int = 300) -> str:
    """Return a text that may stand in a header: no line ends, no control characters, not too long."""
    line = " ".join(CONTROL.sub(" ", text).split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def mail_address(address: str) -> str:
    """Return an address of mail, in small letters.

    Raises:
        Refused: when it is none.
    """
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused("bad_address", _("“%s” is not an e-mail address.") % one_line(address, 100)) from error
    return address


def page(name: str, **values: object) -> str:
    """Return the whole address of a page of the workspace, for a letter or a feed."""
    return settings.PUBLIC_URL + reverse(f"workspace:{name}", kwargs=values or None)


def host() -> str:
    """Return the name of the host in the address of the site: message and calendar identifiers end in it."""
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def new_token() -> str:
    """Return a token that nobody can guess (256 bits)."""
    return secrets.token_urlsafe(32)


def keyed_hash(purpose: str, value: str) -> str:
    """Return a hash of ``value`` that only this site can make, for one purpose."""
    return salted_hmac(f"secretariat.correspondence.{purpose}", value, algorithm="sha256").hexdigest()
