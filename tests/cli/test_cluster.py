"""Reports examined on a Dask cluster: the same as here, in order, whatever breaks down."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster

from benchmarks.made_reports import report
from secretariat.cli import cluster
from secretariat.cli.cluster import KILLED, by_cluster
from secretariat.cli.examination import Settings
from secretariat.cli.inputs import Input, gather
from secretariat.reading import ReadingError
from tests.cli.conftest import Run
from tests.cli.deadly import dies

TEXT = "Kenya\n\nIn 2021 the Government ratified the convention on migrant workers for 3,000 of them.\n"
OWN = '[7]\ntelling = "convention on migrant workers"\n'


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Give the address of a cluster of two workers that gives a task up once it killed one: others try four times."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=0) as made,
    ):
        yield made.scheduler_address


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports")
    (path / "kenya-vnr-2020.pdf").write_bytes(report(0, 4))
    (path / "peru.pdf").write_bytes(report(3, 4, columns=2, scanned=True))
    for name in ("a", "c", "deadly", "unlucky"):
        (path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    return path


def inputs(folder: Path, *names: str) -> list[Input]:
    return gather([str(folder / name) for name in names]).files


def test_it_gives_the_same_files_on_a_cluster(run: Run, folder: Path, tmp_path: Path, address: str) -> None:
    found: list[list[bytes]] = []
    own = tmp_path / "own" / "gcm"
    own.mkdir(parents=True)
    (own / "own.en.toml").write_text(OWN, encoding="utf-8")
    for at, words in enumerate(([], ["--dask", address])):
        out, queue, coverage, texts = (tmp_path / f"{at}-{name}" for name in ("p.jsonl", "q.csv", "c.jsonl", "texts"))
        outs = ["--out", out, "--uncertain", queue, "--coverage", coverage, "--texts", texts]
        ended = run("examine", folder, folder / "a.txt", "--frameworks", own.parent, *outs, *words)
        assert ended.status == 0, ended.err
        kept = [path.name.encode() + path.read_bytes() for path in sorted(texts.iterdir())]
        found.append([out.read_bytes(), queue.read_bytes(), coverage.read_bytes(), ended.err.encode(), *kept])
    assert found[0] == found[1]
    assert b'"code": "7"' in found[0][0]


def test_it_names_a_report_that_kills_workers_and_goes_on(folder: Path, address: str) -> None:
    files = inputs(folder, "a.txt", "deadly.txt", "c.txt")
    files.insert(2, Input("gone.txt", folder / "gone.txt"))
    done = list(by_cluster(files, Settings(), address, dies))
    assert [one.name for one in done] == [source.name for source in files]
    assert [one.error for one in done] == ["", KILLED, "is not there; check the name and try again.", ""]
    assert [one.passages for one in done] == [[{"text": TEXT}] if not one.error else [] for one in done]


def test_it_has_a_report_done_again_whose_worker_died(folder: Path, address: str) -> None:
    files = inputs(folder, "a.txt", "unlucky.txt", "c.txt")
    assert [one.passages for one in by_cluster(files, Settings(), address, dies)] == [[{"text": TEXT}]] * 3
    assert (folder / "unlucky.died").exists()


def test_it_sends_so_much_at_a_time_and_no_more(folder: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "MOST_BYTES", 1)
    files = inputs(folder, "a.txt", "c.txt", "a.txt")
    assert [one.passages for one in by_cluster(files, Settings(), address, dies)] == [[{"text": TEXT}]] * 3


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "udp://here", ""])
def test_it_says_that_no_cluster_answers(
    run: Run, folder: Path, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "ANSWERS_WITHIN", 0.5)
    out = tmp_path / "p.jsonl"
    ended = run("examine", folder, "--out", out, "--dask", address)
    assert ended.status == 2
    assert ended.err.startswith("secretariat: no Dask scheduler answers at")
    assert ended.err.count("\n") == 1
    assert not out.exists()


def test_it_does_not_wait_for_one_who_answers_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWERS_WITHIN", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        there = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ReadingError, match="no Dask scheduler answers"):
            list(by_cluster(inputs(folder, "a.txt"), Settings(), there))
