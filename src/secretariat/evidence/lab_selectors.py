"""Questions asked of labs: what is in them, what is proposed, which reports they stand on, what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from secretariat.network.access import Verb, may, visible

from . import lab_proposals, selectors
from .lab_proposals import Heard, Looked, Proposal
from .models import Collection, Lab, LabItem, LabQuote, Passage, PassageLabel, Report, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from secretariat.network.access import Actor
    from secretariat.register.models import Entry

    from .lab_proposals import Coverage

_DIGEST = 16


@dataclass(frozen=True, slots=True)
class Offer:
    """What the reports of a lab give it: what is proposed and not decided on yet, and how far they speak of it."""

    proposals: list[Proposal]
    coverage: Coverage
    passages: int


def labs(actor: Actor, of: Collection | None = None) -> QuerySet[Lab]:
    """Return the labs that ``actor`` may read, of one collection or of all, the latest first."""
    rows = visible(actor, Lab.objects.select_related("body").prefetch_related("collections"))
    return rows if of is None else rows.filter(collections=of)


def lab(actor: Actor, pk: int) -> Lab:
    """Return one lab, or 404."""
    return get_object_or_404(labs(actor), pk=pk)


def collections(actor: Actor, row: Lab) -> QuerySet[Collection]:
    """Return the collections of a lab that ``actor`` may read."""
    return selectors.collections(actor).filter(labs=row)


def items(actor: Actor, row: Lab, *, taken: bool = True) -> list[LabItem]:
    """Return what was taken into a lab, or left out, with its quotes, in its order.

    An item that stands on a passage which ``actor`` may not read is left out: it travels no further than that.
    """
    rows = row.items.filter(taken=taken)
    if not may(actor, Verb.EDIT, row):
        readable = selectors.reports(actor).values("pk")
        hidden = LabQuote.objects.filter(~Q(report__in=readable) | Q(report=None), item__lab=row)
        rows = rows.exclude(pk__in=hidden.values("item"))
    return list(rows.prefetch_related(Prefetch("quotes", LabQuote.objects.select_related("report"))))


def item(row: Lab, pk: int) -> LabItem:
    """Return one item of a lab, or 404."""
    return get_object_or_404(row.items.select_related("lab"), pk=pk)


def offer(actor: Actor, row: Lab) -> Offer:
    """Return what the reports of a lab give it, as far as ``actor`` may read them."""
    reports = selectors.reports(actor).filter(collection__in=row.collections.all())
    heard = _heard(actor, row, reports)
    decided = set(row.items.exclude(key="").values_list("kind", "key"))
    found = lab_proposals.proposed(heard, timezone.localdate().year)
    left = [one for one in found if (one.kind, one.key) not in decided]
    return Offer(left, lab_proposals.coverage(map(_looked, reports), heard), len(heard))


def proposals(actor: Actor, row: Lab) -> list[Proposal]:
    """Return what is proposed for a lab and not decided on yet."""
    return offer(actor, row).proposals


def outcomes(actor: Actor, row: Lab) -> list[Entry]:
    """Return the entries of the register that came of a lab and that ``actor`` may read."""
    rows = row.outcomes.select_related("decision", "action")
    return [one.entry for one in rows if may(actor, Verb.READ, one.entry)]


def quoted(found: Sequence[Proposal]) -> dict[int, Passage]:
    """Return the passages that some proposals stand on, by their keys."""
    wanted = {heard.passage for one in found for heard in one.quotes}
    return Passage.objects.select_related("report").in_bulk(wanted)


def _heard(actor: Actor, row: Lab, reports: QuerySet[Report]) -> list[Heard]:
    """Return the passages of reports that speak of the codes of a lab."""
    rows = selectors.speaking_of(selectors.passages(actor, reports), row.codes).exclude(standing=Standing.DISPUTED)
    labels = PassageLabel.objects.only("passage", "framework", "code", "score")
    rows = rows.defer("machine", "figures", "doubtful").prefetch_related(Prefetch("labels", labels))
    return [_passage(one, row.codes) for one in rows]


def _passage(one: Passage, codes: Sequence[str]) -> Heard:
    report = one.report
    labels = {str(label): label.score or 0.0 for label in one.labels.all() if str(label) in codes}
    return Heard(
        passage=one.pk,
        report=report.pk,
        place=f"{report.sha256[:_DIGEST]} {one.page}:{one.start}",
        country=report.country,
        year=report.year,
        text=one.text,
        stance=one.stance,
        subject=one.subject,
        codes=tuple(labels),
        judged=one.is_judged,
        score=max(labels.values(), default=0.0),
    )


def _looked(report: Report) -> Looked:
    return Looked(report.pk, report.name, report.country, report.year, report.state, tuple(report.unread))
