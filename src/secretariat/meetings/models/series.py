"""Series of meetings, and the templates that their agendas begin from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.network.models import Body

from .places import Mode


class ItemSort(models.TextChoices):
    """What an item of an agenda is for."""

    DECISION = "decision", _("For decision")
    DISCUSSION = "discussion", _("For discussion")
    INFORMATION = "information", _("For information")
    WITHOUT_DISCUSSION = "without", _("Without discussion")


class MeetingTemplate(models.Model):
    """An agenda to begin from, and the usual words of the invitation."""

    name = models.CharField(max_length=200, unique=True)
    notice = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """By name."""

        ordering = ("name",)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class TemplateItem(models.Model):
    """An item that a new agenda begins with; ``section`` is the heading that it stands under, if any."""

    template = models.ForeignKey(MeetingTemplate, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveIntegerField(default=0)
    section = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=500)
    sort = models.CharField(max_length=12, choices=ItemSort.choices, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    presenter = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        """In the order of the agenda."""

        ordering = ("template", "order", "id")

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Series(models.Model):
    """Meetings of a body that follow one another: what is usual for them, for the next one to begin from.

    ``rhythm`` is how often they are, in words; ``rrule`` the same as a recurrence rule of RFC 5545, if given.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="series")
    name = models.CharField(max_length=200)
    template = models.ForeignKey(
        MeetingTemplate, null=True, blank=True, on_delete=models.PROTECT, related_name="series"
    )
    zone = models.CharField(max_length=60, blank=True)
    start_time = models.TimeField(null=True, blank=True)
    end_time = models.TimeField(null=True, blank=True)
    mode = models.CharField(max_length=10, choices=Mode.choices, blank=True)
    place = models.CharField(max_length=200, blank=True)
    rhythm = models.CharField(max_length=200, blank=True)
    rrule = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """By body and name."""

        ordering = ("body", "name")
        verbose_name_plural = "series"
        constraints = (models.UniqueConstraint(fields=("body", "name"), name="one_series_a_name"),)

    def __str__(self) -> str:
        """Return the name."""
        return self.name
