"""``secretariat examine``: every passage on migration in any number of reports, with page, codes and words."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from secretariat.reading import ReadingError

from .examination import Done, Settings
from .inputs import Input, gather
from .terminal import safe, safe_json

if TYPE_CHECKING:
    from .passages import Writer

SOME_FAILED = 1
NOTHING_DONE = 2
LEANS = ("recall", "balanced", "precision")
LEVELS = ("objective", "action")


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where what is found goes: passages, the queue for people, coverage, and the texts that spans point into."""

    out: Path | None
    uncertain: Path | None
    coverage: Path | None
    texts: Path | None


@dataclass(frozen=True, slots=True)
class Workers:
    """Who does the work: processes here, or the cluster at an address."""

    processes: int
    cluster: str | None


@click.command(short_help="Examine reports: every passage on migration, with page, objective and words.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=str))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="passages.jsonl, .csv, .xlsx or .parquet (default: JSON Lines here).",
)
@click.option("--uncertain", type=click.Path(path_type=Path), help="A file of the same kinds: codes to be checked.")
@click.option("--coverage", type=click.Path(path_type=Path), help="A JSON Lines file: what was read of each report.")
@click.option("--texts", type=click.Path(path_type=Path), help="A folder for the text that the spans point into.")
@click.option("--lean", type=click.Choice(LEANS), default="balanced", show_default=True, help="As for label.")
@click.option(
    "--level",
    type=click.Choice(LEVELS),
    default="objective",
    show_default=True,
    help="action: the lettered actions of the Global Compact too.",
)
@click.option("--frameworks", "folder", type=click.Path(path_type=Path), help="A folder with frameworks of your own.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")
@click.option("--dask", metavar="ADDRESS", help="A Dask cluster to work on, instead of processes here.")
@click.option("--ocr", is_flag=True, help="Read pages that are pictures with Tesseract.")
def examine(
    *,
    paths: tuple[str, ...],
    lean: str,
    level: str,
    folder: Path | None,
    workers: int,
    dask: str | None,
    ocr: bool,
    **outs: Path | None,
) -> int:
    """Find every passage on migration in reports (PDF, DOCX, HTML, TXT).

    PATH is a report or a folder with reports. Each passage comes with document, country, year, language, page,
    paragraph, section, its words and where they stand, subject, codes of the Global Compact and of the migration
    targets, stance and figures. Refugees are kept apart from migrants.

    \b
    Examples:
      secretariat examine reports/ --out passages.xlsx --coverage coverage.jsonl
      secretariat examine scans/ --ocr --out passages.parquet --uncertain queue.xlsx
      secretariat examine kenya-vnr-2020.pdf | jq -r '[.page, .stance, .text] | @tsv'

    Ends with status 0 when all was read, 1 when some reports failed, 2 when nothing could be read.
    """
    inputs = gather(paths)
    for name, why in inputs.refused:
        _complain(name, why)
    outputs = Outputs(**outs)
    settings = Settings(lean, folder, bool(outputs.texts), ocr, bool(outputs.uncertain), level=level)
    try:
        _check(outputs, settings)
        results = _watched(_results(inputs.files, settings, Workers(workers, dask)), len(inputs.files))
        examined = _write(results, outputs, ocr=ocr)
    except ReadingError as error:
        click.echo(f"secretariat: {safe(str(error))}", err=True)
        return NOTHING_DONE
    if not examined:
        return NOTHING_DONE
    return SOME_FAILED if inputs.refused or examined < len(inputs.files) else 0


def _check(outputs: Outputs, settings: Settings) -> None:
    """Say at once what would fail after hours: a kind of file that is not written, a framework that is wrong."""
    from .examination import examiner
    from .passages import check

    named = [path.absolute() for path in (outputs.out, outputs.uncertain, outputs.coverage) if path]
    for one in named:
        if named.count(one) > 1:
            raise ReadingError("output", f"{one.name} is to hold two outputs; name a file for each.")
    for path in (outputs.out, outputs.uncertain):
        if path:
            check(path)
    if outputs.texts:
        try:
            outputs.texts.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ReadingError("output", f"{outputs.texts} cannot be made: {error.strerror}.") from None
    examiner(settings).of_text("Migration", "en")


def _results(files: Sequence[Input], settings: Settings, workers: Workers) -> Iterator[Done]:
    if workers.cluster is not None:
        from .cluster import by_cluster

        return by_cluster(files, settings, workers.cluster)
    from .processes import by_processes

    return by_processes(files, settings, workers.processes)


def _write(results: Iterator[Done], outputs: Outputs, *, ocr: bool) -> int:
    """Write what is found, report after report, and return how many were read."""
    examined = 0
    with ExitStack() as stack:
        files = _Files(outputs, stack)
        told: set[str] = set()
        for done in results:
            if done.error:
                _complain(done.name, done.error)
                continue
            examined += 1
            files.add(done)
            for note in set(done.notes) - told:
                _complain(done.name, note)
            told.update(done.notes)
            _tell_unread(done, ocr=ocr)
    return examined


class _Files:
    """The files that are written, open as long as the stack is."""

    def __init__(self, outputs: Outputs, stack: ExitStack) -> None:
        from secretariat.reading.reports.lines import DOUBTS

        from .csv_tables import written
        from .passages import writer

        self._texts = outputs.texts
        self._passages: Writer = stack.enter_context(writer(outputs.out))
        self._queue: Writer | None = None
        if outputs.uncertain:
            self._queue = stack.enter_context(writer(outputs.uncertain, DOUBTS))
        self._coverage: TextIO | None = None
        if outputs.coverage:
            self._coverage = stack.enter_context(written(outputs.coverage))

    def add(self, done: Done) -> None:
        """Write what was found in a report."""
        self._passages.add(done.passages)
        if self._queue:
            self._queue.add(done.doubts)
        if self._coverage:
            self._coverage.write(safe_json(json.dumps(done.coverage, ensure_ascii=False)) + "\n")
        if self._texts:
            path = self._texts / f"{done.coverage['sha256']}.json"
            path.write_text(json.dumps(done.texts, ensure_ascii=False), encoding="utf-8", errors="replace")


def _tell_unread(done: Done, *, ocr: bool) -> None:
    advice = "." if done.notes else "; text recognition found no words." if ocr else "; try again with --ocr."
    for key, why in (("without_text", "no text, a picture"), ("unreadable", "letters without meaning")):
        pages = done.coverage.get(key)
        if isinstance(pages, list) and pages:
            named = ", ".join(map(str, pages[:12])) + (" and others" if len(pages) > 12 else "")
            _complain(done.name, f"page {named} not read ({why}){advice}")


def _watched(results: Iterator[Done], count: int) -> Iterator[Done]:
    if count < 2 or not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(results, length=count, label="Examining", show_pos=True, file=sys.stderr) as bar:
        yield from bar


def _complain(name: str, why: str) -> None:
    click.echo(f"secretariat: {name}: {safe(' '.join(why.split()))}", err=True)
