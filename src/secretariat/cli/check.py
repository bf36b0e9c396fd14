"""``secretariat check``: whether the history, the register and the stored files are whole."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

import click

from .terminal import safe, safe_json
from .workspace import load_site, refuse

if TYPE_CHECKING:
    from secretariat.history.integrity import Checked, Finding, Told

SOUND, WRONG = 0, 1
ONE = {"events": "event", "entries": "entry", "files": "file"}
HEAD = re.compile("[0-9a-f]{64}")


@click.command(short_help="Check that history, register and stored files are whole.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="text: one line for each thing found. json: the same for programs.",
)  # fmt: skip
@click.option("--head", default="", metavar="HASH", help="A head of the history that you kept elsewhere.")
def check(form: str, head: str) -> int:
    """Check that nothing was changed past Secretariat: events, entries, and the files that came in.

    It prints the head of the history. Keep it where nobody who may write to the database can change it; with --head
    the next check says whether the history still contains it. Nothing is changed, and people may be at work meanwhile.

    \b
    Examples:
      secretariat check
      secretariat check --head 8503b4522228921fffc2efcb490780b3623a242a066908a350fc17e18d579e52
      secretariat check --format json | jq '.findings[].message'

    Ends with status 0 when all is sound, 1 when something was found, 2 when it could not be checked.
    """
    kept = head.strip().lower()
    if kept and not HEAD.fullmatch(kept):
        refuse("The head is 64 digits and letters from a to f, as secretariat check printed it.")
    load_site()
    _look_first()
    history, found, counted = _checked(kept)
    if form == "json":
        click.echo(_as_json(history, found, counted, kept))
    else:
        _show(history, found, counted, kept)
    return WRONG if found else SOUND


def _look_first() -> None:
    """Refuse where there is no database, or one of another version: a check changes nothing, so it makes none."""
    from pathlib import Path

    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import DatabaseError

    name = connection.settings_dict["NAME"]
    is_file = connection.vendor == "sqlite" and not str(name).startswith("file:")
    if is_file and not Path(name).exists():
        refuse(f"There is no database at {name}. Set SECRETARIAT_HOME, or begin with: secretariat up")
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        refuse(f"The database cannot be used: {str(error).strip().splitlines()[0]}")
    if behind:
        refuse("The database is of an earlier version. Bring it up to date first: secretariat up")


Found = list[tuple[str, "Finding"]]


def _checked(kept: str) -> tuple[Checked, Found, dict[str, int]]:
    """Check everything; return the history's end, what was found by room, and how much was looked at."""
    from secretariat.evidence.integrity import check_reports
    from secretariat.evidence.models import Report
    from secretariat.followup.integrity import check_evidence
    from secretariat.followup.models import ProgressNote
    from secretariat.history import integrity as of_history
    from secretariat.register import integrity as of_register
    from secretariat.sources.integrity import check_revisions
    from secretariat.sources.models import Revision

    evidence = ProgressNote.objects.exclude(stored_name="").count()
    files = Revision.objects.count() + Report.objects.count() + evidence
    counted = {"events": of_history.head_of()[0], "entries": of_register.count(), "files": files}
    with _progress("History", counted["events"]) as told:
        history = of_history.check(kept, told)
    with _progress("Register", counted["entries"]) as told:
        register = list(of_register.check(told))
    with _progress("Files", files) as told:
        stored = list(chain(check_revisions(told), check_evidence(told), check_reports(told)))
    rooms: dict[str, Iterable[Finding]] = {"history": history.findings, "register": register, "files": stored}
    return history, [(room, finding) for room, findings in rooms.items() for finding in findings], counted


@contextmanager
def _progress(label: str, count: int) -> Iterator[Told]:
    """Tell on standard error how far it is, where somebody watches."""
    if not sys.stderr.isatty():
        yield _nobody
        return
    with click.progressbar(length=max(count, 1), label=f"{label:<9}", show_pos=True, file=sys.stderr) as bar:
        yield bar.update
        bar.finish()


def _nobody(_count: int) -> None:
    """Tell nobody."""


def _show(history: Checked, found: Found, counted: dict[str, int], kept: str) -> None:
    """Print what was looked at, what was found, and the head."""
    counts = [f"{number:,} {ONE[name] if number == 1 else name}" for name, number in counted.items()]
    click.echo(f"{', '.join(counts)} checked.")
    for room, finding in found:
        click.echo(safe(" ".join(f"{room}: {finding.place}: {finding.message}".split())))
    several = f"{len(found):,} things were found."
    click.echo({0: "All is sound.", 1: "1 thing was found."}.get(len(found), several))
    if kept and history.kept_at is not None:
        click.echo(f"The head that you kept is that of event {history.kept_at:,}.")
    click.echo(f"Head, as of event {history.number:,}: {history.hash}")


def _as_json(history: Checked, found: Found, counted: dict[str, int], kept: str) -> str:
    """Return the same as JSON."""
    told = {
        "sound": not found,
        "checked": counted,
        "findings": [
            {"room": room, "code": finding.code, "place": finding.place, "message": finding.message}
            for room, finding in found
        ],
        "head": {"event": history.number, "hash": history.hash},
        "kept_head": {"event": history.kept_at, "hash": kept} if kept else None,
    }
    return safe_json(json.dumps(told, ensure_ascii=False, indent=2))
