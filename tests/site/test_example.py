"""The worked example loads the way a person would work, so that every page has something to show."""

from __future__ import annotations

from datetime import date

import pytest

from secretariat.evidence.examining import examine_report
from secretariat.evidence.models import Collection, Report
from secretariat.example.loading import STEPS, load_example
from secretariat.followup import selectors as followup
from secretariat.history.models import Event
from secretariat.history.selectors import events_of
from secretariat.meetings.models import Meeting
from secretariat.meetings.selectors import agenda, attendance, meetings
from secretariat.network.access import Verb, may
from secretariat.network.composition import composition
from secretariat.network.models import Body, Tenure
from secretariat.network.seating import chaired, seated
from secretariat.register.models import ActionPoint, Decision, Proposal
from secretariat.register.selectors import counts
from secretariat.sources.models import Revision


@pytest.mark.django_db(transaction=True)
def test_it_has_something_for_every_page() -> None:
    officer, focal_point, reader, *_others = [account.user for account in load_example()]
    assert set(Revision.objects.values_list("state", flat=True)) == {"read"}
    last, first = meetings(reader).filter(document__isnull=False)
    assert (str(first.date), str(last.date)) == ("2021-05-05", "2021-07-07")
    assert [attendance(reader, meeting).count() for meeting in (first, last)] == [9, 9]
    assert agenda(first).count() == 4
    assert Decision.objects.filter(meeting=first).count() == 2
    assert ActionPoint.objects.filter(meeting=first, links_back=None).count() == 10
    assert counts(reader)["action_point"] >= 14
    home = followup.home(officer)
    shown = (home.to_confirm, home.unassigned, home.overdue, home.to_review)
    assert all(part.count for part in shown)
    assert followup.mine(focal_point).exists()
    assert {row.state for row in ActionPoint.objects.all()} >= {"open", "in_progress", "done", "continuing"}
    assert Proposal.objects.filter(state="rejected").exists()
    assert not Event.objects.filter(verb="fail_to_read").exists()


@pytest.mark.django_db(transaction=True)
def test_it_plans_a_meeting_and_adopts_by_silence() -> None:
    load_example()
    [convened] = Meeting.objects.filter(stage="convened")
    assert convened.series is not None
    assert (convened.number, convened.papers.count()) == (1, 1)
    assert convened.agenda_items.filter(arising=True).count() == 1
    assert convened.series.meetings.count() == 2
    [procedure] = Meeting.objects.filter(sort="silence_procedure")
    assert (procedure.outcome, Decision.objects.get(meeting=procedure).manner) == ("adopted", "silence procedure")


@pytest.mark.django_db(transaction=True)
def test_it_has_reports_of_eight_countries_in_two_years_and_one_is_examined() -> None:
    _officer, _focal_point, reader, *_others = [account.user for account in load_example()]
    assert [collection.reports.count() for collection in Collection.objects.order_by("year")] == [8, 8]
    report = Report.objects.get(name="GHA-2022-vnr.docx")
    examine_report(report.pk)
    report.refresh_from_db()
    assert (report.state, report.country, report.year) == ("examined", "GHA", 2022)
    assert report.passages.count() >= 14
    assert may(reader, Verb.READ, report)


@pytest.mark.django_db(transaction=True)
def test_it_finds_the_action_of_every_step() -> None:
    load_example()
    missed = [step.words for step in STEPS if not ActionPoint.objects.filter(text__contains=step.words).exists()]
    assert missed == []


@pytest.mark.django_db(transaction=True)
def test_it_seats_the_entities_and_rotates_the_fund() -> None:
    _officer, _iom, _reader, chair, undesa = [account.user for account in load_example()]
    committee = Body.objects.get(slug="executive-committee")
    fund = Body.objects.get(slug="migration-mptf-steering-committee")
    places = composition(committee, date(2021, 5, 5))
    assert [str(place.principal) for place in places][::7] == ["António Vitorino (IOM)", "UNICEF"]
    assert (len(places), str(places[-1].alternates[0])) == (9, "Santino Severoni (WHO)")
    may, june = (
        [str(place.principal) for place in composition(fund, day)][1:] for day in (date(2021, 5, 31), date(2021, 6, 1))
    )
    assert (may, june) == (["ILO", "UN Women"], ["UNICEF", "UNFPA"])
    assert set(chaired(chair)) == {committee, fund}
    assert set(seated(undesa)) == {committee}


@pytest.mark.django_db(transaction=True)
def test_it_gives_no_day_to_a_seat_that_no_source_gives() -> None:
    load_example()
    dated = Tenure.objects.exclude(since=None, until=None)
    assert set(dated.values_list("since", "until")) == {(None, date(2021, 5, 31)), (date(2021, 6, 1), None)}


@pytest.mark.django_db(transaction=True)
def test_it_invents_neither_holder_nor_date() -> None:
    load_example()
    first = Proposal.objects.filter(document__title__contains="5 May 2021", kind="action_point")
    assert {(tuple(row.original["owners"]), row.original["due"]) for row in first} == {((), None)}


@pytest.mark.django_db(transaction=True)
def test_it_shows_what_becomes_of_actions_and_decisions() -> None:
    load_example()
    assert {row.state for row in ActionPoint.objects.all()} >= {"split", "dropped"}
    dropped = ActionPoint.objects.get(state="dropped")
    assert events_of(dropped).get(verb="drop").reason
    handed = Event.objects.get(verb="hand_over")
    assert (handed.data["from"], handed.data["to"]) == ("entity:undesa", "entity:undp")
    replaced = Decision.objects.get(state="superseded")
    assert replaced.superseded_by is not None
    assert ActionPoint.objects.filter(follows=replaced).exists()
