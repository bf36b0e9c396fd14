"""What can go wrong: problems of a source are values, failures of a reading are errors."""

from __future__ import annotations

from dataclasses import dataclass

from .spans import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the source that contradicts itself or could not be made sense of.

    ``code`` is stable and documented in ``docs/problems.md``; ``message`` is one sentence for people.
    """

    code: str
    message: str
    span: Span | None = None


class ReadingError(Exception):
    """A file that cannot be read. ``code`` is stable, ``str()`` is one line that says what to do."""

    def __init__(self, code: str, message: str) -> None:
        """Keep the code beside the message."""
        super().__init__(message)
        self.code = code
