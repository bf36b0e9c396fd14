"""What goes out by mail."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """One letter to one address, kept from the moment it is written.

    ``dedupe_key`` says what it is about and for when: there is never a second letter of one key. ``about`` are the
    objects that it tells of (``register.actionpoint:3``): whoever may no longer read one of them when the letter
    goes out does not get it. ``attachments`` are small: name, media type, Base64, and whether it is another form
    of the text. ``claimed_until`` belongs to the process that is sending it.
    """

    class Sort(models.TextChoices):
        """What a letter is. People may refuse digests and reminders; the rest is written to them in person."""

        DIGEST = "digest", _("Weekly digest")
        REMINDER = "reminder", _("Reminder")
        LINK = "link", _("Link to report progress")
        INVITATION = "invitation", _("Invitation")
        NOTICE = "notice", _("Notice")

    class State(models.TextChoices):
        """What became of it."""

        QUEUED = "queued", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not sent")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPTIONAL = (Sort.DIGEST, Sort.REMINDER)

    to_address = models.EmailField()
    to_name = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    sort = models.CharField(max_length=12, choices=Sort.choices)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list, blank=True)
    about = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=12)
    dedupe_key = models.CharField(max_length=200, unique=True)
    not_before = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Latest first; found by what is to be sent next."""

        ordering = ("-id",)
        indexes = (models.Index(fields=("state", "not_before")),)

    def __str__(self) -> str:
        """Return to whom and what about."""
        return f"{self.to_address}: {self.subject}"

    @property
    def recipient(self) -> str:
        """Return the name, or else the address."""
        return self.to_name or self.to_address

    @property
    def is_optional(self) -> bool:
        """Say whether the recipient may refuse letters of this sort."""
        return self.sort in self.OPTIONAL
