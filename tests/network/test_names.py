"""Names are looked up whole, folded, and only where the network knows exactly one."""

from __future__ import annotations

import pytest

from secretariat.network.models import Entity
from secretariat.network.names import folded, words
from secretariat.network.selectors import directory, owner_choices, resolve
from tests.cast import Cast


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The  Côte d’Ivoire", "the cote d ivoire"),
        ("ÉTATS-MEMBRES", "etats membres"),
        ("Straße", "strasse"),
        ("Ministère (suite)", "ministere suite"),
        ("الهجرة", "الهجرة"),
        ("", ""),
    ],
)
def test_it_folds_case_accents_and_punctuation(text: str, expected: str) -> None:
    assert folded(text) == expected


def test_it_takes_each_word_of_a_search_once() -> None:
    assert words("Returns, returns  POLICY") == ["returns", "policy"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("IOM", "iom"),
        ("the International Organization for Migration", "iom"),
        ("world health organization", "who"),
        ("UNICEF", "unicef"),
    ],
)
def test_it_finds_an_entity_by_any_of_its_names(cast: Cast, written: str, name: str) -> None:
    assert directory().entity(written) == getattr(cast, name)


def test_it_finds_bodies_and_people(cast: Cast) -> None:
    names = directory()
    assert names.body("the EC Principals") == cast.committee
    assert names.find("lena okafor") == cast.lena


@pytest.mark.parametrize("written", ["", None, "IOM and WHO", "Organization", "everybody"])
@pytest.mark.usefixtures("cast")
def test_it_finds_nobody_by_part_of_a_name(written: str | None) -> None:
    assert directory().find(written) is None


@pytest.mark.usefixtures("cast")
def test_it_leaves_a_name_of_two_alone() -> None:
    Entity.objects.create(slug="iom-2", short_name="iom", full_name="Institute of Medicine")
    assert directory().find("IOM") is None


def test_it_resolves_the_references_of_forms(cast: Cast) -> None:
    refs = [ref for ref, _label in owner_choices()]
    assert [resolve(ref) for ref in refs] == [cast.iom, cast.unicef, cast.who, cast.committee, cast.group, cast.lena]
    assert [resolve(ref) for ref in ("entity:x", "person:x", "person:٣", "IOM", "")] == [None] * 5
