"""What a page on reports is asked to show: along which codes, on which subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from secretariat.evidence.axes import LABELS, OBJECTIVES, Axis, axis, offered
from secretariat.evidence.models import Subject

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, with the part of the address after the question mark."""

    label: str | Promise
    query: str
    current: bool


@dataclass(frozen=True, slots=True)
class Look:
    """Along which codes one looks, and on which subject alone, if any."""

    axis: Axis
    subject: str

    @classmethod
    def of(cls, request: HttpRequest) -> Look:
        """Return what an address asks for; what it does not know is left out."""
        chosen = axis(request.GET.get("along", ""))
        subject = request.GET.get("subject", "")
        return cls(chosen, subject if subject in chosen.subjects else "")

    @property
    def subject_label(self) -> str:
        """Return the subject in words, empty for all."""
        return str(Subject(self.subject).label) if self.subject else ""

    def query(self, **more: str) -> str:
        """Return it as the part of an address after the question mark, with ``more``."""
        told = {"along": "" if self.axis.key == OBJECTIVES else self.axis.key, "subject": self.subject, **more}
        return urlencode({name: value for name, value in told.items() if value}, safe=":")

    def axes(self) -> list[Choice]:
        """Return what else one may look along."""
        return [Choice(LABELS[key], Look(axis(key), "").query(), key == self.axis.key) for key in offered()]

    def subjects(self) -> list[Choice]:
        """Return the subjects that one may look at alone, all of them first."""
        named = {"": _("All"), **{subject: str(Subject(subject).label) for subject in self.axis.subjects}}
        return [Choice(label, Look(self.axis, key).query(), key == self.subject) for key, label in named.items()]
