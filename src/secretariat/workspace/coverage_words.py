"""What the pages on reports say in words: pages that were not read, what stands in a cell, words marked in a quote."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from secretariat.evidence.axes import languages
from secretariat.evidence.countries import country_name
from secretariat.evidence.models import PassageLabel, Report, Stance
from secretariat.evidence.quotes import joined

from .passage_words import Piece, marked
from .templatetags.evidence import page_numbers

if TYPE_CHECKING:
    from secretariat.evidence.coverage import Cell


def report_name(report: Report) -> str:
    """Return State and year of a report; the name of its file where the State is not known."""
    if not report.country:
        return report.name
    return f"{country_name(report.country)} {report.year}" if report.year else country_name(report.country)


def why_unknown(report: Report) -> str:
    """Say why it is not known what a report does not address; empty where all of it was read."""
    if report.state == Report.State.FAILED:
        return _("It could not be read. %s") % report.error_message
    if report.state != Report.State.EXAMINED:
        return _("It is not examined yet.")
    if unread := report.unread:
        said = ngettext("Page %(pages)s could not be read.", "Pages %(pages)s could not be read.", len(unread))
        return said % {"pages": page_numbers(unread)}
    if not report.language:
        return _("Its language could not be told.")
    if report.language not in languages():
        return _("There are no terms in its language (%s).") % report.language
    return ""


def cell_words(cell: Cell) -> str:
    """Return what stands in a cell: each stance and how many passages take it; how far it goes where none does."""
    if not cell.stances:
        return str(cell.reach.label)
    words = _stances(get_language() or "")
    return " · ".join(f"{words[stance]} {count}" for stance, count in cell.stances)


def quoted(label: PassageLabel) -> list[Piece]:
    """Return the passage of a label in pieces, those marked that spoke for it."""
    because = [joined(words) for words in label.because]
    spoke = PassageLabel(framework=label.framework, code=label.code, because=because)
    return marked(joined(label.passage.text), [spoke])


@cache
def _stances(_language: str) -> dict[str, str]:
    """Return the stances in the language that is on: a grid says them thousands of times."""
    return {stance: str(label) for stance, label in Stance.choices}
