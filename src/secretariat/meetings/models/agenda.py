"""The agenda: sections, items, and the papers before them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from secretariat.network.guarded import OPEN_LEVELS, Guarded
from secretariat.sources.models import Revision

from .confirmable import Confirmable, Confirmation
from .meeting import Meeting
from .series import ItemSort


class AgendaSection(models.Model):
    """A heading of an agenda, over the items that stand under it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda_sections")
    order = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """In the order of the agenda."""

        ordering = ("meeting", "order", "id")

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class AgendaItem(Confirmable):
    """An item of a meeting's agenda. ``arising`` marks the item under which earlier actions come back."""

    Sort = ItemSort

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda_items")
    section = models.ForeignKey(AgendaSection, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveIntegerField(default=0)
    number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=500)
    sort = models.CharField(max_length=12, choices=ItemSort.choices, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    presenter = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    arising = models.BooleanField(default=False)

    class Meta:
        """In the order of the record."""

        ordering = ("meeting", "order", "id")

    def __str__(self) -> str:
        """Return number and title."""
        return f"{self.number} {self.title}".strip()


class Paper(Guarded):
    """A document put before a meeting, as it was at one revision.

    Who may read the meeting may read it, whether or not anything in it was confirmed. A document that is
    restricted, or under the Chatham House Rule, goes to the body before which it is put and no further.
    """

    containers = ("meeting",)
    body_paths = ("meeting__body",)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="papers")
    label = models.CharField(max_length=200, blank=True)
    order = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """In the order of the agenda; a revision is put before an item once."""

        ordering = ("meeting", "order", "id")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "item", "revision"), name="one_paper_an_item"),
            models.UniqueConstraint(
                fields=("meeting", "revision"), condition=Q(item__isnull=True), name="one_paper_a_meeting"
            ),
        )

    def __str__(self) -> str:
        """Return the label, or the title of the document."""
        return self.label or self.revision.document.title

    def is_draft(self) -> bool:
        """A paper is out with its meeting."""
        return self.meeting.is_draft()

    @classmethod
    def drafts(cls) -> Q:
        """Return the same as a condition."""
        return Q(meeting__state=Confirmation.PROPOSED) | Q(meeting__stage=Meeting.Stage.DRAFT)

    def is_circulating(self) -> bool:
        """A document that is not for everybody is for the body before which it is put."""
        return self.revision.document.confidentiality not in OPEN_LEVELS

    @classmethod
    def circulating(cls) -> Q:
        """Return the same as a condition."""
        return ~Q(revision__document__confidentiality__in=OPEN_LEVELS)
