"""Messages saved as files: the text part is read, the headers become metadata."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart

from ..problems import Problem, ReadingError
from ..source_text import SourceText
from .encodings import decode
from .html import load_html
from .offsets import load_lines

_HEADERS = {"subject": "title", "from": "author", "date": "date"}
_UNREADABLE = (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError)


def load_mail(data: bytes, name: str) -> SourceText:
    """Return the text part of a message; its attachments are named in a problem, not read.

    Raises:
        ReadingError: ``damaged`` where the message has no text part that can be read.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        body = message.get_body(("plain", "html"))
        payload = body.get_payload(decode=True) if body is not None else None
        charset = str(body.get_content_charset("")) if body is not None else ""
        metadata = _metadata(message)
        attachments = _attachments(message)
    except _UNREADABLE as error:
        raise _damaged(name) from error
    if body is None or not isinstance(payload, bytes):
        raise _damaged(name)
    decoded = decode(payload, name, charset)
    is_page = body.get_content_type() == "text/html"
    source = load_html(decoded.text, name) if is_page else load_lines(decoded.text, "text/plain")
    problems = (*source.problems, *([decoded.problem] if decoded.problem else []), *attachments)
    metadata = {**source.metadata, **metadata, "encoding": decoded.encoding}
    return replace(source, media_type="message/rfc822", metadata=metadata, problems=problems)


def _metadata(message: EmailMessage) -> dict[str, str]:
    found = {key: " ".join(str(message.get(header, "")).split()) for header, key in _HEADERS.items()}
    return {key: words for key, words in found.items() if words}


def _attachments(message: EmailMessage) -> list[Problem]:
    parts: list[MIMEPart] = list(message.iter_attachments()) if message.is_multipart() else []
    names = [str(part.get_filename()) for part in parts if part.get_filename()]
    if not names:
        return []
    listed = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return [Problem("attachments_not_read", f"The message carries files that were not read: {listed}.")]


def _damaged(name: str) -> ReadingError:
    return ReadingError("damaged", f"{name} has no text part that can be read; save the text as a file and try again.")
