"""What the worked example has in its evidence room: made-up reports of eight countries in two years, being examined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.evidence import collections, intake
from secretariat.evidence.models import Cycle
from secretariat.sources.storage import Incoming

from .reports import few_reports

if TYPE_CHECKING:
    from secretariat.network.models import User

NOTE = "Made-up reports for testing: nothing in them tells of the real countries."


def collect_reports(officer: User) -> None:
    """Bring the reports in, a collection a year, open to readers; they are examined in the background."""
    made = few_reports()
    for year in sorted({report.year for report in made}):
        title = f"Voluntary National Reviews {year} (made up)"
        collection = collections.create(officer, title=title, cycle=Cycle.VNR, year=year, note=NOTE)
        files = [Incoming(report.name, report.data) for report in made if report.year == year]
        intake.receive(officer, collection=collection, files=files)
        collections.open_to_readers(officer, collection=collection)
