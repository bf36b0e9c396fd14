"""Finding the words again that a comment was pinned to."""

from __future__ import annotations

import re


def found(text: str, quote: str, near: int = 0) -> tuple[int, int] | None:
    """Return where ``quote`` stands in ``text``, closest to ``near``; nothing where its words are not there.

    White space may have changed: a quote may cross what has become the end of a line.
    """
    words = quote.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    spans = [match.span() for match in pattern.finditer(text)]
    return min(spans, key=lambda span: abs(span[0] - near), default=None)
