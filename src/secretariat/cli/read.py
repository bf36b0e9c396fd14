"""``secretariat read``: what a record says, on the terminal, as JSON or as Markdown."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

import click

from .batch import Done, Format, as_json, read_file, read_many, why_not
from .inputs import Input, Inputs, gather
from .overview import Row
from .terminal import safe

ALL_READ = 0
SOME_FAILED = 1
NOTHING_READ = 2
PROGRESS_FROM = 24


@click.command(short_help="Read records: who met, what was decided, who is to do what.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=str))
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    default=Format.TABLE.value,
    show_default=True,
    help="table: for people. json: everything, with the place of each word. markdown: to paste in a mail.",
)
@click.option("--workers", type=click.IntRange(1, 64), help="Processes for many files (default: one a processor core).")
def read(files: tuple[str, ...], form: str, workers: int | None) -> int:
    """Read meeting records and say what they hold.

    FILE is a document (TXT, Markdown, AsciiDoc, HTML, DOCX, PDF), a folder with such documents, or - for standard
    input. One file gives one summary, several give an overview; as JSON, one file gives one object, several give one
    object a line.

    \b
    Examples:
      secretariat read minutes.docx
      secretariat read minutes.pdf --format json > minutes.json
      secretariat read records/ --format json | jq '.meeting.date'

    Ends with status 0 when all was read, 1 when some files failed, 2 when nothing could be read.
    """
    inputs = gather(files)
    for name, why in inputs.refused:
        _complain(name, why)
    if inputs.folders == 0 and len(files) == 1:
        read_count = sum(_read_one(source, Format(form)) for source in inputs.files)
    else:
        read_count = _read_several(inputs, Format(form), workers or _cores())
    failed = len(inputs.files) - read_count + len(inputs.refused)
    if failed:
        return SOME_FAILED if read_count else NOTHING_READ
    return ALL_READ


def _read_one(source: Input, form: Format) -> bool:
    """Read one file and give it out; say whether that went well."""
    try:
        reading, sha256 = read_file(source)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a file is told in one line
        _complain(source.name, why_not(error, source.name))
        return False
    if form is Format.JSON:
        _write(as_json(reading, source.own_name, sha256, indent=2))
    elif form is Format.MARKDOWN:
        from .markdown import markdown

        _write(markdown(reading, source.own_name))
    else:
        from .show import console, show

        show(reading, source.own_name, console())
    return True


def _read_several(inputs: Inputs, form: Format, workers: int) -> int:
    """Read many files and give each out as it comes; return how many were read."""
    results = _watched(read_many(inputs.files, form, workers), len(inputs.files), form)
    if form is Format.TABLE:
        rows = [done.row for done in _sound(results) if done.row]
        _show_overview(rows)
        return len(rows)
    count = 0
    for done in _sound(results):
        if form is Format.MARKDOWN and count:
            _write("\n---\n\n")
        _write(done.output)
        count += 1
    return count


def _sound(results: Iterable[Done]) -> Iterator[Done]:
    for done in results:
        if done.error:
            _complain(done.name, done.error)
        else:
            yield done


def _show_overview(rows: list[Row]) -> None:
    if rows:
        from .overview import within_folder
        from .show import console, show_overview

        show_overview(within_folder(rows), console())


def _watched(results: Iterator[Done], count: int, form: Format) -> Iterator[Done]:
    """Yield the results and tell on standard error how far it is, where somebody watches."""
    scrolls = form is not Format.TABLE and sys.stdout.isatty()
    if count < PROGRESS_FROM or scrolls or not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(results, length=count, label="Reading", show_pos=True, file=sys.stderr) as bar:
        yield from bar


def _write(text: str) -> None:
    """Write UTF-8 whatever the locale is: what is written here is read by programs."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def _complain(name: str, why: str) -> None:
    click.echo(f"secretariat: {name}: {safe(' '.join(why.split()))}", err=True)


def _cores() -> int:
    allowed = getattr(os, "sched_getaffinity", None)
    return min(len(allowed(0)) if allowed else os.cpu_count() or 1, 64)
