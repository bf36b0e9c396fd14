"""Posts give a person title and entity from day to day; two rows of one human being become one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from secretariat.history.refusals import Conflict, Refused
from secretariat.history.selectors import events_of
from secretariat.meetings.models import Attendance
from secretariat.meetings.selectors import attended
from secretariat.network import selectors, verbs
from secretariat.network.composition import posts_of, seats_of, standing
from secretariat.network.models import Person
from secretariat.register.models import ActionPoint
from tests.cast import Cast
from tests.workspace.scenes import make_scene

LONG_AGO, SINCE = date(2015, 1, 1), date(2019, 3, 1)


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def test_it_follows_the_post_that_runs_today(cast: Cast) -> None:
    verbs.add_post(cast.ana, person=cast.lena, title="Adviser", entity=cast.who, since=days(-5))
    cast.lena.refresh_from_db()
    assert (cast.lena.title, cast.lena.entity) == ("Adviser", cast.who)


@pytest.mark.parametrize(("since", "until"), [(LONG_AGO, SINCE), (days(10), None)])
def test_it_leaves_the_title_as_it_is_for_a_post_of_another_time(cast: Cast, since: date, until: date | None) -> None:
    verbs.add_post(cast.ana, person=cast.lena, title="Clerk", entity=cast.who, since=since, until=until)
    cast.lena.refresh_from_db()
    assert (cast.lena.title, cast.lena.entity) == ("Programme Officer", cast.iom)


def test_it_lets_the_title_end_with_the_post(cast: Cast) -> None:
    post = verbs.add_post(cast.ana, person=cast.lena, title="Adviser", entity=cast.who, since=SINCE)
    verbs.change_post(cast.ana, post=post, until=days(-1), version=1)
    cast.lena.refresh_from_db()
    assert (cast.lena.title, cast.lena.entity) == ("", None)
    assert standing(cast.lena, days(-1)).title == "Adviser"
    assert standing(cast.lena).title == ""
    with pytest.raises(Conflict):
        verbs.change_post(cast.ana, post=post, until=None, version=1)


def test_it_takes_a_post_back_and_keeps_it_in_the_history(cast: Cast) -> None:
    old = verbs.add_post(cast.ana, person=cast.lena, title="Officer", entity=cast.iom, since=LONG_AGO)
    wrong = verbs.add_post(cast.ana, person=cast.lena, title="Director", since=SINCE)
    verbs.remove_post(cast.ana, post=wrong)
    cast.lena.refresh_from_db()
    assert (cast.lena.title, list(posts_of(cast.lena))) == ("Officer", [old])


def test_it_catches_up_when_a_planned_post_begins(cast: Cast) -> None:
    verbs.add_post(cast.ana, person=cast.lena, title="Chief", entity=cast.who, since=days(10))
    assert verbs.keep_current(days(9)) == 0
    assert standing(cast.lena, days(10)).title == "Chief"
    assert verbs.keep_current(days(10)) == 1
    cast.lena.refresh_from_db()
    assert (cast.lena.title, cast.lena.entity) == ("Chief", cast.who)


def test_it_makes_two_rows_of_one_human_being_one_and_loses_nothing(cast: Cast) -> None:
    scene = make_scene(cast)
    double = verbs.add_person(cast.ana, name="L. Okafor", user=cast.rita)
    seat = verbs.add_seat(cast.ana, body=cast.committee)
    verbs.take_seat(cast.ana, seat=seat, person=double, since=SINCE)
    verbs.add_post(cast.ana, person=double, title="Chief", since=LONG_AGO, until=SINCE)
    assert scene.shared.meeting is not None
    Attendance.objects.create(meeting=scene.shared.meeting, name="L. Okafor", person=double)
    scene.late.owners.create(person=double)
    verbs.merge_people(cast.ana, keep=cast.lena, merge=double, reason="The same person")
    kept = Person.objects.get(pk=cast.lena.pk)
    assert kept.user == cast.rita
    assert [str(row) for row in seats_of(kept)] == ["Lena Okafor"]
    assert [str(post) for post in posts_of(kept)] == ["Chief"]
    assert attended(cast.ana, kept).get() == scene.shared.meeting
    assert ActionPoint.objects.get(pk=scene.late.pk).owners.get().person == kept
    assert [event.verb for event in events_of(double)][-1] == "merge_into"
    assert events_of(kept).last().data["person"] == double.pk  # type: ignore[union-attr]
    assert selectors.resolve(f"person:{double.pk}") == kept
    assert selectors.directory().find("L. Okafor") == kept
    assert list(selectors.people()) == [kept]


def test_it_merges_nobody_twice_nor_two_accounts(cast: Cast) -> None:
    double = verbs.add_person(cast.ana, name="L. Okafor", user=cast.rita)
    verbs.change_person(cast.ana, person=cast.lena, user=cast.farid)
    with pytest.raises(Refused, match="an account"):
        verbs.merge_people(cast.ana, keep=Person.objects.get(pk=cast.lena.pk), merge=double)
    with pytest.raises(Refused, match="two different people"):
        verbs.merge_people(cast.ana, keep=double, merge=double)
