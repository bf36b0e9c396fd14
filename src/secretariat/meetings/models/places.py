"""Where a meeting is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """Where people are."""

    VIRTUAL = "virtual", _("Virtual")
    IN_PERSON = "in person", _("In person")
    HYBRID = "hybrid", _("Hybrid")
