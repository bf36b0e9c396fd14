"""The shelf of good practices."""

from __future__ import annotations

import pytest

from secretariat.evidence.axes import OBJECTIVES, axis
from secretariat.evidence.models import Passage, Report
from secretariat.evidence.practices import Wanted, choices, on_code, on_none, practices, shelves
from tests.cast import Cast
from tests.evidence.cast import FRANCE, KENYA, examine_into, make_collection, make_report


@pytest.fixture
def kenya(cast: Cast) -> Report:
    """Kenya shows its licences for recruitment agencies, and its camps, as good practices; so does France."""
    made = make_collection(cast.ana)
    report = examine_into(make_report(made), KENYA)
    report.passages.exclude(stance="commitment").exclude(stance="mention").update(stance="practice")
    examine_into(make_report(made, FRANCE, "france.txt"), FRANCE).passages.filter(stance="action").update(
        stance="practice"
    )
    return report


def shelved(cast: Cast, most: int = 3, **wanted: object) -> list[tuple[str, int]]:
    found = shelves(practices(cast.ana, Wanted(**wanted)), axis(OBJECTIVES), most)  # type: ignore[arg-type]
    return [(shelf.code.code if shelf.code else "none", shelf.count) for shelf in found]


@pytest.mark.usefixtures("kenya")
def test_it_shelves_practices_by_objective_and_those_for_refugees_apart(cast: Cast) -> None:
    assert ("6", 1) in shelved(cast)
    assert shelved(cast)[-1] == ("none", 1)
    refugees = on_none(practices(cast.ana, Wanted()), axis(OBJECTIVES)).get()
    assert refugees.subject == "refugees"


@pytest.mark.usefixtures("kenya")
def test_it_narrows_the_shelf(cast: Cast) -> None:
    assert {passage.report.country for passage in practices(cast.ana, Wanted(country="FRA"))} == {"FRA"}
    assert {passage.report.language for passage in practices(cast.ana, Wanted(language="en"))} == {"en"}
    assert [code for code, _count in shelved(cast, subject="refugees")] == ["none"]
    assert shelved(cast, collection=10**6) == []


def test_it_adds_actions_only_where_people_accepted_them(cast: Cast, kenya: Report) -> None:
    Passage.objects.update(stance="action")
    assert shelved(cast, actions=True) == []
    kenya.passages.filter(subject="migrants").update(standing="accepted")
    assert ("6", 2) in shelved(cast, actions=True)
    assert shelved(cast) == []


def test_it_puts_what_people_accepted_first_and_shows_no_more_than_asked(cast: Cast, kenya: Report) -> None:
    kenya.passages.filter(subject="migrants").update(stance="practice")
    code = axis(OBJECTIVES).codes[5]
    for passage in kenya.passages.filter(subject="migrants"):
        passage.labels.update_or_create(framework="gcm", code="6", defaults={"score": 0.5})
    last = kenya.passages.filter(subject="migrants").last()
    assert last is not None
    Passage.objects.filter(pk=last.pk).update(standing="accepted")
    found = shelves(practices(cast.ana, Wanted()), axis(OBJECTIVES), 1)
    shelf = next(one for one in found if one.code == code)
    assert (shelf.count, [passage.pk for passage in shelf.passages]) == (3, [last.pk])
    assert on_code(practices(cast.ana, Wanted()), axis(OBJECTIVES), code).count() == 3


@pytest.mark.usefixtures("kenya")
def test_it_offers_the_states_and_languages_of_which_there_are_practices(cast: Cast) -> None:
    found = choices(cast.ana)
    assert (found["countries"], found["languages"]) == (["FRA", "KEN"], ["en", "fr"])
