"""What people want to receive, and when."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .letter import Letter


class Day(models.IntegerChoices):
    """The days of the week, as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


def weekend() -> list[int]:
    """Return the days on which no mail goes out unless somebody says otherwise."""
    return [Day.SATURDAY, Day.SUNDAY]


class Preferences(models.Model):
    """When somebody wants mail. Hours are those of the clock in ``zone`` (an IANA name, empty: the site's).

    ``digest_day`` is empty where no digest is wanted. Between ``quiet_from`` and ``quiet_until``, and on
    ``quiet_days``, a letter waits. ``digested_for`` is the last hour of a digest that was looked at.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mail_preferences")
    digest_day = models.PositiveSmallIntegerField(null=True, blank=True, choices=Day.choices, default=Day.MONDAY)
    digest_hour = models.PositiveSmallIntegerField(default=8, validators=[MaxValueValidator(23)])
    reminders = models.BooleanField(default=True)
    quiet_from = models.TimeField(null=True, blank=True, default=time(20))
    quiet_until = models.TimeField(null=True, blank=True, default=time(7))
    quiet_days = models.JSONField(default=weekend, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    digested_for = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Quiet hours have a beginning and an end, or there are none."""

        constraints = (
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_begin_and_end",
            ),
        )

    def __str__(self) -> str:
        """Return whose they are."""
        return str(self.user)


class Silenced(models.Model):
    """An address without an account that wants no letters of a sort any more."""

    address = models.EmailField()
    sort = models.CharField(max_length=12, choices=Letter.Sort.choices)
    at = models.DateTimeField()

    class Meta:
        """Once for each."""

        constraints = (models.UniqueConstraint(fields=("address", "sort"), name="silenced_once"),)

    def __str__(self) -> str:
        """Return the address and what it refuses."""
        return f"{self.address}: {self.sort}"
