"""Whom a step of the schedule asks, and how they were found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from secretariat.network.models import Body, Entity, Person, Role, Seat, Tenure, User
from secretariat.network.seating import CHAIRS
from secretariat.register.models import ActionPoint, Owner

from .models import EscalationRule

Asked = EscalationRule.Role


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is asked: a user, or else a person or an entity without an account.

    ``found`` says in plain words why it is they.
    """

    user: User | None
    person: Person | None
    entity: Entity | None
    found: str

    @property
    def key(self) -> tuple[str, int]:
        """Return what makes two of them the same."""
        if self.user is not None:
            return "user", self.user.pk
        return ("person", self.person.pk) if self.person else ("entity", self.entity.pk if self.entity else 0)

    @property
    def label(self) -> str:
        """Return how they are called."""
        return str(self.user or self.person or self.entity)


@dataclass(slots=True)
class Recipients:
    """Finds whom to ask, for many actions with a few questions to the database."""

    day: date
    _focal: dict[int, list[User]] = field(default_factory=lambda: defaultdict(list))
    _chairs: dict[int, list[Tenure]] = field(default_factory=lambda: defaultdict(list))
    _office: list[User] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look up focal points, chairs and the secretariat as of the day."""
        active = User.objects.filter(is_active=True).order_by("pk")
        for user in active.filter(role=Role.FOCAL_POINT).exclude(entity=None):
            self._focal[user.entity_id or 0].append(user)
        self._office.extend(active.filter(role=Role.SECRETARIAT))
        rule = Q(seat__function__in=CHAIRS) & Tenure.holding(self.day) & Seat.holding(self.day, "seat__")
        chairs = Tenure.objects.filter(rule).select_related("seat", "person__user", "entity").order_by("capacity", "pk")
        for tenure in sorted(chairs, key=lambda row: row.capacity != Tenure.Capacity.PRINCIPAL):
            self._chairs[tenure.seat.body_id].append(tenure)

    def of(self, action: ActionPoint, body: Body | None, role: str) -> tuple[Recipient, ...]:
        """Return whom a step asks about an action: nobody is asked twice, and somebody always is."""
        found: dict[tuple[str, int], Recipient] = {}
        for recipient in self._asked(action, body, role):
            found.setdefault(recipient.key, recipient)
        return tuple(found.values()) or tuple(self._secretariat(_("nobody else was found")))

    def _asked(self, action: ActionPoint, body: Body | None, role: str) -> Iterator[Recipient]:
        """Yield whom the role means for this action."""
        owners = list(action.owners.all())
        if role == Asked.CHAIR:
            yield from self._chair(body)
        elif not owners:
            yield from self._secretariat(_("nobody holds it"))
        for owner in owners if role != Asked.CHAIR else ():
            yield from self._holder(owner) if role == Asked.OWNER else self._next_to(owner)

    def _holder(self, owner: Owner) -> Iterator[Recipient]:
        """Yield a holder: the person, or the focal points of the entity, or the chair of the body."""
        if owner.person is not None:
            yield _person(owner.person, owner.entity, _("holds it"))
        else:
            yield from self._next_to(owner)

    def _next_to(self, owner: Owner) -> Iterator[Recipient]:
        """Yield who speaks for the entity or body of a holder."""
        if owner.body is not None:
            yield from self._chair(owner.body)
        elif owner.entity is not None:
            users = self._focal.get(owner.entity.pk, [])
            why = _("focal point of %s") % owner.entity
            yield from (Recipient(user, None, owner.entity, why) for user in users)
            if not users:
                yield Recipient(None, None, owner.entity, _("holds it and has no focal point here"))

    def _chair(self, body: Body | None) -> Iterator[Recipient]:
        """Yield who chairs a body: people, or the focal points of the entity that chairs."""
        for tenure in self._chairs.get(body.pk, []) if body is not None else []:
            why = _("chairs %s") % body
            if tenure.person is not None:
                yield _person(tenure.person, tenure.entity, why)
            elif tenure.entity is not None:
                users = self._focal.get(tenure.entity.pk, [])
                yield from (Recipient(user, None, tenure.entity, why) for user in users)
                if not users:
                    yield Recipient(None, None, tenure.entity, why)

    def _secretariat(self, why: str) -> Iterator[Recipient]:
        """Yield the secretariat."""
        yield from (Recipient(user, None, None, _("secretariat: %s") % why) for user in self._office)


def _person(person: Person, entity: Entity | None, why: str) -> Recipient:
    """Return a person, by their account where they have one that is used."""
    user = person.user if person.user is not None and person.user.is_active else None
    return Recipient(user, person, entity or person.entity, why)
