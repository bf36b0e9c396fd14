"""A number with its subject and the day it holds for."""

from __future__ import annotations

from django.db import models

from .entry import Entry, Noted


class Figure(Entry):
    """A number with its subject and the day it holds for."""

    kind = "figure"
    letter = "F"
    State = Noted

    state = models.CharField(max_length=12, choices=Noted.choices, default=Noted.NOTED)
    value = models.FloatField(null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    as_of = models.CharField(max_length=40, blank=True)
    approximate = models.BooleanField(default=False)

    class Meta(Entry.Meta):
        """As every entry."""

        abstract = False
