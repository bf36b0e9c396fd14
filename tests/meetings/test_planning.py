"""Meetings are planned, changed, convened, put off, cancelled and held."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.meetings import planning, series
from secretariat.meetings.models import Meeting, Series
from secretariat.meetings.selectors import bodies_with_counts, coming, held, meetings
from secretariat.network.access import Verb, may, visible
from tests.cast import Cast
from tests.meetings.planned import DAY, a_plan, convened, make_seats, planned


@pytest.fixture
def monthly(cast: Cast) -> Series:
    """Return a series with a template."""
    items = [
        series.NewItem(title="Opening", minutes=5, sort="without"),
        series.NewItem(title="Guidance", section="For the Committee", minutes=30, sort="decision"),
    ]
    template = series.save_template(cast.ana, name="Usual agenda", items=items, notice="Dear members,")
    values = {"body": cast.committee, "name": "Monthly", "template": template, "zone": "Europe/Zurich"}
    return series.add_series(cast.ana, values=values)


def test_it_begins_from_the_series_with_the_next_number(cast: Cast, monthly: Series) -> None:
    first, second = (planned(cast, series=monthly, body=None) for _ in range(2))
    assert (first.number, second.number) == (1, 2)
    assert second.body == cast.committee
    assert second.notice == "Dear members,"
    items = list(second.agenda_items.all())
    assert [(item.number, item.title, item.arising) for item in items] == [
        ("1", "Matters arising", True),
        ("2", "Opening", False),
        ("3", "Guidance", False),
    ]
    assert items[2].section is not None
    assert (items[2].section.title, items[2].minutes, items[2].sort) == ("For the Committee", 30, "decision")
    assert first.uid != second.uid


def test_it_leaves_matters_arising_where_the_template_has_it(cast: Cast) -> None:
    items = [series.NewItem(title="Opening"), series.NewItem(title="matters arising")]
    template = series.save_template(cast.ana, name="Other", items=items)
    row = planning.plan(cast.ana, plan=a_plan(cast), template=template)
    assert [(item.title, item.arising) for item in row.agenda_items.all()] == [
        ("Opening", False),
        ("matters arising", True),
    ]


def test_it_shows_a_draft_to_the_secretariat_alone(cast: Cast) -> None:
    row = planned(cast)
    assert list(meetings(cast.farid)) == []
    assert not may(cast.farid, Verb.READ, row)
    planning.convene(cast.ana, meeting=row)
    row.refresh_from_db()
    assert list(coming(cast.farid)) == [row]
    assert may(cast.farid, Verb.READ, row)


@pytest.mark.parametrize("who", ["farid", "rita"])
def test_it_leaves_planning_to_the_secretariat(cast: Cast, who: str) -> None:
    actor = getattr(cast, who)
    row = convened(cast)
    with pytest.raises(NotAllowed):
        planning.plan(actor, plan=a_plan(cast))
    with pytest.raises(NotAllowed):
        planning.cancel(actor, meeting=row, reason="No.")


def test_it_raises_the_sequence_for_another_time_only(cast: Cast) -> None:
    row = convened(cast)
    row = planning.change(cast.ana, meeting=row, plan=planning.plan_of(row, place="Room XX"))
    assert row.sequence == 0
    row = planning.change(cast.ana, meeting=row, plan=planning.plan_of(row, start_time=time(9)))
    assert row.sequence == 1
    row = planning.postpone(cast.ana, meeting=row, day=date(2031, 3, 11), reason="The venue is closed.")
    assert (row.sequence, row.date, row.start_time) == (2, date(2031, 3, 11), time(9))
    row = planning.postpone(cast.ana, meeting=row, reason="Until the report is out.")
    assert (row.sequence, row.date, row.start_time, row.stage) == (3, None, None, "convened")
    row = planning.cancel(cast.ana, meeting=row, reason="Overtaken.")
    assert (row.sequence, row.stage) == (4, "cancelled")
    assert [event.verb for event in events_of(row)] == [
        *("plan", "convene", "change", "change", "postpone", "postpone", "cancel"),
    ]


@pytest.mark.parametrize("verb", [planning.postpone, planning.cancel])
def test_it_asks_why(cast: Cast, verb: object) -> None:
    with pytest.raises(Refused, match="Say why"):
        verb(cast.ana, meeting=convened(cast), reason=" ")  # type: ignore[operator]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"zone": "Europe/Nowhere"}, "unknown_zone"),
        ({"date": None}, "date_missing"),
        ({"start_time": None}, "start_missing"),
        ({"end_date": date(2031, 3, 3)}, "ends_before"),
        ({"end_date": DAY, "end_time": time(9)}, "ends_before"),
        ({"date": date(2031, 3, 30), "start_time": time(2, 30), "end_time": None}, "nonexistent_hour"),
        ({"join_url": "javascript:alert(1)"}, "bad_link"),
        ({"confidentiality": "secret"}, "unknown_level"),
        ({"sort": "party"}, "unknown_sort"),
    ],
)
def test_it_refuses_what_does_not_hold_together(cast: Cast, values: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        planned(cast, **values)
    assert refusal.value.code == code
    assert not Meeting.objects.exists()


def test_it_convenes_no_meeting_without_a_day(cast: Cast) -> None:
    row = planned(cast, date=None, start_time=None, end_time=None)
    with pytest.raises(Refused, match="a day"):
        planning.convene(cast.ana, meeting=row)


def test_it_holds_a_meeting_from_its_day_on(cast: Cast) -> None:
    with pytest.raises(Refused, match="not begun"):
        planning.hold(cast.ana, meeting=convened(cast, date=timezone.localdate() + timedelta(days=3)))
    row = planning.hold(cast.ana, meeting=convened(cast, date=timezone.localdate() - timedelta(days=3)))
    assert list(held(cast.rita)) == [row]
    with pytest.raises(Refused, match="“held”"):
        planning.cancel(cast.ana, meeting=row, reason="Too late.")


def test_it_counts_only_meetings_that_took_place(cast: Cast) -> None:
    convened(cast)
    counted = bodies_with_counts(cast.ana).get(pk=cast.committee.pk)
    assert (counted.meeting_count, counted.last_met) == (0, None)


def test_it_writes_over_nobody(cast: Cast) -> None:
    row = planned(cast)
    planning.change(cast.ana, meeting=row, plan=planning.plan_of(row, place="Here"), version=1)
    with pytest.raises(Conflict):
        planning.change(cast.ben, meeting=row, plan=planning.plan_of(row, place="There"), version=1)
    row.refresh_from_db()
    assert row.place == "Here"


def test_it_keeps_the_series_of_a_numbered_meeting(cast: Cast, monthly: Series) -> None:
    row = planned(cast, series=monthly)
    with pytest.raises(Refused, match="number"):
        planning.change(cast.ana, meeting=row, plan=planning.plan_of(row, series=None))
    late = planned(cast)
    late = planning.change(cast.ana, meeting=late, plan=planning.plan_of(late, series=monthly))
    assert late.number == 2


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"zone": "Nowhere"}, "unknown_zone"),
        ({"rrule": "EVERY OTHER DAY"}, "bad_rule"),
        ({"end_time": time(12)}, "start_missing"),
        ({"name": "Monthly"}, "already_there"),
    ],
)
def test_it_refuses_a_series_that_does_not_hold(
    cast: Cast, monthly: Series, values: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        series.add_series(cast.ana, values={"body": monthly.body, "name": "New", **values})
    assert refusal.value.code == code
    assert Series.objects.count() == 1


def test_it_keeps_an_agenda_as_a_template(cast: Cast, monthly: Series) -> None:
    row = planned(cast, series=monthly)
    kept = series.template_of(cast.ana, meeting=row, name="As in March")
    assert [(item.title, item.section, item.minutes) for item in kept.items.all()] == [
        ("Matters arising", "", None),
        ("Opening", "", 5),
        ("Guidance", "For the Committee", 30),
    ]
    with pytest.raises(Refused, match="of this name"):
        series.template_of(cast.ana, meeting=row, name="As in March")


@pytest.mark.parametrize("level", ["public", "network", "chatham", "restricted"])
@pytest.mark.parametrize("stage", ["draft", "convened", "held", "cancelled"])
def test_it_answers_alike_for_one_meeting_and_for_lists(cast: Cast, stage: str, level: str) -> None:
    make_seats(cast)
    row = Meeting.objects.create(title="M", body=cast.committee, stage=stage, confidentiality=level)
    for who, sits in (("ana", True), ("farid", True), ("wanjiru", True), ("rita", False), ("gone", False)):
        actor = getattr(cast, who)
        expected = who == "ana" or (who != "gone" and stage != "draft" and (sits or level != "restricted"))
        assert may(actor, Verb.READ, row) is expected, who
        assert visible(actor, Meeting.objects.all()).exists() is expected, who
