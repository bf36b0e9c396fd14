"""The network as tables, to be kept, changed in a spreadsheet and taken in again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from secretariat.network.access import Actor, Verb, require
from secretariat.network.columns import SORTS
from secretariat.network.models import Body, Entity
from secretariat.network.table_rows import rows, seat_rows

from .tables import Table


def network_tables(actor: Actor, sorts: Sequence[str] = tuple(SORTS)) -> list[Table]:
    """Return the tables of the network, or those asked for.

    Raises:
        NotAllowed: when the actor may not read the network.
    """
    require(actor, Verb.READ, Entity)
    return list(tables_of(sorts))


def tables_of(sorts: Sequence[str] = tuple(SORTS)) -> Iterator[Table]:
    """Yield the tables of the network for whoever works on the machine itself."""
    for sort in sorts:
        yield Table(str(SORTS[sort].label), _header(sort), rows(sort))


def templates(sorts: Sequence[str] = tuple(SORTS)) -> list[Table]:
    """Return tables with their header alone, to begin with."""
    return [Table(str(SORTS[sort].label), _header(sort), ()) for sort in sorts]


def holders_table(actor: Actor, body: Body) -> Table:
    """Return the seats of one body with everybody who ever held them.

    Raises:
        NotAllowed: when the actor may not read the network.
    """
    require(actor, Verb.READ, body)
    seats = body.seats.select_related("body")
    return Table(str(SORTS["seats"].label), _header("seats"), seat_rows(seats))


def _header(sort: str) -> list[str]:
    """Return the header of a table."""
    return [str(column.label) for column in SORTS[sort].columns]
