"""Tags of the pages that show what reports say together: marks, rows of the grid, quotes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from secretariat.evidence import frameworks, states
from secretariat.evidence.coverage import Reach
from secretariat.evidence.frameworks import TITLES_IN
from secretariat.evidence.quotes import joined
from secretariat.workspace import coverage_words

if TYPE_CHECKING:
    from secretariat.evidence.coverage import Cell, Grid, Row
    from secretariat.evidence.frameworks import Code
    from secretariat.evidence.models import Passage, PassageLabel
    from secretariat.workspace.evidence_look import Look
    from secretariat.workspace.passage_words import Piece

SHAPES = {reach: format_html('<i class="shape shape-{}" aria-hidden="true"></i>', reach.value) for reach in Reach}
register = template.Library()
register.filter("report_name", coverage_words.report_name)
register.filter("why_unknown", coverage_words.why_unknown)
register.filter("joined", joined)
register.filter("cell_words", coverage_words.cell_words)


@register.simple_tag
def reach(name: str) -> SafeString:
    """Draw how far a report goes: a shape and a word."""
    return format_html('<span class="reach">{} {}</span>', SHAPES[Reach(name)], Reach(name).label)


@register.simple_tag
def shape(name: str) -> SafeString:
    """Draw how far a report goes as a shape alone; a word stands beside it."""
    return SHAPES[Reach(name)]


@register.simple_tag
def titled(code: Code) -> SafeString:
    """Show the title of a code, in the language that it is written in."""
    return format_html('<span lang="{}">{}</span>', TITLES_IN, code.title)


@register.simple_tag
def grid_cells(grid: Grid, row: Row, look: Look, collection: int) -> SafeString:
    """Draw the cells of a report; a collection has thousands, so they are written here and not in a template.

    Each that holds passages leads to them; one in which nothing stands is empty but for a screen reader.
    """
    query = f"subject={look.subject}&" if look.subject else ""
    address = escape(f"{reverse('workspace:evidence-cell', args=[collection])}?report={row.report.pk}&{query}code=")
    name = escape(coverage_words.report_name(row.report))
    words = {reach: escape(str(reach.label)) for reach in {cell.reach for cell in row.cells}}
    cells = (
        _cell(cell, escape(code.key), f"{name}, {escape(code.code)}", address, words[cell.reach])
        for code, cell in zip(grid.codes, row.cells, strict=True)
    )
    return mark_safe("".join(cells))  # noqa: S308 - each part of it was escaped


@register.filter
def quote(label: PassageLabel) -> list[Piece]:
    """Return the words of the passage of a label, those marked that spoke for it."""
    return coverage_words.quoted(label)


@register.filter
def keys_of(passage: Passage) -> list[str]:
    """Return the codes of a passage, written ``framework:code``, in the order of the frameworks."""
    return frameworks.in_order(map(str, passage.labels.all()))


@register.filter
def years_named(passage: Passage) -> str:
    """Return the years that a passage names, from that of its report on."""
    return ", ".join(map(str, states.years_named(passage.text, passage.report.year)))


@register.filter
def reached(reaches: dict[Reach, int], name: str) -> int:
    """Return how many of a count go that far."""
    return reaches.get(Reach(name), 0)


def _cell(cell: Cell, key: str, name: str, address: str, reach: str) -> str:
    """Return a cell; all texts are escaped."""
    said = f'<span class="visually-hidden">{reach}</span>'
    if cell.reach == Reach.SILENT:
        return f"<td>{said}</td>"
    if not cell.stances:
        return f'<td title="{reach}">{SHAPES[cell.reach]}{said}</td>'
    title = f"{name}: {escape(coverage_words.cell_words(cell))}"
    return f'<td><a href="{address}{key}" title="{title}">{SHAPES[cell.reach]}{said}</a></td>'


@register.simple_tag
def share_words(addressed: int, known: int) -> str:
    """Say how many of how many reports address something."""
    return _("%(n)d of %(total)d") % {"n": addressed, "total": known}
