"""What an object must tell of itself for the access rule to judge it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NOTHING = Q(pk__in=[])


class Confidentiality(models.TextChoices):
    """How far an object may travel."""

    PUBLIC = "public", _("Public")
    NETWORK = "network", _("Network")
    RESTRICTED = "restricted", _("Restricted")


class Guarded(models.Model):
    """An object with a level of confidentiality.

    A draft is for the secretariat alone. What is not settled is for focal points, not yet for
    readers. Each question has two forms, for one object and for a list, that must agree. What an object
    comes from is named in ``containers``, as paths of its fields: it never travels further than they do.
    """

    containers: ClassVar[tuple[str, ...]] = ()

    confidentiality = models.CharField(max_length=12, choices=Confidentiality.choices, default=Confidentiality.NETWORK)

    class Meta:
        """A base, not a table."""

        abstract = True

    def contained_levels(self) -> Iterator[str]:
        """Yield the levels of what this object comes from."""
        for path in self.containers:
            container: models.Model | None = self
            for name in path.split("__"):
                container = getattr(container, name) if container is not None else None
            if isinstance(container, Guarded):
                yield container.confidentiality

    def is_draft(self) -> bool:
        """Say whether this object is still for the secretariat alone."""
        return False

    @classmethod
    def drafts(cls) -> Q:
        """Return the condition under which rows are drafts."""
        return NOTHING

    def is_unsettled(self) -> bool:
        """Say whether this object is not yet for readers."""
        return False

    @classmethod
    def unsettled(cls) -> Q:
        """Return the condition under which rows are not yet for readers."""
        return NOTHING

    def holding_entities(self) -> set[int]:
        """Return the keys of the entities that hold this object, so may report on it."""
        return set()
