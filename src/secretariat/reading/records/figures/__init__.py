"""The figures of a record: numbers that say something of a subject."""

from __future__ import annotations

from .reading import read_figures

__all__ = ["read_figures"]
