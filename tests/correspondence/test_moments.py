"""Quiet hours and days, by the clock of the recipient, also where the clock is changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.correspondence.moments import (
    Quiet,
    at_clock,
    last_weekly,
    next_allowed,
    next_weekly,
    zone_named,
)

ZONES = (
    "Europe/Zurich",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/Havana",
    "Africa/Cairo",
    "Pacific/Apia",
    "UTC",
)
zones = st.sampled_from(ZONES).map(ZoneInfo)
seconds = st.integers(
    int(datetime(2024, 1, 1, tzinfo=UTC).timestamp()), int(datetime(2028, 1, 1, tzinfo=UTC).timestamp())
)
moments = seconds.map(lambda second: datetime.fromtimestamp(second, UTC))
quiets = st.builds(
    Quiet,
    zone=zones,
    since=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    until=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    days=st.frozensets(st.integers(0, 6), max_size=6),
)


@given(moments, quiets)
def test_it_finds_a_moment_that_is_not_quiet_and_never_an_earlier_one(moment: datetime, quiet: Quiet) -> None:
    found = next_allowed(moment, quiet)
    assert not quiet.holds(found)
    assert moment <= found <= moment + timedelta(days=8)
    assert found == moment or quiet.holds(moment)


@given(moments, quiets)
def test_it_passes_over_no_moment_that_is_allowed(moment: datetime, quiet: Quiet) -> None:
    found = next_allowed(moment, quiet)
    step = timedelta(minutes=7)
    probes = (moment + step * count for count in range(int((found - moment) / step)))
    allowed = [at for at in probes if not quiet.holds(at)]
    # an hour that the clock shows twice is quiet twice, but the letter may go between the two
    assert [at for at in allowed if at < found] == []


@given(moments, st.integers(0, 6), st.integers(0, 23), zones)
def test_it_finds_the_hours_of_a_weekly_letter(moment: datetime, day: int, hour: int, zone: ZoneInfo) -> None:
    last, following = last_weekly(moment, day, hour, zone), next_weekly(moment, day, hour, zone)
    assert last <= moment < following
    assert timedelta(days=6, hours=20) <= following - last <= timedelta(days=7, hours=4)
    local = following.astimezone(zone)
    assert (local.weekday(), local.hour) == (day, hour) or _leapt_over(following, zone, hour)


def _leapt_over(moment: datetime, zone: ZoneInfo, hour: int) -> bool:
    """Say whether the clock of that day does not show the hour, or the day is left out altogether."""
    local = moment.astimezone(zone)
    wanted = datetime.combine(local.date(), time(hour), zone)
    return wanted.astimezone(UTC).astimezone(zone).hour != hour or zone.key == "Pacific/Apia"


def test_it_moves_a_letter_of_the_night_to_the_morning_over_a_change_of_the_clock() -> None:
    # in the night before 30 March 2025 clocks in Zurich went from 02:00 to 03:00
    quiet = Quiet(ZoneInfo("Europe/Zurich"), time(20), time(7))
    evening = datetime(2025, 3, 29, 20, 30, tzinfo=UTC)
    assert next_allowed(evening, quiet) == datetime(2025, 3, 30, 5, 0, tzinfo=UTC)
    assert next_allowed(evening - timedelta(days=7), quiet) == datetime(2025, 3, 23, 6, 0, tzinfo=UTC)


def test_it_moves_a_letter_out_of_the_weekend() -> None:
    quiet = Quiet(ZoneInfo("Africa/Nairobi"), time(20), time(7), frozenset({5, 6}))
    friday_evening = datetime(2031, 3, 7, 18, 0, tzinfo=UTC)
    assert next_allowed(friday_evening, quiet) == datetime(2031, 3, 10, 4, 0, tzinfo=UTC)


def test_it_takes_an_hour_that_the_clock_leaps_over_for_the_one_after() -> None:
    zone = ZoneInfo("Europe/Zurich")
    assert at_clock(date(2025, 3, 30), time(2, 30), zone) == datetime(2025, 3, 30, 1, 30, tzinfo=UTC)


def test_it_ends_for_quiet_hours_in_an_hour_that_the_clock_shows_twice() -> None:
    zone = ZoneInfo("Europe/Zurich")
    quiet = Quiet(zone, time(2, 0), time(2, 30))
    second = datetime(2025, 10, 26, 1, 10, tzinfo=UTC)  # 02:10, for the second time
    assert next_allowed(second, quiet) == datetime(2025, 10, 26, 1, 30, tzinfo=UTC)


def test_it_refuses_a_week_without_a_day() -> None:
    with pytest.raises(ValueError, match="no day"):
        next_allowed(datetime(2031, 3, 3, tzinfo=UTC), Quiet(ZoneInfo("UTC"), days=frozenset(range(7))))


@pytest.mark.parametrize("name", ["", "Europe", "../etc/passwd", "Mars/Olympus", "Europe/Zurich\n"])
def test_it_knows_no_zone_that_there_is_not(name: str) -> None:
    assert zone_named(name) is None
