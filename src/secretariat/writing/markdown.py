"""Pages as Markdown (CommonMark with tables), legible as plain text too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .page import Block, Facts, Heading, Listed, Page, Paragraph, Table, Tone, Words

_MARKS = re.compile(r"[\\`*_\[\]<>|~&$]")
_AT_START = re.compile(r"(?P<before>\d{1,9})?(?P<mark>(?(before)[.)]|[-+#=:]))")


def write_markdown(page: Page) -> bytes:
    """Return the page as Markdown in UTF-8. Signs of the user's own words never act as marks."""
    parts = [f"# {_heading(page.title)}", *(_block(block) for block in page.blocks)]
    parts += [f"[^{note.number}]: {_escaped(note.text)}" for note in page.notes()]
    return ("\n\n".join(parts) + "\n").encode()


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {_heading(block.text)}"
    if isinstance(block, Facts):
        return "  \n".join(f"**{_escaped(label)}:** {_escaped(value)}" for label, value in block.rows)
    if isinstance(block, Listed):
        return "\n".join(_items(block))
    if isinstance(block, Table):
        return "\n".join(_rows(block))
    return _paragraph(block)


def _paragraph(block: Paragraph) -> str:
    if block.number is not None:
        return f"{block.number}. {_words(block.words)}"
    if block.tone is Tone.QUOTE:
        return f"> {_words(block.words)}"
    return f"*{_words(block.words)}*" if block.tone is Tone.QUIET else _words(block.words)


def _items(block: Listed) -> Iterator[str]:
    for number, words in enumerate(block.items, 1):
        yield f"{number}. {_words(words)}" if block.counted else f"- {_words(words)}"


def _rows(table: Table) -> Iterator[str]:
    yield _row([_escaped(column.label) for column in table.columns])
    yield _row(["---"] * len(table.columns))
    for row in table.rows:
        yield _row(["<br>".join(_words(words) for words in cell) for cell in row])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _words(words: Words) -> str:
    return "".join(
        _run(run.text, strong=run.strong, first=not at) + (f"[^{run.note.number}]" if run.note else "")
        for at, run in enumerate(words)
    )


def _run(text: str, *, strong: bool, first: bool) -> str:
    if not strong:
        return _escaped(text) if first else _inner(text)
    bare = text.strip()
    return text.replace(bare, f"**{_inner(bare)}**") if bare else text


def _heading(text: str) -> str:
    """Return the words of a heading, in which no number begins a list but a hash at the end is a mark."""
    return _inner(text).replace("#", r"\#")


def _inner(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)


def _escaped(text: str) -> str:
    """Return words of a user so that they stand as they are, at the start of a line too."""
    inner = _inner(text)
    found = _AT_START.match(inner)
    if not found:
        return inner
    return f"{inner[: found.start('mark')]}\\{inner[found.start('mark') :]}"
