"""The folder that holds what the site keeps: database, stored files, secret key."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

KEY_LENGTH = 50


def home_folder() -> Path:
    """Return the data folder: ``SECRETARIAT_HOME``, or ``var`` under the working folder."""
    return Path(os.environ.get("SECRETARIAT_HOME") or "var").resolve()


def secret_key(folder: Path) -> str:
    """Return ``SECRETARIAT_SECRET_KEY``, or the key kept in ``folder``, made on first use."""
    given = os.environ.get("SECRETARIAT_SECRET_KEY")
    if given:
        return given
    kept = folder / "secret-key"
    if not kept.exists():
        _write_new(kept, secrets.token_urlsafe(KEY_LENGTH))
    return kept.read_text(encoding="ascii").strip()


def _write_new(path: Path, text: str) -> None:
    """Write ``text`` to ``path``, readable by the owner only; a file made meanwhile is kept."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
