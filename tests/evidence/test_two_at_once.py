"""Two coders at one passage at one moment: both judgements are kept, and the passage says that they differ."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from secretariat.evidence import judging
from secretariat.evidence.models import Judgement, Passage, Standing
from secretariat.history.selectors import events_of
from secretariat.network.models import User
from tests.cast import make_cast
from tests.evidence.cast import examine_into, make_collection, make_report

ROUNDS = 8


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_it_loses_neither_of_two_judgements_given_at_once() -> None:
    cast = make_cast()
    passage = examine_into(make_report(make_collection(cast.ana))).passages.get(text__contains="recruitment agencies")
    for _turn in range(ROUNDS):
        barrier = threading.Barrier(2)

        def judge(actor: User, verdict: str, gate: threading.Barrier = barrier) -> None:
            gate.wait()
            try:
                judging.judge(actor, passage=passage, verdict=verdict)
            finally:
                connection.close()

        pairs = ((cast.ana, "accept"), (cast.ben, "reject"))
        people = [threading.Thread(target=judge, args=pair) for pair in pairs]
        for person in people:
            person.start()
        for person in people:
            person.join()
        assert Judgement.objects.filter(passage=passage).count() == 2
        assert Passage.objects.get(pk=passage.pk).standing == Standing.DISPUTED
        for coder in (cast.ana, cast.ben):
            judging.withdraw(coder, passage=passage)
    assert events_of(passage).filter(verb="judge").count() == 2 * ROUNDS
