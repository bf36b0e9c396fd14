"""What of a meeting a person confirms."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

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
