"""Meetings."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariat.meetings import moments
from secretariat.network.guarded import NOTHING, Guarded
from secretariat.network.models import Body
from secretariat.sources.models import Document

from .confirmable import Confirmable, Confirmation
from .places import Mode as Places
from .series import Series


class Meeting(Guarded, Confirmable):
    """A meeting of a body, or a procedure by which it decides without meeting.

    ``timezone`` is the zone in the words of a record, where it gives one; ``zone`` is the IANA name of the
    zone that a meeting was planned in. Times are those of the clock there. ``document`` is the record that it
    is known from. ``uid`` and ``sequence`` name it in calendars (RFC 5545, RFC 5546). ``proposal``,
    ``deadline`` and ``outcome`` belong to procedures.
    """

    containers = ("document",)
    body_paths = ("body",)

    Mode = Places

    class Sort(models.TextChoices):
        """Whether people meet, or answer in writing, or agree by their silence."""

        MEETING = "meeting", _("Meeting")
        WRITTEN_PROCEDURE = "written_procedure", _("Written procedure")
        SILENCE_PROCEDURE = "silence_procedure", _("Silence procedure")

    class Stage(models.TextChoices):
        """How far it is. What is known from a record was held."""

        DRAFT = "draft", _("Draft")
        CONVENED = "convened", _("Convened")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    class Outcome(models.TextChoices):
        """What became of a procedure."""

        OPEN = "open", _("Open")
        ADOPTED = "adopted", _("Adopted")
        BROKEN = "broken", _("Not adopted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    PROCEDURES = (Sort.WRITTEN_PROCEDURE, Sort.SILENCE_PROCEDURE)

    title = models.CharField(max_length=300)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    body_text = models.CharField(max_length=200, blank=True)
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField(null=True, blank=True)
    sort = models.CharField(max_length=20, choices=Sort.choices, default=Sort.MEETING)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.HELD)
    date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    start_time = models.TimeField(null=True, blank=True)
    end_time = models.TimeField(null=True, blank=True)
    timezone = models.CharField(max_length=80, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    mode = models.CharField(max_length=10, choices=Places.choices, blank=True)
    place = models.CharField(max_length=200, blank=True)
    join_url = models.URLField(max_length=500, blank=True)
    notice = models.TextField(blank=True)
    uid = models.CharField(max_length=120, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    proposal = models.TextField(blank=True)
    deadline = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    document = models.OneToOneField(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="meeting")

    class Meta:
        """Latest first; those without a date last. A number is used once in a series, a calendar name once."""

        ordering = (models.F("date").desc(nulls_last=True), "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("series", "number"), condition=Q(number__isnull=False), name="one_meeting_a_number"
            ),
            models.UniqueConstraint(fields=("uid",), condition=~Q(uid=""), name="one_meeting_a_uid"),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def is_draft(self) -> bool:
        """A meeting that nobody confirmed, or that is not convened yet, is for the secretariat alone."""
        return self.state == Confirmation.PROPOSED or self.stage == self.Stage.DRAFT

    @classmethod
    def drafts(cls) -> Q:
        """Return the same as a condition."""
        return Q(state=Confirmation.PROPOSED) | Q(stage=cls.Stage.DRAFT)

    def tells_people(self) -> bool:
        """A meeting by itself names nobody: who attended is asked for apart."""
        return False

    @classmethod
    def telling_people(cls) -> Q:
        """Return the same as a condition."""
        return NOTHING

    @property
    def is_procedure(self) -> bool:
        """Say whether it decides in writing or by silence."""
        return self.sort in self.PROCEDURES

    @property
    def starts_at(self) -> datetime | None:
        """Return the moment at which it begins, where day, hour and zone are known."""
        return moments.moment(self.date, self.start_time, self.zone)

    @property
    def ends_at(self) -> datetime | None:
        """Return the moment at which it ends, where that is known. An end before the beginning is the day after."""
        return moments.end(self.date, self.end_date, self.start_time, self.end_time, self.zone)
