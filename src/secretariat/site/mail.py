"""How mail leaves the site: the settings that ``SECRETARIAT_SMTP_URL`` stands for."""

from __future__ import annotations

from typing import TypedDict
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


class MailSettings(TypedDict, total=False):
    """The settings of Django's mail backends."""

    EMAIL_BACKEND: str
    EMAIL_HOST: str
    EMAIL_PORT: int
    EMAIL_HOST_USER: str
    EMAIL_HOST_PASSWORD: str
    EMAIL_USE_TLS: bool
    EMAIL_USE_SSL: bool


def mail_settings(url: str) -> MailSettings:
    """Return the settings for ``url`` (``smtp+starttls://user:password@host:587``); none stands for the terminal.

    Raises:
        ImproperlyConfigured: where the address cannot be understood. The message never repeats it: it may hold
            a password.
    """
    if not url:
        return {"EMAIL_BACKEND": "secretariat.site.terminal_mail.EmailBackend"}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _not_understood() from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise _not_understood()
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def _not_understood() -> ImproperlyConfigured:
    """Return what to do about an address that cannot be used."""
    return ImproperlyConfigured(
        "SECRETARIAT_SMTP_URL is not understood. It looks like smtp+starttls://user:password@mail.example.org:587 "
        "(or smtp://, smtps://); write @ : / in a password as %40 %3A %2F."
    )
