"""Texts and the goals that they are labelled with."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from secretariat.reading import ReadingError
from secretariat.reading.reports.framework import fingerprint, frameworks, load_framework
from secretariat.reading.reports.labels import Labeller

PASSAGES = Path(__file__).parents[2] / "data" / "labels" / "goals.txt"


def codes(text: str) -> set[str]:
    return {label.code for label in Labeller(load_framework("sdg"), "goal").labels(text, "en")}


def test_it_labels_the_passages_written_for_each_goal() -> None:
    met = missed = wrong = 0
    for line in PASSAGES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        wanted, _, text = line.partition(" | ")
        found = codes(text)
        if wanted.startswith("-"):
            wrong += wanted[1:] in found
        else:
            met += len(found & set(wanted.split(";")))
            missed += len(set(wanted.split(";")) - found)
    assert wrong == 0
    assert met / (met + missed) >= 0.95


def test_it_says_which_words_spoke_and_where() -> None:
    text = "Deforestation  in\nthe rainforest goes on."
    label = Labeller(load_framework("sdg"), "goal").labels(text, "en")[0]
    assert label.code == "15"
    assert "Deforestation" in label.because
    assert [" ".join(span.of(text).split()) for span in label.spans] == list(label.because)


def test_it_gives_the_same_labels_every_time() -> None:
    text = "Poverty, hunger, disease, illiteracy, inequality and war displace people from their land."
    labeller = Labeller(load_framework("sdg"), "goal", 0.1)
    assert labeller.labels(text, "en") == labeller.labels(text, "en")


def test_it_knows_all_goals_and_targets() -> None:
    sdg = load_framework("sdg")
    assert len(sdg.of_level("goal")) == 17
    assert len(sdg.of_level("target")) == 169
    assert sdg.sets["migration-core"] == ("10.7",)
    assert all(code in sdg.entries for codes in sdg.sets.values() for code in codes)


def test_it_takes_a_framework_of_ones_own(tmp_path: Path) -> None:
    folder = tmp_path / "harbour"
    folder.mkdir()
    (folder / "framework.toml").write_text('[framework]\nname = "Harbour"\n[aim]\nA = "Dredging"\n', encoding="utf-8")
    (folder / "en.toml").write_text('[A]\ntelling = "dredg*"\nnot = "dredging up the past"\n', encoding="utf-8")
    labeller = Labeller(load_framework("harbour", tmp_path), "aim")
    assert [label.code for label in labeller.labels("Dredging of the port", "en")] == ["A"]
    assert labeller.labels("dredging up the past", "en") == []
    assert set(frameworks(tmp_path)) == {*frameworks(), "harbour"}
    assert fingerprint(tmp_path) != fingerprint()


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ('[B]\ntelling = "x"\n', "there is no code 'B'"),
        ('[A]\nloud = "x"\n', "'loud' is none of the lists"),
        ('[A]\ntelling = "(x"\n', "a bracket or a bar too many"),
        ("[A\n", "cannot be read"),
    ],
)
def test_it_says_what_is_wrong_in_a_file_of_terms(tmp_path: Path, terms: str, said: str) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "framework.toml").write_text('[aim]\nA = "One"\n', encoding="utf-8")
    (folder / "en.toml").write_text(terms, encoding="utf-8")
    with pytest.raises(ReadingError, match=said):
        Labeller(load_framework("mine", tmp_path), "aim").labels("x", "en")


def test_it_labels_a_long_text_in_time_that_grows_with_its_length() -> None:
    text = "Bird migration and the migration of workers abroad affect poverty, health, schools and water. "
    labeller = Labeller(load_framework("gcm"), "objective")
    labeller.labels(text, "en")
    started = time.process_time()
    labeller.labels(text * 2_000, "en")
    assert time.process_time() - started < 5
