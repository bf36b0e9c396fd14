"""Meetings."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariat.network.guarded import NOTHING, Guarded
from secretariat.network.models import Body
from secretariat.sources.models import Document

from .confirmable import Confirmable, Confirmation


class Meeting(Guarded, Confirmable):
    """A meeting of a body. Times and zone are as written: many records do not say the zone.

    ``document`` is the record that it is known from.
    """

    containers = ("document",)
    body_paths = ("body",)

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

    def tells_people(self) -> bool:
        """A meeting by itself names nobody: who attended is asked for apart."""
        return False

    @classmethod
    def telling_people(cls) -> Q:
        """Return the same as a condition."""
        return NOTHING
