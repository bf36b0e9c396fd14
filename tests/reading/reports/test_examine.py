"""A report in, its passages on migration out."""

from __future__ import annotations

import pytest

from benchmarks.made_reports import report
from secretariat.reading.reports.examine import Examined, Examiner
from secretariat.reading.reports.lines import COLUMNS, coverage_record, passage_records
from secretariat.reading.reports.stance import figures

HTML = """<html><body><h1>Ghana: Voluntary National Review 2022</h1>
<p>Primary enrolment reached 96 per cent.</p>
<h2>Migration</h2>
<p>In 2021 the Government signed a bilateral agreement on seasonal work for 3,000 migrant workers.</p>
<p>Bird migration along the lagoon is monitored.</p>
<h2>Refugees</h2>
<p>The country hosts 12,000 refugees, who have access to health care and schools.</p></body></html>"""


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    return Examiner()


@pytest.fixture(scope="module")
def html(examiner: Examiner) -> Examined:
    return examiner.examine(HTML.encode(), "ghana.html")


def test_it_finds_passages_with_section_subject_stance_and_figures(html: Examined) -> None:
    migrants, refugees = html.passages
    assert (migrants.section, migrants.subjects[0], migrants.stance) == ("Migration", "migrants", "action")
    assert [figure.text for figure in migrants.figures] == ["3,000"]
    assert "5" in {given.label.code for given in migrants.labels if given.framework == "gcm"}
    assert refugees.subjects == ("refugees",)


def test_it_gives_a_refugee_passage_no_code_of_the_compact(html: Examined) -> None:
    assert [given for given in html.passages[1].labels if given.framework == "gcm"] == []


def test_it_gives_the_record_of_a_passage_by_the_contract(html: Examined) -> None:
    record = next(passage_records(html))
    assert tuple(record) == tuple(COLUMNS)
    assert (record["country"], record["year"], record["kind"], record["page"]) == ("GHA", 2022, "vnr", None)


@pytest.mark.parametrize("columns", [1, 2])
def test_it_quotes_the_page_as_it_was_read(examiner: Examiner, columns: int) -> None:
    found = examiner.examine(report(1, 6, columns=columns), "report.pdf")
    assert found.passages
    assert found.cover.country is not None
    for passage in found.passages:
        text = found.texts[passage.page]
        assert passage.span.of(text) == passage.text
        for given in passage.labels:
            quoted = [" ".join(span.of(passage.text).split()) for span in given.label.spans]
            assert quoted == list(given.label.because)


def test_it_tells_a_page_that_is_a_picture_from_one_that_is_silent(examiner: Examiner) -> None:
    found = examiner.examine(report(2, 4, scanned=True), "report.pdf")
    coverage = coverage_record(found)
    assert coverage["without_text"] == [found.pages]
    assert coverage["complete"] is False
    whole = examiner.examine(report(2, 4), "report.pdf")
    assert coverage_record(whole)["complete"] is True


def test_it_keeps_the_text_of_all_pages_where_it_is_asked_to() -> None:
    found = Examiner(all_pages=True).examine(report(3, 6), "report.pdf")
    assert len(found.texts) == found.pages


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 2021 some 12,400 migrants, 4.5 per cent of them women, came.", ["12,400", "4.5 per cent"]),
        ("Target 10.7 and objective 23 of resolution 73/195", []),
        ("Remittances of $1.2 billion", ["$1.2 billion"]),
        ("约有300万移民", ["300万"]),
        ("Около 12 тысяч мигрантов", ["12 тысяч"]),
    ],
)
def test_it_lists_figures_but_no_years_nor_numbers_of_targets(text: str, found: list[str]) -> None:
    assert [figure.text for figure in figures(text)] == found
