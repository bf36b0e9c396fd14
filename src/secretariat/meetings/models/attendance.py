"""Who attended."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.network.models import Entity, Person, Seat

from .confirmable import Confirmable
from .meeting import Meeting


class Attendance(Confirmable):
    """One line of a meeting's participants' list: name and title on the day.

    ``attendance`` is how a record words it (present, apologies, absent, represented). ``seat`` and
    ``capacity`` say for which seat of the body somebody was there, and as what, where a person said so.
    """

    class Capacity(models.TextChoices):
        """As what somebody was there for a seat, or that the seat was not filled."""

        PRINCIPAL = "principal", _("Principal")
        ALTERNATE = "alternate", _("Alternate")
        REPRESENTED = "represented", _("Represented by somebody else")
        OBSERVER = "observer", _("Observer")
        APOLOGIES = "apologies", _("Apologies")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    order = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300, blank=True)
    organization = models.CharField(max_length=300, blank=True)
    entity = models.ForeignKey(Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances")
    capacity = models.CharField(max_length=12, choices=Capacity.choices, blank=True)
    role = models.CharField(max_length=80, blank=True)
    attendance = models.CharField(max_length=20, default="present")
    represented_by = models.CharField(max_length=200, blank=True)
    initials = models.CharField(max_length=20, blank=True)

    class Meta:
        """In the order of the record."""

        ordering = ("meeting", "order", "id")

    def __str__(self) -> str:
        """Return the name, or the organization where none is given."""
        return self.name or self.organization
