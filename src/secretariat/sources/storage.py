"""Where the bytes of files are kept: under generated names, outside anything that is served.

A file is written beside its place under a draft name, synced, and renamed into it inside the
transaction that writes its row. After a crash there may be a file without a row, never a row without
a file; ``sweep`` takes the former away.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import time
import uuid
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

logger = logging.getLogger(__name__)

CHUNK = 1024 * 1024
STRAY_AFTER_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it comes in: the name it was given and its bytes, or an open file of them."""

    name: str
    data: bytes | IO[bytes]

    def chunks(self) -> Iterator[bytes]:
        """Return the bytes piece by piece."""
        if isinstance(self.data, bytes):
            yield self.data
            return
        self.data.seek(0)
        while piece := self.data.read(CHUNK):
            yield piece


@dataclass(frozen=True, slots=True)
class Draft:
    """Bytes that are written and synced, not yet in their place."""

    path: Path
    stored_name: str
    sha256: str
    size: int

    def keep(self) -> None:
        """Move the file to its place."""
        place = path_of(self.stored_name)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path.replace(place)
        _sync_folder(place.parent)


@contextmanager
def drafted(incoming: Incoming) -> Iterator[Draft]:
    """Write the bytes of ``incoming`` beside the store; take them away again unless they were kept.

    Raises:
        Refused: when there are no bytes or more than the limit.
    """
    folder = Path(settings.FILE_STORE) / "drafts"
    name = uuid.uuid4().hex
    draft_path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sha256, size = _write(draft_path, incoming)
        yield Draft(draft_path, f"{name[:2]}/{name}", sha256, size)
    except OSError as error:
        _discard(name)
        raise _not_stored(error) from error
    except BaseException:
        _discard(name)
        raise
    finally:
        with suppress(OSError):
            draft_path.unlink(missing_ok=True)


def _discard(name: str) -> None:
    """Take a file away that was kept in vain."""
    with suppress(OSError):
        path_of(f"{name[:2]}/{name}").unlink(missing_ok=True)


def path_of(stored_name: str) -> Path:
    """Return where a stored file lies."""
    return Path(settings.FILE_STORE) / "kept" / stored_name


def sweep(known: Collection[str]) -> int:
    """Take away files that no row knows and that are not being written now; return how many."""
    store = Path(settings.FILE_STORE)
    limit = time.time() - STRAY_AFTER_SECONDS
    strays = [path for path in store.glob("drafts/*") if path.stat().st_mtime < limit]
    strays += [
        path
        for path in store.glob("kept/*/*")
        if f"{path.parent.name}/{path.name}" not in known and path.stat().st_mtime < limit
    ]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _not_stored(error: OSError) -> Refused:
    """Return the refusal of a file that the disk did not take."""
    logger.error("A file could not be stored: %s", error)
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    why = _("the disk is full") if full else _("the disk did not take it")
    return Refused("not_stored", _("The file could not be stored: %s. Tell who runs this site.") % why)


def _write(path: Path, incoming: Incoming) -> tuple[str, int]:
    """Write and sync the bytes; return their hash and number."""
    digest = hashlib.sha256()
    size = 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for piece in incoming.chunks():
            size += len(piece)
            if size > settings.UPLOAD_LIMIT_BYTES:
                raise _too_large(incoming.name)
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if size == 0:
        raise Refused("empty", _("“%s” is empty. Check the file and send it again.") % incoming.name)
    return digest.hexdigest(), size


def _too_large(name: str) -> Refused:
    """Return the refusal of a file over the limit."""
    limit = settings.UPLOAD_LIMIT_BYTES // (1024 * 1024)
    message = _("“%(name)s” is larger than the limit of %(limit)s MB. Send a smaller file or split it.")
    return Refused("too_large", message % {"name": name, "limit": limit})


def _sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
