"""The words around what is proposed for a lab: why a State, which question, where a quote stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import frameworks
from .countries import country_name
from .lab_proposals import Asks, Looked, Part, Proposal
from .models import Cycle, LabItem, Stance

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from .models import LabQuote, Passage

REPORTS: Mapping[str, str | Promise] = {
    Cycle.VNR: gettext_lazy("Voluntary National Review"),
    Cycle.GCM_REVIEW: gettext_lazy("voluntary review of the Global Compact"),
    Cycle.PLAN: gettext_lazy("national plan"),
    Cycle.STATEMENT: gettext_lazy("statement"),
}
"""One report of a cycle."""
PARTS: Mapping[Part, str | Promise] = {
    Part.OFFERS: gettext_lazy("Has something to tell"),
    Part.ASKS: gettext_lazy("A peer who asks"),
    Part.SPEAKS: gettext_lazy("Speaks of it"),
}
CHATHAM = gettext_lazy(
    "This session is held under the Chatham House Rule: what is said may be used, but neither who said it, nor whom "
    "they belong to, nor who was there. Outcomes are written without names and affiliations. Quotes are the words of "
    "reports, not of the session."
)
NAMED_STATES = 6


def _counted(stance: str, count: int) -> str:
    """Return how many passages of one stance there are."""
    words: Mapping[str, Callable[[], str]] = {
        Stance.PRACTICE: lambda: ngettext("%d good practice", "%d good practices", count),
        Stance.ACTION: lambda: ngettext("%d action", "%d actions", count),
        Stance.COMMITMENT: lambda: ngettext("%d commitment", "%d commitments", count),
        Stance.CHALLENGE: lambda: ngettext("%d challenge", "%d challenges", count),
        Stance.CALL: lambda: ngettext("%d call on others", "%d calls on others", count),
        Stance.SITUATION: lambda: ngettext("%d figure or situation", "%d figures or situations", count),
        Stance.MENTION: lambda: ngettext("%d mention", "%d mentions", count),
    }
    return words[stance]() % count


def proposal_words(one: Proposal) -> str:
    """Return the words of a proposal in the reader's language: the reason for a State, a question, or none."""
    if one.kind == LabItem.Kind.COUNTRY:
        return _reason(one)
    if one.kind == LabItem.Kind.QUESTION:
        return _question(one)
    if one.year is None:
        return ""
    words = _("It names %(year)d, which has gone by.") if one.asks is Asks.PAST_DUE else _("It names %(year)d.")
    return words % {"year": one.year}


def _reason(one: Proposal) -> str:
    """Return what a State tells, in numbers of passages; what is on refugees apart."""
    told, refugees = (
        ", ".join(_counted(stance, counts[stance]) for stance in _BY_WEIGHT if counts.get(stance))
        for counts in (one.counts, one.refugees)
    )
    if not refugees:
        return told
    return "; ".join(filter(None, (told, _("on refugees and displaced persons: %s") % refugees)))


_BY_WEIGHT = ("practice", "action", "commitment", "challenge", "call", "situation", "mention")


def _question(one: Proposal) -> str:
    code = code_words(one.code)
    if one.apart:
        code = _("%s, refugees and displaced persons") % code
    said = {"states": named(one.states), "others": named(one.others), "code": code, "year": one.year}
    if one.asks is Asks.GAP_AND_PRACTICE:
        return (
            _(
                "%(states)s: gaps on %(code)s. %(others)s: practices or measures on the same. What made these work, "
                "and what would it take elsewhere?"
            )
            % said
        )
    if one.asks is Asks.GAP:
        return _("%(states)s: gaps on %(code)s. What stands in the way, and who has met the same?") % said
    if one.asks is Asks.PAST_DUE:
        return _("%(states)s: a commitment that names %(year)s, which has gone by. What came of it?") % said
    return _("%(states)s: a commitment that names %(year)s. What has been done, and what is still missing?") % said


def named(states: Iterable[str]) -> str:
    """Return the names of States in a row; of many the first, and how many more there are."""
    names = [country_name(code) for code in states]
    more = len(names) - NAMED_STATES
    shown = ", ".join(names[:NAMED_STATES])
    if more <= 0:
        return shown
    return ngettext("%(names)s and %(more)d more", "%(names)s and %(more)d more", more) % {"names": shown, "more": more}


def code_words(key: str) -> str:
    """Return a code as people write it, with its title: ``SDG 8.8 (Labour rights ...)``."""
    framework, _colon, bare = key.partition(":")
    written, title = f"{framework.upper()} {bare}", frameworks.title(key)
    return _("%(code)s (%(title)s)") % {"code": written, "title": title} if title else written


def report_words(country: str, kind: str, year: int | None) -> str:
    """Return what report it is, as far as that is known: ``Kenya, Voluntary National Review 2026``."""
    cycle = " ".join(filter(None, (str(REPORTS.get(kind, "")), str(year or ""))))
    return ", ".join(filter(None, (country_name(country) if country else "", cycle)))


def source_words(quote: LabQuote) -> str:
    """Return where a quote stands, as a footnote says it: report, page, file."""
    told = quote_source(quote)
    return f"{told} ({quote.name})" if report_words(quote.country, quote.kind, quote.year) else told


def passage_source(passage: Passage) -> str:
    """Return where a passage stands: report and page."""
    report = passage.report
    return _place(
        report_words(report.country, report.kind, report.year) or report.name, passage.page, passage.paragraph
    )


def quote_source(quote: LabQuote) -> str:
    """Return where a quote stands: report and page."""
    return _place(report_words(quote.country, quote.kind, quote.year) or quote.name, quote.page, quote.paragraph)


def _place(report: str, page: int, paragraph: int) -> str:
    """Return report and page; where the report has no pages, its paragraph."""
    return f"{report}, {_('p. %d') % page if page else _('para. %d') % paragraph}"


def origin_words(title: str, day: str, *, commitment: bool = False) -> str:
    """Return where an entry of the register comes from that is the outcome of a lab."""
    lab = _("“%(title)s”, %(day)s") % {"title": title, "day": day} if day else f"“{title}”"
    return (_("Commitment made at the lab %s") if commitment else _("Outcome of the lab %s")) % lab


def looked_words(reports: Iterable[Looked], *, pages: bool = False) -> str:
    """Return the names of reports in a row: State and year, or the file; with the pages that could not be read."""
    return "; ".join(_looked(report, pages=pages) for report in reports)


def _looked(report: Looked, *, pages: bool) -> str:
    name = " ".join(filter(None, (country_name(report.country), str(report.year or "")))) if report.country else ""
    told = f"{name} ({report.name})" if name else report.name
    if not pages:
        return told
    unread = ", ".join(map(str, report.unread))
    return _("%(report)s, without p. %(pages)s") % {"report": told, "pages": unread}
