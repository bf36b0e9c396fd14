"""What every entry of the register has."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariat.meetings.models import AgendaItem, Meeting
from secretariat.network.guarded import Guarded
from secretariat.network.models import Body
from secretariat.network.names import folded
from secretariat.sources.models import Document
from secretariat.sources.passages import Passage

PROPOSED = "proposed"
NOTED = "noted"


class Noted(models.TextChoices):
    """States of an entry that nothing follows from: it stands in the register, or not."""

    PROPOSED = PROPOSED, _("Proposed")
    NOTED = NOTED, _("Noted")


class Entry(Guarded, Passage):
    """An entry: its words, where it stands, and the passage that proves it.

    A state is what the last verb made it; only verbs write it. ``proposed`` means not in the register
    (its confirmation was taken back). ``search`` holds the folded words that it is found by. ``released``
    says that a person vouched for it under the Chatham House Rule: it names nobody who was there.
    """

    containers = ("document", "meeting", "meeting__document")
    body_paths = ("body", "meeting__body")
    kind: ClassVar[str]
    letter: ClassVar[str]

    text = models.TextField()
    state = models.CharField(max_length=12, default=NOTED)
    section = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)s_entries"
    )
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)s_entries"
    )
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)s_entries"
    )
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)s_entries")
    released = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    search = models.TextField(blank=True, editable=False)

    class Meta:
        """A base, not a table."""

        abstract = True
        ordering = ("-id",)

    def __str__(self) -> str:
        """Return reference and words."""
        return f"{self.reference} {self.text}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row, with the words that it is found by."""
        self.search = folded(" ".join(part for part in self.searched() if part))
        super().save(*args, **kwargs)

    def searched(self) -> list[str]:
        """Return the texts that a search looks through."""
        return [self.text, self.section]

    @property
    def reference(self) -> str:
        """Return how people name this entry (``D-12``)."""
        return f"{self.letter}-{self.pk}"

    def is_draft(self) -> bool:
        """An entry whose confirmation was taken back is not in the register."""
        return self.state == PROPOSED

    @classmethod
    def drafts(cls) -> Q:
        """Return the same as a condition."""
        return Q(state=PROPOSED)

    def tells_people(self) -> bool:
        """Until somebody vouches for it, an entry may tell who said something."""
        return not self.released

    @classmethod
    def telling_people(cls) -> Q:
        """Return the same as a condition."""
        return Q(released=False)
