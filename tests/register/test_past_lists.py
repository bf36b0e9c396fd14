"""A list as of a day since when nothing happened is the list of today: filter by filter, count by count."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from secretariat.followup import verbs as followup
from secretariat.followup.verbs import OwnerRef
from secretariat.register import entries as verbs
from secretariat.register import review
from secretariat.register.facets import facets
from secretariat.register.filters import SORTS, Filters
from secretariat.register.models import ActionPoint, Kind
from secretariat.register.past_lists import PastList
from secretariat.register.selectors import entries
from secretariat.sources.models import Document
from tests.cast import Cast

QUERIES = [
    "",
    "q=guidance",
    "q=IOM",
    "q=no+such+words",
    "body=executive-committee",
    "state=open",
    "state=open&state=continuing",
    "owner=entity:iom",
    "owner=body:working-group-on-returns",
    "owner=mine",
    "owner=entity:nobody",
    "unassigned=1",
    "overdue=1",
    "review_due=1",
    "unassigned=1&overdue=1",
    "met_after=2031-01-01",
    "met_before=2031-01-01",
    "due_after=2031-01-01",
    "due_before=2031-12-31&state=open",
    "pace=standing",
    "confidentiality=restricted",
    "meeting={meeting}",
    "document={document}",
    "owner=entity:iom&state=open",
    *(f"sort={name}" for name in SORTS),
    *(f"sort=-{name}" for name in SORTS),
]


@pytest.fixture
def two_days_ago(cast: Cast, document: Document, monkeypatch: pytest.MonkeyPatch) -> Document:
    """Return a document with which all was done two days ago."""
    then = timezone.now() - timedelta(days=2)
    with monkeypatch.context() as patch:
        patch.setattr("secretariat.history.recording.timezone.now", lambda: then)
        for kind in Kind.values:
            review.confirm_all(cast.ana, document=document, kind=kind)
        for number, due in enumerate(("2020-01-31", "2031-07", "")):
            row = verbs.enter(cast.ana, kind="action_point", values={"text": f"Task {number}", "due": due})
            assert isinstance(row, ActionPoint)
            if number:
                owners = [OwnerRef("entity:iom"), OwnerRef(cast.lena.ref, "contributing")][:number]
                followup.assign(cast.ana, actions=[row], owners=owners)
        assert isinstance(row, ActionPoint)
        verbs.set_confidentiality(cast.ana, entries=[row], confidentiality="restricted")
        followup.set_state(cast.ana, actions=[row], state="done")
    return document


@pytest.mark.parametrize("kind", [Kind.ACTION_POINT, Kind.DECISION])
def test_it_lists_what_today_lists(cast: Cast, two_days_ago: Document, kind: Kind) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    for actor in (cast.ana, cast.farid, cast.rita):
        for query in QUERIES if actor == cast.ana else QUERIES[::4]:
            filters = Filters.from_query_string(query.format(meeting=two_days_ago.meeting.pk, document=two_days_ago.pk))
            assert filters.ignored == ()
            past = PastList(actor, kind, yesterday, filters)
            assert [row.pk for row in past.rows] == [row.pk for row in entries(actor, kind, filters)], query
            told, today = past.facets(), facets(actor, kind, filters)
            for name, found in today.items():
                assert set(told[name]) == set(found), (query, name)
            assert told["state"] == today["state"]
