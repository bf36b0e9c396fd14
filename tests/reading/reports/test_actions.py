"""The lettered actions and the guiding principles of the Global Compact, by sentences written for this project."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from secretariat.reading.reports.examine import CodeLabel, Examiner
from secretariat.reading.reports.framework import load_framework
from secretariat.reading.reports.labels import Labeller

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


@dataclass(frozen=True)
class Row:
    """A sentence with the codes that it must get, and those that it may."""

    language: str
    text: str
    must: frozenset[str]
    may: frozenset[str]


def rows(name: str) -> list[Row]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines:
        if line and not line.startswith("#"):
            language, written, text = (part.strip() for part in line.split("|", 2))
            codes = [code for code in written.split(";") if code]
            must = frozenset(code for code in codes if not code.startswith("("))
            found.append(Row(language, text, must, frozenset(code.strip("()") for code in codes)))
    return found


def counted(labeller: Labeller, chosen: list[Row]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in chosen:
        given = {label.code for label in labeller.labels(row.text, row.language)}
        counts.update(right=len(row.must & given), missed=len(row.must - given), wrong=len(given - row.may))
    return counts


def without_actions(labels: tuple[CodeLabel, ...]) -> tuple[CodeLabel, ...]:
    codes = load_framework("gcm").of_level("action")
    return tuple(held for held in labels if held.framework != "gcm" or held.label.code not in codes)


@pytest.fixture(scope="module")
def actions() -> Labeller:
    return Labeller(load_framework("gcm"), "action")


def test_it_has_terms_for_each_action_in_each_language() -> None:
    gcm = load_framework("gcm")
    for language in LANGUAGES:
        assert set(gcm.tables[f"gcm/actions.{language}.toml"]) == gcm.of_level("action")
        assert gcm.of_level("principle") <= set(gcm.tables[f"gcm/{language}.toml"])


def test_it_has_sentences_enough_to_tell() -> None:
    every = rows("actions.txt")
    told = Counter(row.language for row in every if row.must)
    assert told["en"] >= 30
    assert min(told[language] for language in LANGUAGES) >= 6
    assert sum(not row.must for row in every) >= 20


@pytest.mark.parametrize("half", [0, 1], ids=["tuned", "held"])
def test_it_gives_an_action_where_its_words_stand(actions: Labeller, half: int) -> None:
    counts = counted(actions, rows("actions.txt")[half::2])
    assert counts["right"] / (counts["right"] + counts["missed"]) >= 0.9
    assert counts["right"] / (counts["right"] + counts["wrong"]) >= 0.9


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_gives_actions_in_each_language(actions: Labeller, language: str) -> None:
    counts = counted(actions, [row for row in rows("actions.txt") if row.language == language])
    assert counts["right"] >= 0.85 * (counts["right"] + counts["missed"])


def test_it_gives_no_action_where_none_is_told(actions: Labeller) -> None:
    counts = counted(actions, [row for row in rows("actions.txt") if not row.must])
    assert counts["wrong"] <= 1


def test_actions_beside_objectives_change_nothing_else() -> None:
    without, beside = Examiner(), Examiner(actions=True)
    given = 0
    for row in rows("actions.txt"):
        plain, full = without.of_text(row.text, row.language), beside.of_text(row.text, row.language)
        assert (plain is None) == (full is None)
        if plain and full:
            assert plain == replace(full, labels=without_actions(full.labels), doubtful=without_actions(full.doubtful))
            given += len(full.labels) - len(plain.labels)
    assert given >= 80
    assert without.digest.gate == beside.digest.gate
    assert without.digest.labels != beside.digest.labels


def test_an_objective_is_given_by_its_own_terms_alone() -> None:
    gcm = load_framework("gcm")
    assert not gcm.read_for(gcm.of_level("objective")) & gcm.of_level("action")
    assert gcm.parent_of("6.c") == ""
    assert load_framework("sdg").parent_of("8.8") == "8"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_gives_the_guiding_principles(language: str) -> None:
    chosen = [row for row in rows("principles.txt") if row.language == language]
    counts = counted(Labeller(load_framework("gcm"), "principle"), chosen)
    assert len(chosen) == 10
    assert (counts["right"], counts["wrong"]) == (10, 0)
