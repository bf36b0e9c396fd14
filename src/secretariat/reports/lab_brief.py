"""The brief of a lab: what was taken into it, each quote with its footnote, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.evidence import lab_selectors
from secretariat.evidence.countries import country_name
from secretariat.evidence.lab_words import CHATHAM, code_words, looked_words, source_words
from secretariat.evidence.models import LabItem, Subject
from secretariat.writing.documents import Brief, BriefPart, BriefPoint, Quote

from .levels import classification

if TYPE_CHECKING:
    from secretariat.evidence.lab_proposals import Coverage
    from secretariat.evidence.models import Lab, LabQuote, Report
    from secretariat.network.access import Actor

Kind = LabItem.Kind


def lab_brief(actor: Actor, lab: Lab, *, language: str = "en") -> Brief:
    """Return the brief of a lab as ``actor`` may read it. Only what somebody took is in it.

    It is as confidential as the lab and the strictest report that it quotes.
    """
    items = lab_selectors.items(actor, lab)
    levels = [lab.confidentiality, *(str(report.confidentiality) for report in _reports(items))]
    collections = lab_selectors.collections(actor, lab)
    return Brief(
        title=lab.title,
        question=lab.question,
        body=str(lab.body) if lab.body else None,
        date=lab.day.isoformat() if lab.day else None,
        as_of=timezone.localdate().isoformat(),
        facts=(
            (_("Asked about"), "; ".join(map(code_words, lab.codes))),
            (_("Reports"), "; ".join(row.title for row in collections)),
        ),
        handling=(str(CHATHAM),) if lab.is_shielded else (),
        parts=tuple(_parts(items)),
        language=language,
        classification=classification(levels),
        notes=tuple(_coverage(lab_selectors.offer(actor, lab).coverage)),
    )


def _reports(items: Iterable[LabItem]) -> Iterator[Report]:
    """Yield the reports that are quoted and still there."""
    return (quote.report for item in items for quote in item.quotes.all() if quote.report is not None)


def _parts(items: Iterable[LabItem]) -> Iterator[BriefPart]:
    rows = list(items)
    for kind in Kind:
        points = tuple(_point(item) for item in rows if item.kind == kind)
        if points:
            yield BriefPart(title=str(kind.label), points=points)


def _point(item: LabItem) -> BriefPoint:
    """Return one item: whose it is, the words that people gave it, and what it stands on."""
    lead = country_name(item.country) if item.country and item.kind != Kind.QUESTION else None
    return BriefPoint(lead=lead, text=item.text or None, quotes=tuple(map(_quote, item.quotes.all())))


def _quote(quote: LabQuote) -> Quote:
    """Return a quote. What is not of migrants is said: they and refugees are always apart."""
    subject = Subject(quote.subject)
    return Quote(
        text=quote.text,
        source=source_words(quote),
        language=quote.language.partition("-")[0] or None,
        remark=None if subject == Subject.MIGRANTS else str(subject.label),
    )


def _coverage(found: Coverage) -> Iterator[str]:
    """Yield how many reports speak of it, which do not, and of which that cannot be said."""
    told = {"count": len(found.speaking), "total": found.total}
    yield (
        ngettext(
            "%(count)d of %(total)d report speaks of it.", "%(count)d of %(total)d reports speak of it.", found.total
        )
        % told
    )
    if found.silent:
        yield _("Read in full, and no passage on it was found: %s.") % looked_words(found.silent)
    if found.unread:
        yield _("Could not be read, so that nothing can be said of them: %s.") % looked_words(found.unread)
    if found.in_part:
        yield _("Speaking of it, but not read in full: %s.") % looked_words(found.in_part, pages=True)
    if found.partly:
        yield _("Not speaking of it on the pages that could be read: %s.") % looked_words(found.partly, pages=True)
    if found.waiting:
        yield _("Not examined yet: %s.") % looked_words(found.waiting)
