"""Who is invited to a meeting: those who hold a seat of its body on its day, and others by name.

The list of those invited names people: whoever may learn who was at a meeting may read it (``Verb.IDENTIFY``)
if they sit in its body or belong to the secretariat. Addresses and reply links are for the secretariat alone.
"""

from __future__ import annotations

import secrets
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, may, require
from secretariat.network.models import Role, Seat, Tenure, User

from . import moments
from .changing import added, changing, locked, removed, required
from .models import Invitation, Meeting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from secretariat.network.access import Actor
    from secretariat.network.models import Entity, Person

Capacity = Invitation.Capacity
TOKEN_BYTES = 32


class Who(NamedTuple):
    """Whom a seat brings: the holder, and the address where the network has one."""

    seat: Seat
    entity: Entity | None
    person: Person | None
    user: User | None
    name: str
    capacity: str


def invite_seats(actor: User, *, meeting: Meeting) -> list[Invitation]:
    """Invite whoever holds a seat of the body on the day of the meeting; who is invited already stays so."""
    require(actor, Verb.EDIT, meeting)
    if meeting.body is None:
        raise Refused("no_body", _("The meeting is of no body: invite people by name."))
    made = []
    with writing():
        held = _open(meeting)
        there = set(held.invitations.values_list("seat", "entity", "person"))
        for who in seated(held):
            key = (who.seat.pk, who.entity.pk if who.entity else None, who.person.pk if who.person else None)
            if key not in there:
                made.append(_invited(actor, held, who._asdict(), who.user.email if who.user else ""))
    return made


def invite(
    actor: User,
    *,
    meeting: Meeting,
    name: str,
    email: str = "",
    capacity: str = Capacity.GUEST,
    person: Person | None = None,
    entity: Entity | None = None,
) -> Invitation:
    """Invite somebody by name."""
    require(actor, Verb.EDIT, meeting)
    if capacity not in Capacity.values:
        raise Refused("unknown_capacity", _("Somebody is invited as one of: %s.") % ", ".join(Capacity.values))
    name = required(name or (person.name if person else ""), "name_missing", _("Give the name of whom you invite."))
    user = person.user if person else None
    email = _checked(email) or (user.email if user else "")
    with writing():
        held = _open(meeting)
        if email and held.invitations.filter(email__iexact=email).exists():
            raise Refused("already_there", _("Somebody is invited at %s already.") % email)
        values = {"name": name[:200], "person": person, "entity": entity, "user": user, "capacity": capacity}
        return _invited(actor, held, values, email)


def change_address(actor: User, *, invitation: Invitation, email: str, version: int | None = None) -> Invitation:
    """Set the address at which somebody is invited."""
    email = _checked(email)
    gesture = Gesture(actor, invitation.meeting)
    with changing(actor, invitation, "change", version=version, gesture=gesture) as row:
        row.email = email
    return row


def take_back(actor: User, *, invitation: Invitation) -> None:
    """Take an invitation back; the history keeps who was invited and what they replied."""
    require(actor, Verb.EDIT, invitation)
    with writing():
        removed(actor, locked(invitation), gesture=Gesture(actor, invitation.meeting))


def invitations(actor: Actor, meeting: Meeting) -> QuerySet[Invitation]:
    """Return those invited, as far as ``actor`` may know them."""
    rows = meeting.invitations.select_related("seat", "entity", "person", "user", "meeting")
    knows = may(actor, Verb.EDIT, meeting) or (may(actor, Verb.COMMENT, meeting) and may(actor, Verb.IDENTIFY, meeting))
    return rows if knows else rows.none()


def counts(rows: Iterable[Invitation]) -> dict[str, int]:
    """Return how many replied what; a reply to a date that was given up counts as none."""
    found = Counter(Invitation.Reply.NEEDS_ACTION if is_stale(row) else row.reply for row in rows)
    return {reply: found[reply] for reply in Invitation.Reply.values}


def is_stale(row: Invitation) -> bool:
    """Say whether somebody replied to an earlier date of the meeting."""
    return row.answers_sequence is not None and row.answers_sequence < row.meeting.sequence


def seated(meeting: Meeting, day: date | None = None) -> list[Who]:
    """Return who holds the seats of the body on the day of the meeting (today, where it has none)."""
    if meeting.body is None:
        return []
    day = day or meeting.date or moments.today(meeting.zone)
    tenures = (
        Tenure.objects.filter(Tenure.holding(day) & Seat.holding(day, "seat__"), seat__body=meeting.body)
        .select_related("seat", "entity", "person__user", "person__entity")
        .order_by("seat__order", "seat__id", "-capacity", "id")
    )
    points = _focal_points(tenure.entity_id for tenure in tenures if tenure.person_id is None)
    return [_who(tenure, points) for tenure in tenures]


def _focal_points(entities: Iterable[int | None]) -> dict[int, User]:
    """Return the focal point of each entity that has exactly one: of several none is chosen."""
    found: dict[int, list[User]] = {}
    rows = User.objects.filter(entity__in=[key for key in entities if key], role=Role.FOCAL_POINT, is_active=True)
    for user in rows:
        found.setdefault(user.entity_id or 0, []).append(user)
    return {key: users[0] for key, users in found.items() if len(users) == 1}


def _who(tenure: Tenure, points: Mapping[int, User]) -> Who:
    """Return whom a tenure brings: the seat of an entity is that of its focal point."""
    person, entity = tenure.person, tenure.entity
    user = person.user if person else points.get(entity.pk) if entity else None
    observes = tenure.seat.function == Seat.Function.OBSERVER
    capacity = Capacity.OBSERVER if observes else Capacity(tenure.capacity)
    return Who(tenure.seat, entity, person, user, str(person or entity), capacity)


def _open(meeting: Meeting) -> Meeting:
    """Return a meeting to which people can be invited, held for change."""
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if held.stage not in {Meeting.Stage.DRAFT, Meeting.Stage.CONVENED}:
        raise Refused("wrong_stage", _("People are invited to a meeting that is still to come."))
    return held


def _invited(actor: User, meeting: Meeting, values: Mapping[str, object], email: str) -> Invitation:
    """Write one invitation."""
    order = (meeting.invitations.aggregate(last=Max("order"))["last"] or 0) + 1
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = Invitation(meeting=meeting, email=email, token=token, invited_at=timezone.now(), order=order, **values)
    return added(actor, row, gesture=Gesture(actor, meeting))


def _checked(email: str) -> str:
    """Return an e-mail address."""
    email = email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Refused("bad_email", _("“%s” is not an e-mail address.") % email) from error
    return email
