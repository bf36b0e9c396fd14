"""The door for files: what a file is, whether it can be read, and the loader that reads it.

``load`` takes bytes and a name, ``load_path`` a path. Whatever cannot be read raises ``ReadingError`` with
a stable code (docs/problems.md) and one line that says what is wrong with which file and what to do.
"""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path, PurePath

from ..problems import ReadingError
from ..source_text import SourceText
from .encodings import Decoded, decode
from .sniff import FileType, declared_encoding, file_type

__all__ = ["MAX_BYTES", "load", "load_path", "read_limited"]

MAX_BYTES = 100 * 1024 * 1024

_BLANK = b" \t\r\n\f\v\xff\xfe\xef\xbb\xbf"  # white space and byte order marks
_MEDIA_TYPES = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".adoc": "text/asciidoc",
    ".asciidoc": "text/asciidoc",
    ".asc": "text/asciidoc",
}


def load(data: bytes, name: str, *, max_bytes: int = MAX_BYTES) -> SourceText:
    """Return the text of a file; its type is told by its content first, then by ``name``.

    Raises:
        ReadingError: the file cannot be read; the code says why.
    """
    shown = _shown(name)
    _check_size(len(data), shown, max_bytes)
    if not data.strip(_BLANK):
        raise _empty(shown)
    try:
        source = _load(data, shown)
    except (RecursionError, MemoryError) as error:
        message = f"{shown} is nested too deep or too large to be read; save its text as DOCX or PDF and try again."
        raise ReadingError("damaged", message) from error
    if not source.blocks:
        raise _empty(shown)
    return source


def load_path(path: Path | str, *, max_bytes: int = MAX_BYTES) -> SourceText:
    """Return the text of the file at ``path``.

    Raises:
        ReadingError: the file cannot be read; the code says why.
    """
    path = Path(path)
    return load(read_limited(path, max_bytes=max_bytes), path.name, max_bytes=max_bytes)


def read_limited(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the bytes of a file, which is refused before it is read where it is too large.

    Raises:
        ReadingError: ``not_found``, ``unreadable`` or ``too_large``.
    """
    shown = _shown(path.name or str(path))
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadingError("unreadable", f"{shown} is not a file; give the path of a file.")
        _check_size(status.st_size, shown, max_bytes)
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise ReadingError("not_found", f"{shown} is not there; check the name and try again.") from error
    except (OSError, ValueError) as error:
        message = f"{shown} cannot be opened; check that you may read it and try again."
        raise ReadingError("unreadable", message) from error
    _check_size(len(data), shown, max_bytes)
    return data


def _load(data: bytes, name: str) -> SourceText:
    kind = file_type(data, name)
    if kind is FileType.PDF:
        return _load_pdf(data, name)
    if kind is FileType.DOCX:
        from .docx import load_docx

        return load_docx(data, name)
    if kind is FileType.MAIL:
        from .mail import load_mail

        return load_mail(data, name)
    decoded = decode(data, name, declared_encoding(data) if kind is FileType.HTML else "")
    if kind is FileType.HTML:
        from .html import load_html

        return _stated(load_html(decoded.text, name), decoded)
    from .offsets import load_lines

    media_type = _MEDIA_TYPES.get(PurePath(name).suffix.lower(), "text/plain")
    return _stated(load_lines(decoded.text, media_type), decoded)


def _load_pdf(data: bytes, name: str) -> SourceText:
    """Read a PDF; its loader knows no name, so the name is put before what it says."""
    from .pdf import load_pdf

    try:
        return load_pdf(data)
    except ReadingError as error:
        raise ReadingError(error.code, f"{name}: {error}") from error


def _stated(source: SourceText, decoded: Decoded) -> SourceText:
    """State the encoding, and what was odd about it."""
    problems = (*source.problems, decoded.problem) if decoded.problem else source.problems
    return replace(source, metadata={**source.metadata, "encoding": decoded.encoding}, problems=problems)


def _shown(name: str) -> str:
    """Return a file's name fit for one line: no folder, no control characters."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable()) or "The file"


def _check_size(size: int, name: str, limit: int) -> None:
    if size > limit:
        written = f"{size / 1024 / 1024:,.0f} MB" if size >= 1024 * 1024 else f"{size:,} bytes"
        allowed = f"{limit / 1024 / 1024:,.0f} MB" if limit >= 1024 * 1024 else f"{limit:,} bytes"
        message = f"{name} has {written}; files up to {allowed} can be read: split it or save the text alone."
        raise ReadingError("too_large", message)


def _empty(name: str) -> ReadingError:
    return ReadingError("empty", f"{name} is empty; check that it was saved and try again.")
