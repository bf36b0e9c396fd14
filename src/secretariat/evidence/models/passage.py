"""Passages on migration, their labels, and what people decided on them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariat.network.guarded import Guarded

from .report import Report


class Stance(models.TextChoices):
    """What a passage does; the values are those of the engine (docs/passages.md)."""

    MENTION = "mention", _("Mention")
    SITUATION = "situation", _("Situation")
    ACTION = "action", _("Action")
    COMMITMENT = "commitment", _("Commitment")
    CHALLENGE = "challenge", _("Challenge")
    CALL = "call", _("Call on others")
    PRACTICE = "practice", _("Good practice")


class Subject(models.TextChoices):
    """What a passage is about; migrants and refugees are always apart."""

    MIGRANTS = "migrants", _("Migrants")
    REFUGEES = "refugees", _("Refugees and displaced persons")
    TRAFFICKING = "trafficking", _("Trafficking and smuggling")
    REMITTANCES = "remittances", _("Remittances and diaspora")


class Standing(models.TextChoices):
    """What people made of a passage that the engine found."""

    PROPOSED = "proposed", _("Not reviewed")
    ACCEPTED = "accepted", _("Accepted")
    CORRECTED = "corrected", _("Corrected")
    REJECTED = "rejected", _("Rejected")
    DISPUTED = "disputed", _("Coders differ")


class Passage(Guarded):
    """A passage of a report. ``start`` and ``end`` are its place in the text of its page, in code points.

    ``page`` is 0 for a report without pages.
    ``subject``, ``subjects``, ``stance`` and the labels are what holds now: what the engine said, until a person
    decided. ``machine`` keeps what the engine said last, in the shape of a line of ``secretariat examine``.
    ``given`` is the weight that its heading added. ``doubtful`` are codes that nearly were given.
    """

    containers = ("report", "report__collection")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="passages")
    page = models.PositiveIntegerField()
    paragraph = models.PositiveIntegerField()
    section = models.TextField(blank=True)
    text = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    given = models.FloatField(default=0.0)
    subject = models.CharField(max_length=12, choices=Subject.choices)
    subjects = models.JSONField(default=list)
    stance = models.CharField(max_length=10, choices=Stance.choices)
    figures = models.JSONField(default=list)
    doubtful = models.JSONField(default=list)
    machine = models.JSONField(default=dict)
    standing = models.CharField(max_length=9, choices=Standing.choices, default=Standing.PROPOSED)

    class Meta:
        """In the order of the report; a place holds one passage."""

        ordering = ("report", "page", "start")
        constraints = (models.UniqueConstraint(fields=("report", "page", "start"), name="one_passage_a_place"),)
        indexes = (models.Index(fields=("subject", "stance"), name="passage_subject_stance"),)

    def __str__(self) -> str:
        """Return where it stands."""
        return f"{self.report_id}, {self.page}:{self.start}"

    def is_unsettled(self) -> bool:
        """A passage is for readers when its collection is."""
        return not self.report.collection.opened

    @classmethod
    def unsettled(cls) -> Q:
        """Return the same as a condition."""
        return Q(report__collection__opened=False)

    @property
    def is_judged(self) -> bool:
        """Say whether a person decided on it: then no new reading changes it."""
        return self.standing != Standing.PROPOSED


class PassageLabel(models.Model):
    """A code of a framework that a passage speaks of. ``score`` is ``None`` where a person gave it."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="labels")
    framework = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    score = models.FloatField(null=True)
    because = models.JSONField(default=list)

    class Meta:
        """The strongest first; a code once in a passage."""

        ordering = ("framework", "-score", "code")
        constraints = (
            models.UniqueConstraint(fields=("passage", "framework", "code"), name="a_code_once_in_a_passage"),
        )
        indexes = (models.Index(fields=("framework", "code"), name="label_code"),)

    def __str__(self) -> str:
        """Return framework and code."""
        return f"{self.framework}:{self.code}"


class Verdict(models.TextChoices):
    """What one coder said of a passage."""

    ACCEPT = "accept", _("Accept")
    CORRECT = "correct", _("Correct")
    REJECT = "reject", _("Reject")


class Judgement(models.Model):
    """What one coder holds of a passage now; the history keeps what they held before.

    ``codes`` are written ``framework:code``. On rejection subject, stance and codes are empty.
    ``settles`` marks the look that ended a dispute: it holds whatever was said before it. ``first`` is how the coder
    coded the passage before anybody else's judgement could move them: ``verdict``, ``subject``, ``stance``, ``codes``,
    and ``unseen``, whether the judgements that were there were out of sight. It is empty where the coder only settled,
    and it is what agreement is measured on.
    """

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="judgements")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=7, choices=Verdict.choices)
    subject = models.CharField(max_length=12, choices=Subject.choices, blank=True)
    stance = models.CharField(max_length=10, choices=Stance.choices, blank=True)
    codes = models.JSONField(default=list)
    note = models.TextField(blank=True)
    settles = models.BooleanField(default=False)
    first = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        """Oldest first; one for each coder."""

        ordering = ("at",)
        constraints = (models.UniqueConstraint(fields=("passage", "coder"), name="one_judgement_a_coder"),)

    def __str__(self) -> str:
        """Return who said what."""
        return f"{self.coder_id}: {self.verdict}"
