"""Paragraphs that are the lines of one list: names one below the other, each in a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ..source_text import Kind
from .passages import Item, Passage

_LONGEST = 130
_SENTENCE = re.compile(r"[.;:!?。；：，]$")
_JOIN = re.compile(r",\s|\t|\s[-–—|]\s|\s\(")
_NAME_WORDS = range(2, 6)


def tighten(items: Sequence[Item]) -> None:
    """Take away the space between paragraphs that are lines of one list.

    A page or document that puts the same space after every paragraph does not tell lines from paragraphs;
    lines of one build are then taken together. Where the space differs, it is left as it is.
    """
    pairs = [(one, after) for one, after in pairwise(items) if _is_paragraph(one) and _is_paragraph(after)]
    if not all(isinstance(after, Passage) and after.gap for _, after in pairs):
        return
    for run in _runs(items):
        if len(run) >= (2 if _build(run[0]) == "joined" else 3):
            for passage in run[1:]:
                passage.gap = False


def _is_paragraph(item: Item) -> bool:
    return isinstance(item, Passage) and item.kind is Kind.PARAGRAPH


def _runs(items: Sequence[Item]) -> list[list[Passage]]:
    """Return the paragraphs that follow one another and are of one build."""
    runs: list[list[Passage]] = []
    last = ""
    for item in items:
        build = _build(item)
        if isinstance(item, Passage) and build:
            if build == last:
                runs[-1].append(item)
            else:
                runs.append([item])
        last = build
    return runs


def _build(item: Item) -> str:
    """Return the build of a short line: words that are joined by commas and the like, or a bare name."""
    if not isinstance(item, Passage) or item.kind is not Kind.PARAGRAPH:
        return ""
    words = "".join(run.text for run in item.runs).strip()
    if len(words) > _LONGEST or "\n" in words or _SENTENCE.search(words):
        return ""
    if all(run.look.strong for run in item.runs if run.text.strip()):
        return ""
    if _JOIN.search(words):
        return "joined"
    parts = words.split()
    return "name" if len(parts) in _NAME_WORDS and all(part[:1].isupper() for part in parts) else ""
