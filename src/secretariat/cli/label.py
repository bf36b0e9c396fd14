"""``secretariat label``: the goals, targets or objectives that each row of a table speaks of."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from secretariat.reading import ReadingError

from .csv_tables import Table, read_table, write_rows, written
from .terminal import safe

SOME_FAILED = 1
NOTHING_DONE = 2
ADDED = ("codes", "scores", "because")
PROGRESS_FROM = 500
LEANS = ("recall", "balanced", "precision")


@click.command(short_help="Label the rows of a table with goals, targets or objectives.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", "column", required=True, metavar="COLUMN", help="The column that holds the texts.")
@click.option("--framework", required=True, metavar="NAME", help="sdg, gcm, or a framework of your own.")
@click.option("--level", help="sdg: goal or target. gcm: objective, action or principle.  [default: the widest]")
@click.option(
    "--lean",
    type=click.Choice(LEANS),
    default="balanced",
    show_default=True,
    help="recall: rather a code too many. precision: rather one too few.",
)
@click.option(
    "--language", metavar="CODE", help="The language of all texts (en, fr, ...); told row by row if not given."
)
@click.option("--frameworks", "folder", type=click.Path(path_type=Path), help="A folder with frameworks of your own.")
@click.option("--out", type=click.Path(path_type=Path), help="The CSV file to write (default: standard output).")
def label(
    *,
    file: Path,
    column: str,
    framework: str,
    level: str | None,
    lean: str,
    language: str | None,
    folder: Path | None,
    out: Path | None,
) -> int:
    """Add to each row of the CSV table FILE what its text speaks of.

    The table comes out with three more columns: codes (separated by ;), scores (0 to 1, in the same order), and
    because: the words that spoke for each code.

    \b
    Examples:
      secretariat label projects.csv --text description --framework sdg --out labelled.csv
      secretariat label pledges.csv --text pledge --framework gcm --level action --lean precision

    Ends with status 0 when all rows were labelled, 1 when some rows do not fit the columns, 2 when nothing was done.
    """
    try:
        table = read_table(file)
        place = _place(table, column, file.name)
        rows = _labelled(table, place, _Reader(framework, level or "", lean, language, folder))
        with written(out) as stream:
            write_rows(stream, [(*table.columns, *ADDED)], table.delimiter)
            write_rows(stream, _watched(rows, len(table.rows)), table.delimiter)
    except ReadingError as error:
        click.echo(f"secretariat: {safe(str(error))}", err=True)
        return NOTHING_DONE
    odd = [str(at) for at, row in enumerate(table.rows, 2) if len(row) != len(table.columns)]
    if odd:
        named = ", ".join(odd[:5]) + (" and others" if len(odd) > 5 else "")
        why = f"{len(odd)} of {len(table.rows)} rows do not have {len(table.columns)} cells (row {named}); check them."
        click.echo(f"secretariat: {safe(file.name)}: {why}", err=True)
        return SOME_FAILED
    return 0


def _place(table: Table, column: str, name: str) -> int:
    """Return the number of the column that holds the texts."""
    if column not in table.columns:
        known = ", ".join(table.columns[:12]) + (" ..." if len(table.columns) > 12 else "")
        raise ReadingError("column", f"{name} has no column {column!r}; its columns are {known}.")
    taken = [added for added in ADDED if added in table.columns]
    if taken:
        raise ReadingError("column", f"{name} has a column {taken[0]!r} already; rename it or take it out.")
    return table.columns.index(column)


class _Reader:
    """Labels one text after another, each in its language."""

    def __init__(self, framework: str, level: str, lean: str, language: str | None, folder: Path | None) -> None:
        from secretariat.reading.reports.framework import load_framework
        from secretariat.reading.reports.labels import Labeller, Lean

        known = load_framework(framework, folder)
        if level and level not in known.levels():
            raise ReadingError("level", f"{framework} has no level {level!r}; it has {', '.join(known.levels())}.")
        level = level or known.levels()[0]
        if not known.has_terms(level):
            raise ReadingError(
                "level", f"{framework} has no terms for the level {level!r}; add some (docs/frameworks.md)."
            )
        if language and language not in known.languages():
            has = ", ".join(known.languages())
            raise ReadingError("language", f"{framework} has no terms in the language {language!r}; it has {has}.")
        self._languages = known.languages()
        self._language = language
        self._labeller = Labeller(known, level, Lean(lean).least, folder)

    def cells(self, text: str) -> tuple[str, str, str]:
        """Return the three cells that a text gets."""
        if not text.strip():
            return "", "", ""
        labels = self._labeller.labels(text, self._language or self._told(text))
        codes = ";".join(label.code for label in labels)
        scores = ";".join(f"{label.score:.2f}" for label in labels)
        return codes, scores, "; ".join(f"{label.code}: {', '.join(label.because)}" for label in labels)

    def _told(self, text: str) -> str:
        from secretariat.reading.language import language

        told = language(text)
        return told if told in self._languages else "en"


def _labelled(table: Table, place: int, reader: _Reader) -> Iterator[tuple[str, ...]]:
    width = len(table.columns)
    for row in table.rows:
        text = row[place] if place < len(row) else ""
        filled = [*row[:width], *[""] * (width - len(row))]
        yield (*filled, *reader.cells(text), *row[width:])


def _watched(rows: Iterator[tuple[str, ...]], count: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows and tell on standard error how far it is, where somebody watches."""
    if count < PROGRESS_FROM or not sys.stderr.isatty():
        yield from rows
        return
    with click.progressbar(rows, length=count, label="Labelling", show_pos=True, file=sys.stderr) as bar:
        yield from bar
