"""Calendar feeds."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariat.network.models import Body


class Feed(models.Model):
    """A calendar that somebody subscribes to: their own, or that of a body, with what they may read of it.

    Its address holds ``nonce`` and a signature of it: who reads the table alone cannot open the feed.
    """

    class Dues(models.TextChoices):
        """As what the days appear on which something is due."""

        EVENT = "event", _("Events that last all day: every calendar shows them")
        TODO = "todo", _("Tasks: some calendars do not show them")
        NONE = "none", _("Not at all: meetings only")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="feeds")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="feeds")
    dues = models.CharField(max_length=5, choices=Dues.choices, default=Dues.EVENT)
    nonce = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One living feed for each person, and for each person and body."""

        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "body"), condition=Q(revoked_at__isnull=True), name="one_feed_a_body"
            ),
            models.UniqueConstraint(
                fields=("owner",), condition=Q(revoked_at__isnull=True, body__isnull=True), name="one_feed_a_person"
            ),
        )

    def __str__(self) -> str:
        """Return whose, of what."""
        return f"{self.owner}: {self.body or self.owner}"
