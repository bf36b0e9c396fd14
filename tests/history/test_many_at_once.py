"""Many write at once: the chain stays one, without gaps, and nobody waits for good."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from secretariat.followup import verbs as followup
from secretariat.followup.verbs import OwnerRef
from secretariat.history import integrity
from secretariat.history.models import Event
from secretariat.history.recording import record, writing
from secretariat.register import entries, review
from secretariat.register.models import ActionPoint, Kind
from tests.cast import Cast, make_cast, make_document, proposals, read_into

THREADS = 6
ROUNDS = 15

# SQLite lets one transaction write at a time by itself, and in the tests it lies in a memory that threads share.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def at_once(*works: Callable[[int], object]) -> None:
    """Let every work run in a thread of its own, all from one moment on; what one raises is raised here."""
    start = Barrier(len(works))

    def run(number: int) -> None:
        try:
            start.wait(10)
            works[number](number)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        list(pool.map(run, range(len(works))))


def gapless() -> list[int]:
    assert integrity.check().findings == []
    return list(Event.objects.values_list("number", flat=True))


def test_it_keeps_one_chain_from_its_very_first_event() -> None:
    cast = make_cast()

    def work(number: int) -> None:
        for turn in range(ROUNDS):
            with writing():
                record(cast.ana, "change", cast.iom, data={"thread": number, "turn": turn})

    at_once(*[work] * THREADS)
    assert gapless() == list(range(1, THREADS * ROUNDS + 1))


def test_it_leaves_no_gap_where_some_take_their_step_back() -> None:
    cast = make_cast()

    def work(number: int) -> None:
        for turn in range(ROUNDS):
            try:
                with writing():
                    record(cast.ana, "change", cast.iom)
                    assert (number + turn) % 3
            except AssertionError:
                continue

    at_once(*[work] * THREADS)
    kept = sum((number + turn) % 3 != 0 for number in range(THREADS) for turn in range(ROUNDS))
    assert gapless() == list(range(1, kept + 1))


def _actions(cast: Cast) -> list[ActionPoint]:
    made = [entries.enter(cast.ana, kind="action_point", values={"text": f"Task {number}"}) for number in range(4)]
    return [row for row in made if isinstance(row, ActionPoint)]


def test_it_lets_nobody_wait_for_good_who_changes_the_same_things() -> None:
    cast = make_cast()
    rows = _actions(cast)
    document = make_document(cast.ana)
    read_into(document)
    review.confirm_all(cast.ana, document=document, kind=Kind.ACTION_POINT)
    (decision,) = proposals(document, Kind.DECISION)
    of_record = list(ActionPoint.objects.filter(document=document))

    def forward(_number: int) -> None:
        for _turn in range(ROUNDS):
            followup.assign(cast.ana, actions=[*rows, *of_record], owners=[OwnerRef("entity:iom")])

    def backward(_number: int) -> None:
        for turn in range(ROUNDS):
            level = ("network", "restricted")[turn % 2]
            entries.set_confidentiality(cast.ben, entries=[*of_record, *reversed(rows)], confidentiality=level)

    def reviewing(_number: int) -> None:
        for _turn in range(ROUNDS):
            review.confirm(cast.ana, proposal=decision)
            review.reopen(cast.ana, proposal=decision)

    at_once(forward, backward, reviewing, forward)
    assert gapless()[-1] > ROUNDS * 4
