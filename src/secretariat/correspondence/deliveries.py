"""Sending deliveries to webhooks: each by one process at a time, again after a while where nobody answers."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused

from . import outward
from .addresses import one_line, page
from .backoff import CLAIM, MOST_ATTEMPTS, next_attempt
from .content import Content
from .letters import notify_secretariat
from .models import Delivery, Webhook
from .payloads import payload
from .sending import Tally
from .webhooks import SIGNATURE_HEADER, set_active, signature

logger = logging.getLogger(__name__)

BATCH = 50
GIVE_UP_AFTER = timedelta(days=3)
SECONDS = 60


def send_deliveries(now: datetime | None = None, *, limit: int = BATCH) -> Tally:
    """Send the deliveries whose time has come; of a webhook that does not answer only one at each look."""
    now = now or timezone.now()
    tally, silent = Tally(), set[int]()
    begun = timezone.now()
    for key, webhook in list(_due(now).values_list("pk", "webhook")[:limit]):
        if webhook in silent or timezone.now() - begun > timedelta(seconds=SECONDS):
            continue
        delivery = _claimed(key, now)
        if delivery is not None and not _send(delivery, now, tally):
            silent.add(webhook)
    return tally


def _due(now: datetime) -> models.QuerySet[Delivery]:
    """Return the deliveries whose time has come and that nobody is sending, in the order of the events."""
    return Delivery.objects.filter(_free(now), webhook__active=True).order_by("not_before", "event")


def _free(now: datetime) -> Q:
    """Return the condition under which a delivery may be taken: of its own row alone, so that one UPDATE decides."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    return free & Q(state=Delivery.State.QUEUED, not_before__lte=now)


def _claimed(key: int, now: datetime) -> Delivery | None:
    """Take a delivery for this process by one guarded UPDATE; ``None`` where another one has it."""
    rows = Delivery.objects.filter(_free(now), pk=key)
    if rows.update(claimed_until=timezone.now() + CLAIM, attempts=F("attempts") + 1) != 1:
        return None
    return Delivery.objects.select_related("webhook", "event").get(pk=key)


def _send(delivery: Delivery, now: datetime, tally: Tally) -> bool:
    """Send one delivery and note what became of it; say whether it was taken."""
    body = payload(delivery)
    webhook = delivery.webhook
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"Secretariat/{settings.VERSION}",
        "Secretariat-Delivery": str(delivery.pk),
        "Secretariat-Event": str(delivery.event_id),
        SIGNATURE_HEADER: signature(webhook, body, timezone.now()),
        "Connection": "close",
    }
    try:
        answer = outward.sent(webhook.url, body, headers)
    except (outward.Unanswered, Refused) as error:
        _failed(delivery, None, str(error), now, tally)
        return False
    if 200 <= answer.status < 300:
        _note(delivery, state=Delivery.State.SENT, sent_at=timezone.now(), status=answer.status, error="")
        Webhook.objects.filter(pk=webhook.pk).update(failing_since=None)
        tally.sent += 1
        return True
    _failed(delivery, answer.status, one_line(answer.text, 200), now, tally)
    return False


def _failed(delivery: Delivery, status: int | None, error: str, now: datetime, tally: Tally) -> None:
    """Note a failure, and close the webhook where it has failed for days."""
    webhook = delivery.webhook
    logger.warning("Webhook %s did not take delivery %s", webhook.pk, delivery.pk)
    if delivery.attempts >= MOST_ATTEMPTS:
        _note(delivery, state=Delivery.State.FAILED, status=status, error=error)
        tally.failed += 1
    else:
        _note(delivery, not_before=next_attempt(now, delivery.attempts), status=status, error=error)
        tally.waiting += 1
    if Webhook.objects.filter(pk=webhook.pk, failing_since__isnull=True).update(failing_since=now):
        return
    webhook.refresh_from_db()
    if webhook.active and webhook.failing_since is not None and now - webhook.failing_since > GIVE_UP_AFTER:
        _close(webhook, now)


def _close(webhook: Webhook, now: datetime) -> None:
    """Close a webhook and tell the secretariat."""
    set_active(None, webhook=webhook, active=False, reason=_("Nobody answered for three days."))
    content = Content(
        subject=_("The webhook “%s” is closed: nobody answered for three days") % webhook,
        paragraphs=(_("Nothing is sent to it any more. Once it answers again, open it on its page."),),
        button=(_("The webhook"), page("webhook", pk=webhook.pk)),
    )
    notify_secretariat(content=content, key=f"webhook-closed:{webhook.pk}:{now.date()}", now=now)


def _note(delivery: Delivery, **values: object) -> None:
    """Write what became of a delivery, and let it go."""
    values = {"claimed_until": None, **values}
    for name, value in values.items():
        setattr(delivery, name, one_line(value, 500) if name == "error" and isinstance(value, str) else value)
    delivery.save(update_fields=list(values))
