"""Reports whose frameworks changed: what was found of them is told anew without their files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.gold import gold
from benchmarks.made_reports import report
from secretariat.reading.reports.examine import Examined, Examiner, Passage
from secretariat.reading.reports.pages import kept_page, page_record

HTML = """<html><body><h1>Ghana: Voluntary National Review 2022</h1>
<h2>Migration</h2><p>In 2021 the Government signed an agreement on seasonal work for 3,000 migrant workers.</p>
<p>Their remittances reached 4 per cent of income.</p><p>The glowbird moves over the coast.</p></body></html>"""
FILES = {"report.pdf": report(3, 6), "columns.pdf": report(4, 6, columns=2), "ghana.html": HTML.encode()}


@pytest.fixture(scope="module", params=list(FILES))
def read(request: pytest.FixtureRequest) -> Examined:
    return Examiner(all_pages=True).examine(FILES[request.param], request.param)


def again(examiner: Examiner, found: Examined) -> list[Passage]:
    kept = json.loads(json.dumps([page_record(page) for page in found.page_texts]))
    return examiner.examine_stored([kept_page(record) for record in kept], found.language)


def changed(folder: Path, name: str, terms: str) -> Path:
    (folder / name).mkdir()
    (folder / name / "more.en.toml").write_text(terms, encoding="utf-8")
    return folder


def test_it_finds_in_kept_pages_what_the_file_holds(read: Examined) -> None:
    assert read.passages
    assert again(Examiner(), read) == read.passages


def test_it_says_of_each_passage_what_it_said_before(read: Examined) -> None:
    examiner = Examiner()
    for passage in read.passages:
        said = examiner.label_again(passage.text, read.language, passage.given)
        assert said is not None
        assert (said.subjects, said.labels) == (passage.subjects, passage.labels)
        assert (said.stance, said.figures) == (passage.stance, passage.figures)


def test_it_says_what_reading_anew_says_where_labels_changed(tmp_path: Path) -> None:
    folder = changed(tmp_path, "gcm", '["23"]\ntelling = "seasonal work; agreement"\n')
    before = Examiner(all_pages=True).examine(FILES["ghana.html"], "ghana.html")
    examiner = Examiner(folder=folder)
    after = examiner.examine(FILES["ghana.html"], "ghana.html").passages
    assert [passage.labels for passage in after] != [passage.labels for passage in before.passages]
    said = [examiner.label_again(passage.text, before.language, passage.given) for passage in before.passages]
    assert [one.labels for one in said if one] == [passage.labels for passage in after]


def test_it_finds_what_reading_anew_finds_where_subjects_changed(tmp_path: Path) -> None:
    folder = changed(tmp_path, "subjects", '[migrants]\ntelling = "glowbird"\n')
    before = Examiner(all_pages=True).examine(FILES["ghana.html"], "ghana.html")
    examiner = Examiner(folder=folder)
    after = examiner.examine(FILES["ghana.html"], "ghana.html").passages
    assert len(after) == len(before.passages) + 1
    assert again(examiner, before) == after


def test_it_tells_which_frameworks_changed(tmp_path: Path) -> None:
    ours = Examiner().digest
    assert Examiner().digest == ours
    folder = changed(tmp_path, "gcm", '["23"]\ntelling = "dialogue"\n')
    labels = Examiner(folder=folder).digest
    assert (labels.gate == ours.gate, labels.labels == ours.labels) == (True, False)
    (folder / "gcm" / "more.en.toml").write_text('["23"]\ntelling = "dialogues"\n', encoding="utf-8")
    assert Examiner(folder=folder).digest.labels != labels.labels
    changed(folder, "subjects", '[migrants]\ntelling = "glowbird"\n')
    assert Examiner(folder=folder).digest.gate != ours.gate
    assert Examiner(least=0.7).digest.labels != ours.labels


def test_it_takes_the_weight_of_a_heading_into_account() -> None:
    texts = [passage.text for passage in gold() if passage.language == "en"]
    examiner = Examiner()
    alone = sum(examiner.label_again(text, "en", 0.0) is not None for text in texts)
    assert sum(examiner.label_again(text, "en", 0.5) is not None for text in texts) > alone
