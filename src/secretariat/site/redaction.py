"""Keeps secret addresses out of the log: whoever has the address of a link or a feed has what it opens."""

from __future__ import annotations

import logging
import re

SECRET_PATHS = re.compile(r"(/(?:r|reply|feeds|unsubscribe)/)[^/\s\"'?<>]+")


def without_secrets(text: str) -> str:
    """Return a text in which the secret part of addresses is left out."""
    return SECRET_PATHS.sub(r"\1…", text)


class Redacting(logging.Formatter):
    """Writes a line, and the traceback that belongs to it, without the secret part of addresses."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return without_secrets(super().format(record))
