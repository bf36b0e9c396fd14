"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from secretariat.reading import ReadingError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield the path of a new, empty file, which takes the place of ``path`` once all went well.

    Raises:
        ReadingError: the file cannot be written.
    """
    temporary = _beside(path)
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """Return the path of a new file in the folder of ``path``."""
    if path.is_dir():
        raise ReadingError("output", f"{path} is a folder; give the name of a file.")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
        Path(name).chmod(0o666 & ~_umask())
    except OSError as error:
        raise ReadingError("output", f"{path} cannot be written: {error.strerror or error}.") from None
    return Path(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
