"""The agenda."""

from __future__ import annotations

from django.db import models

from .confirmable import Confirmable
from .meeting import Meeting


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
