"""What the tests of meetings share."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.meetings.planned import Seats, make_seats


@pytest.fixture
def seats(cast: Cast) -> Seats:
    """Return the seats of the committee."""
    return make_seats(cast)
