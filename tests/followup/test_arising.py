"""Matters arising: every open action of the body, what ended and was reported since, frozen once the meeting was held."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from secretariat.followup import verbs
from secretariat.followup.arising import arising, previous_meeting
from secretariat.followup.closing import drop
from secretariat.followup.matters import Arising, from_kept
from secretariat.followup.models import ArisingSnapshot
from secretariat.followup.passing_on import merge
from secretariat.history.models import Event
from secretariat.history.refusals import NotAllowed
from secretariat.meetings.models import Meeting
from secretariat.network.models import Body
from secretariat.register import entries, lineage
from secretariat.register.models import ActionPoint, Decision, PreviousAction
from tests.cast import Cast

TODAY = timezone.localdate()


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def meeting(body: Body, days: int, stage: str = "held", title: str = "Meeting") -> Meeting:
    return Meeting.objects.create(title=f"{title} {days}", body=body, date=day(days), stage=stage, state="confirmed")


def action(cast: Cast, text: str, at: Meeting | None = None, **values: object) -> ActionPoint:
    body = None if at else cast.committee
    entry = entries.enter(cast.ana, kind="action_point", values={"text": text, **values}, meeting=at, body=body)
    assert isinstance(entry, ActionPoint)
    return entry


def texts(found: Arising) -> list[str]:
    return [matter.text for group in found.groups() for matter in group.matters]


def test_it_brings_what_is_open_overdue_and_continuing(cast: Cast) -> None:
    last, coming = meeting(cast.committee, -30), meeting(cast.committee, 10, "convened")
    action(cast, "Running", last)
    action(cast, "Late", last, due=day(-3).isoformat())
    action(cast, "Later", last, due=day(-9).isoformat())
    action(cast, "Standing", last, pace="standing")
    action(cast, "By hand")
    action(cast, "Soon", last, due=day(4).isoformat())
    action(cast, "Of the coming meeting", coming)
    action(cast, "Of a later one", meeting(cast.committee, 20, "convened"))
    action(cast, "Of another body", meeting(cast.group, -5))
    found = arising(cast.rita, coming)
    assert texts(found) == ["Later", "Late", "Soon", "Running", "Standing", "By hand"]
    assert [matter.late for matter in found.groups()[0].matters][:3] == [9, 3, 0]
    assert (found.since, found.overdue, found.frozen) == (last.date, 2, False)
    assert [group.meeting.text if group.meeting else "" for group in found.groups()] == ["Meeting -30", ""]


def test_it_groups_by_decision_first(cast: Cast) -> None:
    last, coming = meeting(cast.committee, -30), meeting(cast.committee, 10, "convened")
    decision = entries.enter(cast.ana, kind="decision", values={"text": "Endorse the plan"}, meeting=last)
    assert isinstance(decision, Decision)
    one, two = action(cast, "Share the plan", last), action(cast, "Other", last, due=day(-3).isoformat())
    lineage.link_action(cast.ana, action=one, decision=decision)
    first, second = arising(cast.rita, coming).groups()
    assert first.decision is not None
    assert (first.decision.reference, first.decision.meeting) == (decision.reference, last.title)
    assert [matter.number for matter in second.matters] == [two.pk]
    entries.set_confidentiality(cast.ana, entries=[decision], confidentiality="restricted")
    assert [group.decision for group in arising(cast.rita, coming).groups()] == [None]


def test_it_tells_what_was_reported_and_closed_since(cast: Cast) -> None:
    last, coming = meeting(cast.committee, -30), meeting(cast.committee, 10, "convened")
    open_one, merged = action(cast, "Open", last, owners=["IOM"]), action(cast, "Merged", last)
    verbs.report(cast.farid, action=open_one, text="Half done.", occurred_on=day(-2).isoformat())
    verbs.report(cast.ana, action=merged, text="Begun elsewhere.")
    merge(cast.ana, actions=[merged], into=open_one, reason="The same.")
    dropped = action(cast, "Dropped", last)
    drop(cast.ana, actions=[dropped], reason="No money.")
    done = action(cast, "Done", last)
    verbs.report(cast.ana, action=done, text="All sent.", state="done")
    found = arising(cast.rita, coming)
    [matter] = found.matters
    assert [(row.text, row.by) for row in matter.reports] == [("Half done.", "Farid"), ("Begun elsewhere.", "Ana")]
    assert [(row.text, row.state, row.reason) for row in found.closed] == [
        ("Done", "done", "All sent."),
        ("Dropped", "dropped", "No money."),
        ("Merged", "merged", "The same."),
    ]
    assert {row.closed for row in found.closed} == {TODAY.isoformat()}


def test_it_tells_what_records_report(cast: Cast) -> None:
    last, coming = meeting(cast.committee, -30), meeting(cast.committee, 10, "convened")
    row = action(cast, "Share the plan", meeting(cast.committee, -60))
    for text, tied in (("Share the plan: sent to all.", row), ("Something else: done.", None)):
        PreviousAction.objects.create(
            text=text, status="done", action=tied, meeting=last, body=cast.committee, created_by=cast.ana
        )
    found = arising(cast.rita, coming)
    assert [(told.text, told.by, told.state) for told in found.matters[0].reports] == [
        ("Share the plan: sent to all.", last.title, "done")
    ]
    assert [told.text for told in found.loose] == ["Something else: done."]
    assert arising(cast.rita, last).loose == (), "what the meeting's own record reports is not before it"


def test_it_keeps_the_list_as_it_stood_when_the_meeting_was_held(cast: Cast) -> None:
    last, coming = meeting(cast.committee, -30), meeting(cast.committee, -1, "convened")
    row = action(cast, "Open", last)
    arising(cast.ana, coming)
    assert not ArisingSnapshot.objects.exists(), "until the meeting was held the list is live"
    coming.stage = "held"
    coming.save()
    assert arising(cast.rita, coming).frozen
    verbs.set_state(cast.ana, actions=[row], state="done")
    assert [matter.state for matter in arising(cast.ana, coming).matters] == ["open"]
    assert Event.objects.filter(verb="keep_matters", actor=None).count() == 1
    kept = ArisingSnapshot.objects.get()
    assert from_kept(kept.data) == arising(cast.ana, coming)


def test_it_shows_of_the_kept_list_what_one_may_read(cast: Cast) -> None:
    last, held = meeting(cast.committee, -30), meeting(cast.committee, -1)
    row, secret = action(cast, "Open", last), action(cast, "Secret", last)
    verbs.report(cast.ana, action=secret, text="Hush.")
    entries.set_confidentiality(cast.ana, entries=[secret], confidentiality="restricted")
    assert texts(arising(cast.rita, held)) == ["Open"]
    assert texts(arising(cast.ana, held)) == ["Open", "Secret"]
    entries.set_confidentiality(cast.ana, entries=[row], confidentiality="restricted")
    assert texts(arising(cast.rita, held)) == []
    held.confidentiality = "restricted"
    held.save()
    with pytest.raises(NotAllowed):
        arising(cast.rita, held)


def test_it_knows_the_meeting_before(cast: Cast) -> None:
    first, second = meeting(cast.committee, -60), meeting(cast.committee, -30)
    meeting(cast.committee, -10, "cancelled")
    meeting(cast.group, -5)
    coming = meeting(cast.committee, 10, "convened")
    assert [previous_meeting(row) for row in (coming, second, first)] == [second, first, None]
    assert previous_meeting(Meeting.objects.create(title="Of nobody", state="confirmed")) is None
    assert arising(cast.ana, first).closed == ()
