"""A database of the days before the chain is chained when it is brought up to date, and guarded again after."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from secretariat.history import integrity, stored
from secretariat.history.models import Event, Head
from secretariat.history.recording import record
from tests.cast import append_only_lifted, make_cast

BEFORE, AFTER = [("history", "0002_append_only")], [("history", "0003_chain")]


@pytest.fixture
def old_database(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - asks for the database
    MigrationExecutor(connection).migrate(BEFORE)
    try:
        yield
    finally:
        MigrationExecutor(connection).migrate(AFTER)


def write_as_before(keys: range | list[int]) -> None:
    rows = [
        (
            key,
            timezone.now(),
            "Ana",
            "add",
            "network.entity",
            key % 3,
            "",
            "b" * 32,
            json.dumps({"n": key, "x": 1e16}),
            "",
        )
        for key in keys
    ]
    columns = "id, at, actor_name, verb, object_type, object_id, frame, batch, data, reason"
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO history_event ({columns}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",  # noqa: S608
            rows,
        )


@pytest.mark.usefixtures("old_database")
def test_it_chains_what_is_there_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "PIECE", 40)
    write_as_before([*range(1, 90), *range(95, 130)])  # with a gap, as PostgreSQL leaves them
    MigrationExecutor(connection).migrate(AFTER)
    assert integrity.check().findings == []
    assert list(Event.objects.values_list("number", flat=True)) == list(range(1, 125))
    head = Head.objects.get()
    assert (head.number, head.event) == (124, 129)
    with transaction.atomic():
        cast = make_cast()
        assert record(cast.ana, "add", cast.iom).number == 125
    assert integrity.check().findings == []


@pytest.mark.usefixtures("old_database")
def test_it_puts_the_guard_back() -> None:
    write_as_before(range(1, 4))
    MigrationExecutor(connection).migrate(AFTER)
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE history_event SET verb = 'x'")
    with append_only_lifted(), connection.cursor() as cursor:  # each trigger stands once
        cursor.execute("UPDATE history_event SET verb = 'x' WHERE number = 2")
    assert [finding.place for finding in integrity.check().findings] == ["event 2"]


@pytest.mark.usefixtures("old_database")
def test_it_begins_a_chain_where_nothing_happened_yet() -> None:
    MigrationExecutor(connection).migrate(AFTER)
    assert not Head.objects.exists()
    with transaction.atomic():
        cast = make_cast()
        assert record(cast.ana, "add", cast.iom).number == 1
