"""Bodies are added and changed."""

from __future__ import annotations

from typing import TypedDict, Unpack
from zoneinfo import available_timezones

from django.utils.text import slugify
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture
from secretariat.history.refusals import Refused

from .changes import added, changing
from .models import Body, User


class BodyFacts(TypedDict, total=False):
    """What may be known of a body beside its name."""

    short_name: str
    aliases: list[str]
    parent: Body | None
    sort: str
    state: str
    zone: str


class BodyValues(BodyFacts, total=False):
    """What of a body can be changed."""

    name: str


def add_body(
    actor: User | None,
    *,
    name: str,
    slug: str = "",
    gesture: Gesture | None = None,
    **facts: Unpack[BodyFacts],
) -> Body:
    """Add a body to the network, known from now on by its key ``slug``: its name, where none is given."""
    body = Body(slug=slug or slugify(name)[:60], name=name, **facts)
    if not body.slug:
        raise Refused("no_key", _("Give the name in Latin letters, or a key beside it."))
    _check(body)
    return added(actor, body, gesture=gesture)


def change_body(
    actor: User | None,
    *,
    body: Body,
    version: int | None = None,
    gesture: Gesture | None = None,
    **values: Unpack[BodyValues],
) -> Body:
    """Change a body, as far as values are given.

    Raises:
        Refused: when it would be part of itself, or its time zone is none.
    """
    with changing(actor, body, version=version, gesture=gesture) as row:
        for name, value in values.items():
            setattr(row, name, value)
        _check(row)
    return row


def _check(body: Body) -> None:
    """Refuse a body that is part of itself, and a time zone that there is not."""
    if body.zone and body.zone not in available_timezones():
        message = _("“%s” is not a time zone. Write a name such as Europe/Zurich or America/New_York.")
        raise Refused("unknown_zone", message % body.zone)
    above, seen = body.parent, {body.pk}
    while above is not None:
        if above.pk in seen:
            names = {"body": body, "parent": body.parent}
            raise Refused("part_of_itself", _("%(body)s cannot be part of %(parent)s, which is part of it.") % names)
        seen.add(above.pk)
        above = above.parent
