"""Thirty made-up reports read through: what was put into them is found, on its page, in its words, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from secretariat.example.reports import MadeReport, Planted, few_reports, made_reports
from secretariat.reading import ReadingError
from secretariat.reading.reports.examine import Examined, Examiner, Passage
from secretariat.reading.reports.lines import coverage_record

Read = dict[str, tuple[MadeReport, Examined]]


@pytest.fixture(scope="module")
def made() -> list[MadeReport]:
    return made_reports()


@pytest.fixture(scope="module")
def read(made: list[MadeReport]) -> Read:
    """Return the reports that can be read, each with what was found in it."""
    examiner = Examiner(all_pages=True)
    whole = [report for report in made if report.trouble in {"", "partly scanned"}]
    return {report.name: (report, examiner.examine(report.data, report.name)) for report in whole}


def folded(text: str) -> str:
    return " ".join(text.split())


def told(read: Read) -> Iterator[tuple[Planted, Passage]]:
    """Yield the planted passages that were found, each with what was found there."""
    for report, found in read.values():
        there = {(passage.page, folded(passage.text)): passage for passage in found.passages}
        for planted in report.readable():
            if (planted.page, folded(planted.text)) in there:
                yield planted, there[planted.page, folded(planted.text)]


def codes(passage: Passage) -> set[str]:
    return {f"{given.framework}:{given.label.code}" for given in passage.labels}


def test_it_makes_thirty_reports_in_six_languages_with_all_that_is_to_be_told_apart(made: list[MadeReport]) -> None:
    assert len(made) == len({report.name for report in made}) == 30
    languages = Counter(report.language for report in made)
    assert set(languages) == {"ar", "en", "es", "fr", "ru", "zh"}
    assert min(languages.values()) >= 2
    assert {report.columns for report in made} == {"", "columns", "rows"}
    assert {report.name.rpartition(".")[2] for report in made} == {"pdf", "docx", "html"}
    assert {report.trouble for report in made} == {"", "scanned", "partly scanned", "damaged"}
    for language in languages:
        planted = [passage for report in made if report.language == language for passage in report.planted]
        assert len({passage.text for passage in planted}) >= 12
        assert len({code for passage in planted for code in passage.codes if code.startswith("gcm:")}) >= 12
        assert len({passage.stance for passage in planted}) == 7


def test_it_makes_the_same_reports_each_time(made: list[MadeReport]) -> None:
    assert all(report in made for report in few_reports())


def test_it_finds_what_was_put_in_on_its_page_in_its_words(read: Read) -> None:
    asked = sum(len(report.readable()) for report, _ in read.values())
    assert asked > 350
    assert len(list(told(read))) >= 0.98 * asked


def test_it_finds_hardly_anything_else(read: Read) -> None:
    """Birds, registers that move to a platform and the entries of a table of contents are in each report."""
    found = sum(len(examined.passages) for _, examined in read.values())
    assert len(list(told(read))) >= 0.97 * found


def test_it_quotes_what_stands_at_the_span(read: Read) -> None:
    for _, found in read.values():
        texts = found.texts
        assert all(passage.span.of(texts[passage.page]) == passage.text for passage in found.passages)


def test_it_reads_pages_of_two_columns_in_order(read: Read) -> None:
    right = pairs = 0
    for report, found in read.values():
        for page in {page for page, _ in report.paragraphs if report.columns and page not in report.unread}:
            text, last = folded(found.texts[page]), 0
            for words in [folded(words) for at, words in report.paragraphs if at == page]:
                place = text.find(words[:24], last)
                pairs += 1
                right += place >= 0
                last = max(place, last)
    assert pairs > 700
    assert right >= 0.99 * pairs


def test_it_tells_whose_report_it_is(read: Read) -> None:
    for report, found in read.values():
        cover = found.cover
        assert cover.country
        assert cover.year
        assert cover.kind
        assert (cover.country.value, int(cover.year.value), cover.kind.value, found.language, found.pages) == (
            *(report.country, report.year, report.kind, report.language, report.pages),
        )


def test_it_gives_the_codes_and_stances_that_were_meant(read: Read) -> None:
    pairs = list(told(read))
    assert sum(set(planted.codes) <= codes(passage) for planted, passage in pairs) >= 0.98 * len(pairs)
    assert sum(planted.subject == passage.subjects[0] for planted, passage in pairs) >= 0.98 * len(pairs)
    assert sum(planted.stance == passage.stance for planted, passage in pairs) >= 0.95 * len(pairs)


def test_it_gives_passages_on_refugees_no_code_of_the_compact(read: Read) -> None:
    refugees = [passage for planted, passage in told(read) if planted.subject == "refugees"]
    assert len(refugees) > 30
    assert not [code for passage in refugees for code in codes(passage) if code.startswith("gcm:")]


def test_it_tells_what_a_state_promised_and_what_it_reported_later(read: Read) -> None:
    for country in ("KEN", "ECU", "KGZ", "JOR", "CHN"):
        said = {
            planted.theme: (passage.stance, "gcm:13" in codes(passage))
            for name, (report, _) in read.items()
            if report.country == country
            for planted, passage in told({name: read[name]})
        }
        assert said["detention_promised"] == ("commitment", True)
        assert said["detention_late"] == ("challenge", True)


def test_it_tells_silent_from_unread(made: list[MadeReport], read: Read) -> None:
    silent = coverage_record(read["NZL-2022-vnr.pdf"][1])
    assert (silent["complete"], silent["passages"], silent["addressed"]) == (True, 0, {})
    partly = coverage_record(read["URY-2026-vnr.pdf"][1])
    assert (partly["complete"], partly["without_text"]) == (False, list(read["URY-2026-vnr.pdf"][0].unread))
    for trouble, code in (("scanned", "no_text_layer"), ("damaged", "damaged")):
        report = next(report for report in made if report.trouble == trouble)
        with pytest.raises(ReadingError) as refused:
            Examiner().examine(report.data, report.name)
        assert refused.value.code == code
