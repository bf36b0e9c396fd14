"""Why a document cannot be written; each message is one line that says what to do."""

from __future__ import annotations


class WritingError(ValueError):
    """Something cannot be written."""


class UnknownFormat(WritingError):
    """There is no such format."""


class Unwritable(WritingError):
    """The document cannot be written in this format."""


class BadDocument(WritingError):
    """A JSON that is no record."""
