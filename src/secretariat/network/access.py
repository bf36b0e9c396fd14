"""Who may see and do what: the one rule of the product.

Pages, lists, commands and the interface all ask here. ``may`` answers for one object, ``visible`` for
a list; a test holds the two together cell by cell. What is not granted below is refused.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from secretariat.history.refusals import NotAllowed

from .guarded import Confidentiality, Guarded
from .models import Role, User

Actor = User | AnonymousUser | None
Row = TypeVar("Row", bound=models.Model)

OPEN_LEVELS = (Confidentiality.PUBLIC, Confidentiality.NETWORK)


class Verb(StrEnum):
    """What somebody may want to do."""

    READ = "read"
    UPLOAD = "upload"
    REVIEW = "review"  # decide on proposals of a reading
    EDIT = "edit"  # change an entry, its holders, dates and state
    REPORT = "report"  # report progress on an action
    MANAGE = "manage"  # users, entities, bodies


def member(actor: Actor) -> User | None:
    """Return the signed-in, active user, or ``None``."""
    return actor if isinstance(actor, User) and actor.is_active else None


def may(actor: Actor, verb: Verb, obj: models.Model | type[models.Model] | None = None) -> bool:
    """Say whether ``actor`` may do ``verb`` to ``obj`` (or to things of that sort)."""
    user = member(actor)
    if user is None:
        return False
    if user.role == Role.SECRETARIAT:
        return True
    if verb == Verb.READ:
        return _may_read(user, obj)
    if verb == Verb.REPORT and user.role == Role.FOCAL_POINT:
        return isinstance(obj, Guarded) and _may_read(user, obj) and user.entity_id in obj.holding_entities()
    return False


def require(actor: Actor, verb: Verb, obj: models.Model | type[models.Model] | None = None) -> User:
    """Return the acting user, or refuse.

    Raises:
        NotAllowed: when ``actor`` may not do ``verb`` to ``obj``.
    """
    user = member(actor)
    if user is None or not may(user, verb, obj):
        raise NotAllowed
    return user


def visible(actor: Actor, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
    """Return those of ``rows`` that ``actor`` may read."""
    user = member(actor)
    if user is None:
        return rows.none()
    if user.role == Role.SECRETARIAT or not issubclass(rows.model, Guarded):
        return rows
    return rows.filter(_readable(user, rows.model))


def _may_read(user: User, obj: models.Model | type[models.Model] | None) -> bool:
    """Say whether somebody outside the secretariat may read ``obj``."""
    if not isinstance(obj, Guarded):
        return True
    if obj.confidentiality not in OPEN_LEVELS or obj.is_draft():
        return False
    if any(level not in OPEN_LEVELS for level in obj.contained_levels()):
        return False
    return user.role == Role.FOCAL_POINT or not obj.is_unsettled()


def _readable(user: User, model: type[Guarded]) -> Q:
    """Return the same rule as a condition on rows."""
    rule = Q(confidentiality__in=OPEN_LEVELS) & ~model.drafts()
    for path in model.containers:
        rule &= Q(**{f"{path}__isnull": True}) | Q(**{f"{path}__confidentiality__in": OPEN_LEVELS})
    return rule if user.role == Role.FOCAL_POINT else rule & ~model.unsettled()
