"""Agreement of coders, held against the worked examples of those who gave the formulas."""

from __future__ import annotations

import pytest

from secretariat.evidence.agreement import cohens_kappa, confusion, krippendorffs_alpha


def pairs_of(table: list[list[int]]) -> list[tuple[int, int]]:
    return [
        (row, column) for row, counts in enumerate(table) for column, count in enumerate(counts) for _ in range(count)
    ]


def units_of(*coders: str) -> list[list[str | None]]:
    return [[None if value == "." else value for value in unit] for unit in zip(*coders, strict=True)]


def test_it_gives_the_kappa_of_the_diagnoses_of_fleiss_levin_and_paik() -> None:
    """Statistical Methods for Rates and Proportions (2003), table 18.1: 100 patients, three diagnoses."""
    found = cohens_kappa(pairs_of([[75, 1, 4], [5, 4, 1], [0, 0, 10]]))
    assert found.n == 100
    assert [found.observed, found.expected] == pytest.approx([0.89, 0.66])
    assert found.value == pytest.approx(0.676, abs=0.0005)


def test_it_gives_the_kappa_of_fifty_grants() -> None:
    """Two readers, 50 proposals, 20 yes and 15 no by both: kappa 0.4 (en.wikipedia.org/wiki/Cohen's_kappa)."""
    assert cohens_kappa(pairs_of([[20, 5], [10, 15]])).value == pytest.approx(0.4)


def test_it_gives_the_kappa_that_scikit_learn_gives() -> None:
    """The example of ``sklearn.metrics.cohen_kappa_score``: 0.6875."""
    first = ["negative", "positive", "negative", "neutral", "positive"]
    second = ["negative", "positive", "negative", "neutral", "negative"]
    assert cohens_kappa(zip(first, second, strict=True)).value == pytest.approx(0.6875)


def test_it_gives_a_kappa_below_nought_where_coders_disagree_more_than_by_chance() -> None:
    assert cohens_kappa([("a", "b"), ("b", "a")]).value == pytest.approx(-1.0)


def test_it_gives_the_alpha_of_two_observers_of_two_values() -> None:
    """Krippendorff (2011), section A: 0.095."""
    found = krippendorffs_alpha(units_of("0100000010", "1110010000"))
    assert found.n == 10
    assert found.value == pytest.approx(0.095, abs=0.0005)


def test_it_gives_the_alpha_of_two_observers_of_five_values() -> None:
    """Krippendorff (2011), section B: 0.692."""
    found = krippendorffs_alpha(units_of("aabbdcccedda", "babbbccceddd"))
    assert found.n == 12
    assert found.value == pytest.approx(0.692, abs=0.0005)


def test_it_gives_the_alpha_of_four_observers_who_left_values_out() -> None:
    """Krippendorff (2011), section C: 0.743; the twelfth unit was coded once and does not count."""
    found = krippendorffs_alpha(units_of("123321412...", "1233224125.3", ".3332342251.", "12332441251."))
    assert found.n == 11
    assert found.value == pytest.approx(0.743, abs=0.0005)


def test_it_gives_no_figure_where_there_is_nothing_to_differ_on() -> None:
    assert cohens_kappa([("a", "a")] * 20).value is None
    assert krippendorffs_alpha(units_of("aa", "a.")).value is None
    assert cohens_kappa([]).value is None
    assert krippendorffs_alpha(units_of("a.", ".b")).n == 0


def test_it_says_when_too_few_were_coded_twice() -> None:
    assert cohens_kappa([("a", "b")] * 9).is_too_few
    assert not cohens_kappa([("a", "b")] * 10).is_too_few


def test_it_counts_who_said_what_where() -> None:
    assert confusion([("a", "a"), ("a", "b"), ("a", "b"), ("c", "c")], "abc") == [[1, 2, 0], [0, 0, 0], [0, 0, 1]]
