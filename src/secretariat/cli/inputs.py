"""From the names given on the command line to the bytes of files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from secretariat.reading.loaders import MAX_BYTES, read_limited

from .terminal import safe_name

SUFFIXES = frozenset(
    ".txt .text .md .markdown .adoc .asciidoc .asc .html .htm .xhtml .docx .docm .pdf .eml .mht .mhtml".split()
)
"""What is taken from a folder. A file that is named on the command line is read whatever it is called."""
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
            (safe_name(str(folder)), "this folder holds no TXT, Markdown, AsciiDoc, HTML, DOCX or PDF; name another.")
        )


def data_of(source: Input) -> bytes:
    """Return the bytes of a file, or of standard input; no more than a record may have.

    Raises:
        ReadingError: it cannot be opened, is no file, or is too large to be a record.
    """
    if source.path is None:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    return read_limited(source.path)
