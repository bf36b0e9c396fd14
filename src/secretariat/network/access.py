"""Who may see and do what: the one rule of the product.

Pages, lists, commands and the interface all ask here. ``may`` answers for one object, ``visible`` for
a list; a test holds the two together cell by cell. What is not granted below is refused.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar, cast

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from secretariat.history.refusals import NotAllowed

from .guarded import EVERYTHING, NOTHING, OPEN_LEVELS, Confidentiality, Guarded
from .models import Role, User
from .seating import chaired, objecting, sitting

Actor = User | AnonymousUser | None
Row = TypeVar("Row", bound=models.Model)


class Verb(StrEnum):
    """What somebody may want to do."""

    READ = "read"
    IDENTIFY = "identify"  # learn who said something and who was there
    UPLOAD = "upload"
    REVIEW = "review"  # decide on proposals of a reading
    EDIT = "edit"  # change an entry, its holders, dates and state; plan a meeting; write its record
    REPORT = "report"  # report progress on an action
    COMMENT = "comment"  # comment on what circulates in the body
    OBJECT = "object"  # break a silence procedure
    CLEAR = "clear"  # close the clearance of a record and make it final
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
    if verb == Verb.READ and not isinstance(obj, Guarded):
        return True
    return isinstance(obj, Guarded) and _may_read(user, obj) and _granted(user, verb, obj)


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


def identifiable(actor: Actor, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
    """Return those of ``rows`` of which ``actor`` may learn who said something and who was there."""
    user = member(actor)
    rows = visible(actor, rows)
    if user is None or user.role == Role.SECRETARIAT or not issubclass(rows.model, Guarded):
        return rows
    model, rule, seats = rows.model, Q(), sitting(user)
    for path in ("", *model.containers):
        shielded = Q(**{f"{path}__confidentiality" if path else "confidentiality": Confidentiality.CHATHAM})
        rule &= ~shielded | _sitting(seats, _at(model, path), path)
    return rows.filter(rule)


def bodies_of(obj: Guarded) -> set[int]:
    """Return the keys of the bodies that an object belongs to."""
    found = (_reached(obj, path) for path in obj.body_paths)
    return {body.pk for body in found if body is not None}


def open_to(obj: Guarded, bodies: set[int], verb: Verb = Verb.READ) -> bool:
    """Say whether somebody of the network without an account, who sits in ``bodies``, may know of an object.

    Asked with ``IDENTIFY``: whether they may learn who said something and who was there.
    """
    levels = _levels(obj)
    sits = [bool(bodies & bodies_of(at)) for at, _level in levels]
    if obj.is_draft() or (obj.is_circulating() and not sits[0]):
        return False
    shielded = verb == Verb.READ and not obj.tells_people()
    return all(
        seat or level in OPEN_LEVELS or (shielded and level == Confidentiality.CHATHAM)
        for seat, (_at, level) in zip(sits, levels, strict=True)
    )


def _granted(user: User, verb: Verb, obj: Guarded) -> bool:
    """Say whether somebody outside the secretariat may do ``verb`` to an object that they may read."""
    if verb == Verb.READ:
        return True
    if verb == Verb.IDENTIFY:
        return not any(level == Confidentiality.CHATHAM and not _sits(user, at) for at, level in _levels(obj))
    if verb == Verb.REPORT:
        return _holds(user, obj)
    if verb == Verb.COMMENT:
        return _sits(user, obj)
    if verb == Verb.OBJECT:
        return objecting(user).filter(pk__in=bodies_of(obj)).exists()
    return verb == Verb.CLEAR and chaired(user).filter(pk__in=bodies_of(obj)).exists()


def _holds(user: User, obj: Guarded) -> bool:
    """Say whether an object is the user's own: of their entity, of a body they chair, or in their name."""
    if user.role == Role.FOCAL_POINT and user.entity_id in obj.holding_entities():
        return True
    people, bodies = obj.holding_people(), obj.holding_bodies()
    if people and User.objects.filter(pk=user.pk, person__in=people).exists():
        return True
    return bool(bodies) and chaired(user).filter(pk__in=bodies).exists()


def _sits(user: User, obj: Guarded) -> bool:
    """Say whether the user has a seat in a body that an object belongs to."""
    bodies = bodies_of(obj)
    return bool(bodies) and not bodies.isdisjoint(sitting(user))


def _may_read(user: User, obj: Guarded) -> bool:
    """Say whether somebody outside the secretariat may read ``obj``."""
    if obj.is_draft() or (obj.is_circulating() and not _sits(user, obj)):
        return False
    if obj.is_unsettled() and user.role != Role.FOCAL_POINT:
        return False
    return all(_level_lets(user, obj, at, level) for at, level in _levels(obj))


def _level_lets(user: User, obj: Guarded, at: Guarded, level: str) -> bool:
    """Say whether the level of ``at``, from which ``obj`` comes, lets the user read ``obj``."""
    if level in OPEN_LEVELS or (level == Confidentiality.CHATHAM and not obj.tells_people()):
        return True
    return _sits(user, at)


def _levels(obj: Guarded) -> list[tuple[Guarded, str]]:
    """Return an object and what it comes from, each with its level."""
    found = [obj, *(_reached(obj, path) for path in obj.containers)]
    return [(at, at.confidentiality) for at in found if isinstance(at, Guarded)]


def _reached(obj: models.Model, path: str) -> models.Model | None:
    """Return what stands at the end of a path of fields, if anything does."""
    found: models.Model | None = obj
    for name in path.split("__"):
        found = getattr(found, name, None) if found is not None else None
    return found


def _readable(user: User, model: type[Guarded]) -> Q:
    """Return the rule of reading as a condition on rows."""
    seats = sitting(user)
    rule = _not(model.drafts())
    if model.circulating() is not NOTHING:
        rule &= ~model.circulating() | _sitting(seats, model)
    for path in ("", *model.containers):
        rule &= _let(seats, model, path)
    return rule if user.role == Role.FOCAL_POINT else rule & _not(model.unsettled())


def _let(seats: frozenset[int], model: type[Guarded], path: str) -> Q:
    """Return the condition under which the level of what stands at ``path`` lets the user read a row."""
    field = f"{path}__confidentiality" if path else "confidentiality"
    lets = Q(**{f"{field}__in": OPEN_LEVELS})
    if model.telling_people() is not EVERYTHING:
        lets |= Q(**{field: Confidentiality.CHATHAM}) & ~model.telling_people()
    if seats:  # who sits nowhere needs no table joined to learn it
        lets |= _sitting(seats, _at(model, path), path)
    return lets | Q(**{f"{path}__isnull": True}) if path else lets


def _not(rule: Q) -> Q:
    """Return the condition turned round; of one that no row meets nothing is left to ask."""
    return Q() if rule is NOTHING else ~rule


def _sitting(seats: frozenset[int], model: type[Guarded], path: str = "") -> Q:
    """Return the condition under which the user has a seat in a body of what stands at ``path``."""
    rule = NOTHING
    for body in model.body_paths if seats else ():
        rule |= Q(**{f"{path}__{body}__in" if path else f"{body}__in": seats})
    return rule


def _at(model: type[models.Model], path: str) -> type[Guarded]:
    """Return the model that a path of fields leads to."""
    for name in path.split("__") if path else ():
        model = cast("type[models.Model]", model._meta.get_field(name).related_model)
    return cast("type[Guarded]", model)
