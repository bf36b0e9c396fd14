"""Saved views: a list of the register with its filters, under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .proposal import Kind


class SavedView(models.Model):
    """One user's view of one list."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    query = models.CharField(max_length=1000, blank=True)

    class Meta:
        """By name; a name is used once a list."""

        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("user", "kind", "name"), name="one_saved_view_a_name"),)

    def __str__(self) -> str:
        """Return the name."""
        return self.name
