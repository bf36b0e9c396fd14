"""Proposals: what a reading found, until a person decides on it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.sources.models import Document
from secretariat.sources.passages import Passage


class Kind(models.TextChoices):
    """What a finding is, in the order in which a record tells it."""

    MEETING = "meeting", _("Meeting")
    PARTICIPANT = "participant", _("Participant")
    AGENDA_ITEM = "agenda_item", _("Agenda item")
    PREVIOUS_ACTION = "previous_action", _("Earlier action")
    DECISION = "decision", _("Decision")
    ACTION_POINT = "action_point", _("Action point")
    STATEMENT = "statement", _("Statement")
    QUESTION = "question", _("Open question")
    FIGURE = "figure", _("Figure")


class Proposal(Passage):
    """A finding, and what a person decided on it.

    ``payload`` has the values as they stand, ``original`` as they were read. ``same_as`` points at a
    proposal with the same words on which somebody had decided before: it is not asked again. ``added``
    says that a person found it, not the reading. ``identity`` is the folded text it is recognised by.
    """

    class State(models.TextChoices):
        """What became of it."""

        PROPOSED = "proposed", _("Proposed")
        CONFIRMED = "confirmed", _("Confirmed")
        REJECTED = "rejected", _("Rejected")
        MERGED = "merged", _("Merged")
        REPLACED = "replaced", _("Replaced by a later reading")

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    order = models.PositiveIntegerField(default=0)
    payload = models.JSONField(default=dict)
    original = models.JSONField(default=dict)
    section = models.CharField(max_length=300, blank=True)
    identity = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    basis = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeats")
    added = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    entry_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.PROTECT)
    entry_id = models.BigIntegerField(null=True, blank=True)
    entry = GenericForeignKey("entry_type", "entry_id")

    class Meta:
        """In the order of the text; found by document and state."""

        ordering = ("document", "order", "id")
        indexes = (models.Index(fields=("document", "state")),)

    def __str__(self) -> str:
        """Return kind and words."""
        return f"{self.get_kind_display()}: {self.words}"

    @property
    def words(self) -> str:
        """Return the words that show it in a list."""
        payload = self.payload
        return str(payload.get("text") or payload.get("name") or payload.get("title") or self.quote)
