"""A table taken into the network: first what would change, then, if the person says so, all of it or nothing.

The preview does what the import does and takes it back, so that both find the same and refuse the same. Nothing is
ever deleted by an import: what is not in the file is left alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from secretariat.history.models import Event
from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Conflict, Refused

from .changes import managing
from .columns import SORTS
from .models import Body, Entity, Person, Seat, User
from .table_desk import ADDED, UNCHANGED, Desk, Outcome
from .table_files import Line, Sheet
from .table_named import take_body, take_entity
from .table_people import take_person
from .table_reading import CellError, NotReadyError, Table, Value, table_of, values_of
from .table_seats import take_seats

Taking = Callable[[Desk, int, Mapping[str, Value]], Outcome]
TAKING: Mapping[str, tuple[Taking, type[Model]]] = {
    "entities": (take_entity, Entity),
    "bodies": (take_body, Body),
    "people": (take_person, Person),
    "seats": (take_seats, Seat),
}
PASSES = 20
MOST_ERRORS = 200


@dataclass(frozen=True, slots=True)
class SheetResult:
    """What a table does: its outcomes in the order of the file, how many rows of the network it leaves alone."""

    sort: str
    name: str
    outcomes: tuple[Outcome, ...]
    unchanged: int
    left_alone: int
    unknown: tuple[str, ...]

    @property
    def label(self) -> str:
        """Return what the rows are."""
        return str(SORTS[self.sort].label)

    @property
    def added(self) -> int:
        """Return how many rows are new."""
        return sum(outcome.what == ADDED for outcome in self.outcomes)

    @property
    def changed(self) -> int:
        """Return how many rows change."""
        return len(self.outcomes) - self.added


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import does, or why it cannot be done. ``mark`` stands for all of it."""

    sheets: tuple[SheetResult, ...]
    errors: tuple[CellError, ...]

    @property
    def changes(self) -> int:
        """Return how many rows are added or changed."""
        return sum(len(sheet.outcomes) for sheet in self.sheets)

    @property
    def mark(self) -> str:
        """Return what stands for the whole preview, to notice that the network changed meanwhile."""
        told = [[sheet.sort, [asdict(outcome) for outcome in sheet.outcomes]] for sheet in self.sheets]
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


class Rehearsal(Gesture):
    """A gesture that is taken back before anybody sees it: it need not be told."""

    def record(self, verb: str, obj: Model, **_told: Any) -> Event:
        """Return an event that is not kept."""
        return Event(verb=verb, object_type=obj._meta.label_lower, object_id=obj.pk)


@dataclass
class _Running:
    """An import under way."""

    actor: User | None
    desk: Desk
    errors: list[CellError] = field(default_factory=list)


def preview(actor: User | None, *, sheets: Sequence[Sheet], sort: str = "") -> Preview:
    """Return what an import would do; nothing is written.

    Raises:
        NotAllowed: when the actor may not manage the network.
        Refused: when the file holds no table of the network.
    """
    managing(actor, Entity)
    with transaction.atomic():
        found = _done(actor, _tables(sheets, sort), Rehearsal(actor))
        transaction.set_rollback(True)
    return found


def apply(actor: User | None, *, sheets: Sequence[Sheet], sort: str = "", seen: str = "") -> Preview:
    """Take tables into the network: all of it, or nothing where there is any error. Every change leaves its event.

    Raises:
        Conflict: when it would not do what the actor saw (``seen``: the mark of that preview).
        Refused: when something in the file is wrong; the line tells the first.
    """
    managing(actor, Entity)
    with writing():
        found = _done(actor, _tables(sheets, sort), Gesture(actor))
        if found.errors:
            raise Refused("wrong_rows", str(found.errors[0]))
        if seen and seen != found.mark:
            raise Conflict(_("The network was changed since this preview was made. Look at the new one, then decide."))
    return found


def _tables(sheets: Sequence[Sheet], sort: str) -> list[Table]:
    """Return the tables of a file, those first on which others lean."""
    if not sheets:
        raise Refused("nothing_there", _("There is no table in this file: it is empty."))
    tables: list[Table] = []
    for sheet in sheets:
        try:
            tables.append(table_of(sheet, sort))
        except Refused:
            if len(sheets) == 1 or (sheet is sheets[-1] and not tables):
                raise
    order = list(SORTS)
    return sorted(tables, key=lambda table: order.index(table.sort.key))


def _done(actor: User | None, tables: Sequence[Table], gesture: Gesture) -> Preview:
    """Do the import within the transaction that is open."""
    running = _Running(actor, Desk(actor, gesture))
    results = tuple(_table(running, table) for table in tables)
    return Preview(results, tuple(running.errors[:MOST_ERRORS]))


def _table(running: _Running, table: Table) -> SheetResult:
    """Take one table in. A row that leans on one further down is tried again after it."""
    desk = running.desk
    outcomes: dict[int, Outcome] = {}
    model = TAKING[table.sort.key][1]
    there = _count(model)
    waiting: list[tuple[Line, CellError]] = [(line, _nothing(line)) for line in table.sheet.lines]
    for _pass in range(PASSES):
        before = len(waiting)
        waiting = list(_tried(running, table, [line for line, _error in waiting], outcomes))
        if not waiting or len(waiting) == before:
            break
    running.errors += [error for _line, error in waiting]
    running.errors.sort(key=lambda error: (error.sheet, error.row))
    found = tuple(outcomes[number] for number in sorted(outcomes) if outcomes[number].what != UNCHANGED)
    unchanged, left_alone = len(outcomes) - len(found), there - desk.met_of(model)
    return SheetResult(table.sort.key, table.name, found, unchanged, left_alone, table.unknown)


def _tried(
    running: _Running, table: Table, lines: Sequence[Line], outcomes: dict[int, Outcome]
) -> Iterator[tuple[Line, CellError]]:
    """Take in the lines that can be; yield those that cannot be yet, each with its reason."""
    for line in lines:
        try:
            values, errors = values_of(table, line, running.desk.lookups)
            if errors:
                running.errors += errors
                continue
            with transaction.atomic():
                outcomes[line.number] = TAKING[table.sort.key][0](running.desk, line.number, values)
        except NotReadyError as missing:
            yield line, CellError(table.name, line.number, str(missing.column.label), missing.message)
        except Refused as refusal:
            yield line, CellError(table.name, line.number, "", str(refusal))


def _count(model: type[Model]) -> int:
    """Return how many rows of a sort the network has."""
    rows = model._default_manager.all()
    return rows.filter(merged_into=None).count() if model is Person else rows.count()


def _nothing(line: Line) -> CellError:
    """Return the place of a line of which nothing is wrong yet."""
    return CellError("", line.number, "", "")
