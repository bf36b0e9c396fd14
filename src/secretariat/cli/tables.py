"""``secretariat import`` takes tables in, after a preview; ``secretariat export`` hands them out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .terminal import safe, safe_json, safe_name
from .workspace import open_database, refuse

if TYPE_CHECKING:
    from secretariat.network.table_import import Preview

SORTS = ("entities", "bodies", "people", "seats")
SHOWN = 20


@click.group("import", short_help="Take tables in: the network's entities, bodies, people, seats.")
def import_() -> None:
    """Take tables into the workspace.

    \b
    Example:
      secretariat import network members.xlsx
    """


@click.group(short_help="Hand tables out: the network's entities, bodies, people, seats.")
def export() -> None:
    """Hand out tables of the workspace.

    \b
    Example:
      secretariat export network --out network.xlsx
    """


@import_.command("network")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sort", type=click.Choice(SORTS), default=None, help="Which table it is, where the header is unclear.")
@click.option("--apply", "applied", is_flag=True, help="Write it. Without this nothing is written.")
@click.option("-f", "--format", "form", type=click.Choice(("table", "json")), default="table", help="What comes out.")
def import_network(file: Path, sort: str | None, applied: bool, form: str) -> int:  # noqa: FBT001 - click's own way
    """Show what FILE (CSV or XLSX) would change in the network; with --apply, change it.

    Nothing is ever deleted: what is not in the file is left alone. With any error nothing at all is written.

    \b
    Examples:
      secretariat import network members.csv
      secretariat import network members.csv --apply
      secretariat import network members.xlsx --sort people --format json
    """
    data = _data(file)
    open_database()
    from secretariat.history.refusals import Refused
    from secretariat.network.table_files import sheets_of
    from secretariat.network.table_import import apply, preview

    try:
        sheets = sheets_of(data)
        found = preview(None, sheets=sheets, sort=sort or "")
        if applied and not found.errors:
            found = apply(None, sheets=sheets, sort=sort or "", seen=found.mark)
    except Refused as refusal:
        refuse(safe(f"{safe_name(file.name)}: {refusal}"))
    written = applied and not found.errors
    click.echo(_as_json(found, applied=written) if form == "json" else safe(_as_text(found, applied=written)))
    for error in found.errors:
        click.echo(safe(f"secretariat: {safe_name(file.name)}: {error}"), err=True)
    return 1 if found.errors else 0


@export.command("network")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="FILE.xlsx or FILE.csv.")
@click.option("--sort", type=click.Choice(SORTS), default=None, help="One table alone; CSV holds one only.")
def export_network(out: Path, sort: str | None) -> None:
    """Write the network to a file: a workbook with all tables, or one table as CSV.

    \b
    Examples:
      secretariat export network --out network.xlsx
      secretariat export network --sort seats --out seats.csv
    """
    ending = out.suffix.lower()
    if ending not in {".xlsx", ".csv"}:
        refuse(f"{safe_name(out.name)}: give a name that ends in .xlsx or .csv.")
    if ending == ".csv" and sort is None:
        refuse(f"A CSV file holds one table: say which with --sort ({', '.join(SORTS)}).")
    open_database()
    from secretariat.exports.network import tables_of
    from secretariat.exports.tables import as_csv, as_xlsx

    tables = list(tables_of([sort] if sort else SORTS))
    try:
        out.write_bytes(as_csv(tables[0]) if ending == ".csv" else as_xlsx(tables))
    except OSError as error:
        refuse(f"{safe_name(out.name)}: cannot be written: {error.strerror}.")
    click.echo(f"Wrote {safe_name(out.name)}.")


def _data(file: Path) -> bytes:
    """Return what is in a file, no more than a table may have."""
    try:
        with file.open("rb") as stream:
            return stream.read(10 * 1024 * 1024 + 1)
    except OSError as error:
        refuse(f"{safe_name(file.name)}: cannot be read: {error.strerror}.")


def _as_text(found: Preview, *, applied: bool) -> str:
    """Tell a preview, or what was done."""
    lines = []
    for sheet in found.sheets:
        counts = f"{sheet.added} new, {sheet.changed} changed, {sheet.unchanged} as they are"
        lines.append(f"{sheet.label}: {counts}; {sheet.left_alone} not in the file, left alone")
        for outcome in sheet.outcomes[:SHOWN]:
            told = "; ".join(f"{part.name}: {part.before or '–'} → {part.after or '–'}" for part in outcome.changes)
            lines.append(f"  row {outcome.row}  {outcome.what}  {outcome.name}  {told}")
        if len(sheet.outcomes) > SHOWN:
            lines.append(f"  and {len(sheet.outcomes) - SHOWN} more (--format json tells all)")
        lines += [f"  column “{title}” is not known and was left out" for title in sheet.unknown]
    if found.errors:
        lines.append("Nothing was written: put the file right first.")
    elif applied:
        lines.append("Written.")
    else:
        lines.append("Nothing is written yet. To do it: the same with --apply" if found.changes else "Nothing to do.")
    return "\n".join(lines)


def _as_json(found: Preview, *, applied: bool) -> str:
    """Return a preview, or what was done, as JSON."""
    from dataclasses import asdict

    sheets = [
        {
            "table": sheet.sort,
            "sheet": sheet.name,
            "added": sheet.added,
            "changed": sheet.changed,
            "unchanged": sheet.unchanged,
            "left_alone": sheet.left_alone,
            "unknown_columns": list(sheet.unknown),
            "rows": [asdict(outcome) for outcome in sheet.outcomes],
        }
        for sheet in found.sheets
    ]
    told = {"applied": applied, "tables": sheets, "errors": [asdict(error) for error in found.errors]}
    return safe_json(json.dumps(told, ensure_ascii=False, indent=2))
