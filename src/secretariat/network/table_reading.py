"""A line of a table as values: each cell by what its column holds; what it cannot hold is told by row and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused

from .cells import Cell, day_of, text_of
from .changes import day_in_words
from .columns import SORTS, Column, Holds, Sort
from .lookups import Lookups, Names, UnclearError
from .names import folded, listed, tidy
from .table_files import Line, Sheet

Value = str | int | date | list[str] | models.Model | None
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong in a file, and where. ``column`` is empty where the whole row is meant."""

    sheet: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        """Return it in one line: ``Row 12, column Since: “31.2.2021” is not a day. …``."""
        place = _("Row %d") % self.row if self.row else _("Header")
        if self.row and self.column:
            place = _("Row %(row)d, column %(column)s") % {"row": self.row, "column": self.column}
        return f"{self.sheet}: {place}: {self.message}" if self.sheet else f"{place}: {self.message}"


class NotReadyError(LookupError):
    """A cell names a row that may yet come, further down in the file."""

    def __init__(self, column: Column, message: str) -> None:
        """Keep what will be wrong, should it not come."""
        super().__init__(message)
        self.column, self.message = column, message


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose sort and columns are known. ``unknown`` are the columns that mean nothing here."""

    sheet: Sheet
    sort: Sort
    places: Mapping[str, int]
    unknown: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the name of the sheet, empty for CSV."""
        return self.sheet.name

    def columns(self) -> Iterator[Column]:
        """Yield the columns that the file has."""
        return (column for column in self.sort.columns if column.key in self.places)

    def cell(self, line: Line, column: Column) -> Cell:
        """Return the cell of a line in a column."""
        place = self.places[column.key]
        return line.cells[place] if place < len(line.cells) else None


def table_of(sheet: Sheet, sort: str = "") -> Table:
    """Return the table that a sheet is: as asked, else by its name, else by its columns.

    Raises:
        Refused: when it is none, or lacks a column without which its rows say nothing.
    """
    candidates = [SORTS[sort]] if sort else [found for found in SORTS.values() if folded(sheet.name) in found.names()]
    read = [_placed(sheet, candidate) for candidate in candidates or SORTS.values()]
    best = max(read, key=lambda table: (not _lacking(table), len(table.places)))
    lacking = _lacking(best)
    if lacking and not candidates:
        known = ", ".join(str(found.label) for found in SORTS.values())
        message = _("The header tells neither of: %s. Choose which table it is, or begin with the template.")
        raise Refused("unknown_table", message % known)
    if lacking:
        values = {"table": best.sort.label, "columns": ", ".join(f"“{column.label}”" for column in lacking)}
        raise Refused("column_missing", _("%(table)s: the header has no column %(columns)s.") % values)
    return best


def values_of(table: Table, line: Line, lookups: Lookups) -> tuple[dict[str, Value], list[CellError]]:
    """Return the values of a line and what is wrong with it.

    Raises:
        NotReadyError: when a cell names something that the network does not know (yet).
    """
    values: dict[str, Value] = {}
    errors: list[CellError] = []
    for column in table.columns():
        cell = table.cell(line, column)
        try:
            values[column.key] = _value(column, cell, lookups)
        except ValueError as error:
            errors.append(CellError(table.name, line.number, str(column.label), str(error)))
        else:
            if column.needed and not values[column.key]:
                errors.append(CellError(table.name, line.number, str(column.label), _("The cell is empty.")))
    return values, errors


def shown(value: object) -> str:
    """Return a value as a preview shows it."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, date):
        return day_in_words(value)
    return "" if value is None else str(value)


def chosen(column: Column, value: object) -> str:
    """Return a value of a column as a preview shows it: a choice by its words."""
    if column.choices is not None and value:
        return str(column.choices(str(value)).label)
    return shown(value)


def _placed(sheet: Sheet, sort: Sort) -> Table:
    """Return a sheet read as a table of one sort. The first column of a name counts."""
    places: dict[str, int] = {}
    unknown: list[str] = []
    named = [(column.key, column.names()) for column in sort.columns]
    for place, title in enumerate(sheet.header):
        key = folded(title)
        found = next((name for name, names in named if key in names and name not in places), None)
        if found is not None:
            places[found] = place
        elif title:
            unknown.append(title)
    return Table(sheet, sort, places, tuple(unknown))


def _lacking(table: Table) -> Sequence[Column]:
    """Return the columns that a table needs and has not."""
    return [column for column in table.sort.columns if column.needed and column.key not in table.places]


def _value(column: Column, cell: Cell, lookups: Lookups) -> Value:
    """Return the value of one cell.

    Raises:
        ValueError: with a line that says what is wrong and how to write it.
        NotReadyError: when it names what is not known.
    """
    text = tidy(text_of(cell))
    match column.holds:
        case Holds.NAMES:
            return listed([text_of(cell)])
        case Holds.DAY:
            return _day(cell, text)
        case Holds.NUMBER:
            return _number(text)
        case Holds.CHOICE:
            return _choice(column, text)
        case Holds.ENTITY:
            return _row(column, text, lookups.entities, _("The network has no entity “%s”."))
        case Holds.BODY:
            return _row(column, text, lookups.bodies, _("The network has no body “%s”."))
        case Holds.PERSON:
            return _row(column, text, lookups.people, _("The network knows nobody called “%s”."))
    return text


def _day(cell: Cell, text: str) -> date | None:
    """Return the day of a cell."""
    try:
        return day_of(cell)
    except ValueError as error:
        raise ValueError(_("“%s” is not a day. Write it as 2021-02-28.") % text) from error


def _number(text: str) -> int | None:
    """Return the number of a cell."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(_("“%s” is not a number.") % text)
    return int(text)


def _choice(column: Column, text: str) -> str:
    """Return the code of a choice, written as its code or in the words of any language."""
    if not text or column.choices is None:
        return ""
    wanted = folded(text)
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for value, label in column.choices.choices:
                if wanted in {folded(str(value)), folded(str(label))}:
                    return str(value)
    known = ", ".join(str(label) for label in column.choices.labels)
    raise ValueError(_("“%(text)s” is none of: %(known)s.") % {"text": text, "known": known})


def _row(column: Column, text: str, names: Names[models.Model] | Names, missing: str) -> models.Model | None:  # type: ignore[type-arg]
    """Return the row that a cell names."""
    if not text:
        return None
    try:
        found = names.find(text)
    except UnclearError as error:
        message = _("Several go by “%s”. Write its key or number: the exported table has it.")
        raise ValueError(message % text) from error
    if found is None:
        raise NotReadyError(column, missing % text)
    row: models.Model = found
    return row
