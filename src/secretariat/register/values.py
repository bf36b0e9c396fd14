"""The values of a finding or an entry: which there are for each kind, and what each may be.

A payload is JSON with the keys of the reading (docs/contract.md). What a person sends is checked here,
once, for the review page, the register and the command line alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused
from secretariat.meetings.models import Meeting
from secretariat.network.selectors import resolve

from . import due
from .models import ActionPoint, Kind, Owner, Pace

Value = str | float | bool | list[str] | list[dict[str, str]] | None
Payload = dict[str, object]

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    Kind.MEETING: ("title", "body", "date", "end_date", "start", "end", "timezone", "mode", "place"),
    Kind.PARTICIPANT: (
        "name",
        "title",
        "organization",
        "role",
        "attendance",
        "represented_by",
        "initials",
    ),
    Kind.AGENDA_ITEM: ("number", "title"),
    Kind.DECISION: ("text", "verb", "manner", "proposer", "object", "object_revision"),
    Kind.ACTION_POINT: ("text", "owners", "owner_refs", "due_text", "due", "pace", "review_date", "status"),
    Kind.STATEMENT: ("text", "force", "speaker"),
    Kind.QUESTION: ("text",),
    Kind.FIGURE: ("text", "value", "unit", "subject", "as_of", "approximate"),
    Kind.PREVIOUS_ACTION: ("text", "status", "owners", "action"),
}
MAIN: Final[Mapping[str, str]] = {
    Kind.MEETING: "title",
    Kind.PARTICIPANT: "name",
    Kind.AGENDA_ITEM: "title",
}
ATTENDANCE = ("present", "apologies", "absent", "represented")
LONGEST = 20_000


def main_key(kind: str) -> str:
    """Return the key that holds the words of a kind."""
    return MAIN.get(kind, "text")


def text(payload: Mapping[str, object], key: str) -> str:
    """Return a value as text; nothing is the empty text."""
    value = payload.get(key)
    return "" if value is None else str(value)


def texts(payload: Mapping[str, object], key: str) -> list[str]:
    """Return a value as a list of texts."""
    value = payload.get(key)
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def checked(kind: str, changes: Mapping[str, object]) -> Payload:
    """Return the changes that a person sends, each in its one form.

    Raises:
        Refused: for a key that this kind has not, or a value that cannot be.
    """
    known = {*KEYS[kind], "section"}
    unknown = sorted(set(changes) - known)
    if unknown:
        raise Refused("unknown_field", _("There is no field “%s” here.") % unknown[0])
    checked_values = {key: CHECKS.get(key, _plain)(value) for key, value in changes.items()}
    main = main_key(kind)
    if main in checked_values and not checked_values[main] and kind != Kind.PARTICIPANT:
        raise Refused("text_missing", _("Give the words of the entry."))
    return checked_values


def _plain(value: object) -> str:
    """Return a text without control characters; too long a text is refused."""
    words = "" if value is None else str(value)
    if len(words) > LONGEST:
        raise Refused("too_long", _("This text is too long: at most %s characters.") % LONGEST)
    return "".join(char for char in words if char.isprintable() or char in "\n\t").strip()


def _list(value: object) -> list[str]:
    """Return a list of texts; one text may hold several, separated by semicolons or lines."""
    parts = value if isinstance(value, list | tuple) else str(value or "").replace(";", "\n").split("\n")
    return [words for words in (_plain(part) for part in parts) if words]


def _owner_refs(value: object) -> list[dict[str, str]]:
    """Return holders as references with their part; one lead at most, nobody twice."""
    rows = value if isinstance(value, list | tuple) else []
    refs: dict[str, str] = {}
    for row in rows:
        ref = row if isinstance(row, str) else str(row.get("ref", ""))
        part = Owner.Part.NAMED if isinstance(row, str) else str(row.get("part") or Owner.Part.NAMED)
        if part not in Owner.Part.values:
            raise Refused("unknown_part", _("The part of a holder is one of: %s.") % ", ".join(Owner.Part.values))
        if resolve(ref) is None:
            raise Refused("unknown_owner", _("The network has no “%s”.") % ref)
        refs.setdefault(ref, part)
    if list(refs.values()).count(Owner.Part.LEAD) > 1:
        raise Refused("two_leads", _("An action has one lead. The others contribute."))
    return [{"ref": ref, "part": part} for ref, part in refs.items()]


def _one_of(values: tuple[str, ...]) -> Callable[[object], str]:
    """Return a check for one of a few values, or none."""

    def check(value: object) -> str:
        words = _plain(value)
        if words and words not in values:
            raise Refused("unknown_value", _("“%(value)s” is not one of: %(values)s.") % _said(words, values))
        return words

    return check


def _said(value: str, values: tuple[str, ...]) -> dict[str, str]:
    """Return the parts of a message about a value."""
    return {"value": value, "values": ", ".join(values)}


def _time(value: object) -> str:
    """Return a time of day as ``HH:MM``."""
    words = _plain(value)
    try:
        found = parse_time(words) if words else None
    except ValueError:
        found = None
    if words and found is None:
        raise Refused("bad_time", _("“%s” is not a time. Write it as 15:00.") % words)
    return f"{found:%H:%M}" if found else ""


def _day(value: object) -> str:
    """Return a day in ISO form."""
    found = due.day(_plain(value))
    return found.isoformat() if found else ""


def _number(value: object) -> float | None:
    """Return a number."""
    words = _plain(value)
    try:
        number = float(words) if words else None
    except ValueError:
        number = float("nan")
    if number is not None and not abs(number) < float("inf"):
        raise Refused("bad_number", _("“%s” is not a number.") % words)
    return number


def _yes(value: object) -> bool:
    """Return a yes or no."""
    return value is True or str(value).lower() in {"1", "true", "yes", "on"}


def _pace(value: object) -> str:
    """Return a pace; an empty one is ``once``."""
    return _one_of(tuple(Pace.values))(value) or Pace.ONCE


def _action(value: object) -> int | None:
    """Return the number of an action point of the register, from its reference (``A-12``) or number."""
    words = _plain(value).upper().removeprefix("A-")
    if not words:
        return None
    number = int(words) if words.isascii() and words.isdigit() and len(words) < 16 else 0
    if not ActionPoint.objects.filter(pk=number).exclude(ActionPoint.drafts()).exists():
        raise Refused("unknown_action", _("The register has no action point “%s”.") % _plain(value))
    return number


CHECKS: Final[Mapping[str, Callable[[object], object]]] = {
    "action": _action,
    "owners": _list,
    "owner_refs": _owner_refs,
    "due": lambda value: due.checked(_plain(value)),
    "pace": _pace,
    "review_date": _day,
    "date": _day,
    "end_date": _day,
    "start": _time,
    "end": _time,
    "mode": _one_of(tuple(Meeting.Mode.values)),
    "attendance": _one_of(ATTENDANCE),
    "value": _number,
    "approximate": _yes,
}
