"""The passages written for this project, in six languages: found, read, and refugees kept apart."""

from __future__ import annotations

import pytest

from benchmarks.gold import HALVES, Figures, figures, gold, said
from secretariat.reading.reports.examine import Examiner


@pytest.fixture(scope="module")
def halves() -> dict[str, Figures]:
    passages = gold()
    answers = said(passages, Examiner())
    chosen = {half: [pair for pair in zip(passages, answers, strict=True) if pair[0].half == half] for half in HALVES}
    return {half: figures([gold for gold, _ in pairs], [said for _, said in pairs]) for half, pairs in chosen.items()}


def test_it_has_passages_enough_to_tell() -> None:
    passages = gold()
    assert len(passages) >= 400
    assert sum(passage.subject == "none" for passage in passages) >= 100
    assert {passage.language for passage in passages} == {"ar", "en", "es", "fr", "ru", "zh"}


@pytest.mark.parametrize("half", HALVES)
def test_it_finds_passages_on_migration(halves: dict[str, Figures], half: str) -> None:
    assert halves[half].recall >= 0.95
    assert halves[half].precision >= 0.90


@pytest.mark.parametrize("half", HALVES)
def test_it_tells_objectives_and_stances(halves: dict[str, Figures], half: str) -> None:
    assert halves[half].objectives >= 0.80
    assert halves[half].stance >= 0.75


@pytest.mark.parametrize("half", HALVES)
def test_it_gives_refugees_no_code_of_the_global_compact_on_migration(halves: dict[str, Figures], half: str) -> None:
    assert halves[half].refugees_labelled == 0
