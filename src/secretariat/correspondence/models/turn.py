"""Whose turn it is: what only one worker may do at a time."""

from __future__ import annotations

from django.db import models


class Turn(models.Model):
    """A piece of background work, and until when a worker has it. One that died leaves a turn that runs out."""

    name = models.CharField(max_length=40, unique=True)
    held_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        """Return the name."""
        return self.name
