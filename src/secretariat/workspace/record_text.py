"""The text of a record as HTML: paragraphs with the words in place that comments or corrections are about.

Every paragraph carries ``data-start``, the place of its first character in the text of its part in code
points, and holds no other text, so that a selection in the page leads back to the words.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from secretariat.meetings.differences import Fate, Run
from secretariat.meetings.wording import BREAKS, PARAGRAPH, paragraphs


@dataclass(frozen=True, slots=True)
class Pin:
    """Words of a part that something is said about: where they stand, its number on the page and its anchor."""

    start: int
    end: int
    number: int
    anchor: str
    label: str


def drawn(text: str, pins: Sequence[Pin] = ()) -> SafeString:
    """Return a text as paragraphs with its pins."""
    return format_html_join(
        "\n",
        '<p dir="auto" data-start="{}">{}</p>',
        ((at, _paragraph(at, words, pins)) for at, words in paragraphs(text)),
    )


def compared(runs: Iterable[Run]) -> SafeString:
    """Return what differs between two texts: insertions and deletions marked by sign and word, not by colour alone."""
    lines: list[list[SafeString]] = [[]]
    for run in runs:
        first, *others = run.words.split(PARAGRAPH)
        if run.opens in BREAKS:
            lines.append([])
        lines[-1] += [_run(run.fate, first)] if first else []
        lines += [[_run(run.fate, words)] for words in others]
    shown = [format_html_join(" ", "{}", ((one,) for one in line)) for line in lines if line]
    return format_html_join("\n", '<p dir="auto">{}</p>', ((one,) for one in shown))


def _run(fate: Fate, words: str) -> SafeString:
    """Return one run of words."""
    if fate == Fate.INSERTED:
        told = _("inserted:")
        return format_html('<ins><span class="visually-hidden">{} </span>{}</ins>', told, words)
    if fate == Fate.DELETED:
        told = _("deleted:")
        return format_html('<del><span class="visually-hidden">{} </span>{}</del>', told, words)
    return format_html("{}", words)


def _paragraph(at: int, words: str, pins: Sequence[Pin]) -> SafeString:
    """Return one paragraph, cut where pins begin and end."""
    end = at + len(words)
    here = [pin for pin in pins if pin.start < end and at < pin.end]
    if not here:
        return format_html("{}", words)
    cuts = sorted({at, end, *(place for pin in here for place in (pin.start, pin.end) if at < place < end)})
    return format_html_join("", "{}", ((_piece(at, words, one, two, here),) for one, two in itertools.pairwise(cuts)))


def _piece(at: int, words: str, start: int, end: int, pins: Sequence[Pin]) -> SafeString:
    """Return a stretch of a paragraph; the numbers of pins stand behind the words where they end."""
    said = words[start - at : end - at]
    covers = [pin for pin in pins if pin.start <= start and end <= pin.end]
    if not covers:
        return format_html("{}", said)
    ends = [pin for pin in covers if pin.end == end or (pin.end > at + len(words) and end == at + len(words))]
    links = format_html_join(
        "",
        '<a class="pin" href="#{}" data-number="{}" aria-label="{}"></a>',
        ((pin.anchor, pin.number, pin.label) for pin in ends),
    )
    return format_html("<mark>{}</mark>{}", said, links)
