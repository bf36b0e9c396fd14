"""Seats and who holds them: taken from a day on, rotated many at once, corrected, taken back."""

from __future__ import annotations

from datetime import date

import pytest

from secretariat.history.models import Event
from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.history.selectors import events_in, events_of
from secretariat.network import verbs
from secretariat.network.composition import composition, ending, seats_of, vacant
from secretariat.network.models import Entity, Seat, Tenure
from secretariat.network.rotation import Holder
from tests.cast import Cast

MAY, JUNE, JULY = date(2021, 5, 5), date(2021, 6, 1), date(2021, 7, 7)


def entity(name: str) -> Entity:
    return Entity.objects.create(slug=name.lower().replace(" ", "-"), short_name=name, full_name=f"The {name}")


@pytest.fixture
def seats(cast: Cast) -> list[Seat]:
    """Two seats of the committee, held by IOM and WHO since 2019."""
    made = [verbs.add_seat(cast.ana, body=cast.committee, name=f"Seat {number}") for number in (1, 2)]
    for seat, holder in zip(made, (cast.iom, cast.who), strict=True):
        verbs.take_seat(cast.ana, seat=seat, entity=holder, since=date(2019, 1, 1))
    return made


def holders(cast: Cast, day: date) -> list[str]:
    return [str(place.principal or "vacant") for place in composition(cast.committee, day)]


def test_it_ends_who_held_the_seat_on_the_day_before(cast: Cast, seats: list[Seat]) -> None:
    verbs.take_seat(cast.ana, seat=seats[0], entity=cast.unicef, person=cast.lena, since=JUNE)
    assert holders(cast, date(2021, 5, 31)) == ["IOM", "WHO"]
    assert holders(cast, JUNE) == ["Lena Okafor (UNICEF)", "WHO"]
    old = Tenure.objects.get(entity=cast.iom)
    assert old.until == date(2021, 5, 31)
    assert events_of(old).last().data["changed"] == {"until": [None, "2021-05-31"]}  # type: ignore[union-attr]
    assert {event.verb for event in events_in(cast.committee)} >= {"add", "take_seat", "end"}


def test_it_refuses_two_principals_naming_the_other_and_its_days(cast: Cast, seats: list[Seat]) -> None:
    verbs.take_seat(cast.ana, seat=seats[0], entity=cast.unicef, since=date(2022, 1, 1))
    with pytest.raises(Refused) as refusal:
        verbs.take_seat(cast.ana, seat=seats[0], entity=cast.who, since=JUNE)
    assert str(refusal.value) == (
        "UNICEF holds “Seat 1” of Executive Committee from 1 January 2022 on: end or correct that tenure first."
    )
    assert holders(cast, JUNE)[0] == "IOM"
    verbs.take_seat(cast.ana, seat=seats[0], entity=cast.who, since=JUNE, until=date(2021, 12, 31))
    assert [holders(cast, day)[0] for day in (MAY, JUNE, date(2022, 1, 1))] == ["IOM", "WHO", "UNICEF"]


def test_it_lets_alternates_stand_beside_and_leave_with_their_entity(cast: Cast, seats: list[Seat]) -> None:
    alternate = {"entity": cast.iom, "person": cast.lena, "capacity": "alternate"}
    verbs.take_seat(cast.ana, seat=seats[0], since=MAY, **alternate)  # type: ignore[arg-type]
    [place, _other] = composition(cast.committee, MAY)
    assert (str(place.principal), [str(row) for row in place.alternates]) == ("IOM", ["Lena Okafor (IOM)"])
    with pytest.raises(Refused, match="Lena Okafor"):
        verbs.take_seat(cast.ana, seat=seats[0], since=JUNE, **alternate)  # type: ignore[arg-type]
    verbs.take_seat(cast.ana, seat=seats[0], entity=cast.unicef, since=JUNE)
    assert composition(cast.committee, JUNE)[0].alternates == ()


def test_it_rotates_many_seats_at_once(cast: Cast, seats: list[Seat]) -> None:
    unfpa = entity("UNFPA")
    gesture = verbs.rotate(
        cast.ana,
        body=cast.committee,
        since=JUNE,
        arriving=[Holder(cast.unicef), Holder(unfpa)],
        leaving=[cast.who, cast.iom],
        reason="First rotation",
    )
    assert holders(cast, date(2021, 5, 31)) == ["IOM", "WHO"]
    assert holders(cast, JUNE) == ["UNFPA", "UNICEF"]
    told = Event.objects.filter(batch=gesture.batch)
    assert sorted(event.verb for event in told) == ["end", "end", "take_seat", "take_seat"]
    assert {event.reason for event in told} == {"First rotation"}
    assert [seat.pk for seat in seats] == [place.seat.pk for place in composition(cast.committee, JUNE)]


def test_it_takes_a_rotation_back(cast: Cast, seats: list[Seat]) -> None:
    gesture = verbs.rotate(
        cast.ana, body=cast.committee, since=JUNE, arriving=[Holder(cast.unicef)], leaving=[cast.who, cast.iom]
    )
    assert holders(cast, JUNE) == ["vacant", "UNICEF"]
    assert [seat.pk for seat in vacant(JUNE)] == [seats[0].pk]
    verbs.take_back(cast.ana, events=verbs.moved_in(gesture.batch))
    assert holders(cast, JUNE) == ["IOM", "WHO"]
    assert all(event.undone for event in verbs.moved_in(gesture.batch))
    with pytest.raises(Refused, match="nothing here to take back"):
        verbs.take_back(cast.ana, events=verbs.moved_in(gesture.batch))


