"""Webhooks: set up by the secretariat, told of what happens, closed when nobody answers for long."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.apps import apps
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.models import Event
from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, require
from secretariat.network.models import User

from .addresses import keyed_hash, one_line
from .models import Delivery, Webhook
from .outward import checked_url

SIGNATURE_HEADER = "Secretariat-Signature"
REPLAY_WINDOW = timedelta(minutes=5)
SETTLED_AFTER = timedelta(minutes=10)
BATCH = 500
OBJECT_TYPES = (
    "register.actionpoint",
    "register.decision",
    "meetings.meeting",
    "sources.document",
    "network.entity",
    "network.body",
)


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a webhook is told of, as a form says it. Empty means everything."""

    url: str
    label: str = ""
    object_types: Sequence[str] = ()
    verbs: Sequence[str] = ()


def add(actor: User, *, subscription: Subscription) -> Webhook:
    """Set up a webhook: it is told of what happens from now on.

    Raises:
        Refused: for an address that may not be spoken to, and for types that there are not.
    """
    require(actor, Verb.MANAGE, Webhook)
    latest = Event.objects.aggregate(latest=Max("pk"))["latest"] or 0
    row = Webhook(seed=secrets.token_urlsafe(32), made_at=timezone.now(), made_by=actor, seen=latest)
    _fill(row, subscription)
    with writing():
        row.save()
        Gesture(actor).record("add", row)
    return row


def change(actor: User, *, webhook: Webhook, subscription: Subscription) -> Webhook:
    """Change where a webhook is and what it is told of."""
    require(actor, Verb.MANAGE, webhook)
    with writing():
        row = Webhook.objects.select_for_update().get(pk=webhook.pk)
        before = _values(row)
        _fill(row, subscription)
        row.save()
        after = _values(row)
        changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
        Gesture(actor).record("change", row, data={"changed": changed})
    return row


def set_active(actor: User | None, *, webhook: Webhook, active: bool, reason: str = "") -> Webhook:
    """Open or close a webhook; without an actor it is closed because nobody answered. What it missed is not sent."""
    if actor is not None:
        require(actor, Verb.MANAGE, webhook)
    with writing():
        row = Webhook.objects.select_for_update().get(pk=webhook.pk)
        if row.active == active:
            return row
        row.active, row.failing_since = active, None
        if active:
            row.seen = Event.objects.aggregate(latest=Max("pk"))["latest"] or 0
        row.save()
        Gesture(actor).record("activate" if active else "deactivate", row, reason=reason)
    return row


def renew_secret(actor: User, *, webhook: Webhook) -> Webhook:
    """Give a webhook a new secret; what is signed with the old one is to be refused."""
    require(actor, Verb.MANAGE, webhook)
    with writing():
        row = Webhook.objects.select_for_update().get(pk=webhook.pk)
        row.seed = secrets.token_urlsafe(32)
        row.save()
        Gesture(actor).record("renew_secret", row)
    return row


def webhooks(actor: User) -> QuerySet[Webhook]:
    """Return the webhooks: for the secretariat alone."""
    require(actor, Verb.MANAGE, Webhook)
    return Webhook.objects.select_related("made_by")


def deliveries_of(actor: User, webhook: Webhook) -> QuerySet[Delivery]:
    """Return what was sent to a webhook, latest first."""
    require(actor, Verb.MANAGE, webhook)
    return webhook.deliveries.select_related("event", "webhook")


def deliver_again(actor: User, *, delivery: Delivery) -> Delivery:
    """Send an event to a webhook once more, also one that it took already."""
    require(actor, Verb.MANAGE, delivery.webhook)
    with writing():
        row = Delivery.objects.select_for_update().get(pk=delivery.pk)
        if row.claimed_until is not None and row.claimed_until > timezone.now():
            raise Refused("being_sent", _("This is being sent just now. Look again in a minute."))
        row.state, row.attempts, row.not_before = Delivery.State.QUEUED, 0, timezone.now()
        row.save()
        Gesture(actor).record("deliver_again", row.webhook, data={"event": row.event_id})
    return row


def secret_of(webhook: Webhook) -> str:
    """Return the secret that the receiver checks signatures with."""
    return "whsec_" + keyed_hash("webhook", webhook.seed)


def signature(webhook: Webhook, body: bytes, at: datetime) -> str:
    """Return the value of the signature header: the moment, and HMAC-SHA256 over moment, dot and body."""
    moment = int(at.timestamp())
    digest = hmac.new(secret_of(webhook).encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    return f"t={moment},v1={digest}"


def queue_deliveries(now: datetime | None = None) -> int:
    """Make a delivery of each event that a webhook asks for; return how many.

    An event may be written before another with a lower number: so what happened within the last minutes is looked
    at again, and each event is delivered once by a constraint.
    """
    now = now or timezone.now()
    made = 0
    for webhook in Webhook.objects.filter(active=True):
        events = list(Event.objects.filter(pk__gt=webhook.seen).order_by("pk")[:BATCH])
        known = set(webhook.deliveries.filter(event__gt=webhook.seen).values_list("event", flat=True))
        wanted = [event for event in events if event.pk not in known and asks_for(webhook, event)]
        rows = [Delivery(webhook=webhook, event=event, not_before=now, made_at=now) for event in wanted]
        Delivery.objects.bulk_create(rows, ignore_conflicts=True)
        made += len(rows)
        settled = [event.pk for event in events if event.at < now - SETTLED_AFTER]
        if len(events) == BATCH:
            settled = [event.pk for event in events]
        if settled:
            Webhook.objects.filter(pk=webhook.pk).update(seen=max(settled))
    return made


def asks_for(webhook: Webhook, event: Event) -> bool:
    """Say whether a webhook is to be told of an event. What this room does by itself is told to nobody."""
    if event.object_type.startswith("correspondence."):
        return False
    types, verbs = webhook.object_types, webhook.verbs
    return (not types or event.object_type in types) and (not verbs or event.verb in verbs)


def _fill(row: Webhook, subscription: Subscription) -> None:
    """Take the values of a form."""
    row.url = checked_url(subscription.url)
    row.label = one_line(subscription.label, 120)
    for name in subscription.object_types:
        if not _is_type(name):
            raise Refused("unknown_type", _("There is nothing called “%s” here.") % one_line(name, 60))
    row.object_types = sorted(set(subscription.object_types))
    row.verbs = sorted({verb.strip() for verb in subscription.verbs if verb.strip()})


def _is_type(name: str) -> bool:
    """Say whether events can be about things of a type."""
    try:
        apps.get_model(name)
    except (LookupError, ValueError):
        return False
    return True


def _values(row: Webhook) -> dict[str, object]:
    """Return the values of a webhook as an event keeps them."""
    return {"url": row.url, "label": row.label, "object_types": row.object_types, "verbs": row.verbs}
