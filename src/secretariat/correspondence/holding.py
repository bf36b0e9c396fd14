"""What somebody holds, and of which bodies they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from secretariat.network.models import Body, Role, User
from secretariat.network.seating import chaired, seated
from secretariat.register.conditions import owned_by
from secretariat.register.models import ActionPoint, Kind, Owner
from secretariat.register.selectors import entries

if TYPE_CHECKING:
    from django.db.models import QuerySet


def held(user: User) -> QuerySet[ActionPoint]:
    """Return the live actions that the user holds and may read.

    In their own name, for their entity, for a body that they chair, or, in the secretariat, for the secretariat.
    """
    bodies = chaired(user)
    mine = owned_by(user, "mine") | Q(pk__in=Owner.objects.filter(body__in=bodies).values("action"))
    if user.role == Role.SECRETARIAT:
        mine |= Q(pk__in=Owner.objects.filter(body__sort=Body.Sort.SECRETARIAT).values("action"))
    rows: QuerySet[ActionPoint] = entries(user, Kind.ACTION_POINT).filter(mine, state__in=ActionPoint.LIVE)
    return rows


def bodies_of_user(user: User) -> QuerySet[Body]:
    """Return the bodies in which the user sits; for the secretariat all of them."""
    return Body.objects.order_by() if user.role == Role.SECRETARIAT else seated(user)
