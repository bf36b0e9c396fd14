"""The words that something stands on."""

from __future__ import annotations

from django.db import models

from .models import StoredReading


class Passage(models.Model):
    """Where in a reading's text something stands. ``quote`` keeps the words themselves for good.

    All are empty for what somebody typed in by hand.
    """

    reading = models.ForeignKey(StoredReading, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)

    class Meta:
        """A base, not a table."""

        abstract = True

    @property
    def span(self) -> tuple[int, int] | None:
        """Return start and end, or nothing."""
        return None if self.start is None or self.end is None else (self.start, self.end)
