"""From values to rows: what a payload's values mean in an entry, a meeting, an attendance, an agenda item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Final

from django.db import models
from django.utils.dateparse import parse_time

from secretariat.meetings.models import AgendaItem, Attendance, Meeting
from secretariat.network.models import Body, Entity, Person
from secretariat.network.names import folded
from secretariat.network.selectors import Directory, Holder, resolve

from . import due
from .models import (
    ActionPoint,
    Decision,
    Entry,
    Figure,
    Kind,
    Owner,
    Pace,
    PreviousAction,
    Question,
    Statement,
)
from .values import KEYS, Payload, text, texts

Made = Meeting | Attendance | AgendaItem | Entry

MODELS: Final[Mapping[str, type[Made]]] = {
    Kind.MEETING: Meeting,
    Kind.PARTICIPANT: Attendance,
    Kind.AGENDA_ITEM: AgendaItem,
    Kind.DECISION: Decision,
    Kind.ACTION_POINT: ActionPoint,
    Kind.STATEMENT: Statement,
    Kind.QUESTION: Question,
    Kind.FIGURE: Figure,
    Kind.PREVIOUS_ACTION: PreviousAction,
}
ENTRY_MODELS: Final[Mapping[str, type[Entry]]] = {
    kind: model for kind, model in MODELS.items() if issubclass(model, Entry)
}
STATUS_STATES: Final[Mapping[str, str]] = {
    "done": ActionPoint.State.DONE,
    "completed": ActionPoint.State.DONE,
    "complete": ActionPoint.State.DONE,
    "closed": ActionPoint.State.DONE,
    "in progress": ActionPoint.State.IN_PROGRESS,
    "ongoing": ActionPoint.State.IN_PROGRESS,
    "dropped": ActionPoint.State.DROPPED,
    "cancelled": ActionPoint.State.DROPPED,
}


def fill(row: Made, kind: str, payload: Payload, directory: Directory, keys: Iterable[str] | None = None) -> None:
    """Set the fields of ``row`` from the values at ``keys`` (all keys of the kind by default)."""
    for key in KEYS[kind] if keys is None else keys:
        setter = SETTERS.get((kind, key))
        if setter is not None:
            setter(row, payload, directory)
        elif key in KEYS[kind] and key != "owner_refs":
            put(row, key, text(payload, key))
    if isinstance(row, Entry) and (keys is None or "section" in keys):
        put(row, "section", text(payload, "section"))


def with_plan(row: Meeting, payload: Payload) -> Payload:
    """Return a header's values, and those of the plan where the record of a planned meeting gives none."""
    if not row.uid:
        return payload
    hours = {"start": row.start_time, "end": row.end_time}
    planned: Payload = {
        "title": row.title,
        "body": "" if row.body is None else row.body.name,
        **{key: getattr(row, key).isoformat() if getattr(row, key) else "" for key in ("date", "end_date")},
        **{key: f"{hour:%H:%M}" if hour else "" for key, hour in hours.items()},
        **{key: getattr(row, key) for key in ("timezone", "mode", "place")},
    }
    return {**planned, **{key: value for key, value in payload.items() if value}}


def standing_state(kind: str, payload: Payload) -> str:
    """Return the state in which an entry of this kind begins."""
    if kind == Kind.DECISION:
        return Decision.State.ADOPTED
    if kind != Kind.ACTION_POINT:
        return "noted"
    state = STATUS_STATES.get(folded(text(payload, "status")), ActionPoint.State.OPEN)
    if text(payload, "pace") == Pace.STANDING and state != ActionPoint.State.DROPPED:
        return ActionPoint.State.CONTINUING
    return state


def paced_state(state: str, pace: str) -> str:
    """Return the state of an action whose pace becomes ``pace``: a standing one continues, no other does."""
    if pace == Pace.STANDING and state in {*ActionPoint.LIVE, ActionPoint.State.DONE}:
        return ActionPoint.State.CONTINUING
    if pace != Pace.STANDING and state == ActionPoint.State.CONTINUING:
        return ActionPoint.State.OPEN
    return state


def put(row: models.Model, field: str, value: str) -> None:
    """Set a text field, cut to the length that the field has."""
    length = getattr(row._meta.get_field(field), "max_length", None)
    setattr(row, field, value[:length] if length else value)


@dataclass(frozen=True, slots=True)
class Holding:
    """One holder of an action, before it is a row."""

    holder: Holder
    part: str
    as_written: str = ""


def holdings(payload: Payload, directory: Directory) -> list[Holding]:
    """Return who holds an action: those a person chose, or else those of the record that the network knows.

    One name alone leads. Of several the record does not say who leads, and nor do we.
    """
    chosen = payload.get("owner_refs")
    if isinstance(chosen, list):
        found = [(resolve(row["ref"]), row["part"]) for row in chosen]
        return [Holding(holder, part) for holder, part in found if holder is not None]
    written = texts(payload, "owners")
    part = Owner.Part.LEAD if len(written) == 1 else Owner.Part.NAMED
    known = {name: directory.find(name) for name in written}
    once = {holder.ref: Holding(holder, part, name) for name, holder in reversed(known.items()) if holder}
    return list(reversed(once.values()))


def set_owners(action: ActionPoint, wanted: Iterable[Holding]) -> None:
    """Make the rows of an action's holders those that are wanted."""
    action.owners.all().delete()
    for holding in wanted:
        Owner.objects.create(
            action=action, part=holding.part, as_written=holding.as_written[:200], **_who(holding.holder)
        )


