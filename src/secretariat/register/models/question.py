"""A question that the record leaves open."""

from __future__ import annotations

from django.db import models

from .entry import Entry, Noted


class Question(Entry):
    """A question that the record leaves open."""

    kind = "question"
    letter = "Q"
    State = Noted

    state = models.CharField(max_length=12, choices=Noted.choices, default=Noted.NOTED)

    class Meta(Entry.Meta):
        """As every entry."""

        abstract = False
