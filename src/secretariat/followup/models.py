"""Progress, what was discussed, what is asked again and when, and the matters arising as they stood."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.meetings.models import Meeting
from secretariat.network.models import Body
from secretariat.register.models import ActionPoint


class ProgressNote(models.Model):
    """One report of progress. It is never changed: a correction is another note.

    ``state`` is the state that the report gave the action, empty where it left it. ``occurred_on`` is the
    day or period of what was done, where that is said. Evidence is an address, a stored file, or none.
    ``by`` is empty for who has no account.
    """

    class Via(models.TextChoices):
        """How it came in."""

        ACCOUNT = "account", _("In the workspace")
        LINK = "link", _("By a link")
        RECORD = "record", _("From a record")

    action = models.ForeignKey(ActionPoint, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="notes"
    )
    by_name = models.CharField(max_length=200)
    via = models.CharField(max_length=7, choices=Via.choices, default=Via.ACCOUNT)
    occurred_on = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    state = models.CharField(max_length=12, choices=ActionPoint.State.choices, blank=True)
    evidence_url = models.URLField(max_length=1000, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_size = models.PositiveBigIntegerField(null=True, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    stored_name = models.CharField(max_length=80, blank=True)

    class Meta:
        """Latest first."""

        ordering = ("-at", "-id")

    def __str__(self) -> str:
        """Return who said what."""
        return f"{self.by_name}: {self.text}"


class Discussion(models.Model):
    """An action was taken up at a meeting, with a line on what was said."""

    action = models.ForeignKey(ActionPoint, on_delete=models.PROTECT, related_name="discussions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="discussions")
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Once a meeting."""

        ordering = ("meeting__date", "id")
        constraints = (models.UniqueConstraint(fields=("action", "meeting"), name="discussed_once_a_meeting"),)

    def __str__(self) -> str:
        """Return what was discussed where."""
        return f"{self.action.reference}: {self.meeting}"


class EscalationRule(models.Model):
    """Who is asked about an action of a body, so many days after its last day (before it, where negative)."""

    class Role(models.TextChoices):
        """Who is asked."""

        OWNER = "owner", _("Owner")
        FOCAL_POINT = "focal_point", _("Focal point of the entity")
        CHAIR = "chair", _("Chair of the body")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="escalation")
    days = models.SmallIntegerField()
    role = models.CharField(max_length=11, choices=Role.choices)
    repeat_days = models.PositiveSmallIntegerField(null=True, blank=True)
    on = models.BooleanField(default=True)

    class Meta:
        """In the order of the days."""

        ordering = ("body", "days", "id")
        constraints = (models.UniqueConstraint(fields=("body", "days", "role"), name="one_step_a_day_and_role"),)

    def __str__(self) -> str:
        """Return the day and the role."""
        return f"{self.days:+d} {self.role}"


class EscalationSent(models.Model):
    """Somebody was asked about an action: for which last day, by which step, for the how-manieth time."""

    action = models.ForeignKey(ActionPoint, on_delete=models.PROTECT, related_name="asked")
    due = models.DateField()
    days = models.SmallIntegerField()
    role = models.CharField(max_length=11, choices=EscalationRule.Role.choices)
    turn = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    to = models.JSONField(default=list)

    class Meta:
        """Once a turn."""

        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("action", "due", "days", "role", "turn"), name="asked_once_a_turn"),
        )

    def __str__(self) -> str:
        """Return what was asked of whom."""
        return f"{self.action.reference} {self.role} ({self.turn})"


class ArisingSnapshot(models.Model):
    """The matters arising of a meeting that was held, as they stood at ``at``."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="arising")
    at = models.DateTimeField()
    data = models.JSONField(default=dict)

    def __str__(self) -> str:
        """Return whose it is."""
        return f"{self.meeting} ({self.at:%Y-%m-%d})"
