"""``secretariat label`` as people run it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROWS = (
    "id,what\n1,Solar home systems brought electricity to the villages.\n2,\n3,=The road to the new port was paved.\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "projects.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def read(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def test_it_adds_codes_scores_and_the_words_that_spoke(run: Run, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    ended = run("label", table, "--text", "what", "--framework", "sdg", "--out", out)
    first, empty, _ = read(out)
    assert ended.status == 0
    assert first["codes"].split(";")[0] == "7"
    assert float(first["scores"].split(";")[0]) >= 0.5
    assert "Solar home systems" in first["because"]
    assert (empty["codes"], empty["scores"], empty["because"]) == ("", "", "")


def test_it_writes_no_formula(run: Run, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    run("label", table, "--text", "what", "--framework", "sdg", "--out", out)
    assert read(out)[2]["what"].startswith("'=The road")


def test_it_labels_targets(run: Run, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    run("label", table, "--text", "what", "--framework", "sdg", "--level", "target", "--out", out)
    assert "7.1" in read(out)[0]["codes"].split(";")


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ";"), ("cp1252", "\t"), ("utf-16", ",")])
def test_it_reads_the_usual_encodings_and_delimiters(run: Run, tmp_path: Path, encoding: str, delimiter: str) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    lines = [
        ["n", "texte"],
        ["é", "Access to clean drinking water and sanitation"],
        ["ü", "Overfishing of tuna stocks"],
    ]
    path.write_bytes("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    ended = run("label", path, "--text", "texte", "--framework", "sdg", "--out", out)
    rows = read(out, delimiter)
    assert ended.status == 0, ended.err
    assert [row["codes"].split(";")[0] for row in rows] == ["6", "14"]
    assert rows[0]["n"] == "é"


def test_it_gives_more_codes_when_it_leans_to_recall(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    text = "Farmers and electricity, malaria vaccines and malnutrition, one trade union, migrants."
    path.write_text(f'text\n"{text}"\n', encoding="utf-8")
    counts = []
    for lean in ("recall", "balanced", "precision"):
        out = tmp_path / f"{lean}.csv"
        run("label", path, "--text", "text", "--framework", "sdg", "--lean", lean, "--out", out)
        counts.append(len(read(out)[0]["codes"].split(";")))
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--text", "nothing", "--framework", "sdg"], "has no column 'nothing'; its columns are id, what."),
        (["--text", "what", "--framework", "gdp"], "there is no framework 'gdp'"),
        (["--text", "what", "--framework", "sdg", "--level", "wish"], "has no level 'wish'; it has goal, target."),
        (["--text", "what", "--framework", "sdg", "--language", "xx"], "has no terms in the language 'xx'"),
        (["--text", "what", "--framework", "sdg", "--out", "nowhere/out.csv"], "cannot be written"),
    ],
)
def test_it_says_in_one_line_what_is_wrong(run: Run, table: Path, words: list[str], said: str) -> None:
    ended = run("label", table, *words)
    assert ended.status == 2
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_it_says_that_a_level_has_no_terms(run: Run, table: Path, tmp_path: Path) -> None:
    (tmp_path / "harbour").mkdir()
    written = '[framework]\nname = "Harbour"\n[aim]\n1 = "Safe ports"\n[step]\n"1.a" = "Dredging"\n'
    (tmp_path / "harbour" / "framework.toml").write_text(written, encoding="utf-8")
    (tmp_path / "harbour" / "en.toml").write_text('[1]\ntelling = "port"\n', encoding="utf-8")
    ended = run("label", table, "--text", "what", "--framework", "harbour", "--level", "step", "--frameworks", tmp_path)
    assert ended.status == 2
    assert "has no terms for the level 'step'" in ended.err


@pytest.mark.parametrize(
    ("level", "codes"), [("objective", {"6"}), ("action", {"6.c"}), ("principle", {"P.f"})], ids=str
)
def test_it_labels_each_level_of_the_global_compact(run: Run, tmp_path: Path, level: str, codes: set[str]) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    text = "Recruitment fees for migrant workers are forbidden, as their human rights ask."
    path.write_text(f'text\n"{text}"\n', encoding="utf-8")
    run("label", path, "--text", "text", "--framework", "gcm", "--level", level, "--out", out)
    assert set(read(out)[0]["codes"].split(";")) == codes


def test_it_refuses_what_is_no_table(run: Run, tmp_path: Path) -> None:
    empty, binary = tmp_path / "empty.csv", tmp_path / "picture.csv"
    empty.write_bytes(b"\n")
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x01" * 20)
    for path in (empty, binary, tmp_path / "not-there.csv"):
        ended = run("label", path, "--text", "what", "--framework", "sdg")
        assert (ended.status, ended.err.count("\n")) == (2, 1)


def test_it_says_which_rows_do_not_fit(run: Run, tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("a,b\n1,Malaria vaccines\n2\n3,x,y\n", encoding="utf-8")
    ended = run("label", path, "--text", "b", "--framework", "sdg", "--out", out)
    assert ended.status == 1
    assert "2 of 3 rows" in ended.err
    assert read(out)[0]["codes"] == "3"
