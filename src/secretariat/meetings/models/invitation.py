"""Who is invited, and what they reply."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.network.models import Entity, Person, Seat

from .meeting import Meeting


class Invitation(models.Model):
    """One invitee of a meeting. The name and the address are those of the day on which they were invited.

    ``token`` lets somebody reply who has no account. ``answers_sequence`` is the sequence of the meeting that
    the reply is to: a reply to a date that was given up is no reply to the new one.
    """

    class Capacity(models.TextChoices):
        """As what somebody is invited."""

        PRINCIPAL = "principal", _("Principal")
        ALTERNATE = "alternate", _("Alternate")
        OBSERVER = "observer", _("Observer")
        GUEST = "guest", _("Guest")

    class Reply(models.TextChoices):
        """The reply, in the words of iCalendar (RFC 5545, 3.2.12)."""

        NEEDS_ACTION = "needs-action", _("No reply yet")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        TENTATIVE = "tentative", _("Tentative")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations")
    entity = models.ForeignKey(Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    capacity = models.CharField(max_length=10, choices=Capacity.choices, default=Capacity.PRINCIPAL)
    token = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    reply = models.CharField(max_length=12, choices=Reply.choices, default=Reply.NEEDS_ACTION)
    represented_by = models.CharField(max_length=200, blank=True)
    comment = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    answers_sequence = models.PositiveIntegerField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """In the order of the body."""

        ordering = ("meeting", "order", "id")

    def __str__(self) -> str:
        """Return the name."""
        return self.name
