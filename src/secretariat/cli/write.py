"""``secretariat write``: a meeting's record as a document."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import click

from secretariat import writing
from secretariat.writing import FORMATS, BadDocument, WritingError

from .inputs import STANDARD_INPUT
from .terminal import safe, safe_name

NOTHING_WRITTEN = 2
_MOST_BYTES = 100 * 1024 * 1024
_SUFFIXES = {".htm": "html", ".markdown": "markdown", ".xml": "akn", **{f.suffix: f.name for f in FORMATS.values()}}


@click.command(short_help="Write a meeting's record as DOCX, PDF, Markdown, HTML, Akoma Ntoso.")
@click.argument("record", metavar="RECORD", type=click.Path(path_type=str))
@click.option(
    "-t", "--to", "form", type=click.Choice(list(FORMATS)), help="The format (default: what the name of --out ends in)."
)
@click.option("-o", "--out", type=click.Path(path_type=str), help="The file to write; - for standard output.")
def write(record: str, form: str | None, out: str | None) -> int:
    """Write the record of a meeting as a document in the house style.

    RECORD is a record as JSON (docs/writing.md), or - for standard input. Without --out the file is named for the day
    and the title of the meeting and put in the folder where you are.

    \b
    Examples:
      secretariat write meeting.json --to docx
      secretariat write meeting.json --out summary.pdf
      secretariat write - --to markdown --out - < meeting.json

    Ends with status 0 when the document was written, 2 when it was not.
    """
    name = "standard input" if record == STANDARD_INPUT else safe_name(record)
    try:
        given = writing.from_json(_data(record))
        chosen = form or _form_of(out)
        target = out or writing.file_name(given, chosen)
        _put(writing.write(given, chosen), target, kept=out is None)
    except (WritingError, OSError) as error:
        click.echo(f"secretariat: {name}: {_why(error)}", err=True)
        return NOTHING_WRITTEN
    if target != STANDARD_INPUT:
        click.echo(safe_name(target))
    return 0


def _data(record: str) -> bytes:
    """Return the bytes of the record.

    Raises:
        BadDocument: they are too many.
        OSError: it cannot be opened.
    """
    if record == STANDARD_INPUT:
        data = sys.stdin.buffer.read(_MOST_BYTES + 1)
    else:
        with Path(record).open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise BadDocument("this is larger than 100 MB, which no record is; give the record of one meeting.")
    return data


def _form_of(out: str | None) -> str:
    """Return the format that a file's name asks for.

    Raises:
        WritingError: it asks for none.
    """
    form = _SUFFIXES.get(Path(out).suffix.lower()) if out else None
    if form is None:
        raise WritingError(f"say which format: --to with one of {', '.join(FORMATS)}.")
    return form


def _put(data: bytes, target: str, *, kept: bool) -> None:
    """Write a file whole or not at all; one of that name is replaced unless ``kept``."""
    if target == STANDARD_INPUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    if kept and path.exists():
        raise WritingError(f"{target} is there already; name another file with --out.")
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".writing-", delete=False) as file:
        file.write(data)
    unwritten = Path(file.name)
    try:
        unwritten.chmod(0o666 & ~_umask())
        unwritten.replace(path)
    except OSError:
        unwritten.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _why(error: WritingError | OSError) -> str:
    if isinstance(error, OSError):
        place = f" ({safe_name(str(error.filename))})" if error.filename else ""
        return f"{safe(error.strerror or 'it cannot be opened')}{place}; check the name, the folder and who may write."
    return safe(str(error))
