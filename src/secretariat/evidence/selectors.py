"""Questions asked of collections, reports and passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from secretariat.network.access import Verb, require, visible
from secretariat.sources.storage import path_of

from .models import Collection, Passage, Report, Standing

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariat.network.access import Actor


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the examination of a collection is, in reports."""

    waiting: int
    examining: int
    examined: int
    failed: int

    @property
    def total(self) -> int:
        """Return how many reports there are."""
        return self.waiting + self.examining + self.examined + self.failed

    @property
    def busy(self) -> int:
        """Return how many are still to be examined."""
        return self.waiting + self.examining


def collections(actor: Actor) -> QuerySet[Collection]:
    """Return the collections that ``actor`` may read, the newest cycle first."""
    return visible(actor, Collection.objects.all())


def collection(actor: Actor, pk: int) -> Collection:
    """Return one collection, or 404: what one may not see is not there."""
    return get_object_or_404(collections(actor), pk=pk)


def reports(actor: Actor, of: Collection | None = None) -> QuerySet[Report]:
    """Return the reports that ``actor`` may read, of one collection or of all, by State and year."""
    rows = visible(actor, Report.objects.select_related("collection"))
    return rows if of is None else rows.filter(collection=of)


def report(actor: Actor, pk: int) -> Report:
    """Return one report, or 404."""
    return get_object_or_404(reports(actor), pk=pk)


def progress(rows: QuerySet[Report]) -> Progress:
    """Return how far the examination of reports is."""
    return counted(Counter(dict(rows.order_by().values_list("state").annotate(count=Count("pk")))))


def counted(states: Counter[str]) -> Progress:
    """Return how far the examination is of reports, of which so many are in each state."""
    return Progress(*(states[state] for state in ("waiting", "examining", "examined", "failed")))


def passages(actor: Actor, of: Iterable[Report] | QuerySet[Report] | None = None) -> QuerySet[Passage]:
    """Return the passages that ``actor`` may read and nobody rejected, of some reports or of all."""
    rows = all_passages(actor).exclude(standing=Standing.REJECTED)
    return rows if of is None else rows.filter(report__in=of)


def all_passages(actor: Actor) -> QuerySet[Passage]:
    """Return the passages that ``actor`` may read, those that people rejected too."""
    return visible(actor, Passage.objects.select_related("report", "report__collection"))


def passage(actor: Actor, pk: int) -> Passage:
    """Return one passage, or 404."""
    return get_object_or_404(all_passages(actor), pk=pk)


def speaking_of(rows: QuerySet[Passage], codes: Iterable[str]) -> QuerySet[Passage]:
    """Return those passages that have a label of one of ``codes``, written ``framework:code``."""
    wanted = Q(pk__in=[])
    for code in codes:
        framework, _colon, bare = code.partition(":")
        wanted |= Q(labels__framework=framework, labels__code=bare)
    return rows.filter(wanted).distinct()


def original(actor: Actor, row: Report) -> tuple[IO[bytes], str]:
    """Return the stored file of a report, opened, and its name. Serve it as an attachment, never inline.

    Raises:
        NotAllowed: when ``actor`` may not read the report.
    """
    require(actor, Verb.READ, row)
    return path_of(row.stored_name).open("rb"), row.name
