"""Tables: a column that has nothing in any row is left out."""

from __future__ import annotations

from collections.abc import Sequence

from ..dates import due
from ..documents import ActionPoint
from ..labels import Labels
from ..page import Column, Holds, Table, Words, clean, plain

Cell = tuple[Words, ...]
_SHARES = {
    "number": 0.6, "name": 1.6, "title": 1.8, "organization": 1.8, "role": 1.1, "represented_by": 1.5,
    "item": 5.0, "purpose": 1.5, "decision": 6.0, "action": 3.6, "owner": 1.4, "due": 1.3, "status": 1.1,
    "reports": 2.6,
}  # fmt: skip


def table(holds: Holds, given: Sequence[dict[str, Cell]], labels: Labels) -> Table:
    """Return a table of rows that are told by the names of their columns, in the order of the first row."""
    keys = [key for key in given[0] if any(any(row[key]) for row in given)]
    columns = tuple(Column(labels.word("columns", key), _SHARES.get(key, 1.2)) for key in keys)
    return Table(holds, columns, tuple(tuple(row[key] for key in keys) for row in given))


def cell(*paragraphs: str | None) -> Cell:
    """Return a cell with a paragraph for each of the words that there are."""
    return tuple(plain(words) for words in paragraphs if clean(words))


def owner_cell(action: ActionPoint, labels: Labels) -> Cell:
    """Return the owners of an action, apart from one another; that there is none is said."""
    owners = "; ".join(clean(owner) for owner in action.owners if clean(owner))
    return cell(owners or labels.word("values", "no_owner"))


def due_cell(action: ActionPoint, labels: Labels) -> Cell:
    """Return when an action is due and, where it is not to be done once, how it goes on."""
    told = due(clean(action.due_text), action.due, labels)
    pace = labels.known("paces", action.pace) if action.pace != "once" else ""
    if told and pace and pace.casefold() not in told.casefold():
        return cell(labels.word("dates", "paced").format(due=told, pace=pace.lower()))
    return cell(told or pace or labels.word("values", "no_due"))
