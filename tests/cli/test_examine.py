"""``secretariat examine`` as people run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from benchmarks.made_reports import report
from tests.cli.conftest import Run
from tests.reading.docx_samples import zipped


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports")
    (path / "kenya-vnr-2020.pdf").write_bytes(report(0, 12))
    (path / "two.pdf").write_bytes(report(1, 4, columns=2, scanned=True))
    text = "Our plan\n\n=The Government ratified the convention on migrant workers in 2021.\n"
    (path / "note.txt").write_text(text, encoding="utf-8")
    return path


def test_it_writes_a_passage_a_line(run: Run, folder: Path, tmp_path: Path) -> None:
    out, coverage, texts = tmp_path / "p.jsonl", tmp_path / "c.jsonl", tmp_path / "texts"
    ended = run("examine", folder, "--out", out, "--coverage", coverage, "--texts", texts)
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    covered = [json.loads(line) for line in coverage.read_text(encoding="utf-8").splitlines()]
    assert ended.status == 0, ended.err
    assert {record["document"] for record in records} == {"kenya-vnr-2020.pdf", "two.pdf", "note.txt"}
    assert sum(one["passages"] for one in covered) == len(records)
    for record in records:
        kept = json.loads((texts / f"{record['sha256']}.json").read_text(encoding="utf-8"))
        start, end = record["span"]
        assert kept[str(record["page"] or "")][start:end] == record["text"]


def test_it_says_the_same_with_any_number_of_workers(run: Run, folder: Path, tmp_path: Path) -> None:
    outs = [tmp_path / f"{workers}.jsonl" for workers in (1, 2)]
    for workers, out in zip((1, 2), outs, strict=True):
        run("examine", folder, "--out", out, "--workers", workers)
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_it_gives_lettered_actions_beside_objectives_when_asked(run: Run, folder: Path, tmp_path: Path) -> None:
    codes = {}
    for level in ("objective", "action"):
        coverage = tmp_path / f"{level}.jsonl"
        run("examine", folder / "note.txt", "--level", level, "--coverage", coverage)
        codes[level] = set(json.loads(coverage.read_text(encoding="utf-8"))["addressed"])
    assert "gcm:6.a" in codes["action"] - codes["objective"]
    assert "gcm:6" in codes["objective"] <= codes["action"]


def test_it_tells_which_pages_it_could_not_read(run: Run, folder: Path, tmp_path: Path) -> None:
    ended = run("examine", folder / "two.pdf", "--out", tmp_path / "p.jsonl")
    assert "not read (no text, a picture)" in ended.err


def test_it_writes_tables_without_formulas(run: Run, folder: Path, tmp_path: Path) -> None:
    book, table = tmp_path / "p.xlsx", tmp_path / "p.csv"
    assert run("examine", folder / "note.txt", "--out", book).status == 0
    assert run("examine", folder / "note.txt", "--out", table).status == 0
    rows = CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "document"
    assert "=The Government ratified" in str(rows[1])
    assert "'=The Government ratified" in table.read_text(encoding="utf-8")


def test_it_goes_on_after_a_file_that_cannot_be_read(run: Run, folder: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing")
    ended = run("examine", bad, folder / "note.txt", "--out", tmp_path / "p.jsonl")
    assert ended.status == 1
    assert ended.err.count("\n") == 1
    assert "bad.pdf" in ended.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--out", "p.ods"], "use .jsonl, .csv, .xlsx, .parquet"),
        (["--out", "nowhere/p.jsonl"], "cannot be written"),
        (["--out", "nowhere/p.xlsx"], "cannot be written"),
        (["--frameworks", "nowhere"], "is not a folder that can be read"),
    ],
)
def test_it_says_at_once_what_it_cannot_do(run: Run, folder: Path, words: list[str], said: str) -> None:
    ended = run("examine", folder, *words)
    assert ended.status == 2
    assert said in ended.err


def test_it_reads_the_good_reports_of_a_folder_half_of_which_is_bad(run: Run, folder: Path, tmp_path: Path) -> None:
    mixed = tmp_path / "mixed"
    mixed.mkdir()
    whole = (folder / "kenya-vnr-2020.pdf").read_bytes()
    bomb = zipped({"word/document.xml": b" " * (65 * 1024 * 1024)})
    bad = {"half.pdf": whole[: len(whole) // 2], "empty.pdf": b"", "bomb.docx": bomb}
    good = {"good.pdf": whole, "good.txt": (folder / "note.txt").read_bytes(), "good.html": b"<p>Migrant workers came."}
    for name, data in {**bad, **good}.items():
        (mixed / name).write_bytes(data)
    outs = [tmp_path / f"{workers}.jsonl" for workers in (1, 2)]
    for workers, out in zip((1, 2), outs, strict=True):
        ended = run("examine", mixed, "--out", out, "--workers", workers)
        assert ended.status == 1
        assert [line.split(":")[1].rpartition("/")[2] for line in ended.err.splitlines()] == sorted(bad)
    assert outs[0].read_bytes() == outs[1].read_bytes()
    documents = {json.loads(line)["document"] for line in outs[0].read_text(encoding="utf-8").splitlines()}
    assert documents == set(good)
