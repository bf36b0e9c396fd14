"""Webhooks: told of what they ask for, signed, tried again, closed after days of silence, and never told secrets."""

from __future__ import annotations

import hmac
import json
import socket
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from secretariat.correspondence import webhooks
from secretariat.correspondence.deliveries import send_deliveries
from secretariat.correspondence.models import Delivery, Letter, Webhook
from secretariat.correspondence.webhooks import Subscription, add, deliver_again, queue_deliveries, secret_of
from secretariat.followup import verbs
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.meetings.models import Confirmation, Meeting
from secretariat.register.entries import set_confidentiality
from tests.cast import Cast
from tests.correspondence.conftest import action
from tests.correspondence.servers import Receiver


def hook(cast: Cast, receiver: Receiver, types: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Webhook:
    return add(cast.ana, subscription=Subscription(receiver.url, "Ours", types, names))


def told(receiver: Receiver) -> list[dict[str, Any]]:
    return [json.loads(body) for _path, _headers, body in receiver.taken]


def go(days: float = 0) -> None:
    now = timezone.now() + timedelta(days=days)
    queue_deliveries(now)
    send_deliveries(now)


def verified(secret: str, header: str, body: bytes, *, now: float, window: float = 300) -> bool:
    """Check a signature as docs/webhooks.md tells a receiver to."""
    parts = dict(part.split("=", 1) for part in header.split(","))
    wanted = hmac.new(secret.encode(), parts["t"].encode() + b"." + body, sha256).hexdigest()
    return hmac.compare_digest(wanted, parts["v1"]) and abs(now - int(parts["t"])) <= window


def test_it_tells_what_happens_signed(cast: Cast, hook_receiver: Receiver) -> None:
    row = hook(cast, hook_receiver)
    entry = action(cast, "Share the guidance", due="2031-03-31")
    go()
    (path, headers, body) = hook_receiver.taken[-1]
    assert path == "/hook?from=secretariat"
    assert headers["Content-Type"] == "application/json"
    now = timezone.now().timestamp()
    assert verified(secret_of(row), headers["Secretariat-Signature"], body, now=now)
    assert not verified(secret_of(row), headers["Secretariat-Signature"], body + b" ", now=now)
    assert not verified("whsec_other", headers["Secretariat-Signature"], body, now=now)
    assert not verified(secret_of(row), headers["Secretariat-Signature"], body, now=now + 600)
    data = json.loads(body)
    assert data["schema"] == "secretariat.event/1"
    assert (data["event"]["verb"], data["event"]["actor"]) == ("enter", "Ana")
    assert data["object"] == {
        "type": "register.actionpoint",
        "id": entry.pk,
        "reference": entry.reference,
        "text": "Share the guidance",
        "state": "open",
        "url": f"https://register.example.org/actions/{entry.pk}/",
        "due": "2031-03-31",
        "owners": ["IOM"],
    }
    assert data["confidential"] is False


def test_it_tells_only_what_was_asked_for_and_once(cast: Cast, hook_receiver: Receiver) -> None:
    hook(cast, hook_receiver, ("register.actionpoint",), ("set_due", "report"))
    entry = action(cast, "Share the guidance")
    verbs.set_due(cast.ana, actions=[entry], due="2031-03-31")
    verbs.report(cast.farid, action=entry, text="Done in part.")
    for days in (0, 0, 1, 2):
        go(days)
    assert [data["event"]["verb"] for data in told(hook_receiver)] == ["set_due", "report"]
    assert told(hook_receiver)[0]["event"]["changed"] == ["due", "due_date"]


def test_it_tells_nothing_of_what_happened_before(cast: Cast, hook_receiver: Receiver) -> None:
    action(cast, "Share the guidance")
    hook(cast, hook_receiver)
    go()
    assert hook_receiver.taken == []


@pytest.mark.parametrize("level", ["restricted", "chatham"])
def test_it_tells_a_number_of_what_is_not_for_everybody(cast: Cast, hook_receiver: Receiver, level: str) -> None:
    hook(cast, hook_receiver)
    entry = action(cast, "Quiet matter", level=level)
    verbs.report(cast.ana, action=entry, text="Very quiet indeed.")
    verbs.set_due(cast.ana, actions=[entry], due="2031-03-31", reason="quietly agreed")
    go()
    for data in told(hook_receiver):
        assert data["object"] == {"type": "register.actionpoint", "id": entry.pk}
        assert data["confidential"] is True
        assert {data["event"][name] for name in ("verb", "actor", "reason")} == {None}
    assert not [body for _path, _headers, body in hook_receiver.taken if b"uiet" in body or b"Ana" in body]


def test_it_judges_by_the_level_at_the_moment_of_sending(cast: Cast, hook_receiver: Receiver) -> None:
    hook(cast, hook_receiver)
    entry = action(cast, "Share the guidance")
    queue_deliveries()
    set_confidentiality(cast.ana, entries=[entry], confidentiality="restricted")
    go()
    assert not [body for _path, _headers, body in hook_receiver.taken if b"guidance" in body]


def test_it_names_nobody_at_a_meeting_under_the_chatham_house_rule(cast: Cast, hook_receiver: Receiver) -> None:
    from secretariat.history.recording import record

    hook(cast, hook_receiver)
    meeting = Meeting.objects.create(
        title="Open talk", body=cast.committee, state=Confirmation.CONFIRMED, confidentiality="chatham"
    )
    record(cast.farid, "reply", meeting, reason="I come")
    go()
    (data,) = told(hook_receiver)
    assert data["object"]["title"] == "Open talk"
    assert (data["event"]["actor"], data["event"]["reason"]) == (None, None)


def test_it_tells_of_users_by_number_only(cast: Cast, hook_receiver: Receiver) -> None:
    from secretariat.network.verbs import set_password

    hook(cast, hook_receiver)
    set_password(cast.ana, user=cast.farid, password="quite a long sentence 7")
    go()
    (data,) = told(hook_receiver)
    assert data["object"] == {"type": "network.user", "id": cast.farid.pk}


def test_it_tries_again_later_and_longer(cast: Cast, hook_receiver: Receiver) -> None:
    hook(cast, hook_receiver)
    action(cast, "Share the guidance")
    hook_receiver.status, hook_receiver.answer = 500, b"out of order"
    go()
    (row,) = Delivery.objects.all()
    assert (row.state, row.attempts, row.status, row.error) == ("queued", 1, 500, "out of order")
    assert row.not_before > timezone.now()
    go()
    assert len(hook_receiver.taken) == 1
    hook_receiver.status = 204
    hook_receiver.answer = b""
    go(0.1)
    row.refresh_from_db()
    assert (row.state, row.status, row.error) == ("sent", 204, "")
    assert Webhook.objects.get().failing_since is None


def test_it_is_closed_after_days_of_silence_and_the_secretariat_is_told(cast: Cast, settings: Settings) -> None:
    settings.WEBHOOK_PRIVATE = True
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        row = add(cast.ana, subscription=Subscription(f"http://127.0.0.1:{closed.getsockname()[1]}/", "Ours"))
    action(cast, "Share the guidance")
    for hours in range(0, 24 * 4, 6):
        go(hours / 24)
    row.refresh_from_db()
    assert not row.active
    assert events_of(row).get(verb="deactivate").actor is None
    assert set(Letter.objects.values_list("to_address", flat=True)) == {"ana@example.org", "ben@example.org"}
    assert "Ours" in Letter.objects.all()[0].subject
    webhooks.set_active(cast.ana, webhook=row, active=True)
    row.refresh_from_db()
    assert (row.active, row.failing_since) == (True, None)


def test_it_does_not_let_one_silent_webhook_hold_up_another(cast: Cast, hook_receiver: Receiver) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        add(cast.ana, subscription=Subscription(f"http://127.0.0.1:{closed.getsockname()[1]}/"))
    hook(cast, hook_receiver, ("register.actionpoint",))
    for number in range(3):
        action(cast, f"Book room {number}")
    go()
    assert len(hook_receiver.taken) == 3


def test_it_follows_no_redirect(cast: Cast, hook_receiver: Receiver) -> None:
    hook(cast, hook_receiver)
    action(cast, "Share the guidance")
    hook_receiver.status, hook_receiver.location = 302, hook_receiver.url
    go()
    assert len(hook_receiver.taken) == 1
    assert Delivery.objects.get().status == 302


def test_it_sends_again_what_somebody_asks_for(cast: Cast, hook_receiver: Receiver) -> None:
    hook(cast, hook_receiver)
    action(cast, "Share the guidance")
    go()
    (row,) = Delivery.objects.all()
    with pytest.raises(NotAllowed):
        deliver_again(cast.farid, delivery=row)
    deliver_again(cast.ana, delivery=row)
    go()
    first, second = told(hook_receiver)
    assert first["delivery"] == second["delivery"]
    assert first["event"] == second["event"]


def test_it_signs_with_a_new_secret_once_there_is_one(cast: Cast, hook_receiver: Receiver) -> None:
    row = hook(cast, hook_receiver)
    old = secret_of(row)
    row = webhooks.renew_secret(cast.ana, webhook=row)
    assert secret_of(row) != old
    action(cast, "Share the guidance")
    go()
    _path, headers, body = hook_receiver.taken[0]
    assert verified(secret_of(row), headers["Secretariat-Signature"], body, now=timezone.now().timestamp())


def test_it_finds_an_event_that_was_written_late(cast: Cast, hook_receiver: Receiver) -> None:
    """On PostgreSQL a lower number may be committed after a higher one: what is recent is looked at again."""
    row = hook(cast, hook_receiver)
    action(cast, "One")
    action(cast, "Two")
    queue_deliveries()
    Delivery.objects.order_by("event")[0].delete()  # as if the first had not been there to be seen
    go()
    assert {data["object"]["text"] for data in told(hook_receiver)} == {"One", "Two"}
    go(1)
    row.refresh_from_db()
    assert row.seen == max(Delivery.objects.values_list("event", flat=True))


def test_it_is_set_up_by_the_secretariat_alone(cast: Cast, hook_receiver: Receiver) -> None:
    with pytest.raises(NotAllowed):
        add(cast.farid, subscription=Subscription(hook_receiver.url))
    with pytest.raises(Refused):
        add(cast.ana, subscription=Subscription(hook_receiver.url, object_types=("register.nothing",)))
    assert not Webhook.objects.exists()
