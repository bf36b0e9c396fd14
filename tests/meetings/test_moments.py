"""What a day, an hour and a zone mean together, when clocks are changed too."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.meetings import moments
from secretariat.meetings.moments import Oddity

FORWARD, BACK = date(2031, 3, 30), date(2031, 10, 26)
ZURICH = "Europe/Zurich"


@pytest.mark.parametrize(
    ("day", "hour", "zone", "expected"),
    [
        (date(2031, 1, 15), time(10), ZURICH, datetime(2031, 1, 15, 9, tzinfo=UTC)),
        (date(2031, 7, 15), time(10), ZURICH, datetime(2031, 7, 15, 8, tzinfo=UTC)),
        (date(2031, 7, 15), time(10), "Asia/Kathmandu", datetime(2031, 7, 15, 4, 15, tzinfo=UTC)),
        (date(2031, 1, 1), time(8), "Pacific/Kiritimati", datetime(2030, 12, 31, 18, tzinfo=UTC)),
        (BACK, time(2, 30), ZURICH, datetime(2031, 10, 26, 0, 30, tzinfo=UTC)),
    ],
)
def test_it_finds_the_moment(day: date, hour: time, zone: str, expected: datetime) -> None:
    found = moments.moment(day, hour, zone)
    assert found is not None
    assert found.astimezone(UTC) == expected  # in one zone: an hour that comes twice equals nothing in another


@pytest.mark.parametrize(("day", "hour", "zone"), [(None, time(10), ZURICH), (BACK, None, ZURICH), (BACK, time(2), "")])
def test_it_knows_no_moment_where_something_is_missing(day: date | None, hour: time | None, zone: str) -> None:
    assert moments.moment(day, hour, zone) is None


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        (FORWARD, time(2, 30), Oddity.NONEXISTENT),
        (FORWARD, time(3), None),
        (BACK, time(2, 30), Oddity.DOUBLED),
        (BACK, time(3), None),
        (date(2031, 5, 1), time(2, 30), None),
    ],
)
def test_it_tells_odd_hours(day: date, hour: time, expected: Oddity | None) -> None:
    assert moments.oddity(day, hour, ZURICH) == expected


def test_it_ends_after_midnight_on_the_next_day() -> None:
    ends = moments.end(date(2031, 3, 4), None, time(23), time(1), ZURICH)
    assert ends == datetime(2031, 3, 5, 0, tzinfo=UTC)


def test_it_counts_the_time_that_passes_not_the_clock() -> None:
    start = datetime(2031, 3, 30, 1, 30, tzinfo=ZoneInfo(ZURICH))
    assert f"{moments.later(start, 60):%H:%M}" == "03:30"
    assert moments.minutes_between(start, datetime(2031, 3, 30, 4, tzinfo=ZoneInfo(ZURICH))) == 90


@given(
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2037, 1, 1)),  # noqa: DTZ001 - an hour of the clock
    st.sampled_from(sorted(moments.zones())),
)
def test_it_shows_the_hour_that_was_given_wherever_that_hour_exists(given: datetime, zone: str) -> None:
    found = moments.moment(given.date(), given.time(), zone)
    assert found is not None
    odd = moments.oddity(given.date(), given.time(), zone)
    assert (found.replace(tzinfo=None) == given) is (odd != Oddity.NONEXISTENT)


@pytest.mark.parametrize("name", ["", "CET", "Mars/Olympus", "Etc/GMT+3", "../etc/passwd"])
def test_it_knows_zones_of_places_only(name: str) -> None:
    assert not moments.known(name)
