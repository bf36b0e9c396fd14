"""What waits for a coder, and in which order."""

from __future__ import annotations

import pytest

from secretariat.evidence import judging
from secretariat.evidence.models import Collection, Passage
from secretariat.evidence.queues import Queue, is_sampled, queued
from tests.cast import Cast
from tests.evidence.cast import FRANCE, examine_into, make_collection, make_report


@pytest.fixture
def collection(cast: Cast) -> Collection:
    """Return a collection of two reports, one of Kenya, one of France."""
    made = make_collection(cast.ana)
    examine_into(make_report(made))
    examine_into(make_report(made, FRANCE, "france-vnr-2026.txt"), FRANCE)
    return made


def passages(collection: Collection) -> list[Passage]:
    return list(Passage.objects.filter(report__collection=collection).order_by("report__country", "start"))


def test_it_lists_what_nobody_reviewed_in_the_order_of_the_reports(cast: Cast, collection: Collection) -> None:
    first, second, *rest = passages(collection)
    assert queued(cast.ana, collection, Queue.OPEN) == [one.pk for one in (first, second, *rest)]
    judging.judge(cast.ana, passage=second, verdict="accept")
    assert queued(cast.ben, collection, Queue.OPEN) == [one.pk for one in (first, *rest)]


def test_it_brings_what_is_nearest_to_the_line_first(cast: Cast, collection: Collection) -> None:
    first, second, third, *rest = passages(collection)
    Passage.objects.update(doubtful=[])
    for one in (first, second, third, *rest):
        one.labels.update(score=0.9)
    first.labels.all().delete()
    Passage.objects.filter(pk=first.pk).update(doubtful=[{"framework": "gcm", "code": "3", "score": 0.42}])
    second.labels.update(score=0.53)
    assert queued(cast.ana, collection, Queue.UNCERTAIN) == [second.pk, first.pk]
    judging.judge(cast.ben, passage=second, verdict="accept")
    assert queued(cast.ana, collection, Queue.UNCERTAIN) == [first.pk]


def test_it_keeps_for_a_second_coder_what_another_coded_once(cast: Cast, collection: Collection) -> None:
    first, second, *_rest = passages(collection)
    judging.judge(cast.ana, passage=first, verdict="accept")
    judging.judge(cast.ben, passage=second, verdict="accept")
    assert queued(cast.ana, collection, Queue.SECOND, 1) == [second.pk]
    assert queued(cast.ben, collection, Queue.SECOND, 1) == [first.pk]


def test_it_lists_what_coders_differ_on(cast: Cast, collection: Collection) -> None:
    first, *_rest = passages(collection)
    judging.judge(cast.ana, passage=first, verdict="accept")
    judging.judge(cast.ben, passage=first, verdict="reject")
    assert queued(cast.ana, collection, Queue.DIFFER) == [first.pk]
    assert queued(cast.ana, collection, Queue.SECOND, 1) == []


def test_it_shows_nothing_of_a_collection_that_one_may_not_read(cast: Cast) -> None:
    shut = make_collection(cast.ana, "Not opened", opened=False)
    examine_into(make_report(shut))
    assert queued(cast.rita, shut, Queue.OPEN) == []


def test_it_takes_the_same_sample_on_every_day_and_about_the_share_that_was_asked_for() -> None:
    places = [("ab" * 32, page, start) for page in range(1, 41) for start in range(0, 2500, 50)]
    taken = [place for place in places if is_sampled(place, 5)]
    assert 0.17 < len(taken) / len(places) < 0.23
    assert is_sampled(("ab" * 32, 1, 0), 5) is False
    assert taken[:2] == [place for place in places if is_sampled(list(place), 5)][:2]
    assert all(is_sampled(place, 1) for place in places)
