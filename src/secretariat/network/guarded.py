"""What an object must tell of itself for the access rule to judge it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NOTHING = Q(pk__in=[])
EVERYTHING = ~Q(pk__in=[])


class Confidentiality(models.TextChoices):
    """How far an object may travel.

    ``RESTRICTED`` is for the body that it belongs to. Under the Chatham House Rule what was said may be
    used outside the body, but neither who said it nor who was there may be known.
    """

    PUBLIC = "public", _("Public")
    NETWORK = "network", _("Network")
    CHATHAM = "chatham", _("Chatham House Rule")
    RESTRICTED = "restricted", _("Restricted")


OPEN_LEVELS = (Confidentiality.PUBLIC, Confidentiality.NETWORK)


class Guarded(models.Model):
    """An object with a level of confidentiality.

    A draft is for the secretariat alone; what circulates is for the body; what is not settled is for focal
    points, not yet for readers. Each question has two forms, for one object and for a list, that must agree.
    What an object comes from is named in ``containers``, as paths of its fields: it never travels further
    than they do. ``body_paths`` lead to the bodies that it belongs to.
    """

    containers: ClassVar[tuple[str, ...]] = ()
    body_paths: ClassVar[tuple[str, ...]] = ()

    confidentiality = models.CharField(max_length=12, choices=Confidentiality.choices, default=Confidentiality.NETWORK)

    class Meta:
        """A base, not a table."""

        abstract = True

    def is_draft(self) -> bool:
        """Say whether this object is still for the secretariat alone."""
        return False

    @classmethod
    def drafts(cls) -> Q:
        """Return the condition under which rows are drafts."""
        return NOTHING

    def is_circulating(self) -> bool:
        """Say whether this object is before its body, and nobody else yet."""
        return False

    @classmethod
    def circulating(cls) -> Q:
        """Return the condition under which rows are before their body."""
        return NOTHING

    def is_unsettled(self) -> bool:
        """Say whether this object is not yet for readers."""
        return False

    @classmethod
    def unsettled(cls) -> Q:
        """Return the condition under which rows are not yet for readers."""
        return NOTHING

    def tells_people(self) -> bool:
        """Say whether this object may tell who said something or who was there."""
        return True

    @classmethod
    def telling_people(cls) -> Q:
        """Return the condition under which rows may tell that."""
        return EVERYTHING

    def holding_entities(self) -> set[int]:
        """Return the keys of the entities that hold this object, so may report on it."""
        return set()

    def holding_bodies(self) -> set[int]:
        """Return the keys of the bodies that hold this object: their chairs may report on it."""
        return set()

    def holding_people(self) -> set[int]:
        """Return the keys of the people who hold this object, so may report on it."""
        return set()
