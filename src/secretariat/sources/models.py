"""Documents, their revisions, and the readings made of each revision."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariat.network.guarded import Guarded


class Document(Guarded):
    """A document of the network, whatever revisions of it came in.

    ``registered`` says that something in it was confirmed: from then on readers may open it. It belongs to
    the body of the meeting whose record it is, taken in or written here.
    """

    body_paths = ("meeting__body", "record__meeting__body")

    title = models.CharField(max_length=300)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="documents")
    uploaded_at = models.DateTimeField()
    registered = models.BooleanField(default=False)

    class Meta:
        """Newest first."""

        ordering = ("-uploaded_at", "-id")

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def is_unsettled(self) -> bool:
        """A document from which nothing was confirmed is not yet for readers."""
        return not self.registered

    @classmethod
    def unsettled(cls) -> Q:
        """Return the same as a condition."""
        return Q(registered=False)

    @property
    def current(self) -> Revision:
        """Return the newest revision; a document has at least one."""
        return max(self.revisions.all(), key=lambda revision: revision.number)

    @property
    def state(self) -> str:
        """Return the state of the newest revision."""
        return self.current.state


class Revision(models.Model):
    """The bytes of a document as they came in at one time, and how far their reading is."""

    class State(models.TextChoices):
        """How far the reading is."""

        WAITING = "waiting", _("Waiting")
        READING = "reading", _("Reading")
        READ = "read", _("Read")
        FAILED = "failed", _("Could not be read")

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    stored_name = models.CharField(max_length=80, unique=True)
    media_type = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=16, blank=True)
    pages = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    error_code = models.CharField(max_length=60, blank=True)
    error_message = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    findings = models.PositiveIntegerField(default=0)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="revisions")
    uploaded_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        """Oldest first; a number is used once in a document."""

        ordering = ("document", "number")
        constraints = (models.UniqueConstraint(fields=("document", "number"), name="one_revision_a_number"),)

    def __str__(self) -> str:
        """Return document and number."""
        return f"{self.document} ({self.number})"

    @property
    def step(self) -> str:
        """Return how far the reading is, in words."""
        return str(self.get_state_display())

    @property
    def reading(self) -> StoredReading | None:
        """Return the newest reading."""
        return self.readings.order_by("-id").first()


class StoredReading(models.Model):
    """What one version of the engine read in one revision.

    ``text`` is what all spans of this reading index, in code points. ``blocks`` are its paragraphs and
    ``page_starts`` where its pages begin. ``data`` is the reading as JSON (docs/contract.md), without
    the text.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="readings")
    engine = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    text = models.TextField()
    blocks = models.JSONField(default=list)
    page_starts = models.JSONField(default=list)
    data = models.JSONField(default=dict)

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        """Return what was read by which version."""
        return f"{self.revision_id} by {self.engine}"

    def page_of(self, offset: int) -> int | None:
        """Return the page, from 1, on which the character at ``offset`` stands."""
        if not self.page_starts:
            return None
        return max(sum(1 for start in self.page_starts if start <= offset), 1)

    def words(self, start: int, end: int) -> str:
        """Return the passage with white space folded."""
        return " ".join(self.text[start:end].split())
