"""What leaves the site is never more than its reader may know: mail, feeds, links and webhooks over every level."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from secretariat.correspondence import feeds
from secretariat.correspondence.deliveries import send_deliveries
from secretariat.correspondence.digests import queue_digests
from secretariat.correspondence.models import Letter
from secretariat.correspondence.reminders import queue_reminders
from secretariat.correspondence.sending import send_due
from secretariat.correspondence.webhooks import Subscription, add, queue_deliveries
from secretariat.meetings.models import Confirmation, Meeting
from secretariat.network.models import Person, User
from secretariat.register.models import ActionPoint
from secretariat.sources.models import Document
from tests.cast import Cast, make_document
from tests.correspondence.conftest import action, always, day, seat
from tests.correspondence.servers import Receiver

SECRET = "Zanzibar"
LEVELS = ("restricted", "chatham")
WAYS = ("own", "meeting", "document")


def secret(cast: Cast, level: str, way: str) -> ActionPoint:
    """Enter an overdue action that is not for everybody: by its own level, its meeting's, or its document's."""
    row = action(cast, f"{SECRET} is to be visited", level=level if way == "own" else "network", due=day(-3))
    document: Document | None = None
    if way == "document":
        document = make_document(cast.ana, confidentiality=level)
    if way in {"meeting", "document"}:
        meeting = Meeting.objects.create(
            title=f"On {SECRET}",
            body=cast.committee,
            date=timezone.localdate() + timedelta(days=3),
            state=Confirmation.CONFIRMED,
            stage="convened",
            confidentiality=level if way == "meeting" else "network",
            document=document,
        )
        row.meeting, row.document = meeting, document
        row.save()
    return row


def sent_to(user: User) -> str:
    """Return all that went to somebody by mail."""
    now = timezone.now()
    for days in range(8):
        queue_digests(now + timedelta(days=days))
    queue_reminders()
    always(user)
    send_due(now + timedelta(days=8))
    messages = [message.message().as_string() for message in mail.outbox if user.email in str(message.to)]
    return "\n".join([*messages, *(letter.text for letter in Letter.objects.filter(user=user))])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("level", LEVELS)
def test_it_tells_nothing_to_who_has_no_seat(cast: Cast, hook_receiver: Receiver, level: str, way: str) -> None:
    add(cast.ana, subscription=Subscription(hook_receiver.url))
    secret(cast, level, way)
    action(cast, "Share the guidance", due=day(-3))
    for user in (cast.farid, cast.rita):
        always(user)
        own = feeds.make(user)
        of_body = feeds.make(user, body=cast.committee)
        for row in (own, of_body):
            text = Client().get(feeds.address(row).removeprefix("https://register.example.org")).content.decode()
            hidden = text.replace(f"On {SECRET}", "") if level == "chatham" and way != "own" else text
            assert SECRET not in hidden  # that a meeting under the Chatham House Rule took place is no secret
    assert f"{SECRET} is" not in sent_to(cast.farid)
    assert "Share the guidance" in sent_to(cast.farid)
    assert f"{SECRET} is" not in sent_to(cast.rita)
    queue_deliveries()
    send_deliveries()
    assert hook_receiver.taken
    assert not [body for _path, _headers, body in hook_receiver.taken if f"{SECRET} is".encode() in body]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("level", LEVELS)
def test_it_tells_who_has_a_seat(cast: Cast, level: str, way: str) -> None:
    secret(cast, level, way)
    seat(cast.committee, Person.objects.create(name="Farid", user=cast.farid))
    always(cast.farid)
    assert f"{SECRET} is" in sent_to(cast.farid)
    text = Client().get(feeds.address(feeds.make(cast.farid)).removeprefix("https://register.example.org")).content
    assert SECRET.encode() in text


def test_it_tells_no_more_once_a_seat_is_given_up(cast: Cast) -> None:
    from secretariat.network.models import Tenure

    secret(cast, "restricted", "own")
    seat(cast.committee, Person.objects.create(name="Farid", user=cast.farid))
    queue_reminders()
    assert Letter.objects.filter(user=cast.farid).exists()
    Tenure.objects.update(until=timezone.localdate() - timedelta(days=1))
    always(cast.farid)
    send_due(timezone.now() + timedelta(days=8))
    assert [message for message in mail.outbox if "farid" in str(message.to)] == []
