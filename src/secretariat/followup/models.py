"""Progress notes: what was done on an action, with the evidence."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from secretariat.register.models import ActionPoint


class ProgressNote(models.Model):
    """One report of progress. It is never changed: a correction is another note.

    ``state`` is the state that the report gave the action, empty where it left it. Evidence is an
    address, a stored file, or none.
    """

    action = models.ForeignKey(ActionPoint, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notes")
    by_name = models.CharField(max_length=200)
    text = models.TextField()
    state = models.CharField(max_length=12, choices=ActionPoint.State.choices, blank=True)
    evidence_url = models.URLField(max_length=1000, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_size = models.PositiveBigIntegerField(null=True, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    stored_name = models.CharField(max_length=80, blank=True)

    class Meta:
        """Latest first."""

        ordering = ("-at", "-id")

    def __str__(self) -> str:
        """Return who said what."""
        return f"{self.by_name}: {self.text}"
