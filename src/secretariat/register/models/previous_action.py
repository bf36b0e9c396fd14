"""What a record reports on an action of an earlier meeting."""

from __future__ import annotations

from django.db import models

from .action_point import ActionPoint
from .entry import Entry, Noted


class PreviousAction(Entry):
    """What a record reports on an action of an earlier meeting."""

    kind = "previous_action"
    letter = "P"
    State = Noted

    state = models.CharField(max_length=12, choices=Noted.choices, default=Noted.NOTED)
    status = models.CharField(max_length=60, blank=True)
    owners_written = models.JSONField(default=list, blank=True)
    action = models.ForeignKey(
        ActionPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="reports_in_records"
    )

    class Meta(Entry.Meta):
        """As every entry."""

        abstract = False
