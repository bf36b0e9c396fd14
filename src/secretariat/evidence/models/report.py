"""Reports of States, and their pages as they were read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariat.network.guarded import Guarded

from .collection import Collection, Cycle


class Report(Guarded):
    """One report: its bytes, whose it is and of which year, how far its examination is, and what was read of it.

    ``country`` (ISO 3166-1 alpha-3), ``year`` and ``kind`` are empty where neither the report nor a person tells
    them; ``grounds`` says for each where it comes from and the words there. ``gate`` and ``terms`` are the digests
    of the framework files by which passages were found and labelled.
    """

    containers = ("collection",)

    class State(models.TextChoices):
        """How far the examination is."""

        WAITING = "waiting", _("Waiting")
        EXAMINING = "examining", _("Being examined")
        EXAMINED = "examined", _("Examined")
        FAILED = "failed", _("Could not be read")

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="reports")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    stored_name = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    error_code = models.CharField(max_length=60, blank=True)
    error_message = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    examined_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=16, blank=True)
    pages = models.PositiveIntegerField(null=True)
    country = models.CharField(max_length=3, blank=True, db_index=True)
    year = models.PositiveSmallIntegerField(null=True, db_index=True)
    kind = models.CharField(max_length=12, choices=Cycle.choices, blank=True)
    grounds = models.JSONField(default=dict)
    without_text = models.JSONField(default=list)
    unreadable = models.JSONField(default=list)
    engine = models.CharField(max_length=40, blank=True)
    gate = models.CharField(max_length=64, blank=True)
    terms = models.CharField(max_length=64, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        """By State and year."""

        ordering = ("country", "year", "name")

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.name

    def is_unsettled(self) -> bool:
        """A report is for readers when its collection is."""
        return not self.collection.opened

    @classmethod
    def unsettled(cls) -> Q:
        """Return the same as a condition."""
        return Q(collection__opened=False)

    @property
    def unread(self) -> list[int]:
        """Return the numbers of the pages that could not be read, for whatever reason."""
        return sorted({*self.without_text, *self.unreadable})

    @property
    def is_complete(self) -> bool:
        """Say whether every page was read: only then may it be called silent on something."""
        return self.state == self.State.EXAMINED and not self.unread


class Page(models.Model):
    """A page as it was read; ``number`` is 0 for a report without pages.

    ``blocks`` are ``[kind, start, end, level]``, with offsets in code points of ``text``. Spans of passages are
    places in ``text``. ``words`` are its words in one form, for searching: the database keeps an index of them.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="page_rows")
    number = models.PositiveIntegerField()
    text = models.TextField()
    blocks = models.JSONField(default=list)
    words = models.TextField()

    class Meta:
        """In their order."""

        ordering = ("report", "number")
        constraints = (models.UniqueConstraint(fields=("report", "number"), name="one_text_a_page"),)

    def __str__(self) -> str:
        """Return report and number."""
        return f"{self.report_id}, {self.number}"
