"""After a framework changed, what is kept of a report is labelled anew, without its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from secretariat.evidence import relabelling
from secretariat.evidence.models import PassageLabel, Report, Standing
from tests.cast import Cast
from tests.evidence.cast import KENYA, examine_into, make_collection, make_report

ENERGY = "Electricity reached 76 per cent of households in 2025."


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Return a folder for frameworks of the operator's own."""
    settings.FRAMEWORKS = tmp_path
    return tmp_path


@pytest.fixture
def report(cast: Cast) -> Report:
    """Return a report that was examined by the terms that come with the program."""
    return examine_into(make_report(make_collection(cast.ana)), KENYA)


def write(folder: Path, name: str, words: str) -> None:
    """Add a file of terms to the operator's own."""
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(words, encoding="utf-8")


def codes(report: Report, words: str) -> set[str]:
    """Return the codes of the passage with these words."""
    return {str(label) for label in PassageLabel.objects.filter(passage__report=report, passage__text__contains=words)}


def test_it_gives_new_codes_to_the_passages_that_there_are(report: Report, folder: Path) -> None:
    before = list(report.passages.values_list("pk", flat=True))
    assert "gcm:23" not in codes(report, "recruitment fees")
    write(folder, "gcm/ours.en.toml", '[23]\ntelling = "banned recruitment fees"\n')
    relabelling.relabel_report(report.pk)
    assert "gcm:23" in codes(report, "recruitment fees")
    assert list(report.passages.values_list("pk", flat=True)) == before


def test_it_finds_other_passages_where_other_words_make_one(report: Report, folder: Path) -> None:
    write(folder, "subjects/ours.en.toml", '[migrants]\ntelling = "households in 2025"\n')
    relabelling.relabel_report(report.pk)
    assert report.passages.filter(text=ENERGY).exists()
    (folder / "subjects" / "ours.en.toml").unlink()
    relabelling.relabel_report(report.pk)
    assert not report.passages.filter(text=ENERGY).exists()


def test_it_leaves_what_a_person_decided(report: Report, folder: Path) -> None:
    judged = report.passages.get(text__contains="recruitment fees")
    judged.standing = Standing.CORRECTED
    judged.save()
    write(folder, "gcm/ours.en.toml", '[23]\ntelling = "banned recruitment fees"\n')
    relabelling.relabel_report(report.pk)
    assert "gcm:23" not in codes(report, "recruitment fees")
    judged.refresh_from_db()
    assert "23" in {label["code"] for label in judged.machine["labels"]}


def test_it_knows_which_reports_are_labelled_by_earlier_terms(report: Report, folder: Path, cast: Cast) -> None:
    queued: list[int] = []
    assert relabelling.relabel(cast.ana, collection=report.collection, queue=queued.append) == 0
    write(folder, "stance/ours.en.toml", '[action]\ntelling = "licensed"\n')
    assert list(relabelling.outdated(Report.objects.all())) == [report]
    assert relabelling.relabel(cast.ana, collection=report.collection, queue=queued.append) == 1
    relabelling.relabel_report(queued[0])
    assert not relabelling.outdated(Report.objects.all())
