"""Pages learn codes and titles from the evidence room."""

from __future__ import annotations

from secretariat.evidence import frameworks


def test_it_knows_the_objectives_and_the_targets_that_passages_are_labelled_with() -> None:
    given = [one.key for one in frameworks.given_codes()]
    assert given[:23] == [f"gcm:{number}" for number in range(1, 24)]
    assert {"sdg:10.7", "sdg:8.8", "sdg:10.c"} < set(given)
    assert "sdg:14.1" not in given


def test_it_finds_a_code_with_its_title_and_level() -> None:
    found = frameworks.find("gcm:20")
    assert found is not None
    assert (found.title, found.level, found.key) == ("Remittances and financial inclusion", "objective", "gcm:20")


def test_it_finds_nothing_under_a_code_that_is_not_there() -> None:
    assert [frameworks.find(key) for key in ("gcm:24", "stance:mention", "gcm", "")] == [None, None, None, None]
    assert (frameworks.title("gcm:99"), frameworks.related("harbour:1")) == ("", ())


def test_it_knows_what_stands_beside_a_code_and_in_the_sets() -> None:
    assert "sdg:10.c" in frameworks.related("gcm:20")
    assert frameworks.sets("sdg")["migration-core"] == ("10.7",)


def test_it_puts_codes_in_the_order_of_their_frameworks() -> None:
    mixed = ["sdg:10.7", "gcm:10", "gcm:2", "gcm:10", "sdg:8.8", "gcm:99"]
    assert frameworks.in_order(mixed) == ["gcm:2", "gcm:10", "sdg:8.8", "sdg:10.7", "gcm:99"]
