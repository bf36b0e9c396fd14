"""A list of the register as of a past day: the same filters, order and counts, on entries as they stood.

What ``conditions`` and ``facets`` ask of the database is asked of the entries here: the database has them as of today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from secretariat.network.access import Actor, member
from secretariat.network.guarded import Confidentiality
from secretariat.network.models import User
from secretariat.network.names import words

from .facets import Facet, chosen, names_of
from .filters import Filters
from .making import ENTRY_MODELS
from .models import ActionPoint, Decision, Kind, Owner, Pace
from .past import standing

Test = Callable[[Any], bool]
Values = Callable[[Any], dict[str, str]]
"""The values that an entry has for a filter, with their labels."""


class PastList:
    """The entries of a kind at the end of a past day, narrowed and in order."""

    def __init__(self, actor: Actor, kind: str, day: date, filters: Filters) -> None:
        """Work out how everything stood; ``rows`` are those that the filters leave."""
        self.kind, self.filters = kind, filters
        self.all = standing(actor, kind, day)
        self._tests = list(_tests(member(actor), kind, filters))
        self.rows = _sorted(self._left(), kind, filters.sort)

    def facets(self) -> dict[str, list[Facet]]:
        """Return the values of each filter, counted with the other filters on and without its own."""
        return {name: self._facet(name) for name in names_of(self.kind)}

    def _left(self, without: str = "") -> list[Any]:
        """Return the entries that the filters leave, but for the one named ``without``."""
        tests = [test for name, test in self._tests if name != without]
        return [row for row in self.all if all(test(row) for test in tests)]

    def _facet(self, name: str) -> list[Facet]:
        """Return the values of one filter."""
        labels = dict(_choices(self.kind, name))
        counted: Counter[str] = Counter()
        for row in self._left(without=name):
            found = VALUES[name](row)
            labels = {**found, **labels} if name not in CHOICES else labels
            counted.update(found.keys())
        order = list(labels) if name in CHOICES else sorted(counted, key=lambda value: (-counted[value], labels[value]))
        taken = chosen(self.filters, name)
        shown = [value for value in order if counted[value] or name == "attention"]
        return [Facet(value, labels[value], counted[value], value in taken) for value in shown]


def _tests(user: User | None, kind: str, filters: Filters) -> Iterator[tuple[str, Test]]:
    """Yield each filter that was set, with its test."""
    if filters.q:
        wanted = words(filters.q)
        yield "q", lambda row: all(word in row.search for word in wanted)
    if filters.document:
        yield "document", lambda row: row.document_id == filters.document
    yield from _within("met", lambda row: row.meeting and row.meeting.date, filters.met_after, filters.met_before)
    if kind == Kind.ACTION_POINT:
        yield from _within("due", lambda row: row.due_date, filters.due_after, filters.due_before)
        if filters.owner:
            yield "owner", _owned_by(user, filters.owner)
    for name in names_of(kind):
        asked = chosen(filters, name)
        if asked and name == "attention":
            yield name, lambda row, asked=asked: asked <= set(_attention(row))  # type: ignore[misc]
        elif asked and name != "owner":
            yield name, lambda row, asked=asked, of=VALUES[name]: bool(asked & set(of(row)))  # type: ignore[misc]


def _within(
    name: str, day: Callable[[Any], date | None], after: date | None, before: date | None
) -> Iterator[tuple[str, Test]]:
    """Yield the test whether a day lies between two."""
    if after or before:
        first, last = after or date.min, before or date.max
        yield name, lambda row: (found := day(row)) is not None and first <= found <= last


def _owned_by(user: User | None, owner: str) -> Test:
    """Return the test whether an action was held by ``owner``, or by the user (``mine``)."""

    def mine(held: Owner) -> bool:
        themselves = held.person is not None and held.person.user_id == user.pk  # type: ignore[union-attr]
        return themselves or (held.entity_id is not None and held.entity_id == user.entity_id)  # type: ignore[union-attr]

    def named(held: Owner) -> bool:
        return owner in {who.ref for who in (held.entity, held.body, held.person) if who is not None}

    if owner == "mine":
        return lambda row: user is not None and any(mine(held) for held in row.owners.all())
    return lambda row: any(named(held) for held in row.owners.all())


def _attention(row: ActionPoint) -> dict[str, str]:
    """Return what asked for attention in an action on the day that it is seen on."""
    review = row.state == ActionPoint.State.CONTINUING and (
        row.review_date is None or row.seen_on is None or row.review_date <= row.seen_on
    )
    flags = {
        "unassigned": row.is_live and row.is_unassigned,
        "overdue": row.is_overdue(),
        "review_due": review,
    }
    return {name: name for name, flag in flags.items() if flag}


def _body(row: Any) -> dict[str, str]:  # noqa: ANN401 - an entry of any kind
    """Return the body of an entry."""
    return {} if row.body is None else {row.body.slug: row.body.name}


def _meeting(row: Any) -> dict[str, str]:  # noqa: ANN401 - an entry of any kind
    """Return the meeting of an entry, with its day."""
    meeting = row.meeting
    if meeting is None:
        return {}
    return {str(meeting.pk): f"{meeting.title} ({meeting.date})" if meeting.date else meeting.title}


def _owners(row: ActionPoint) -> dict[str, str]:
    """Return the entities and bodies that held an action."""
    held = (owner.entity or owner.body for owner in row.owners.all())
    return {who.ref: str(getattr(who, "short_name", "") or who) for who in held if who is not None}


def _verb(row: Decision) -> dict[str, str]:
    """Return the verb of a decision."""
    return {row.verb: row.verb} if row.verb else {}


VALUES: Mapping[str, Values] = {
    "body": _body,
    "meeting": _meeting,
    "state": lambda row: {row.state: row.state},
    "confidentiality": lambda row: {row.confidentiality: row.confidentiality},
    "pace": lambda row: {row.pace: row.pace},
    "owner": _owners,
    "attention": _attention,
    "verb": _verb,
}
CHOICES = {"state", "confidentiality", "pace", "attention"}
"""The filters whose values stand in an order of their own."""


def _choices(kind: str, name: str) -> list[tuple[str, str]]:
    """Return the values of such a filter, with their labels, in their order."""
    if name == "attention":
        return [("unassigned", _("To be assigned")), ("overdue", _("Overdue")), ("review_due", _("Up for review"))]
    states = ENTRY_MODELS[kind]._meta.get_field("state").flatchoices
    choices = {"state": states, "confidentiality": Confidentiality.choices, "pace": Pace.choices}
    return [(value, str(label)) for value, label in choices.get(name, [])]


def _sorted(rows: list[Any], kind: str, sort: str) -> list[Any]:
    """Return entries in order, as ``selectors.entries`` has them; those without the value come last either way."""
    name = sort.removeprefix("-")
    if kind != Kind.ACTION_POINT and name in {"due", "owner"}:
        name = "date"
    value = SORTS[name]
    rows = sorted(rows, key=lambda row: (-(row.meeting_id or 0), row.start is not None, row.start or 0, row.pk))
    empty = [row for row in rows if value(row) is None]
    return sorted((row for row in rows if value(row) is not None), key=value, reverse=sort.startswith("-")) + empty


def _first_owner(row: ActionPoint) -> str | None:
    """Return the name of the first holder of an action."""
    return next((next(iter(_owners(row).values()), owner.label) for owner in row.owners.all()), None)


SORTS: Mapping[str, Callable[[Any], Any]] = {
    "date": lambda row: row.meeting and row.meeting.date,
    "due": lambda row: row.due_date,
    "text": lambda row: row.search,
    "state": lambda row: row.state,
    "owner": _first_owner,
    "reference": lambda row: row.pk,
}
