"""Names of people as lists write them, and what stands with them."""

from __future__ import annotations

import pytest

from secretariat.reading.names import entity_names, entries, is_name, person, without_honorific
from secretariat.reading.spans import Span
from secretariat.reading.vocabulary import vocabulary

EN = vocabulary("en")


@pytest.mark.parametrize(
    "words",
    ["Ann Lee", "Dr. Ann Lee", "J. R. Berg", "Seán O’Brien", "Jean-Marc d’Almeida", "Ludwig van der Berg", "María de la Cruz Ruiz", "Ann", "李明", "Œrsted Åse", "Çelik Şahin"],
)  # fmt: skip
def test_it_knows_a_name(words: str) -> None:
    assert is_name(words, EN)


@pytest.mark.parametrize(
    "words",
    ["", "the office", "Head of Office", "Agenda", "ann lee", "Ann 2", "Ministry of Health", "One Two Three Four Five Six Seven Eight", "Ann went Home", "A" * 71],
)  # fmt: skip
def test_it_knows_what_is_no_name(words: str) -> None:
    assert not is_name(words, EN)


@pytest.mark.parametrize(
    ("words", "bare"),
    [("Dr Ann Lee", "Ann Lee"), ("H.E. Mr. Bo Ek", "Bo Ek"), ("Ann Lee", "Ann Lee"), ("Miss", "Miss"), ("Drake Hall", "Drake Hall")],
)  # fmt: skip
def test_it_takes_off_what_stands_before_a_name(words: str, bare: str) -> None:
    assert without_honorific(words, EN) == bare


@pytest.mark.parametrize(
    ("text", "name", "parts"),
    [
        ("Ann Lee, Director, IOM", "Ann Lee", ["Director", "IOM"]),
        ("Ann Lee (IOM)", "Ann Lee", ["IOM"]),
        ("Ann Lee – Director", "Ann Lee", ["Director"]),
        ("Ms Ann Lee", "Ms Ann Lee", []),
        ("Ann Lee [Oslo], Chair.", "Ann Lee", ["Oslo", "Chair"]),
        ("Ann Lee <ann@example.org>, IOM", "Ann Lee", ["IOM"]),
    ],
)
def test_it_parts_a_name_from_what_stands_with_it(text: str, name: str, parts: list[str]) -> None:
    found = person(text, Span(0, len(text)), EN)
    assert found is not None
    assert (found.name.of(text), [part.of(text) for part in found.parts]) == (name, parts)


@pytest.mark.parametrize(
    ("text", "name", "initials"),
    [
        ("Ann Lee (AL)", "Ann Lee", "AL"),
        ("[DC] Dana Cole", "Dana Cole", "DC"),
        ("DC: Dana Cole", "Dana Cole", "DC"),
        ("Rémy Giraud (RGr)", "Rémy Giraud", "RGr"),
        ("Ann Lee (WHO)", "Ann Lee", None),
    ],
)
def test_it_tells_initials_from_an_organization(text: str, name: str, initials: str | None) -> None:
    found = person(text, Span(0, len(text)), EN)
    assert found is not None
    assert (found.name.of(text), found.initials) == (name, initials)


def test_it_reads_a_handle() -> None:
    text = "Ann Lee (@annlee), IOM"
    found = person(text, Span(0, len(text)), EN)
    assert found is not None
    assert (found.name.of(text), found.handle) == ("Ann Lee", "@annlee")


@pytest.mark.parametrize("text", ["the office of the chair", "12 people", "", "Minutes, agenda"])
def test_it_reads_nobody_where_no_name_begins(text: str) -> None:
    assert person(text, Span(0, len(text)), EN) is None


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ann Lee, Bo Ek and Cy Day", ["Ann Lee", "Bo Ek", "Cy Day"]),
        ("Ann Lee, IOM; Bo Ek, WHO", ["Ann Lee, IOM", "Bo Ek, WHO"]),
        ("Ann Lee (Oslo, Bergen), Bo Ek", ["Ann Lee (Oslo, Bergen)", "Bo Ek"]),
        ("Ann Lee & Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("Ann Lee,, Bo Ek,", ["Ann Lee", "Bo Ek"]),
        ("", []),
    ],
)
def test_it_cuts_a_line_of_people(text: str, people: list[str]) -> None:
    assert [piece.of(text) for piece in entries(text, Span(0, len(text)), EN)] == people


def test_it_counts_from_the_start_of_the_whole_text() -> None:
    text = "Present: Ann Lee (AL), IOM"
    found = person(text, Span(9, len(text)), EN)
    assert found is not None
    assert (found.name.of(text), [part.of(text) for part in found.parts]) == ("Ann Lee", ["IOM"])


def test_it_knows_entities_by_every_name() -> None:
    known = entity_names()
    assert known["iom"] == known["international organization for migration"]
