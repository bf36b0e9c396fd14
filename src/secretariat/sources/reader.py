"""Reads one file in a process of its own, held to limits of time and memory.

Run as ``python -m secretariat.sources.reader PATH NAME SHA256 SECONDS BYTES``; prints one JSON object:
``{"reading", "text", "blocks", "page_starts"}`` or ``{"error": {"code", "message"}}``. It loads no
Django, opens no database and writes nothing, so that a hostile file meets an empty room.
"""

from __future__ import annotations

import ctypes
import json
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secretariat.reading import SourceText
    from secretariat.reading.source_text import Block

MEMORY_EXIT = 70
FILES = 64
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000


def main(arguments: list[str]) -> int:
    """Read the file named by ``arguments`` and print the result."""
    path, name, sha256, seconds, memory = arguments
    limit(int(seconds), int(memory))
    unplug()
    try:
        result = read_file(Path(path), name, sha256)
    except MemoryError:
        return MEMORY_EXIT
    sys.stdout.write(json.dumps(scrubbed(result), ensure_ascii=True))
    return 0


def read_file(path: Path, name: str, sha256: str) -> dict[str, object]:
    """Return the reading of a file, or why it cannot be read."""
    # Late, so that the limits hold for the engine's own libraries too.
    from secretariat.reading import ReadingError, load, read, to_json  # noqa: PLC0415

    try:
        source = load(path.read_bytes(), name)
        reading = to_json(read(source), name=name, sha256=sha256)
    except ReadingError as error:
        return {"error": {"code": error.code, "message": str(error)}}
    return {
        "reading": reading,
        "text": source.text,
        "blocks": [_block(block) for block in source.blocks],
        "page_starts": list(source.page_starts),
        "pages": _pages(source),
    }


def scrubbed(value: object) -> object:
    """Return ``value`` with what no database stores (NUL, lone surrogates) replaced one for one."""
    if isinstance(value, str):
        return _scrubbed_text(value)
    if isinstance(value, list | tuple):
        return [scrubbed(item) for item in value]
    if isinstance(value, dict):
        return {_scrubbed_text(str(key)): scrubbed(item) for key, item in value.items()}
    return value


def _scrubbed_text(text: str) -> str:
    """Return ``text`` with U+FFFD for each code point that cannot be stored."""
    if "\x00" not in text and text.isascii():
        return text
    plain = text.replace("\x00", "\ufffd")
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in plain)


def _block(block: Block) -> dict[str, object]:
    """Return a block as JSON."""
    return {
        "kind": str(block.kind),
        "start": block.span.start,
        "end": block.span.end,
        "level": block.level,
        "marker": block.marker,
        "checked": block.checked,
        "cells": [list(cell) for cell in block.cells],
        "table": block.table,
        "header": block.header,
        "page": block.page,
    }


def _pages(source: SourceText) -> int | None:
    """Return the number of pages, where there are pages."""
    return len(source.page_starts) or None


def unplug() -> None:
    """Take the network away from this process, where the system lets a process do that by itself."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is not None:
        unshare(CLONE_NEWUSER | CLONE_NEWNET)


def limit(seconds: int, memory: int) -> None:
    """Hold this process to its bounds; where the system has no such bound, the parent's clock stands."""
    for what, soft, hard in (
        (resource.RLIMIT_CPU, seconds, seconds + 2),
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, FILES, FILES),
    ):
        try:
            resource.setrlimit(what, (soft, hard))
        except (OSError, ValueError):
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
