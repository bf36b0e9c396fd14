"""Links by which an owner without an account reports progress."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from secretariat.followup.models import ProgressNote
from secretariat.network.models import Body, Entity, Person
from secretariat.network.selectors import Holder
from secretariat.register.models import ActionPoint


class ReportLink(models.Model):
    """A link to one action for one holder. Only the keyed hash of its token is kept."""

    action = models.ForeignKey(ActionPoint, on_delete=models.PROTECT, related_name="report_links")
    entity = models.ForeignKey(Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="report_links")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="report_links")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="report_links")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="report_links"
    )
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    use_count = models.PositiveIntegerField(default=0)

    class Meta:
        """Latest first; a link is for one holder."""

        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(entity__isnull=False, body__isnull=True, person__isnull=True)
                | Q(entity__isnull=True, body__isnull=False, person__isnull=True)
                | Q(entity__isnull=True, body__isnull=True, person__isnull=False),
                name="report_link_has_one_holder",
            ),
        )

    def __str__(self) -> str:
        """Return for whom and for what."""
        return f"{self.name}: {self.action.reference}"

    @property
    def holder(self) -> Holder:
        """Return the holder whom it is for."""
        holder = self.entity or self.body or self.person
        if holder is None:
            message = "A link is for an entity, a body or a person."
            raise ValueError(message)
        return holder


class LinkUse(models.Model):
    """A report that came in by a link."""

    link = models.ForeignKey(ReportLink, on_delete=models.PROTECT, related_name="uses")
    note = models.ForeignKey(ProgressNote, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Latest first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        """Return which link, when."""
        return f"{self.link_id} {self.at:%Y-%m-%d %H:%M}"


class LinkRequest(models.Model):
    """Somebody asked for a new link at the page of one that does not open.

    It is kept whether or not there ever was such a link, so that asking tells nothing; the worker looks later.
    """

    token_hash = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    handled = models.BooleanField(default=False)

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        """Return when."""
        return f"{self.at:%Y-%m-%d %H:%M}"
