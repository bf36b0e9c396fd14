"""The outbox: letters are put there, asked for, tried again, withdrawn."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, require
from secretariat.network.models import Role, User

from .addresses import mail_address, one_line
from .content import Content, drawn
from .models import Letter
from .moments import next_allowed
from .preferences import preferences_of, quiet_of, unsubscribe_address, wants

if TYPE_CHECKING:
    from django.db.models import QuerySet

LARGEST_ATTACHMENTS = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attachment:
    """A small file that goes with a letter. ``alternative`` says that it is another form of the text.

    A calendar invitation is one (``text/calendar; method=REQUEST``, RFC 6047).
    """

    name: str
    media_type: str
    data: bytes
    alternative: bool = False


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom a letter goes: an address, a name, and the account, where there is one."""

    address: str
    name: str = ""
    user: User | None = None

    @classmethod
    def of(cls, user: User) -> Recipient:
        """Return a user as the recipient."""
        return cls(user.email, user.name, user)


def post(
    to: Recipient,
    *,
    sort: str,
    content: Content,
    key: str,
    attachments: Sequence[Attachment] = (),
    now: datetime | None = None,
) -> Letter | None:
    """Put a letter into the outbox; ``None`` where the recipient wants none, or has no account any more.

    A second letter with the same ``key`` is not made: the first is returned. Letters to an account wait for the
    end of its quiet hours.

    Raises:
        Refused: for an address that is none, and for attachments that are too large.
    """
    now = now or timezone.now()
    address = mail_address(to.address)
    if not wants(address, sort) or (to.user is not None and not to.user.is_active):
        return None
    kept = [_packed(attachment) for attachment in attachments]
    if sum(len(attachment.data) for attachment in attachments) > LARGEST_ATTACHMENTS:
        raise Refused("too_large", _("What goes with a letter may have 2 MB. Send a link instead."))
    name = one_line(to.name, 200)
    link = unsubscribe_address(address, sort) if sort in Letter.OPTIONAL else ""
    text, html = drawn(content, name=name, language=settings.LANGUAGE_CODE, unsubscribe=link)
    quiet = quiet_of(preferences_of(to.user)) if to.user is not None else None
    values = {
        "to_address": address,
        "to_name": name,
        "user": to.user,
        "sort": sort,
        "subject": one_line(content.subject),
        "text": text,
        "html": html,
        "attachments": kept,
        "about": list(content.about),
        "language": settings.LANGUAGE_CODE,
        "not_before": next_allowed(now, quiet) if quiet else now,
        "made_at": now,
    }
    letter, _made = Letter.objects.get_or_create(dedupe_key=key[:200], defaults=values)
    return letter


def notify_secretariat(*, content: Content, key: str, now: datetime | None = None) -> list[Letter]:
    """Write to everybody of the secretariat."""
    people = User.objects.filter(role=Role.SECRETARIAT, is_active=True)
    letters = [
        post(Recipient.of(user), sort=Letter.Sort.NOTICE, content=content, key=f"{key}:{user.pk}", now=now)
        for user in people
    ]
    return [letter for letter in letters if letter is not None]


def outbox(actor: User, *, state: str = "") -> QuerySet[Letter]:
    """Return the letters, latest first, of one state or all: for the secretariat alone."""
    require(actor, Verb.MANAGE, Letter)
    rows = Letter.objects.select_related("user")
    return rows.filter(state=state) if state in Letter.State.values else rows


def counts(actor: User) -> dict[str, int]:
    """Return how many letters there are in each state."""
    require(actor, Verb.MANAGE, Letter)
    found = Letter.objects.order_by().values_list("state").annotate(count=models.Count("pk"))
    return dict.fromkeys(Letter.State.values, 0) | dict(found)


def try_again(actor: User, *, letter: Letter) -> Letter:
    """Send a letter that could not be sent, or that waits, at the next look."""
    require(actor, Verb.MANAGE, letter)
    with writing():
        row = _held(letter)
        if row.state == Letter.State.SENT:
            raise Refused("sent", _("This letter was sent already."))
        row.state, row.attempts, row.not_before, row.claimed_until = Letter.State.QUEUED, 0, timezone.now(), None
        row.save()
        Gesture(actor).record("try_again", row)
    return row


def withdraw(actor: User, *, letter: Letter) -> Letter:
    """Take a letter back that was not sent yet."""
    require(actor, Verb.MANAGE, letter)
    with writing():
        row = _held(letter)
        if row.state not in (Letter.State.QUEUED, Letter.State.FAILED):
            raise Refused("not_waiting", _("This letter does not wait any more."))
        row.state = Letter.State.WITHDRAWN
        row.save()
        Gesture(actor).record("withdraw", row)
    return row


def _held(letter: Letter) -> Letter:
    """Return a letter as it is now, held for change.

    Raises:
        Refused: while it is being sent.
    """
    row = Letter.objects.select_for_update().get(pk=letter.pk)
    if row.state == Letter.State.QUEUED and row.claimed_until is not None and row.claimed_until > timezone.now():
        raise Refused("being_sent", _("This letter is being sent just now. Look again in a minute."))
    return row


def _packed(attachment: Attachment) -> dict[str, object]:
    """Return an attachment as a row keeps it."""
    return {
        "name": one_line(attachment.name, 120),
        "type": one_line(attachment.media_type, 120),
        "data": base64.b64encode(attachment.data).decode("ascii"),
        "alternative": attachment.alternative,
    }
