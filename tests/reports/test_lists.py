"""Matters arising and decisions as documents: grouped, dated, as confidential as the strictest line in them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from secretariat.followup import verbs
from secretariat.followup.closing import drop
from secretariat.meetings.models import Meeting
from secretariat.network.models import Body
from secretariat.register import entries, lineage
from secretariat.register.models import ActionPoint, Decision
from secretariat.register.selectors import Filters
from secretariat.reports.decision_list import decision_list
from secretariat.reports.matters_arising import matters_arising
from secretariat.writing import write
from tests.cast import Cast


def today() -> date:
    """Return the day on which the test runs, which need not be that on which it was loaded."""
    return timezone.localdate()


def meeting(body: Body, days: int, stage: str = "held") -> Meeting:
    day = today() + timedelta(days=days)
    return Meeting.objects.create(title="Committee", body=body, date=day, stage=stage, state="confirmed")


def action(cast: Cast, text: str, at: Meeting, **values: object) -> ActionPoint:
    entry = entries.enter(cast.ana, kind="action_point", values={"text": text, **values}, meeting=at)
    assert isinstance(entry, ActionPoint)
    return entry


def decided(cast: Cast, text: str, at: Meeting, level: str = "network") -> Decision:
    entry = entries.enter(cast.ana, kind="decision", values={"text": text}, meeting=at, confidentiality=level)
    assert isinstance(entry, Decision)
    return entry


def test_it_writes_matters_arising_under_their_decision(cast: Cast) -> None:
    last, coming = meeting(cast.committee, -30), meeting(cast.committee, 10, "convened")
    decision = decided(cast, "Endorse the guidance", last)
    late = (today() - timedelta(days=4)).isoformat()
    row = action(cast, "Share it", last, owners=["IOM"], due=late)
    lineage.link_action(cast.ana, action=row, decision=decision)
    verbs.report(cast.farid, action=row, text="Sent to half.", occurred_on="2031-02")
    action(cast, "Keep informed", last, pace="standing", review_date="2031-06-01")
    dropped = action(cast, "Print it", last)
    drop(cast.ana, actions=[dropped], reason="No money.")
    document = matters_arising(cast.rita, coming)
    assert (document.title, document.body, document.as_of) == (
        "Matters arising",
        "Executive Committee",
        today().isoformat(),
    )
    assert document.subtitle is not None
    assert "2 open actions, 1 overdue." in document.subtitle
    under, apart, closed = document.groups
    assert under.decision is not None
    assert (under.decision.decision.reference, under.decision.date) == (decision.reference, str(last.date))
    [line] = under.lines
    assert (line.action.owners, line.action.status, line.overdue) == (("IOM",), "Open, overdue by 4 days", True)
    assert [(told.text, told.date, told.by) for told in line.reports] == [("Sent to half.", "2031-02", "Farid")]
    assert apart.heading is not None
    assert apart.heading.startswith("From Committee, ")
    assert (apart.lines[0].action.pace, apart.lines[0].action.due) == ("standing", "2031-06-01")
    assert [told.text for told in closed.lines[0].reports] == ["No money."]


@pytest.mark.parametrize("form", ["docx", "pdf", "markdown", "html"])
def test_it_writes_it_in_every_format(cast: Cast, form: str) -> None:
    last, coming = meeting(cast.committee, -30), meeting(cast.committee, 10, "convened")
    for number in range(30):
        action(cast, f"Action number {number} of the committee, to be done soon", last, owners=["IOM"])
    written = write(matters_arising(cast.ana, coming), form)
    assert len(written) > 1000
    if form == "pdf":
        import pypdfium2

        assert len(pypdfium2.PdfDocument(written)) <= 2, "thirty actions stand on two pages"


def test_it_is_as_confidential_as_its_strictest_line(cast: Cast) -> None:
    last, coming = meeting(cast.committee, -30), meeting(cast.committee, 10, "convened")
    action(cast, "Open to all", last)
    secret = action(cast, "Hush", last)
    entries.set_confidentiality(cast.ana, entries=[secret], confidentiality="restricted")
    assert matters_arising(cast.ana, coming).classification == "restricted"
    seen = matters_arising(cast.rita, coming)
    assert seen.classification == "network"
    assert "Hush" not in str(seen)


def test_it_lists_decisions_by_meeting_with_their_state(cast: Cast) -> None:
    first, second = meeting(cast.committee, -60), meeting(cast.committee, -30)
    old, new = decided(cast, "Twice a year", first), decided(cast, "Four times a year", second)
    lineage.relate(cast.ana, decision=new, earlier=old, sort="replaces")
    document = decision_list(cast.rita, Filters(body="executive-committee"))
    assert document.body == "Executive Committee"
    assert [[line.decision.text for line in group.lines] for group in document.groups] == [
        ["Four times a year"],
        ["Twice a year"],
    ]
    assert document.groups[1].lines[0].state == f"Superseded by {new.reference}"
    assert document.subtitle == "2 decisions."
    one = decision_list(cast.rita, Filters(meeting=first.pk), meeting=first)
    assert one.subtitle is not None
    assert one.subtitle.endswith(": 1 decision.")
    period = decision_list(cast.rita, Filters(met_after=date(2001, 1, 1), met_before=date(2001, 12, 31)))
    assert (period.groups, period.classification) == ((), None)
    assert period.subtitle == "0 decisions from 1 January 2001 until 31 December 2001."


def test_it_tells_no_reader_of_a_decision_that_they_may_not_see(cast: Cast) -> None:
    first = meeting(cast.committee, -60)
    old, new = decided(cast, "Old", first), decided(cast, "New", first, "chatham")
    lineage.relate(cast.ana, decision=new, earlier=old, sort="replaces")
    seen = decision_list(cast.rita, Filters())
    assert [line.state for group in seen.groups for line in group.lines] == ["Superseded"]
    assert decision_list(cast.ana, Filters()).classification == "Chatham House"
