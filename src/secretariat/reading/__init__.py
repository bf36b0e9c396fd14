"""The reading engine: a document in, its text and findings out. Pure Python, usable alone.

>>> from secretariat.reading import load_path, read
>>> reading = read(load_path("summary.docx"))  # doctest: +SKIP
>>> [action.text for action in reading.action_points]  # doctest: +SKIP
"""

from __future__ import annotations

from .findings import Reading
from .loaders import load, load_path
from .pipeline import read
from .problems import Problem, ReadingError
from .serialise import to_json
from .source_text import SourceText
from .spans import Span

__all__ = ["Problem", "Reading", "ReadingError", "SourceText", "Span", "load", "load_path", "read", "to_json"]
