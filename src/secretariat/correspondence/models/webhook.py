"""Webhooks: other programs are told what happens here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.history.models import Event


class Webhook(models.Model):
    """An address that is told of events. Empty ``object_types`` or ``verbs`` stand for all of them.

    The secret with which payloads are signed comes from ``seed`` and the key of the site. ``seen`` is the last
    event that was looked at for good; ``failing_since`` the first failure after the last success.
    """

    url = models.URLField(max_length=500)
    label = models.CharField(max_length=120, blank=True)
    object_types = models.JSONField(default=list, blank=True)
    verbs = models.JSONField(default=list, blank=True)
    seed = models.CharField(max_length=43)
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="webhooks")
    seen = models.BigIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order in which they were made."""

        ordering = ("id",)

    def __str__(self) -> str:
        """Return the label, or the address."""
        return self.label or self.url


class Delivery(models.Model):
    """One event on its way to one webhook. The payload is made when it goes out, by the access of that moment."""

    class State(models.TextChoices):
        """What became of it."""

        QUEUED = "queued", _("Waiting")
        SENT = "sent", _("Delivered")
        FAILED = "failed", _("Not delivered")

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="deliveries")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=6, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Latest first; an event goes to a webhook once."""

        ordering = ("-id",)
        indexes = (models.Index(fields=("state", "not_before")),)
        constraints = (models.UniqueConstraint(fields=("webhook", "event"), name="delivered_once"),)

    def __str__(self) -> str:
        """Return which event where."""
        return f"{self.event_id} → {self.webhook}"
