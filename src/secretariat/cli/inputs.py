"""From the names given on the command line to the bytes of files."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from secretariat.reading.problems import ReadingError

from .terminal import safe_name

SUFFIXES = frozenset(
    {".txt", ".text", ".md", ".markdown", ".adoc", ".asciidoc", ".html", ".htm", ".xhtml", ".docx", ".pdf"}
)
"""What is taken from a folder. A file that is named on the command line is read whatever it is called."""
LARGEST = 200 * 1024 * 1024
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read, by the name that it was asked for; ``path`` is ``None`` for standard input."""

    name: str
    path: Path | None

    @property
    def own_name(self) -> str:
        """Return the name of the file without its folder."""
        return self.name if self.path is None else safe_name(self.path.name)


@dataclass(slots=True)
class Inputs:
    """The files to read in the order given, and what was named but is not there."""

    files: list[Input] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    folders: int = 0


def gather(names: Iterable[str]) -> Inputs:
    """Return the files that ``names`` stand for: files, whole folders with what is in them, ``-``."""
    found = Inputs()
    for name in names:
        path = Path(name)
        if name == STANDARD_INPUT:
            found.files.append(Input("standard input", None))
        elif path.is_dir():
            _add_folder(found, path)
        elif not os.path.lexists(path):
            found.refused.append((safe_name(name), "there is no such file; check the name and the folder."))
        else:
            found.files.append(Input(safe_name(name), path))
    return found


def _add_folder(found: Inputs, folder: Path) -> None:
    found.folders += 1
    before = len(found.files)
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith((".", "~$")):
                path = Path(top, name)
                found.files.append(Input(safe_name(str(path)), path))
    if len(found.files) == before:
        found.refused.append(
            (safe_name(str(folder)), "no record in this folder; TXT, Markdown, AsciiDoc, HTML, DOCX and PDF are read.")
        )


def data_of(source: Input) -> bytes:
    """Return the bytes of a file.

    Raises:
        ReadingError: it cannot be opened, is no file, or is too large to be a record.
    """
    if source.path is None:
        return _limited(sys.stdin.buffer.read(LARGEST + 1))
    try:
        about = source.path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ReadingError("not_a_file", "this is not a file that can be read; name a document.")
        if about.st_size > LARGEST:
            raise _too_large(about.st_size)
        return source.path.read_bytes()
    except FileNotFoundError:
        raise ReadingError("missing", "the file is gone, or is a link to nothing; check the name.") from None
    except PermissionError:
        raise ReadingError("not_allowed", "you may not open this file; ask its owner for leave to read it.") from None
    except OSError as error:
        raise ReadingError(
            "unreadable", f"the file cannot be opened ({error.strerror}); copy it and try again."
        ) from None


def _limited(data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise _too_large(None)
    return data


def _too_large(size: int | None) -> ReadingError:
    told = "it" if size is None else f"{size / 1024 / 1024:,.0f} MB"
    limit = LARGEST // 1024 // 1024
    return ReadingError(
        "too_large", f"{told} is too large for a record (at most {limit} MB); take the text out of it, or split it."
    )
