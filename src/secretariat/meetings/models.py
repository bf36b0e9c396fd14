"""Meetings, who attended, and the agenda."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariat.network.guarded import Guarded
from secretariat.network.models import Body, Entity, Person
from secretariat.sources.models import Document
from secretariat.sources.passages import Passage


class Confirmation(models.TextChoices):
    """Whether a person confirmed what was read."""

    PROPOSED = "proposed", _("Proposed")
    CONFIRMED = "confirmed", _("Confirmed")


class Confirmable(Passage):
    """Something of a meeting that a person confirms."""

    state = models.CharField(max_length=10, choices=Confirmation.choices, default=Confirmation.CONFIRMED)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """A base, not a table."""

        abstract = True


class Meeting(Guarded, Confirmable):
    """A meeting of a body. Times and zone are as written: many records do not say the zone.

    ``document`` is the record that it is known from.
    """

    containers = ("document",)

    class Mode(models.TextChoices):
        """Where people were."""

        VIRTUAL = "virtual", _("Virtual")
        IN_PERSON = "in person", _("In person")
        HYBRID = "hybrid", _("Hybrid")

    title = models.CharField(max_length=300)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    body_text = models.CharField(max_length=200, blank=True)
    date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    start_time = models.TimeField(null=True, blank=True)
    end_time = models.TimeField(null=True, blank=True)
    timezone = models.CharField(max_length=80, blank=True)
    mode = models.CharField(max_length=10, choices=Mode.choices, blank=True)
    place = models.CharField(max_length=200, blank=True)
    document = models.OneToOneField(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="meeting")

    class Meta:
        """Latest first; those without a date last."""

        ordering = (models.F("date").desc(nulls_last=True), "-id")

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def is_draft(self) -> bool:
        """A meeting that nobody confirmed is for the secretariat alone."""
        return self.state == Confirmation.PROPOSED

    @classmethod
    def drafts(cls) -> Q:
        """Return the same as a condition."""
        return Q(state=Confirmation.PROPOSED)


class Attendance(Confirmable):
    """One line of a meeting's participants' list: name and title on the day."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    order = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300, blank=True)
    organization = models.CharField(max_length=300, blank=True)
    entity = models.ForeignKey(Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances")
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


class AgendaItem(Confirmable):
    """An item of a meeting's agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda_items")
    order = models.PositiveIntegerField(default=0)
    number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=500)

    class Meta:
        """In the order of the record."""

        ordering = ("meeting", "order", "id")

    def __str__(self) -> str:
        """Return number and title."""
        return f"{self.number} {self.title}".strip()
