"""The record of a meeting as it is written here: its parts, its revisions, what was said about them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariat.network.guarded import Guarded
from secretariat.sources.models import Document

from .agenda import AgendaItem
from .confirmable import Confirmation
from .meeting import Meeting


class Record(Guarded):
    """The record of one meeting: drafted, put before its body, then frozen.

    It has no level of its own: it begins as public, and travels as far as its meeting does.
    ``deadline`` and ``zone`` say until when the body may speak; in a ``silence`` procedure nobody's objection
    is consent. ``cleared_at`` is when that silence had passed. Once final, ``document`` holds the frozen text
    and ``sha256`` its hash. ``released`` says that somebody vouched that the text names nobody who was there.
    """

    containers = ("meeting", "meeting__document")
    body_paths = ("meeting__body",)

    class State(models.TextChoices):
        """How far the record is."""

        DRAFTING = "drafting", _("Draft")
        IN_CLEARANCE = "in_clearance", _("In clearance")
        FINAL = "final", _("Final")

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="record")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFTING)
    deadline = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    silence = models.BooleanField(default=False)
    cleared_at = models.DateTimeField(null=True, blank=True)
    document = models.OneToOneField(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="record")
    sha256 = models.CharField(max_length=64, blank=True)
    released = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        """Return the title of the meeting."""
        return str(self.meeting)

    def is_draft(self) -> bool:
        """A record that is being written is for the secretariat alone, and so is one of a meeting that is a draft."""
        return self.state == self.State.DRAFTING or self.meeting.is_draft()

    @classmethod
    def drafts(cls) -> Q:
        """Return the same as a condition."""
        proposed = Q(meeting__state=Confirmation.PROPOSED) | Q(meeting__stage=Meeting.Stage.DRAFT)
        return Q(state=cls.State.DRAFTING) | proposed

    def is_circulating(self) -> bool:
        """A record in clearance is for its body."""
        return self.state == self.State.IN_CLEARANCE

    @classmethod
    def circulating(cls) -> Q:
        """Return the same as a condition."""
        return Q(state=cls.State.IN_CLEARANCE)

    def tells_people(self) -> bool:
        """Until somebody vouches for it, a record may tell who said something."""
        return not self.released

    @classmethod
    def telling_people(cls) -> Q:
        """Return the same as a condition."""
        return Q(released=False)

    @property
    def is_final(self) -> bool:
        """Say whether the text is frozen."""
        return self.state == self.State.FINAL

    def is_open(self, now: datetime) -> bool:
        """Say whether the body may still speak."""
        return self.is_circulating() and self.deadline is not None and now < self.deadline


class RecordPart(models.Model):
    """What the record says on one item of the agenda, or under a heading of its own.

    ``heading`` is that of the item when the part was begun; the agenda may be worded anew meanwhile.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="parts")
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="record_parts"
    )
    number = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=500)
    order = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)
    removed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order of the record; an item has one part."""

        ordering = ("record", "order", "id")
        constraints = (models.UniqueConstraint(fields=("record", "agenda_item"), name="one_part_an_agenda_item"),)

    def __str__(self) -> str:
        """Return number and heading."""
        return f"{self.number} {self.heading}".strip()


class Presence(models.Model):
    """Who is at work in which part of a record; a thing of the minute, not of the history."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    part = models.ForeignKey(RecordPart, null=True, blank=True, on_delete=models.CASCADE, related_name="presences")
    at = models.DateTimeField()

    class Meta:
        """Somebody is in one place of a record."""

        constraints = (models.UniqueConstraint(fields=("record", "user"), name="one_place_a_writer"),)

    def __str__(self) -> str:
        """Return who is where."""
        return f"{self.user}: {self.part or self.record}"


class RecordRevision(models.Model):
    """The record as it stood at one moment, for good. ``sha256`` is the hash of the snapshot in its one form."""

    class Reason(models.TextChoices):
        """Why it was kept."""

        CIRCULATED = "circulated", _("Sent into clearance")
        AFTER_COMMENTS = "after comments", _("Sent again after comments")
        FINAL = "final", _("Final")
        CORRECTED = "corrected", _("Corrected")

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=16, choices=Reason.choices)
    deadline = models.DateTimeField(null=True, blank=True)
    snapshot = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        """Oldest first; a number is used once in a record."""

        ordering = ("record", "number")
        constraints = (models.UniqueConstraint(fields=("record", "number"), name="one_record_revision_a_number"),)

    def __str__(self) -> str:
        """Return record and number."""
        return f"{self.record} ({self.number})"


class Comment(models.Model):
    """What somebody of the body says about a passage of a revision, or about a whole part of it.

    ``start`` and ``end`` are places in the text of the part in that revision, ``quote`` its words there.
    """

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("Open")
        TAKEN_UP = "taken up", _("Taken up")
        DECLINED = "declined", _("Declined")

    revision = models.ForeignKey(RecordRevision, on_delete=models.PROTECT, related_name="comments")
    part = models.ForeignKey(RecordPart, on_delete=models.PROTECT, related_name="comments")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    answer = models.TextField(blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """In the order of the text, then of time."""

        ordering = ("part__order", "part", "start", "id")

    def __str__(self) -> str:
        """Return who says what."""
        return f"{self.by_name}: {self.text}"


class Reply(models.Model):
    """What somebody says to a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        """Return who says what."""
        return f"{self.by_name}: {self.text}"


class Objection(models.Model):
    """Somebody broke the silence on a revision, and why."""

    revision = models.ForeignKey(RecordRevision, on_delete=models.PROTECT, related_name="objections")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        """Return who objects and why."""
        return f"{self.by_name}: {self.reason}"


class Correction(models.Model):
    """What was put right after a record was final. The final text stays as it was; this stands beside it."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="corrections")
    revision = models.OneToOneField(RecordRevision, on_delete=models.PROTECT, related_name="correction")
    part = models.ForeignKey(RecordPart, on_delete=models.PROTECT, related_name="corrections")
    start = models.PositiveIntegerField()
    before = models.TextField()
    after = models.TextField(blank=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        """Return what became what."""
        return f"{self.before} → {self.after}"
