"""Users are added, get passwords, and are let in or no longer."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError
from django.utils.translation import gettext as _

from secretariat.history.recording import record, writing
from secretariat.history.refusals import Refused

from .access import Verb, require
from .models import Entity, Role, User


def add_user(
    actor: User | None,
    *,
    email: str,
    name: str,
    role: str,
    password: str,
    entity: Entity | None = None,
) -> User:
    """Add somebody who signs in. ``actor`` is ``None`` at the command line, on the machine itself."""
    if actor is not None:
        require(actor, Verb.MANAGE, User)
    user = User(email=email.strip().lower(), name=name.strip(), role=role, entity=entity)
    _check_user(user)
    _set_password(user, password)
    return _added(actor, user)


def set_password(actor: User | None, *, user: User, password: str) -> User:
    """Give a user a new password; users may change their own."""
    if actor is not None and actor.pk != user.pk:
        require(actor, Verb.MANAGE, user)
    _set_password(user, password)
    with writing():
        user.save(update_fields=["password"])
        record(actor, "set_password", user)
    return user


def set_active(actor: User | None, *, user: User, active: bool) -> User:
    """Let a user in again, or no longer."""
    if actor is not None:
        require(actor, Verb.MANAGE, user)
    user.is_active = active
    with writing():
        user.save(update_fields=["is_active"])
        record(actor, "activate" if active else "deactivate", user)
    return user


def _check_user(user: User) -> None:
    """Refuse an account that could not work, in words that say what to change."""
    if user.role not in Role.values:
        raise Refused("unknown_role", _("The role is one of: %s.") % ", ".join(Role.values))
    if user.role == Role.FOCAL_POINT and user.entity is None:
        raise Refused("entity_missing", _("A focal point acts for an entity: say which."))
    if not user.name:
        raise Refused("name_missing", _("Give the person's name."))
    for field in (User._meta.get_field("name"), User._meta.get_field("email")):
        if field.max_length and len(getattr(user, field.name)) > field.max_length:
            said = {"what": field.verbose_name, "most": field.max_length}
            raise Refused("too_long", _("The %(what)s is too long: up to %(most)d characters.") % said)
    try:
        validate_email(user.email)
    except ValidationError as error:
        raise Refused("bad_email", _("“%s” is not an e-mail address.") % user.email) from error


def _set_password(user: User, password: str) -> None:
    """Set a password that keeps the rules."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused("weak_password", " ".join(error.messages)) from error
    user.set_password(password)


def _added(actor: User | None, user: User) -> User:
    """Write a new user and the event."""
    try:
        with writing():
            user.save(force_insert=True)
            record(actor, "add", user)
    except IntegrityError as error:
        raise Refused("already_there", _("“%s” is already there.") % user) from error
    return user
