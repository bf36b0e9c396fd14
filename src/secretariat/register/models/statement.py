"""Something said or noted that binds nobody."""

from __future__ import annotations

from django.db import models

from .entry import Entry, Noted


class Statement(Entry):
    """Something said or noted that binds nobody."""

    kind = "statement"
    letter = "S"
    State = Noted

    state = models.CharField(max_length=12, choices=Noted.choices, default=Noted.NOTED)
    force = models.CharField(max_length=40, blank=True)
    speaker = models.CharField(max_length=200, blank=True)

    class Meta(Entry.Meta):
        """As every entry."""

        abstract = False
