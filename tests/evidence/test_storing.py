"""What an examination found is kept with its report, and never over what a person decided."""

from __future__ import annotations

from pathlib import Path

from secretariat.evidence.examining import examine_report
from secretariat.evidence.models import Page, Report
from secretariat.sources.storage import path_of
from tests.cast import Cast
from tests.evidence.cast import KENYA, SILENT, examine_into, make_collection, make_report


def test_it_keeps_whose_report_it_is_and_on_what_ground(cast: Cast) -> None:
    report = examine_into(make_report(make_collection(cast.ana)))
    assert (report.state, report.country, report.year, report.kind) == (Report.State.EXAMINED, "KEN", 2026, "vnr")
    assert report.grounds["country"] == {"from": "cover", "words": "Kenya"}


def test_it_keeps_passages_that_are_the_words_of_the_page_at_their_place(cast: Cast) -> None:
    report = examine_into(make_report(make_collection(cast.ana)))
    texts = dict(Page.objects.filter(report=report).values_list("number", "text"))
    passages = list(report.passages.all())
    assert [passage.stance for passage in passages] == ["action", "commitment", "mention", "situation"]
    assert all(texts[one.page][one.start : one.end] == one.text for one in passages)


def test_it_finds_nothing_in_a_report_that_does_not_speak_of_migration(cast: Cast) -> None:
    report = examine_into(make_report(make_collection(cast.ana), SILENT, "iceland.txt"), SILENT)
    assert (report.state, report.passages.count(), report.is_complete) == (Report.State.EXAMINED, 0, True)


def test_it_keeps_passages_once_when_a_report_is_examined_again(cast: Cast) -> None:
    report = make_report(make_collection(cast.ana))
    before = list(examine_into(report, KENYA).passages.values_list("pk", flat=True))
    assert list(examine_into(report, KENYA).passages.values_list("pk", flat=True)) == before


def test_it_tells_by_its_name_whose_report_could_not_be_read(cast: Cast, file_store: Path) -> None:
    report = make_report(make_collection(cast.ana), name="MWI-2026-vnr.pdf")
    path = path_of(report.stored_name)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"%PDF-1.4 and then nothing")
    examine_report(report.pk)
    report.refresh_from_db()
    assert (report.state, report.country, report.year, report.kind) == (Report.State.FAILED, "MWI", 2026, "vnr")
    assert report.grounds["country"] == {"from": "file name", "words": "MWI"}
    assert path.is_relative_to(file_store)
