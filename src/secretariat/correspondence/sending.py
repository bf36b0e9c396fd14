"""Sending what waits: each letter by one process at a time, again after a while where it fails.

A letter is claimed by one guarded UPDATE before it goes to the server, and marked as sent after. A process that
dies in between leaves a claim that runs out: the letter goes out again then, with the same Message-ID. So it is
sent at least once, and twice only where the machine stopped in that instant.
"""

from __future__ import annotations

import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.network.access import Verb, may
from secretariat.register.models import ActionPoint
from secretariat.site.redaction import without_secrets

from .addresses import one_line
from .backoff import CLAIM, MOST_ATTEMPTS, next_attempt
from .envelope import message_of
from .models import Letter, ReportLink
from .moments import next_allowed
from .preferences import preferences_of, quiet_of, wants
from .report_links import is_usable

logger = logging.getLogger(__name__)

BATCH = 50


@dataclass(slots=True)
class Tally:
    """What became of the letters of one look."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    withdrawn: int = 0


class Unreachable(Exception):
    """The server cannot be spoken to: no letter is to blame."""


def send_due(now: datetime | None = None, *, limit: int = BATCH) -> Tally:
    """Send the letters whose time has come, and say what became of them."""
    now = now or timezone.now()
    tally = Tally()
    server = get_connection()
    try:
        for key in list(_due(now).values_list("pk", flat=True)[:limit]):
            letter = _claimed(key, now)
            if letter is None:
                continue
            if not _send(server, letter, now, tally):
                break  # the server does not answer: the others wait for the next look
    finally:
        _close(server)
    return tally


def due_letters(now: datetime | None = None) -> models.QuerySet[Letter]:
    """Return the letters that the next look would send."""
    return _due(now or timezone.now()).select_related("user")


def _due(now: datetime) -> models.QuerySet[Letter]:
    """Return the letters whose time has come and that nobody is sending."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    return Letter.objects.filter(free, state=Letter.State.QUEUED, not_before__lte=now).order_by("not_before", "id")


def _claimed(key: int, now: datetime) -> Letter | None:
    """Take a letter for this process; ``None`` where another one has it."""
    claimed = _due(now).filter(pk=key).update(claimed_until=timezone.now() + CLAIM, attempts=F("attempts") + 1)
    return Letter.objects.select_related("user").get(pk=key) if claimed == 1 else None


def _send(server: BaseEmailBackend, letter: Letter, now: datetime, tally: Tally) -> bool:
    """Send one letter, or note why not; say whether the server answers."""
    reason = unwanted(letter)
    if reason:
        _note(letter, state=Letter.State.WITHDRAWN, error=reason)
        tally.withdrawn += 1
        return True
    allowed = _allowed(letter, now)
    if allowed > now:
        _note(letter, not_before=allowed, attempts=letter.attempts - 1)
        tally.waiting += 1
        return True
    try:
        _hand_over(server, letter)
    except Unreachable as error:
        _note(letter, error=str(error), not_before=next_attempt(now, 2), attempts=letter.attempts - 1)
        tally.waiting += 1
        return False
    except (OSError, smtplib.SMTPException, ValueError, TypeError, LookupError) as error:
        _failed(letter, error, now, tally)
        return True
    # what a link opens must not be learnt from the outbox: the letter has left, its secret goes
    kept = {"text": without_secrets(letter.text), "html": without_secrets(letter.html)}
    _note(letter, state=Letter.State.SENT, sent_at=timezone.now(), error="", **kept)
    tally.sent += 1
    return True


def unwanted(letter: Letter) -> str:
    """Return why a letter must not go out any more; nothing where it may."""
    if letter.user is not None and not letter.user.is_active:
        return _("The account is closed.")
    if not wants(letter.to_address, letter.sort):
        return _("The recipient does not want letters of this sort any more.")
    if not all(_may_know(letter, obj) for obj in _about(letter)):
        return _("The recipient may not read all of it any more.")
    return ""


def _may_know(letter: Letter, obj: models.Model) -> bool:
    """Say whether the recipient may know of an object: by the account, or by a link that still opens."""
    if letter.user is not None:
        return may(letter.user, Verb.READ, obj)
    links = ReportLink.objects.filter(action=obj.pk, email=letter.to_address)
    return isinstance(obj, ActionPoint) and any(is_usable(link, timezone.now()) for link in links)


def _about(letter: Letter) -> list[models.Model]:
    """Return the objects that a letter tells of."""
    found: list[models.Model] = []
    for label in letter.about:
        model, _colon, key = str(label).partition(":")
        row = apps.get_model(model)._default_manager.filter(pk=int(key)).first()
        if row is not None:
            found.append(row)
    return found


def _allowed(letter: Letter, now: datetime) -> datetime:
    """Return when a letter may go out: quiet hours may have been set since it was written."""
    if letter.user is None or not letter.is_optional:
        return now
    return next_allowed(now, quiet_of(preferences_of(letter.user)))


def _hand_over(server: BaseEmailBackend, letter: Letter) -> None:
    """Give a letter to the server.

    Raises:
        Unreachable: where the server cannot be spoken to.
    """
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(_said(error)) from error
    try:
        server.send_messages([message_of(letter)])
    except smtplib.SMTPResponseException:
        raise
    except smtplib.SMTPServerDisconnected as error:
        _close(server)
        raise Unreachable(_said(error)) from error


def _failed(letter: Letter, error: Exception, now: datetime, tally: Tally) -> None:
    """Note that a letter was not taken: for good where the server says so or after many attempts."""
    logger.warning("Letter %s was not taken: %s", letter.pk, type(error).__name__)
    if is_final(error) or letter.attempts >= MOST_ATTEMPTS:
        _note(letter, state=Letter.State.FAILED, error=_said(error))
        tally.failed += 1
    else:
        _note(letter, error=_said(error), not_before=next_attempt(now, letter.attempts))
        tally.waiting += 1


def is_final(error: Exception) -> bool:
    """Say whether the answer will be the same tomorrow: 5yz of a server (RFC 5321, 4.2.1), or a letter that is bad."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= 500 and not isinstance(error, smtplib.SMTPAuthenticationError)
    return isinstance(error, ValueError | TypeError | LookupError)


def _note(letter: Letter, **values: object) -> None:
    """Write what became of a letter, and let it go. Its state is ours while we have the claim."""
    values = {"claimed_until": None, **values}
    for name, value in values.items():
        setattr(letter, name, one_line(value, 500) if name == "error" and isinstance(value, str) else value)
    letter.save(update_fields=list(values))


def _said(error: Exception) -> str:
    """Return an error in one line, as the page of the outbox shows it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(text)}" for code, text in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _text(answer: bytes | str) -> str:
    """Return the answer of a server as text."""
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)


def _close(server: BaseEmailBackend) -> None:
    """Say goodbye; a server that does not answer is left."""
    try:
        server.close()
    except (OSError, smtplib.SMTPException):
        logger.info("The mail server did not say goodbye.")
