"""What collections and reports hold, in numbers.

How far examinations are is asked for before what depends on it: an examination that is stored between the two is then
shown as under way, and asked for again, never as examined with nothing found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from . import selectors
from .models import Stance
from .selectors import Progress

if TYPE_CHECKING:
    from secretariat.network.access import Actor

    from .models import Collection, Report


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """A collection, how far its examination is, and how many passages were found and not rejected."""

    collection: Collection
    progress: Progress
    passages: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What the reports of a collection hold together, and what could not be read of them.

    ``stances`` counts passages by stance, in the order of the stances; a stance without any is among them.
    ``pictures`` are pages without a text layer, ``damaged`` those whose letters cannot be made out; ``unread_reports``
    is how many reports have any of them. ``silent`` reports were read whole and hold no passage on migration.
    """

    progress: Progress
    stances: Mapping[str, int]
    pictures: int
    damaged: int
    unread_reports: int
    silent: int

    @property
    def passages(self) -> int:
        """Return how many passages there are."""
        return sum(self.stances.values())

    @property
    def unread_pages(self) -> int:
        """Return how many pages could not be read."""
        return self.pictures + self.damaged


def collection_rows(actor: Actor) -> list[CollectionRow]:
    """Return the collections that ``actor`` may read with their numbers, the newest cycle first."""
    rows = list(selectors.collections(actor))
    states: dict[int, Counter[str]] = defaultdict(Counter)
    reports = selectors.reports(actor).order_by().values_list("collection", "state").annotate(count=Count("pk"))
    for collection, state, count in reports:
        states[collection][state] = count
    found = selectors.passages(actor).order_by().values_list("report__collection").annotate(count=Count("pk"))
    passages: dict[int, int] = dict(found)
    return [CollectionRow(row, selectors.counted(states[row.pk]), passages.get(row.pk, 0)) for row in rows]


def passage_counts(actor: Actor, reports: Iterable[Report]) -> dict[int, int]:
    """Return how many passages each report holds that nobody rejected; a report without any is left out."""
    keys = [report.pk for report in reports]
    rows = selectors.passages(actor).filter(report__in=keys).order_by()
    return dict(rows.values_list("report").annotate(count=Count("pk")))


def summary(actor: Actor, of: Collection) -> Summary:
    """Return what the reports of a collection hold together."""
    reports = list(selectors.reports(actor, of).select_related(None).only("state", "without_text", "unreadable"))
    rows = selectors.passages(actor).filter(report__collection=of).order_by()
    stances = dict(rows.values_list("stance").annotate(count=Count("pk")))
    speaking = set(rows.values_list("report", flat=True).distinct())
    return Summary(
        progress=selectors.counted(Counter(report.state for report in reports)),
        stances={stance: stances.get(stance, 0) for stance in Stance.values},
        pictures=sum(len(report.without_text) for report in reports),
        damaged=sum(len(set(report.unread) - set(report.without_text)) for report in reports),
        unread_reports=sum(bool(report.unread) for report in reports),
        silent=sum(report.is_complete and report.pk not in speaking for report in reports),
    )
