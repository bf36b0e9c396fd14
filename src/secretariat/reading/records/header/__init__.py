"""The head of a record: which meeting, of which body, when, how and where."""

from __future__ import annotations

from .reading import HeaderReading, read_header

__all__ = ["HeaderReading", "read_header"]
