"""What seats answer to a written or a silence procedure."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.network.models import Entity, Person, Seat

from .meeting import Meeting


class Answer(models.Model):
    """What somebody answered for a seat. An answer is kept for good: a later one of the same seat counts instead.

    ``late`` marks what came after the deadline: it is kept, and it changes nothing.
    """

    class Stance(models.TextChoices):
        """For, against, or neither."""

        AGREES = "agrees", _("Agrees")
        OBJECTS = "objects", _("Objects")
        ABSTAINS = "abstains", _("Abstains")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="answers")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    entity = models.ForeignKey(Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    stance = models.CharField(max_length=10, choices=Stance.choices)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="answers")
    late = models.BooleanField(default=False)

    class Meta:
        """Oldest first."""

        ordering = ("meeting", "at", "id")

    def __str__(self) -> str:
        """Return who answered, and what."""
        return f"{self.seat or self.entity or self.person}: {self.get_stance_display()}"