def _who(holder: Holder) -> dict[str, Entity | Body | Person | None]:
    """Return the fields of a holder."""
    if isinstance(holder, Person):
        return {"person": holder, "entity": holder.entity}
    return {"entity": holder} if isinstance(holder, Entity) else {"body": holder}


def _set_due(row: Made, payload: Payload, _directory: Directory) -> None:
    """Set due and its last day."""
    if isinstance(row, ActionPoint):
        put(row, "due", text(payload, "due"))
        row.due_date = due.last_day(row.due)


def _set_pace(row: Made, payload: Payload, _directory: Directory) -> None:
    """Set the pace, and the state that goes with it."""
    if isinstance(row, ActionPoint):
        pace = text(payload, "pace")
        row.pace = pace if pace in Pace.values else Pace.ONCE
        row.state = paced_state(row.state, row.pace)


def _set_review_date(row: Made, payload: Payload, _directory: Directory) -> None:
    """Set the day on which a standing action is looked at again."""
    if isinstance(row, ActionPoint):
        row.review_date = due.last_day(text(payload, "review_date"))


def _set_status(row: Made, payload: Payload, _directory: Directory) -> None:
    """Keep the status of an earlier action as written; an action point's state is its own."""
    if isinstance(row, PreviousAction):
        put(row, "status", text(payload, "status"))


def _set_action(row: Made, payload: Payload, _directory: Directory) -> None:
    """Tie a report in a record to the action it is about: the one chosen, or the only one in the same words."""
    if not isinstance(row, PreviousAction):
        return
    if "action" in payload:
        chosen = payload["action"]
        row.action = ActionPoint.objects.filter(pk=chosen).first() if isinstance(chosen, int) else None
        return
    words = folded(text(payload, "text"))
    entered = ActionPoint.objects.exclude(ActionPoint.drafts()).filter(search__startswith=words)
    same = [action for action in entered if folded(action.text) == words]
    row.action = same[0] if len(same) == 1 else None


def _set_owners_written(row: Made, payload: Payload, _directory: Directory) -> None:
    """Keep the holders as written."""
    if isinstance(row, ActionPoint | PreviousAction):
        row.owners_written = texts(payload, "owners")


def _set_figure(row: Made, payload: Payload, _directory: Directory) -> None:
    """Set number and doubt."""
    if isinstance(row, Figure):
        value = payload.get("value")
        row.value = float(value) if isinstance(value, int | float) else None
        row.approximate = bool(payload.get("approximate"))


def _set_body(row: Made, payload: Payload, directory: Directory) -> None:
    """Set the body as written, and the body of the network that it names."""
    if isinstance(row, Meeting):
        put(row, "body_text", text(payload, "body"))
        planned = row.body if row.uid else None
        row.body = directory.body(row.body_text) or planned


def _set_when(row: Made, payload: Payload, _directory: Directory) -> None:
    """Set days and times of a meeting."""
    if isinstance(row, Meeting):
        row.date, row.end_date = due.last_day(text(payload, "date")), due.last_day(text(payload, "end_date"))
        row.start_time, row.end_time = _time(payload, "start"), _time(payload, "end")


def _time(payload: Payload, key: str) -> time | None:
    """Return a time of day."""
    value = text(payload, key)
    return parse_time(value) if value else None


def _set_mode(row: Made, payload: Payload, _directory: Directory) -> None:
    """Set where people were, where the record says it in one of the known ways."""
    mode = text(payload, "mode")
    if isinstance(row, Meeting):
        row.mode = mode if mode in Meeting.Mode.values else ""


def _set_who(row: Made, payload: Payload, directory: Directory) -> None:
    """Set name and organization as written, and the person and entity whom the network knows by them.

    Some lists name entities alone: then the name is that of an entity.
    """
    if isinstance(row, Attendance):
        put(row, "name", text(payload, "name"))
        put(row, "organization", text(payload, "organization"))
        found = directory.find(row.name)
        row.person = found if isinstance(found, Person) else None
        row.entity = directory.entity(row.organization or row.name)


Setter = Callable[[Made, Payload, Directory], None]

SETTERS: Final[Mapping[tuple[str, str], Setter]] = {
    (Kind.ACTION_POINT, "due"): _set_due,
    (Kind.ACTION_POINT, "pace"): _set_pace,
    (Kind.ACTION_POINT, "review_date"): _set_review_date,
    (Kind.ACTION_POINT, "status"): _set_status,
    (Kind.ACTION_POINT, "owners"): _set_owners_written,
    (Kind.PREVIOUS_ACTION, "status"): _set_status,
    (Kind.PREVIOUS_ACTION, "owners"): _set_owners_written,
    (Kind.PREVIOUS_ACTION, "action"): _set_action,
    (Kind.FIGURE, "value"): _set_figure,
    (Kind.FIGURE, "approximate"): _set_figure,
    (Kind.MEETING, "body"): _set_body,
    (Kind.MEETING, "date"): _set_when,
    (Kind.MEETING, "end_date"): _set_when,
    (Kind.MEETING, "start"): _set_when,
    (Kind.MEETING, "end"): _set_when,
    (Kind.MEETING, "mode"): _set_mode,
    (Kind.PARTICIPANT, "organization"): _set_who,
    (Kind.PARTICIPANT, "name"): _set_who,
}
