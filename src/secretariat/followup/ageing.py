"""How old what is open is, how long overdue, and who holds how much of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from secretariat.network.access import Actor
from secretariat.network.models import Body
from secretariat.register.models import ActionPoint, Kind, Owner
from secretariat.register.selectors import entries

from .arising import of_body

if TYPE_CHECKING:
    from django.db.models import QuerySet

State = ActionPoint.State
MONTHS = (
    (30, _("under a month")),
    (91, _("1 to 3 months")),
    (182, _("3 to 6 months")),
    (365, _("6 to 12 months")),
    (None, _("over a year")),
)


@dataclass(frozen=True, slots=True)
class Age:
    """One span of age: how many actions are of it, and how many of these are overdue."""

    label: str | Promise
    count: int
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Business:
    """What is open: how much, how much of it asks for attention, and how old it is."""

    count: int
    overdue: int
    unassigned: int
    to_review: int
    ages: list[Age] = field(default_factory=list)


def overdue_by(days: int) -> str:
    """Return for how long something is overdue, in words: in days up to a quarter, then in months and years."""
    if days < 91:
        return ngettext("overdue by %d day", "overdue by %d days", days) % days
    if days < 730:
        return ngettext("overdue by %d month", "overdue by %d months", days // 30) % (days // 30)
    return ngettext("overdue by %d year", "overdue by %d years", days // 365) % (days // 365)


def open_business(actor: Actor, body: Body) -> Business:
    """Return what is open of a body, as far as ``actor`` may read it. Age counts from the meeting it comes from."""
    today = timezone.localdate()
    rows = list(_live(actor).filter(of_body(body.pk)))
    late = [row for row in rows if row.is_overdue(today)]
    review = (row for row in rows if row.state == State.CONTINUING and (row.last_day is None or row.last_day <= today))
    return Business(
        count=len(rows),
        overdue=len(late),
        unassigned=sum(row.is_unassigned for row in rows),
        to_review=len(list(review)),
        ages=_ages([((today - _born(row)).days, row in late) for row in rows]),
    )


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody holds. ``ref`` is empty for what nobody holds."""

    ref: str
    label: str
    open: int = 0
    in_progress: int = 0
    continuing: int = 0
    overdue: int = 0

    @property
    def count(self) -> int:
        """Return how much it is together."""
        return self.open + self.in_progress + self.continuing


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that is open: by holder, by how long it is overdue, and what is next up for review."""

    holders: list[Held]
    unassigned: Held
    overdue: list[Age]
    reviews: list[ActionPoint]
    count: int
    late: int


def overview(actor: Actor) -> Overview:
    """Return what is open, as far as ``actor`` may read it. What several hold counts for each of them."""
    today = timezone.localdate()
    rows = list(_live(actor))
    late = [row for row in rows if row.is_overdue(today)]
    by: dict[tuple[str, str], list[ActionPoint]] = defaultdict(list)
    for row in rows:
        for key in {_holder(owner) for owner in row.owners.all()}:
            by[key].append(row)
    holders = [_held(ref, label, held, today) for (ref, label), held in by.items()]
    soon = today + timedelta(days=60)
    reviews = [row for row in rows if row.state == State.CONTINUING and (row.review_date or date.min) <= soon]
    return Overview(
        holders=sorted(holders, key=lambda held: (-held.overdue, -held.count, held.label)),
        unassigned=_held("", "", [row for row in rows if row.is_unassigned], today),
        overdue=_ages([(row.days_late(today), True) for row in late]),
        reviews=sorted(reviews, key=lambda row: (row.review_date or date.min, row.pk)),
        count=len(rows),
        late=len(late),
    )


def _live(actor: Actor) -> QuerySet[ActionPoint]:
    """Return the actions that are open, under way or continuing."""
    rows: QuerySet[ActionPoint] = entries(actor, Kind.ACTION_POINT)
    return rows.filter(state__in=ActionPoint.LIVE).order_by("pk")


def _holder(owner: Owner) -> tuple[str, str]:
    """Return the entity, body or lone person of a holder: reference and label."""
    holder = owner.entity or owner.body or owner.holder
    return holder.ref, str(holder)


def _held(ref: str, label: str, rows: list[ActionPoint], today: date) -> Held:
    """Return what somebody holds."""
    states = Counter(row.state for row in rows)
    overdue = sum(row.is_overdue(today) for row in rows)
    return Held(ref, label, states[State.OPEN], states[State.IN_PROGRESS], states[State.CONTINUING], overdue)


def _born(row: ActionPoint) -> date:
    """Return the day from which the age of an action counts: of its meeting, or else of its entry."""
    return (row.meeting.date if row.meeting else None) or timezone.localdate(row.created_at)


def _ages(days: Iterable[tuple[int, bool]]) -> list[Age]:
    """Return how many of these are of which age; each comes with whether it is overdue."""
    counts, late = Counter[int](), Counter[int]()
    for age, overdue in days:
        place = next(number for number, (most, _label) in enumerate(MONTHS) if most is None or age < most)
        counts[place] += 1
        late[place] += overdue
    return [Age(label, counts[place], late[place]) for place, (_most, label) in enumerate(MONTHS)]
