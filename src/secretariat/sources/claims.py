"""Work on rows that wait for it: each is claimed by one worker, tried twice at most, and taken up when its worker dies.

A row has ``state``, ``attempts`` and ``started_at``. Whatever ends a worker, and when, a row is either as it was or its
work is kept whole: what keeps it does so in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from .apart import Failure, broken_off

if TYPE_CHECKING:
    from django.db.models import QuerySet

ATTEMPTS = 2
SLACK_SECONDS = 30
Row = TypeVar("Row", bound=models.Model)
Requeue = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Work(Generic[Row]):
    """One sort of work: the rows that it is done on, the states of waiting and being under way, and what is done.

    ``do`` returns a result or a failure; ``keep`` stores the one, ``fail`` the other.
    """

    rows: Callable[[], QuerySet[Row]]
    waiting: str
    under_way: str
    do: Callable[[Row], dict[str, Any] | Failure]
    fail: Callable[[Row, Failure], None]

    def on(self, pk: int, keep: Callable[[Row, dict[str, Any]], None]) -> None:
        """Do the work on a waiting row. One that is gone, done already or under way elsewhere is left alone."""
        row = self._claimed(pk, state=self.waiting)
        while row is not None:
            result = self.do(row)
            if not isinstance(result, Failure):
                keep(row, result)
                return
            attempts = _attempts(row)
            if not result.passing or attempts >= ATTEMPTS:
                self.fail(row, result)
                return
            row = self._claimed(pk, state=self.under_way, attempts=attempts)

    def recover(self, requeue: Requeue, seconds: int) -> int:
        """Take up rows that were claimed over ``seconds`` ago: each is tried once more, then failed. Return how many.

        ``requeue`` is given the key of the row, within the transaction that sets it waiting again.
        """
        limit = timezone.now() - timedelta(seconds=seconds + SLACK_SECONDS)
        stuck = self._under_way().filter(Q(started_at__lt=limit) | Q(started_at__isnull=True))
        return sum(self._recover(row, requeue) for row in stuck)

    def release(self, requeue: Requeue) -> int:
        """Do the same for every row under way: for a start at which no worker can be running."""
        return sum(self._recover(row, requeue) for row in self._under_way())

    def _under_way(self) -> QuerySet[Row]:
        return self.rows().filter(state=self.under_way)

    def _claimed(self, pk: int, **as_seen: object) -> Row | None:
        """Mark a row as under way, by this worker and no other, if it is as it was seen."""
        claimed = (
            self.rows()
            .filter(pk=pk, **as_seen)
            .update(state=self.under_way, started_at=timezone.now(), attempts=F("attempts") + 1)
        )
        return self.rows().get(pk=pk) if claimed else None

    def _recover(self, row: Row, requeue: Requeue) -> int:
        attempts = _attempts(row)
        if attempts >= ATTEMPTS:
            self.fail(row, broken_off())
            return 1
        with transaction.atomic():
            found = self._under_way().filter(pk=row.pk, attempts=attempts).update(state=self.waiting)
            if found:
                requeue(row.pk)
        return found


def _attempts(row: models.Model) -> int:
    attempts: int = row.attempts  # type: ignore[attr-defined]
    return attempts
