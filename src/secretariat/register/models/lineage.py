"""What came of what: which actions took the place of which, and how decisions bear on one another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .action_point import ActionPoint
from .decision import Decision


class Link(models.Model):
    """A tie between two entries, with its reason. One that was undone keeps the day on which it ended."""

    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A base, not a table."""

        abstract = True
        ordering = ("id",)


class ActionLink(Link):
    """The origin ended, and the successor goes on with it."""

    class Sort(models.TextChoices):
        """How it came about."""

        SPLIT = "split", _("Split")
        MERGED = "merged", _("Merged")
        SUPERSEDED = "superseded", _("Superseded")
        CARRIED_OVER = "carried_over", _("Carried over")

    origin = models.ForeignKey(ActionPoint, on_delete=models.PROTECT, related_name="links_on")
    successor = models.ForeignKey(ActionPoint, on_delete=models.PROTECT, related_name="links_back")
    sort = models.CharField(max_length=12, choices=Sort.choices)

    class Meta(Link.Meta):
        """Two actions are tied once at a time, and none to itself."""

        abstract = False
        constraints = (
            models.UniqueConstraint(
                fields=("origin", "successor"), condition=Q(ended_at__isnull=True), name="actions_are_tied_once"
            ),
            models.CheckConstraint(condition=~Q(origin=F("successor")), name="action_follows_another"),
        )

    def __str__(self) -> str:
        """Return both references."""
        return f"{self.origin.reference} → {self.successor.reference} ({self.sort})"


class DecisionLink(Link):
    """What a decision does to an earlier one. ``completes`` says that a person holds the earlier one for done."""

    class Sort(models.TextChoices):
        """What it does."""

        REPLACES = "replaces", _("Replaces")
        REFINES = "refines", _("Refines")
        CARRIES_OUT = "carries_out", _("Carries out")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="links_back")
    earlier = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="links_on")
    sort = models.CharField(max_length=11, choices=Sort.choices)
    completes = models.BooleanField(default=False)

    class Meta(Link.Meta):
        """Two decisions are tied once at a time, and none to itself."""

        abstract = False
        constraints = (
            models.UniqueConstraint(
                fields=("decision", "earlier"), condition=Q(ended_at__isnull=True), name="decisions_are_tied_once"
            ),
            models.CheckConstraint(condition=~Q(decision=F("earlier")), name="decision_bears_on_another"),
        )

    def __str__(self) -> str:
        """Return both references."""
        return f"{self.decision.reference} {self.sort} {self.earlier.reference}"