def test_it_takes_one_seat_of_a_rotation_back_and_leaves_the_other(cast: Cast, seats: list[Seat]) -> None:
    verbs.rotate(
        cast.ana,
        body=cast.committee,
        since=JUNE,
        arriving=[Holder(cast.unicef), Holder(entity("UNFPA"))],
        leaving=[cast.iom, cast.who],
    )
    verbs.take_back(cast.ana, events=verbs.taking(Tenure.objects.get(entity=cast.unicef)))
    assert holders(cast, JUNE) == ["IOM", "UNFPA"]
    assert seats[0].tenures.count() == 1


def test_it_takes_back_nothing_that_was_changed_since(cast: Cast, seats: list[Seat]) -> None:
    tenure = verbs.take_seat(cast.ana, seat=seats[0], entity=cast.unicef, since=JUNE)
    events = list(verbs.taking(tenure))
    verbs.correct_tenure(cast.ana, tenure=tenure, since=JULY)
    with pytest.raises(Refused, match="was changed since"):
        verbs.take_back(cast.ana, events=events)
    assert holders(cast, JULY)[0] == "UNICEF"


def test_it_tells_what_a_rotation_does_and_notices_a_change_before_it_is_done(cast: Cast, seats: list[Seat]) -> None:
    planned = verbs.plan(cast.committee, since=JUNE, arriving=[Holder(cast.unicef)], leaving=[cast.iom])
    [step] = planned.steps
    assert (step.seat, [str(row) for row in step.leaving], str(step.arriving)) == (seats[0], ["IOM"], "UNICEF")
    assert planned.last_day == date(2021, 5, 31)
    verbs.take_seat(cast.ben, seat=seats[0], entity=cast.iom, person=cast.lena, since=date(2020, 1, 1))
    with pytest.raises(Conflict):
        verbs.rotate(
            cast.ana,
            body=cast.committee,
            since=JUNE,
            arriving=[Holder(cast.unicef)],
            leaving=[cast.iom],
            seen=planned.mark,
        )


@pytest.mark.usefixtures("seats")
def test_it_refuses_a_rotation_that_cannot_be(cast: Cast) -> None:
    refused = {
        "no_such_holder": {"leaving": [cast.unicef]},
        "sits_already": {"arriving": [Holder(cast.iom)]},
        "no_seat": {"arriving": [Holder(cast.unicef)]},
        "nothing_chosen": {},
    }
    for code, sent in refused.items():
        with pytest.raises(Refused) as refusal:
            verbs.rotate(cast.ana, body=cast.committee, since=JUNE, **sent)  # type: ignore[arg-type]
        assert refusal.value.code == code
    assert holders(cast, JUNE) == ["IOM", "WHO"]


def test_it_plans_ahead(cast: Cast, seats: list[Seat]) -> None:
    verbs.take_seat(cast.ana, seat=seats[0], entity=cast.unicef, since=date(2031, 1, 1))
    assert [str(row) for row in ending(60, date(2030, 12, 1))] == ["IOM"]
    assert [str(row) for row in ending(10, date(2030, 12, 1))] == []
    assert [str(row.seat) for row in seats_of(cast.unicef)] == ["Seat 1"]


def test_it_ends_a_seat_with_whoever_holds_it(cast: Cast, seats: list[Seat]) -> None:
    verbs.end_seat(cast.ana, seat=seats[1], until=MAY)
    assert holders(cast, JUNE) == ["IOM"]
    assert Tenure.objects.get(entity=cast.who).until == MAY
    with pytest.raises(Refused, match="ends on 5 May 2021"):
        verbs.take_seat(cast.ana, seat=seats[1], entity=cast.unicef, since=JUNE)
    with pytest.raises(Refused, match="IOM cannot hold it before"):
        verbs.change_seat(cast.ana, seat=seats[0], since=JUNE)
    with pytest.raises(Refused, match="before the first"):
        verbs.add_seat(cast.ana, body=cast.committee, since=JUNE, until=MAY)


def test_it_notices_that_somebody_else_changed_it(cast: Cast, seats: list[Seat]) -> None:
    seen = seats[0].version
    verbs.change_seat(cast.ben, seat=seats[0], name="Chair's seat", function="chair", version=seen)
    with pytest.raises(Conflict):
        verbs.change_seat(cast.ana, seat=seats[0], name="First seat", version=seen)
    with pytest.raises(Conflict):
        verbs.take_seat(cast.ana, seat=seats[0], entity=cast.unicef, since=JUNE, version=seen)
    before = events_of(seats[0]).count()
    verbs.change_seat(cast.ben, seat=seats[0], name="Chair's seat")
    assert events_of(seats[0]).count() == before


def test_it_leaves_seats_to_the_secretariat(cast: Cast, seats: list[Seat]) -> None:
    tenure = seats[0].tenures.get()
    for refused in (
        lambda: verbs.add_seat(cast.farid, body=cast.committee),
        lambda: verbs.take_seat(cast.farid, seat=seats[0], entity=cast.iom, since=JUNE),
        lambda: verbs.leave_seat(cast.rita, tenure=tenure, until=JUNE),
        lambda: verbs.rotate(cast.rita, body=cast.committee, since=JUNE, leaving=[cast.iom]),
        lambda: verbs.take_back(cast.farid, events=verbs.taking(tenure)),
    ):
        with pytest.raises(NotAllowed):
            refused()
