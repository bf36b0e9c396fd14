"""The files that ``secretariat examine`` writes: Parquet, and the queue for people."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from benchmarks.made_reports import report
from secretariat.cli import parquet
from secretariat.cli.passages import cells, writer
from secretariat.reading.reports.lines import COLUMNS, DOUBTS
from tests.cli.conftest import Run

SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32())])
TEXT = "Kenya\n\nIn 2021 the Government ratified the convention on migrant workers for 3,000 of them.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports")
    (path / "kenya-vnr-2020.pdf").write_bytes(report(0, 8))
    (path / "peru.pdf").write_bytes(report(3, 8, columns=2))
    (path / "note.txt").write_text(TEXT, encoding="utf-8")
    return path


def records_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_it_writes_parquet_with_the_type_of_each_column(run: Run, folder: Path, tmp_path: Path) -> None:
    table, lines = tmp_path / "p.parquet", tmp_path / "p.jsonl"
    assert run("examine", folder, "--out", table).status == 0
    assert run("examine", folder, "--out", lines).status == 0
    read = pq.read_table(table)
    assert read.column_names == list(COLUMNS)
    assert (read.schema.field("year").type, read.schema.field("span").type) == (pa.int32(), SPAN)
    label = read.schema.field("labels").type.value_type
    assert {field.name: str(field.type) for field in label} == {
        "framework": "string",
        "code": "string",
        "score": "double",
        "because": "list<element: string>",
    }
    for stored, told in zip(read.to_pylist(), records_of(lines), strict=True):
        stored["span"] = [stored["span"]["start"], stored["span"]["end"]]
        for figure in stored["figures"]:
            figure["span"] = [figure["span"]["start"], figure["span"]["end"]]
        assert stored == told
    assert read.column("page").null_count == 1


def made(number: int) -> dict[str, object]:
    empty: dict[str, object] = dict.fromkeys(COLUMNS)
    words = {"document": "r.pdf", "text": f"half a character \ud800 {number}", "span": [number, number + 1]}
    return {**empty, **words, "subjects": [], "labels": [], "figures": []}


def test_it_writes_parquet_a_row_group_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS", 10)
    path = tmp_path / "p.parquet"
    with writer(path) as passages:
        for start in range(0, 25, 5):
            passages.add([made(number) for number in range(start, start + 5)])
        assert not path.exists()
    read = pq.ParquetFile(path)
    assert [read.metadata.row_group(at).num_rows for at in range(read.metadata.num_row_groups)] == [10, 10, 5]
    assert read.read().column("text")[24].as_py() == "half a character \ufffd 24"


@pytest.mark.parametrize("name", ["p.parquet", "p.xlsx", "p.csv", "p.jsonl"])
def test_it_leaves_what_was_there_where_writing_ends_in_the_middle(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"before")

    def stop() -> None:
        with writer(path) as passages:
            passages.add([made(1) | {"text": "words"}])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the extras away."""
    for name in ("pyarrow", "pyarrow.parquet", "dask", "distributed"):
        monkeypatch.setitem(sys.modules, name, None)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--out", "p.parquet"], 'Parquet needs pyarrow: pip install "secretariat[parquet]".'),
        (["--uncertain", "p.parquet"], 'Parquet needs pyarrow: pip install "secretariat[parquet]".'),
        (["--dask", "tcp://127.0.0.1:8786"], '--dask needs Dask: pip install "secretariat[dask]".'),
    ],
)
def test_it_names_the_extra_that_is_missing(run: Run, folder: Path, words: list[str], said: str) -> None:
    ended = run("examine", folder, *words)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == f"secretariat: {said}\n"


@pytest.mark.parametrize("ending", ["jsonl", "csv", "xlsx", "parquet"])
def test_it_writes_the_queue_for_people(run: Run, folder: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"queue.{ending}"
    assert run("examine", folder, "--out", tmp_path / "p.jsonl", "--uncertain", path).status == 0
    lines = tmp_path / "queue.jsonl"
    if ending != "jsonl":
        run("examine", folder, "--out", tmp_path / "p.jsonl", "--uncertain", lines)
    told = records_of(lines)
    assert told
    if ending == "parquet":
        assert pq.read_table(path).column("doubtful").to_pylist() == [record["doubtful"] for record in told]
    if ending == "xlsx":
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        assert rows[0] == DOUBTS
        assert [row[-1] for row in rows[1:]] == [cells(record, DOUBTS)[-1] for record in told]
    if ending == "csv":
        assert path.read_text(encoding="utf-8").count(" not given (") == str(told).count("'given': False")


def test_it_puts_the_most_doubtful_passage_of_each_report_first(run: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "queue.jsonl"
    run("examine", folder, "--out", tmp_path / "p.jsonl", "--uncertain", path)
    nearest: dict[object, list[float]] = {}
    for record in records_of(path):
        codes = record["doubtful"]
        assert isinstance(codes, list)
        assert all(0.29 <= code["score"] < 0.7 for code in codes)
        nearest.setdefault(record["document"], []).append(min(round(abs(code["score"] - 0.5), 3) for code in codes))
    assert len(nearest) == 3
    assert all(distances == sorted(distances) for distances in nearest.values())


OUTS = {"out": "p.parquet", "uncertain": "q.jsonl", "coverage": "c.jsonl", "texts": "texts"}


def written(run: Run, files: list[Path], to: Path, *words: object) -> dict[str, bytes]:
    """Examine, and return the bytes of all files that this writes."""
    to.mkdir()
    outs = [part for option, name in OUTS.items() for part in (f"--{option}", to / name)]
    assert run("examine", *files, *outs, *words).status == 0
    return {path.relative_to(to).as_posix(): path.read_bytes() for path in sorted(to.rglob("*.*"))}


def test_it_says_the_same_byte_for_byte_whatever_the_workers(run: Run, folder: Path, tmp_path: Path) -> None:
    files = sorted(folder.iterdir()) * 4
    one = written(run, files, tmp_path / "1")
    assert len(one) == 6
    for workers in (2, 3):
        assert written(run, files, tmp_path / str(workers), "--workers", workers) == one


def test_it_says_the_same_of_each_report_in_any_order(run: Run, folder: Path, tmp_path: Path) -> None:
    files = sorted(folder.iterdir())
    straight = written(run, files, tmp_path / "straight")
    files = [files[2], files[0], files[1]]
    shuffled = written(run, files, tmp_path / "shuffled", "--workers", 2)
    for name in ("q.jsonl", "c.jsonl"):
        assert sorted(shuffled[name].splitlines()) == sorted(straight[name].splitlines())
    tables = [pq.read_table(tmp_path / name / "p.parquet") for name in ("straight", "shuffled")]
    assert len({str(sorted(map(str, table.to_pylist()))) for table in tables}) == 1


def test_it_refuses_one_file_for_two_outputs(run: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    answer = run("examine", folder, "--out", path, "--coverage", path)
    assert answer.status == 2
    assert "p.jsonl is to hold two outputs" in answer.err
    assert not path.exists()
