"""The kinds of entry as the register's pages show them: their part of the address, and what a list of them is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from secretariat.register.models import Kind

from .finding_kinds import KINDS


@dataclass(frozen=True, slots=True)
class Face:
    """How one kind of entry is addressed and spoken of."""

    kind: Kind
    slug: str
    lede: str | Promise

    @property
    def one(self) -> str | Promise:
        """Return the name of one."""
        return KINDS[self.kind].one

    @property
    def many(self) -> str | Promise:
        """Return the name of several."""
        return KINDS[self.kind].many

    @property
    def mark(self) -> str:
        """Return the name of the mark."""
        return KINDS[self.kind].mark


FACES = (
    Face(Kind.DECISION, "decisions", _("What the bodies of the network decided, agreed or endorsed.")),
    Face(Kind.ACTION_POINT, "actions", _("What somebody is to do, who holds it and by when.")),
    Face(Kind.STATEMENT, "statements", _("What was said or noted and binds nobody.")),
    Face(Kind.QUESTION, "questions", _("What a record leaves unanswered.")),
    Face(Kind.FIGURE, "figures", _("Numbers with their subject, each as of the day it was given.")),
    Face(Kind.PREVIOUS_ACTION, "earlier-actions", _("What a record reports on actions of meetings before it.")),
)
BY_KIND: dict[str, Face] = {face.kind: face for face in FACES}
BY_SLUG = {face.slug: face for face in FACES}
NOTED = (Kind.STATEMENT, Kind.QUESTION, Kind.FIGURE, Kind.PREVIOUS_ACTION)


class KindConverter:
    """Turns the part of an address that names a kind into the kind and back."""

    regex = "|".join(BY_SLUG)

    def to_python(self, value: str) -> Kind:
        """Return the kind of an address."""
        return BY_SLUG[value].kind

    def to_url(self, value: str) -> str:
        """Return the address of a kind."""
        return BY_KIND[value].slug
