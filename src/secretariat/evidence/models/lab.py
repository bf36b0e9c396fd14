"""Labs: sessions built from a question to reports, what was taken into them, and what came of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariat.network.guarded import Confidentiality, Guarded
from secretariat.network.models import Body
from secretariat.register.models import ActionPoint, Decision, Entry

from .collection import Collection, Cycle
from .passage import Passage, Subject
from .report import Report


class Lab(Guarded):
    """A session on a question. ``codes`` are written ``framework:code``; reports are those of its collections.

    While it is prepared it is for the secretariat alone. Under the Chatham House Rule it stays with its body
    afterwards too: whom it invites may tell who was there.
    """

    body_paths = ("body",)

    class State(models.TextChoices):
        """How far it is."""

        PREPARING = "preparing", _("Being prepared")
        READY = "ready", _("Ready")
        HELD = "held", _("Held")

    title = models.CharField(max_length=200, unique=True)
    question = models.TextField()
    codes = models.JSONField(default=list)
    collections = models.ManyToManyField(Collection, related_name="labs")
    day = models.DateField(null=True)
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="labs")
    state = models.CharField(max_length=9, choices=State.choices, default=State.PREPARING)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        """The latest first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def is_draft(self) -> bool:
        """A lab that is being prepared is for the secretariat alone."""
        return self.state == self.State.PREPARING

    @classmethod
    def drafts(cls) -> Q:
        """Return the same as a condition."""
        return Q(state=cls.State.PREPARING)

    @property
    def is_shielded(self) -> bool:
        """Say whether the Chatham House Rule holds."""
        return self.confidentiality == Confidentiality.CHATHAM


class LabItem(models.Model):
    """Something for a lab, proposed from passages or added by a person; only what is ``taken`` is in the brief.

    ``key`` is that of the proposal, so that it is not proposed again; empty for what a person added. ``country``
    (ISO 3166-1 alpha-3) is whose it is. ``text`` are words that a person may change, ``place`` its place among
    those of its kind.
    """

    class Kind(models.TextChoices):
        """What it is to the lab, in the order of the brief."""

        COUNTRY = "country", _("Countries to invite")
        PRACTICE = "practice", _("Practices")
        GAP = "gap", _("Gaps")
        COMMITMENT = "commitment", _("Commitments coming due")
        QUESTION = "question", _("Questions to discuss")

    lab = models.ForeignKey(Lab, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=3, blank=True)
    text = models.TextField(blank=True)
    taken = models.BooleanField(default=True)
    place = models.PositiveIntegerField()

    class Meta:
        """In the order that people gave; a proposal once."""

        ordering = ("place", "id")
        constraints = (
            models.UniqueConstraint(fields=("lab", "kind", "key"), condition=~Q(key=""), name="a_proposal_once_a_lab"),
        )

    def __str__(self) -> str:
        """Return its words, or whose it is."""
        return self.text or self.country or self.key


class LabQuote(models.Model):
    """The passage that an item stands on, as it was when it was taken: the words stay if the report is read anew."""

    item = models.ForeignKey(LabItem, on_delete=models.CASCADE, related_name="quotes")
    passage = models.ForeignKey(Passage, null=True, on_delete=models.SET_NULL, related_name="+")
    report = models.ForeignKey(Report, null=True, on_delete=models.SET_NULL, related_name="+")
    place = models.PositiveIntegerField()
    text = models.TextField()
    page = models.PositiveIntegerField()
    paragraph = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=16, blank=True)
    country = models.CharField(max_length=3, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=12, choices=Cycle.choices, blank=True)
    subject = models.CharField(max_length=12, choices=Subject.choices)

    class Meta:
        """In their order; each once in an item."""

        ordering = ("place",)
        constraints = (models.UniqueConstraint(fields=("item", "place"), name="one_quote_a_place"),)

    def __str__(self) -> str:
        """Return the words."""
        return self.text


class LabOutcome(models.Model):
    """What came of a lab: an entry of the register."""

    lab = models.ForeignKey(Lab, on_delete=models.PROTECT, related_name="outcomes")
    decision = models.OneToOneField(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.OneToOneField(ActionPoint, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """In the order in which they were registered; each is one entry."""

        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(decision__isnull=False, action__isnull=True)
                | Q(decision__isnull=True, action__isnull=False),
                name="an_outcome_is_one_entry",
            ),
        )

    def __str__(self) -> str:
        """Return reference and words."""
        return str(self.entry)

    @property
    def entry(self) -> Entry:
        """Return the entry."""
        return self.decision or self.action  # type: ignore[return-value]
