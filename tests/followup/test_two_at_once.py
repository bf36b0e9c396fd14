"""Two people at one action at one moment: one is told, nothing is lost."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from django.db import connection

from secretariat.followup.verbs import set_due
from secretariat.history.refusals import Conflict
from secretariat.history.selectors import events_of
from secretariat.network.models import User
from secretariat.register.entries import enter
from secretariat.register.models import ActionPoint
from tests.cast import make_cast

ROUNDS = 20


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_it_refuses_every_second_of_two_changes_to_one_version() -> None:
    cast = make_cast()
    action = enter(cast.ana, kind="action_point", values={"text": "Book a room"})
    assert isinstance(action, ActionPoint)
    outcomes: Counter[str] = Counter()
    for turn in range(ROUNDS):
        version = ActionPoint.objects.get().version
        barrier = threading.Barrier(2)

        def change(actor: User, seen: int = version, gate: threading.Barrier = barrier, turn: int = turn) -> None:
            gate.wait()
            try:
                set_due(actor, actions=[action], due=f"20{31 + turn}", versions={action.pk: seen})
                outcomes["changed"] += 1
            except Conflict:
                outcomes["refused"] += 1
            finally:
                connection.close()

        people = [threading.Thread(target=change, args=(user,)) for user in (cast.ana, cast.ben)]
        for person in people:
            person.start()
        for person in people:
            person.join()
    assert outcomes == {"changed": ROUNDS, "refused": ROUNDS}
    assert events_of(action).filter(verb="set_due").count() == ROUNDS
