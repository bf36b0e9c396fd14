"""A lab as its page shows it: a section a kind, with what was taken and what is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from secretariat.evidence import lab_selectors
from secretariat.evidence.countries import country_name
from secretariat.evidence.lab_words import PARTS, looked_words, passage_source, proposal_words, quote_source
from secretariat.evidence.models import LabItem, Subject

from .lab_forms import ItemForm

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from secretariat.evidence.lab_proposals import Coverage, Proposal
    from secretariat.evidence.models import Lab, LabQuote, Passage
    from secretariat.network.models import User

Kind = LabItem.Kind
SHOWN, MOST = 6, 200
HINTS: Mapping[str, str | Promise] = {
    Kind.COUNTRY: _("Those that tell of practices, actions and commitments first, then those that tell of challenges."),
    Kind.PRACTICE: _("Good practices, then policies and actions taken."),
    Kind.GAP: _("Challenges and gaps that reports tell of themselves."),
    Kind.COMMITMENT: _("By the first year that they name after that of their report; those that name none last."),
    Kind.QUESTION: _("Made from gaps and commitments. Reword what you take."),
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a report as they are shown, with where they stand."""

    text: str
    language: str
    source: str
    subject: str
    stance: str
    passage: int | None
    report: int | None


@dataclass(frozen=True, slots=True)
class Taken:
    """Something that is in a lab, with the form to change it."""

    item: LabItem
    name: str
    quotes: Sequence[Quoted]
    form: ItemForm
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """Something proposed."""

    key: str
    name: str
    words: str
    part: str | Promise
    quotes: Sequence[Quoted]


@dataclass(frozen=True, slots=True)
class Section:
    """All of one kind. ``more`` is how many proposals are not shown."""

    kind: str
    label: str | Promise
    hint: str | Promise
    taken: Sequence[Taken]
    offered: Sequence[Offered]
    left_out: Sequence[Offered]
    proposed: int
    more: int
    form: ItemForm | None

    @property
    def opens(self) -> bool:
        """Say whether its proposals are shown at once: those of whom to invite, as long as nobody is."""
        return self.kind == Kind.COUNTRY and not self.taken


def sections(actor: User, lab: Lab, proposals: Sequence[Proposal], *, editor: bool, all_of: str = "") -> list[Section]:
    """Return what is in a lab and, for whoever prepares it, what is proposed; all of the proposals of one kind."""
    items = lab_selectors.items(actor, lab)
    out = lab_selectors.items(actor, lab, taken=False) if editor else []
    return [_section(kind, items, out, proposals if editor else (), editor=editor, all_of=all_of) for kind in Kind]


def _section(
    kind: Kind,
    items: Iterable[LabItem],
    out: Iterable[LabItem],
    proposals: Iterable[Proposal],
    *,
    editor: bool,
    all_of: str,
) -> Section:
    own = [one for one in items if one.kind == kind]
    found = [one for one in proposals if one.kind == kind]
    shown = found[: MOST if all_of == kind else SHOWN]
    return Section(
        kind,
        kind.label,
        HINTS[kind],
        [_taken(one, at, len(own)) for at, one in enumerate(own)],
        list(_offered(shown)),
        [_left_out(one) for one in out if one.kind == kind],
        len(found),
        len(found) - len(shown),
        ItemForm(auto_id=f"add-{kind}_%s") if editor else None,
    )


def _taken(item: LabItem, at: int, count: int) -> Taken:
    form = ItemForm(initial={"text": item.text, "country": item.country}, auto_id=f"item-{item.pk}_%s")
    name = _state(item.country, item.kind)
    return Taken(item, name, [_stored(one) for one in item.quotes.all()], form, at == 0, at == count - 1)


def _offered(found: Sequence[Proposal]) -> Iterator[Offered]:
    passages = lab_selectors.quoted(found)
    for one in found:
        quotes = [_quoted(passages[heard.passage]) for heard in one.quotes if heard.passage in passages]
        part = PARTS[one.part] if one.part else ""
        yield Offered(one.key, _state(one.country, one.kind), proposal_words(one), part, quotes)


def _left_out(item: LabItem) -> Offered:
    quotes = [_stored(one) for one in item.quotes.all()]
    return Offered(str(item.pk), _state(item.country, item.kind), item.text, "", quotes)


def _state(code: str, kind: str) -> str:
    return country_name(code) if code and kind != Kind.QUESTION else ""


def _quoted(passage: Passage) -> Quoted:
    report, subject, stance = passage.report, _subject(passage.subject), passage.stance
    return Quoted(passage.text, report.language, passage_source(passage), subject, stance, passage.pk, report.pk)


def _stored(quote: LabQuote) -> Quoted:
    source, subject = quote_source(quote), _subject(quote.subject)
    return Quoted(quote.text, quote.language, source, subject, "", quote.passage_id, quote.report_id)


def _subject(value: str) -> str:
    """Return whom a passage is about where it is not migrants: they and refugees are always apart."""
    return "" if value == Subject.MIGRANTS else str(Subject(value).label)


def coverage_lines(found: Coverage) -> list[tuple[str, str]]:
    """Return what is known of the reports, each with a heading: those not read are never called silent."""
    rows = [
        (_now("Not examined yet"), looked_words(found.waiting)),
        (_now("Could not be read"), looked_words(found.unread)),
        (
            _now("Speaking of it, without the pages that could not be read"),
            looked_words(found.in_part, pages=True),
        ),
        (
            _now("Not read in full, and no passage on it was found on the pages that were"),
            looked_words(found.partly, pages=True),
        ),
        (_now("Read in full, and no passage on it was found"), looked_words(found.silent)),
    ]
    return [(label, words) for label, words in rows if words]
