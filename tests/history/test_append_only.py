"""Events are written once: neither the code nor the database lets one be changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from secretariat.history.models import AppendOnlyError, Event
from secretariat.history.recording import Gesture, record
from secretariat.history.selectors import events_in, events_of
from tests.cast import Cast


@pytest.fixture
def event(cast: Cast) -> Event:
    with transaction.atomic():
        return record(cast.ana, "add", cast.iom, data={"why": "test"}, reason="asked")


def test_it_keeps_who_what_when_and_why(cast: Cast, event: Event) -> None:
    assert (event.actor, event.actor_name, event.verb) == (cast.ana, "Ana", "add")
    assert (event.object_type, event.object_id) == ("network.entity", cast.iom.pk)
    assert (event.data, event.reason) == ({"why": "test"}, "asked")
    assert list(events_of(cast.iom)) == [event]


CHANGES: list[Callable[[Event], object]] = [
    lambda event: event.save(),
    lambda event: event.delete(),
    lambda _event: Event.objects.update(verb="x"),
    lambda event: Event.objects.filter(pk=event.pk).delete(),
    lambda event: Event.objects.bulk_update([event], ["verb"]),
]


@pytest.mark.parametrize("change", CHANGES)
def test_it_refuses_changes_in_code(event: Event, change: Callable[[Event], object]) -> None:
    with pytest.raises(AppendOnlyError):
        change(event)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE history_event SET verb = 'x'", "DELETE FROM history_event", "UPDATE history_event SET reason = ''"],
)
@pytest.mark.usefixtures("event")
def test_it_refuses_changes_in_the_database(statement: str) -> None:
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.get().verb == "add"


@pytest.mark.postgresql
@pytest.mark.usefixtures("event")
def test_it_refuses_to_be_emptied() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE history_event CASCADE")


@pytest.mark.django_db(transaction=True)
def test_it_records_only_within_a_transaction() -> None:
    from tests.cast import make_cast

    cast = make_cast()
    with pytest.raises(RuntimeError, match="transaction"):
        record(cast.ana, "add", cast.iom)


def test_it_ties_the_events_of_one_gesture_together(cast: Cast) -> None:
    gesture = Gesture(cast.ana, frame=cast.committee)
    first, second = gesture.record("a", cast.iom), gesture.record("b", cast.who)
    assert first.batch == second.batch
    assert list(events_in(cast.committee)) == [first, second]


def test_it_names_the_system_where_nobody_acted(cast: Cast) -> None:
    assert record(None, "read", cast.iom).actor_name == "Secretariat"


def test_it_takes_an_event_back_once(cast: Cast, event: Event) -> None:
    gesture = Gesture(cast.ana)
    gesture.record("undo", cast.iom, undoes=event)
    assert Event.objects.get(pk=event.pk).undone
    with pytest.raises(DatabaseError), transaction.atomic():
        gesture.record("undo", cast.iom, undoes=event)
