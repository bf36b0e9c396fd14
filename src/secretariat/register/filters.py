"""The filters of a list of the register, as an address carries them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from secretariat.network.guarded import Confidentiality

from .models import ActionPoint, Decision, Pace

SORTS = ("date", "due", "text", "state", "owner", "reference")
STATES = frozenset({*ActionPoint.State.values, *Decision.State.values, "noted"}) - {"proposed"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to. ``ignored`` names what the address asked for and makes no sense.

    ``owner`` is a reference (``entity:iom``, ``body:executive-committee``) or ``mine``. ``as_of`` is a past day:
    the list is then as it stood at its end (``past_lists``).
    """

    q: str = ""
    body: str = ""
    meeting: int | None = None
    document: int | None = None
    state: tuple[str, ...] = ()
    owner: str = ""
    unassigned: bool = False
    overdue: bool = False
    review_due: bool = False
    met_after: date | None = None
    met_before: date | None = None
    due_after: date | None = None
    due_before: date | None = None
    pace: str = ""
    verb: str = ""
    confidentiality: str = ""
    as_of: date | None = None
    sort: str = "-date"
    ignored: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, query: Mapping[str, Any]) -> Filters:
        """Return the filters of an address; what makes no sense is left out and named."""
        wanted: dict[str, Any] = {}
        ignored = []
        for name, parse in PARSERS.items():
            given = _given(query, name)
            if not given:
                continue
            try:
                wanted[name] = parse(given)
            except ValueError:
                ignored.append(name)
        return cls(**wanted, ignored=tuple(ignored))

    @classmethod
    def from_query_string(cls, query: str) -> Filters:
        """Return the filters of the part of an address after the question mark."""
        return cls.from_query(QueryDict(query.removeprefix("?")))

    def query_string(self, **changes: Any) -> str:
        """Return the filters, changed, as the part of an address after the question mark."""
        changed = replace(self, **changes)
        query = QueryDict(mutable=True)
        for field in fields(self):
            value = getattr(changed, field.name)
            if field.name != "ignored" and value != field.default:
                query.setlist(field.name, [_written(item) for item in _items(value)])
        return query.urlencode()

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything but the order was asked for."""
        return bool(self.query_string(sort="-date"))


def _items(value: object) -> tuple[object, ...]:
    """Return one value or several as several."""
    return value if isinstance(value, tuple) else (value,)


def _written(value: object) -> str:
    """Return one value as an address carries it."""
    return "1" if value is True else "" if value in {None, False} else str(value)


def _given(query: Mapping[str, Any], name: str) -> list[str]:
    """Return the values of a name, without empty ones."""
    found = query.getlist(name) if isinstance(query, QueryDict) else query.get(name)
    values = found if isinstance(found, list | tuple) else [found]
    return [text for text in (str(value).replace("\x00", "").strip() for value in values if value is not None) if text]


def _text(given: list[str]) -> str:
    """Return one text."""
    return given[-1][:200]


def _number(given: list[str]) -> int:
    """Return a row's number."""
    if not given[-1].isascii() or not given[-1].isdigit() or len(given[-1]) > 15:
        raise ValueError
    return int(given[-1])


def _yes(given: list[str]) -> bool:
    """Return a yes."""
    return given[-1].lower() in {"1", "true", "yes", "on"}


def _day(given: list[str]) -> date:
    """Return a day."""
    return date.fromisoformat(given[-1])


def _past_day(given: list[str]) -> date | None:
    """Return a day that is over; today is what a list shows anyway."""
    found, today = _day(given), timezone.localdate()
    if found > today:
        raise ValueError
    return found if found < today else None


def _states(given: list[str]) -> tuple[str, ...]:
    """Return the states that there are, each once."""
    known = tuple(state for state in dict.fromkeys(given) if state in STATES)
    if not known:
        raise ValueError
    return known


def _one_of(*values: str) -> Callable[[list[str]], str]:
    """Return a parser for one of a few values."""

    def parse(given: list[str]) -> str:
        if given[-1] not in values:
            raise ValueError
        return given[-1]

    return parse


PARSERS: dict[str, Callable[[list[str]], Any]] = {
    "q": _text,
    "body": _text,
    "meeting": _number,
    "document": _number,
    "state": _states,
    "owner": _text,
    "unassigned": _yes,
    "overdue": _yes,
    "review_due": _yes,
    "met_after": _day,
    "met_before": _day,
    "due_after": _day,
    "due_before": _day,
    "pace": _one_of(*Pace.values),
    "verb": _text,
    "confidentiality": _one_of(*Confidentiality.values),
    "as_of": _past_day,
    "sort": _one_of(*SORTS, *(f"-{name}" for name in SORTS)),
}
