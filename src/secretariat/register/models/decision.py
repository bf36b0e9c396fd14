"""Decisions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.sources.models import Revision

from .entry import Entry


class Decision(Entry):
    """Something that a body decided: verb, manner, who proposed it, and what it was about.

    ``object_revision`` names the version of the object that was decided on (the workplan as of that day);
    ``object_document`` is that version itself, where the network has it. ``superseded_by`` is the decision
    that replaces this one; ``DecisionLink`` says why.
    """

    class State(models.TextChoices):
        """From proposal to completion."""

        PROPOSED = "proposed", _("Proposed")
        ADOPTED = "adopted", _("Adopted")
        AMENDED = "amended", _("Amended")
        SUPERSEDED = "superseded", _("Superseded")
        COMPLETED = "completed", _("Completed")

    kind = "decision"
    letter = "D"

    state = models.CharField(max_length=12, choices=State.choices, default=State.ADOPTED)
    verb = models.CharField(max_length=40, blank=True)
    manner = models.CharField(max_length=60, blank=True)
    proposer = models.CharField(max_length=200, blank=True)
    object = models.CharField(max_length=500, blank=True)
    object_revision = models.CharField(max_length=200, blank=True)
    object_document = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )

    class Meta(Entry.Meta):
        """As every entry."""

        abstract = False

    def searched(self) -> list[str]:
        """Return the texts that a search looks through."""
        return [*super().searched(), self.proposer, self.object]
