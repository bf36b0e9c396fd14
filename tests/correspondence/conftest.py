"""What the tests of the correspondence share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from secretariat.correspondence.models import Preferences
from secretariat.network.models import Body, Person, Seat, Tenure, User
from secretariat.register.entries import enter
from secretariat.register.models import ActionPoint
from tests.cast import Cast
from tests.correspondence.servers import MailServer, Receiver, mail_server, receiver

MONDAY = datetime(2031, 3, 3, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def public_url(settings: Settings) -> None:
    """Give the site an address."""
    settings.PUBLIC_URL = "https://register.example.org"
    settings.DEFAULT_FROM_EMAIL = "Secretariat <post@register.example.org>"


@pytest.fixture
def smtp(settings: Settings) -> Iterator[MailServer]:
    """Return a mail server that the site sends to."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_TIMEOUT = 5
        yield server


@pytest.fixture
def hook_receiver(settings: Settings) -> Iterator[Receiver]:
    """Return a receiver of webhooks on this machine, allowed by the site."""
    settings.WEBHOOK_PRIVATE = True
    with receiver() as server:
        yield server


def action(
    cast: Cast, text: str, *, level: str = "network", owners: tuple[str, ...] = ("IOM",), **more: object
) -> ActionPoint:
    """Enter an action."""
    values = {"text": text, "owners": list(owners), **more}
    entry = enter(cast.ana, kind="action_point", values=values, body=cast.committee, confidentiality=level)
    assert isinstance(entry, ActionPoint)
    return entry


def day(days: int) -> str:
    """Return a day so many days from now."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def always(user: User) -> Preferences:
    """Take quiet hours and quiet days away from a user."""
    row, _made = Preferences.objects.update_or_create(
        user=user, defaults={"quiet_from": None, "quiet_until": None, "quiet_days": []}
    )
    return row


def seat(body: Body, person: Person, function: str = "member") -> None:
    """Give somebody a seat in a body."""
    Tenure.objects.create(seat=Seat.objects.create(body=body, function=function), person=person)
