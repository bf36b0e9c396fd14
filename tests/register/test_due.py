"""Dates and periods keep their precision; the last day serves for what is overdue."""

from __future__ import annotations

from datetime import date

import pytest

from secretariat.history.refusals import Refused
from secretariat.register.due import checked, day, last_day


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2031-03-04", date(2031, 3, 4)),
        ("2031-02", date(2031, 2, 28)),
        ("2032-02", date(2032, 2, 29)),
        ("2031-Q3", date(2031, 9, 30)),
        ("2031-Q4", date(2031, 12, 31)),
        ("2031-H1", date(2031, 6, 30)),
        ("2031-W01", date(2031, 1, 5)),
        ("2031", date(2031, 12, 31)),
        ("2031-05-05/2031-05-07", date(2031, 5, 7)),
        ("2031-13", None),
        ("2031-02-30", None),
        ("2031-W60", None),
        ("0000", None),
        ("soon", None),
        ("٢٠٣١", None),
        ("", None),
    ],
)
def test_it_finds_the_last_day(due: str, expected: date | None) -> None:
    assert last_day(due) == expected


def test_it_refuses_what_is_no_date() -> None:
    assert checked(" 2031-Q1 ") == "2031-Q1"
    assert checked("") == ""
    with pytest.raises(Refused, match="not a date"):
        checked("next week")


def test_it_takes_exact_days_only_where_a_day_is_meant() -> None:
    assert day("2031-03-04") == date(2031, 3, 4)
    assert day(" ") is None
    with pytest.raises(Refused):
        day("2031-03")
