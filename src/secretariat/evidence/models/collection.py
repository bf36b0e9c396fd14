"""Collections of reports, such as the Voluntary National Reviews of one year."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariat.network.guarded import Guarded


class Cycle(models.TextChoices):
    """What kind of report a cycle asks for; the values are those of the engine (docs/passages.md)."""

    VNR = "vnr", _("Voluntary National Reviews")
    GCM_REVIEW = "gcm-review", _("Voluntary reviews of the Global Compact")
    PLAN = "plan", _("National plans")
    STATEMENT = "statement", _("Statements")


class Collection(Guarded):
    """Reports that are examined and looked at together.

    The secretariat and focal points see it at once, readers once it is ``opened`` to them: until then nobody
    may have looked at what the engine found.
    """

    title = models.CharField(max_length=200, unique=True)
    cycle = models.CharField(max_length=12, choices=Cycle.choices, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(blank=True)
    opened = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        """The newest cycle first."""

        ordering = ("-year", "title")

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def is_unsettled(self) -> bool:
        """A collection that was not opened is not yet for readers."""
        return not self.opened

    @classmethod
    def unsettled(cls) -> Q:
        """Return the same as a condition."""
        return Q(opened=False)
