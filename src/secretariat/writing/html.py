"""Pages as HTML: one file that needs no other, semantic, legible on screen, on paper and to a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files

from .page import Block, Facts, Heading, Listed, Note, Page, Paragraph, Run, Table, Tone, Words, right_to_left


def write_html(page: Page) -> bytes:
    """Return the page as a whole HTML document in UTF-8; every word of a user is escaped."""
    direction = "rtl" if right_to_left(page.language) else "ltr"
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(page.language)}" dir="{direction}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(page.title)}</title>",
        *_properties(page),
        f"<style>\n{_style()}</style>",
        "</head>",
        "<body>",
        "<main>",
        f'<h1 dir="auto">{escape(page.title)}</h1>',
        *(line for block in page.blocks for line in _block(block)),
        *_notes(page.notes()),
        "</main>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode()


@cache
def _style() -> str:
    return (files(__package__) / "house.css").read_text(encoding="utf-8")


def _properties(page: Page) -> Iterator[str]:
    for name, value in (("author", page.author), ("description", page.subject)):
        if value:
            yield f'<meta name="{name}" content="{escape(value)}">'


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f'<h{block.level + 1} dir="auto">{escape(block.text)}</h{block.level + 1}>'
    elif isinstance(block, Facts):
        yield from _facts(block)
    elif isinstance(block, Listed):
        yield from _list(block)
    elif isinstance(block, Table):
        yield from _table(block)
    else:
        yield _paragraph(block)


def _paragraph(block: Paragraph) -> str:
    if block.number is not None:
        number = f'<span class="number">{block.number}.</span> '
        return f'<p class="numbered" id="p{block.number}">{number}<span dir="auto">{_words(block.words)}</span></p>'
    language = f' lang="{escape(block.language)}"' if block.language else ""
    if block.tone is Tone.QUOTE:
        return f'<blockquote{language} dir="auto">{_words(block.words)}</blockquote>'
    kind = "" if block.tone is Tone.PLAIN else f' class="{block.tone.value}"'
    return f'<p{kind}{language} dir="auto">{_words(block.words)}</p>'


def _facts(block: Facts) -> Iterator[str]:
    yield '<table class="facts">'
    for label, value in block.rows:
        yield f'<tr><th scope="row">{escape(label)}</th><td dir="auto">{escape(value)}</td></tr>'
    yield "</table>"


def _list(block: Listed) -> Iterator[str]:
    kind = "ol" if block.counted else "ul"
    yield f"<{kind}>"
    for words in block.items:
        yield f'<li dir="auto">{_words(words)}</li>'
    yield f"</{kind}>"


def _table(table: Table) -> Iterator[str]:
    yield f'<table class="{table.holds.value}">'
    heads = "".join(f'<th scope="col">{escape(column.label)}</th>' for column in table.columns)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        yield "<tr>" + "".join(f'<td dir="auto">{_cell(cell)}</td>' for cell in row) + "</tr>"
    yield "</tbody>"
    yield "</table>"


def _cell(cell: tuple[Words, ...]) -> str:
    return "<br>".join(_words(words) for words in cell)


def _words(words: Words) -> str:
    return "".join(_run(run) for run in words)


def _run(run: Run) -> str:
    text = escape(run.text)
    if run.strong:
        text = f"<strong>{text}</strong>"
    elif run.quiet:
        text = f'<span class="quiet">{text}</span>'
    return text + _reference(run.note) if run.note else text


def _reference(note: Note) -> str:
    at = note.number
    return f'<sup><a id="reference-{at}" href="#note-{at}" role="doc-noteref">{at}</a></sup>'


def _notes(notes: list[Note]) -> Iterator[str]:
    """Yield the footnotes: on a page that has no foot they stand at the end, each with the way back."""
    if not notes:
        return
    yield '<section class="notes" role="doc-endnotes">'
    yield "<ol>"
    for note in notes:
        back = f'<a href="#reference-{note.number}" role="doc-backlink">\u21a9</a>'
        yield f'<li id="note-{note.number}" dir="auto">{escape(note.text)} {back}</li>'
    yield "</ol>"
    yield "</section>"
