"""Reports examined by several processes, one of which breaks down."""

from __future__ import annotations

from pathlib import Path

from secretariat.cli.batch import BROKE_DOWN
from secretariat.cli.examination import Settings
from secretariat.cli.inputs import gather
from secretariat.cli.processes import by_processes
from tests.cli.deadly import dies

TEXT = "In 2021 the Government ratified the convention on migrant workers."


def test_it_names_a_report_that_breaks_its_process_and_goes_on(tmp_path: Path) -> None:
    for name in ("a", "deadly-1", "deadly-2", "late"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    files = gather([str(tmp_path)]).files
    done = list(by_processes(files, Settings(), 2, dies))
    assert [one.name for one in done] == [source.name for source in files]
    assert [one.error for one in done] == ["", BROKE_DOWN, BROKE_DOWN, ""]
    assert [one.passages for one in done] == [[{"text": TEXT}], [], [], [{"text": TEXT}]]
