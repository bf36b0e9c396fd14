"""``secretariat examine``: every passage on migration in any number of reports, with page, codes and words."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secretariat.reading import ReadingError

from .inputs import Input, data_of, gather
from .terminal import safe, safe_json

if TYPE_CHECKING:
    from secretariat.reading.reports.examine import Examiner

    from .passages import Writer

SOME_FAILED = 1
NOTHING_DONE = 2
AHEAD = 4
SUFFIXES = (".jsonl", ".csv", ".xlsx")
LEANS = ("recall", "balanced", "precision")


@dataclass(frozen=True, slots=True)
class Settings:
    """What all workers have to know."""

    lean: str
    folder: Path | None
    texts: Path | None


@dataclass(slots=True)
class Done:
    """What became of one report: its passages and its coverage, or one line that says why it was not read."""

    name: str
    passages: list[dict[str, object]] = field(default_factory=list)
    coverage: dict[str, object] = field(default_factory=dict)
    error: str = ""


@click.command(short_help="Examine reports: every passage on migration, with page, objective and words.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=str))
@click.option(
    "--out", type=click.Path(path_type=Path), help="passages.jsonl, .csv or .xlsx (default: JSON Lines here)."
)
@click.option("--coverage", type=click.Path(path_type=Path), help="A JSON Lines file: what was read of each report.")
@click.option("--texts", type=click.Path(path_type=Path), help="A folder for the text that the spans point into.")
@click.option("--lean", type=click.Choice(LEANS), default="balanced", show_default=True, help="As for label.")
@click.option("--frameworks", "folder", type=click.Path(path_type=Path), help="A folder with frameworks of your own.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")
def examine(
    *,
    paths: tuple[str, ...],
    out: Path | None,
    coverage: Path | None,
    texts: Path | None,
    lean: str,
    folder: Path | None,
    workers: int,
) -> int:
    """Find every passage on migration in reports (PDF, DOCX, HTML, TXT).

    PATH is a report or a folder with reports. Each passage comes with document, country, year, language, page,
    paragraph, section, its words and where they stand, subject, codes of the Global Compact and of the migration
    targets, stance and figures. Refugees are kept apart from migrants.

    \b
    Examples:
      secretariat examine reports/ --out passages.xlsx --coverage coverage.jsonl
      secretariat examine kenya-vnr-2020.pdf | jq -r '[.page, .stance, .text] | @tsv'

    Ends with status 0 when all was read, 1 when some reports failed, 2 when nothing could be read.
    """
    inputs = gather(paths)
    for name, why in inputs.refused:
        _complain(name, why)
    settings = Settings(lean, folder, texts)
    try:
        examined = _write(inputs.files, settings, workers, (out, coverage))
    except ReadingError as error:
        click.echo(f"secretariat: {safe(str(error))}", err=True)
        return NOTHING_DONE
    if not examined:
        return NOTHING_DONE
    return SOME_FAILED if inputs.refused or examined < len(inputs.files) else 0


def _write(files: Sequence[Input], settings: Settings, workers: int, outs: tuple[Path | None, Path | None]) -> int:
    """Examine the reports, write what is found, and return how many were read."""
    from .csv_tables import written
    from .passages import writer

    out, coverage = outs
    _check(out, settings)
    examined = 0
    with ExitStack() as stack:
        passages: Writer = stack.enter_context(writer(out))
        covered = stack.enter_context(written(coverage)) if coverage else None
        for done in _watched(_all(files, settings, workers), len(files)):
            if done.error:
                _complain(done.name, done.error)
                continue
            examined += 1
            passages.add(done.passages)
            if covered:
                covered.write(safe_json(json.dumps(done.coverage, ensure_ascii=False)) + "\n")
            _tell_unread(done)
    return examined


def _check(out: Path | None, settings: Settings) -> None:
    """Say at once what would fail after hours: a kind of file that is not written, a framework that is wrong."""
    if out and out.suffix.lower() not in SUFFIXES:
        raise ReadingError("output", f"{out.name} is of no kind that is written; use {', '.join(SUFFIXES)}.")
    if settings.texts:
        try:
            settings.texts.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ReadingError("output", f"{settings.texts} cannot be made: {error.strerror}.") from None
    _examiner(settings).of_text("Migration", "en")


def _all(files: Sequence[Input], settings: Settings, workers: int) -> Iterator[Done]:
    """Yield what became of each report, in their order, whatever the number of workers."""
    if workers == 1 or len(files) < 2:
        yield from (_examined(source, settings) for source in files)
        return
    pool = ProcessPoolExecutor(workers)
    waiting: deque[tuple[Input, Future[Done]]] = deque()
    rest = iter(files)
    try:
        for source in rest:
            waiting.append((source, pool.submit(_examined, source, settings)))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft()[1].result()
        while waiting:
            yield waiting[0][1].result()
            waiting.popleft()
    except BrokenProcessPool:
        for source in [source for source, _ in waiting] + list(rest):
            yield _alone(source, settings)
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(source: Input, settings: Settings) -> Done:
    """Examine a report in a process of its own: one of the reports broke its process."""
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(_examined, source, settings).result()
        except BrokenProcessPool:
            return Done(source.name, error="the reader broke down on this file; save it anew and try again.")


def _examined(source: Input, settings: Settings) -> Done:
    from secretariat.reading.reports.lines import coverage_record, passage_records

    from .batch import why_not

    try:
        found = _examiner(settings).examine(data_of(source), source.own_name)
        if settings.texts:
            _keep_texts(settings.texts, found.sha256, found.texts)
        return Done(source.name, list(passage_records(found)), coverage_record(found))
    except Exception as error:  # noqa: BLE001 - one report must not stop the others
        return Done(source.name, error=why_not(error, source.name))


_examiners: dict[Settings, Examiner] = {}


def _examiner(settings: Settings) -> Examiner:
    """Return this process's examiner."""
    if settings not in _examiners:
        from secretariat.reading.reports.examine import Examiner
        from secretariat.reading.reports.labels import Lean

        least = Lean(settings.lean).least
        _examiners[settings] = Examiner(least, settings.folder, all_pages=settings.texts is not None)
    return _examiners[settings]


def _keep_texts(folder: Path, sha256: str, texts: dict[int | None, str]) -> None:
    """Write the texts that spans point into, one JSON object a report: page to text."""
    named = {str(page) if page else "": text for page, text in texts.items()}
    (folder / f"{sha256}.json").write_text(json.dumps(named, ensure_ascii=False), encoding="utf-8", errors="replace")


def _tell_unread(done: Done) -> None:
    for key, why in (("without_text", "no text, a picture"), ("unreadable", "letters without meaning")):
        pages = done.coverage.get(key)
        if isinstance(pages, list) and pages:
            named = ", ".join(map(str, pages[:12])) + (" and others" if len(pages) > 12 else "")
            _complain(done.name, f"page {named} not read ({why}); run text recognition (OCR) on the file.")


def _watched(results: Iterator[Done], count: int) -> Iterator[Done]:
    if count < 2 or not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(results, length=count, label="Examining", show_pos=True, file=sys.stderr) as bar:
        yield from bar


def _complain(name: str, why: str) -> None:
    click.echo(f"secretariat: {name}: {safe(' '.join(why.split()))}", err=True)
