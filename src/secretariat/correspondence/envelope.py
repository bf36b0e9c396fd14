"""A letter of the outbox as a message of mail (RFC 5322, RFC 2369, RFC 8058, RFC 3834)."""

from __future__ import annotations

import base64
from email.utils import format_datetime, formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from .addresses import host, keyed_hash
from .models import Letter
from .preferences import unsubscribe_address


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """Return the message. Its identifier is the same at each attempt, so that a receiver can tell a copy."""
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[formataddr((letter.to_name, letter.to_address))],
        headers=headers_of(letter),
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    for attachment in letter.attachments:
        data = base64.b64decode(attachment["data"])
        text = data.decode("utf-8") if attachment["type"].startswith("text/") else data
        if attachment["alternative"]:
            message.attach_alternative(text, attachment["type"])
        else:
            message.attach(attachment["name"], text, attachment["type"])
    return message


def headers_of(letter: Letter) -> dict[str, str]:
    """Return the headers that a letter has besides the usual ones."""
    digest = keyed_hash("message", f"{letter.pk}:{letter.dedupe_key}")[:32]
    headers = {
        "Message-ID": f"<{digest}@{host()}>",
        "Date": format_datetime(letter.made_at),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": letter.language,
    }
    if letter.is_optional:
        headers["List-Unsubscribe"] = f"<{unsubscribe_address(letter.to_address, letter.sort)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
