"""Collections and reports on their pages: what they hold, how far they are, whose they are, what they hand out."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from secretariat.evidence.models import Collection, Passage, Report, Standing
from secretariat.history.selectors import events_of
from secretariat.sources.storage import path_of
from secretariat.workspace.evidence_rows import rows_of
from tests.cast import Cast
from tests.evidence.cast import FRANCE, KENYA, SILENT, examine_into, make_collection, make_report

from .scenes import signed_in, text_of


@pytest.fixture
def desk(cast: Cast) -> Client:
    """Return the browser of Ana of the secretariat."""
    return signed_in(cast.ana)


@pytest.fixture
def collection(cast: Cast) -> Collection:
    """Return a collection of reviews that readers may see."""
    return make_collection(cast.ana)


@pytest.fixture
def kenya(collection: Collection) -> Report:
    """Return an examined report with four passages."""
    return examine_into(make_report(collection))


def _failed(report: Report) -> Report:
    report.state, report.error_code, report.error_message = Report.State.FAILED, "damaged", "The file breaks off."
    report.save()
    return report


def _page(of: Collection, **query: str) -> str:
    return reverse("workspace:evidence-collection", args=[of.pk]) + (
        "?" + "&".join(f"{k}={v}" for k, v in query.items())
    )


def test_it_says_what_to_do_when_there_is_no_collection(desk: Client, cast: Cast) -> None:
    page = text_of(desk, reverse("workspace:evidence"))
    assert "No collection yet" in page
    assert reverse("workspace:new-evidence-collection") in page
    assert reverse("workspace:new-evidence-collection") not in text_of(
        signed_in(cast.rita), reverse("workspace:evidence")
    )


def test_it_makes_a_collection_that_readers_do_not_see_yet(desk: Client, cast: Cast) -> None:
    values = {"title": "Reviews of 2026", "cycle": "vnr", "year": "2026", "confidentiality": "network"}
    page = desk.post(reverse("workspace:new-evidence-collection"), values, follow=True).content.decode()
    assert "No report yet" in page
    made = Collection.objects.get()
    assert (made.title, made.cycle, made.year, made.opened) == ("Reviews of 2026", "vnr", 2026, False)
    rita = signed_in(cast.rita)
    assert "Reviews of 2026" not in text_of(rita, reverse("workspace:evidence"))
    assert rita.get(_page(made)).status_code == 404


def test_it_opens_a_collection_to_readers_and_closes_it(desk: Client, cast: Cast) -> None:
    made = make_collection(cast.ana, opened=False)
    url, rita = reverse("workspace:evidence-open", args=[made.pk]), signed_in(cast.rita)
    desk.post(url, {"opened": "1"})
    assert "Reviews of 2026" in text_of(rita, reverse("workspace:evidence"))
    assert rita.post(url, {"opened": "0"}).status_code == 403
    desk.post(url, {"opened": "0"})
    assert rita.get(_page(made)).status_code == 404


def test_it_refuses_a_title_that_is_taken_and_keeps_what_was_typed(desk: Client, collection: Collection) -> None:
    values = {"title": collection.title, "note": "All of them.", "confidentiality": "network"}
    answer = desk.post(reverse("workspace:new-evidence-collection"), values)
    assert answer.status_code == 422
    assert "There is a collection “Reviews of 2026” already." in answer.content.decode()
    assert "All of them." in answer.content.decode()


def test_it_changes_a_collection(desk: Client, cast: Cast, collection: Collection) -> None:
    url = reverse("workspace:evidence-change", args=[collection.pk])
    desk.post(url, {"title": "Reviews of 2025", "cycle": "vnr", "year": "2025", "confidentiality": "network"})
    collection.refresh_from_db()
    assert (collection.title, collection.year) == ("Reviews of 2025", 2025)
    assert signed_in(cast.rita).get(url).status_code == 403


def test_it_lists_collections_with_what_they_hold(desk: Client, collection: Collection, kenya: Report) -> None:
    make_report(collection, SILENT, "iceland.txt")
    page = text_of(desk, reverse("workspace:evidence"))
    assert "1 of 2" in page
    assert f'<td class="numeric">{kenya.passages.count()}<' in page


@pytest.mark.usefixtures("file_store")
def test_it_answers_each_file_by_itself(desk: Client, collection: Collection) -> None:
    url = reverse("workspace:evidence-upload", args=[collection.pk])
    files = [
        SimpleUploadedFile("kenya.txt", KENYA.encode()),
        SimpleUploadedFile("again.txt", KENYA.encode()),
        SimpleUploadedFile("nothing.txt", b""),
    ]
    page = desk.post(url, {"files": files}, follow=True).content.decode()
    assert "Taken in" in page
    assert "Already here as “kenya.txt” in “Reviews of 2026”." in page
    assert "“nothing.txt” is empty" in page
    assert Report.objects.get().state == Report.State.WAITING
    assert "Taken in" not in text_of(desk, _page(collection))


@pytest.mark.usefixtures("file_store")
def test_it_answers_the_script_with_one_line_a_file(desk: Client, collection: Collection) -> None:
    url = reverse("workspace:evidence-upload", args=[collection.pk])
    sent = {"files": SimpleUploadedFile("kenya.txt", KENYA.encode())}
    [line] = desk.post(url, sent, headers={"Accept": "application/json"}).json()["rows"]
    assert 'data-outcome="stored"' in line
    assert reverse("workspace:evidence-report", args=[Report.objects.get().pk]) in line


def test_it_takes_reports_of_the_secretariat_only(cast: Cast, collection: Collection) -> None:
    rita = signed_in(cast.rita)
    url = reverse("workspace:evidence-upload", args=[collection.pk])
    assert rita.post(url, {"files": SimpleUploadedFile("a.txt", b"x")}).status_code == 403
    assert "Add reports" not in text_of(rita, _page(collection))


def test_it_answers_how_far_the_examination_is(desk: Client, collection: Collection) -> None:
    report = make_report(collection)
    url = reverse("workspace:evidence-progress", args=[collection.pk])
    answer = desk.get(url, {"id": [str(report.pk), "all", "x"]}).json()
    assert answer["busy"] == [report.pk]
    assert "0 of 1 examined" in answer["pieces"][-1]
    examine_into(report)
    answer = desk.get(url, {"id": report.pk}).json()
    assert answer["busy"] == []
    row, summary = answer["pieces"]
    assert "Kenya" in row
    assert "Read whole" in row
    assert "examined</strong>" not in summary


def test_it_never_shows_an_examination_that_is_stored_just_now_as_silent(cast: Cast, collection: Collection) -> None:
    def stored_meanwhile() -> Iterator[Report]:
        report = make_report(collection)
        examine_into(report)
        yield report

    [row] = rows_of(cast.ana, stored_meanwhile())
    assert row.passages == 4
    assert not row.is_silent


def test_it_tells_silence_from_what_could_not_be_read(desk: Client, collection: Collection, kenya: Report) -> None:
    kenya.pages, kenya.without_text, kenya.unreadable = 14, [3, 7, 8, 9], [12]
    kenya.save()
    examine_into(make_report(collection, SILENT, "iceland.txt"), SILENT)
    page = text_of(desk, _page(collection))
    assert "Pages 3, 7–9: pictures without text" in page
    assert "Page 12: damaged, its letters cannot be made out" in page
    assert "Read whole, nothing on migration" in page
    assert "1 read whole says nothing on migration" in page


def test_it_says_why_a_report_could_not_be_read_and_tries_again(desk: Client, collection: Collection) -> None:
    report = _failed(make_report(collection))
    assert "The file breaks off." in text_of(desk, _page(collection))
    assert "nothing could be read from it" in text_of(desk, reverse("workspace:evidence-report", args=[report.pk]))
    again = reverse("workspace:evidence-examine-again", args=[report.pk])
    desk.post(again, {"next": "collection"})
    report.refresh_from_db()
    assert (report.state, report.error_message) == (Report.State.WAITING, "")
    assert "is being examined already" in desk.post(again, follow=True).content.decode()


@pytest.mark.usefixtures("kenya")
def test_it_labels_anew_what_was_labelled_by_earlier_terms(desk: Client, cast: Cast, collection: Collection) -> None:
    url = reverse("workspace:evidence-label-anew", args=[collection.pk])
    assert "labelled by earlier terms" not in text_of(desk, _page(collection))
    Report.objects.update(terms="0" * 64)
    assert "1 report is labelled by earlier terms." in text_of(desk, _page(collection))
    assert "1 report is being labelled anew." in desk.post(url, follow=True).content.decode()
    assert events_of(collection).last().verb == "relabel"  # type: ignore[union-attr]
    rita = signed_in(cast.rita)
    assert "labelled by earlier terms" not in text_of(rita, _page(collection))
    assert rita.post(url).status_code == 403


def test_it_narrows_and_sorts_the_table(desk: Client, collection: Collection, kenya: Report) -> None:
    examine_into(make_report(collection, FRANCE, "france.txt"), FRANCE)
    _failed(make_report(collection, SILENT, "iceland.txt"))
    rows = text_of(desk, _page(collection, sort="-passages"))
    assert rows.index(">Kenya<") < rows.index(">France<") < rows.index("iceland.txt")
    rows = text_of(desk, _page(collection, sort="country"))
    assert rows.index(">France<") < rows.index(">Kenya<")
    shown = text_of(desk, _page(collection, show="failed"))
    assert "iceland.txt" in shown
    assert kenya.name not in shown
    shown = text_of(desk, _page(collection, language="fr"))
    assert ">France<" in shown
    assert kenya.name not in shown
    assert ">Kenya<" in text_of(desk, _page(collection, q="kenya"))
    assert "No report is like that." in text_of(desk, _page(collection, q="nowhere"))


def test_it_asks_as_little_for_many_reports_as_for_few(
    desk: Client, collection: Collection, django_assert_max_num_queries: object
) -> None:
    for number in range(120):
        make_report(collection, f"Report {number}", f"report-{number:03}.txt")
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        page = text_of(desk, _page(collection))
    assert "Page 1 of 2" in page
    assert "report-119.txt" not in page


def test_it_shows_whose_report_it_is_and_why(desk: Client, kenya: Report) -> None:
    page = text_of(desk, reverse("workspace:evidence-report", args=[kenya.pk]))
    assert "Kenya</span>, 2026" in page
    assert 'from the cover: <q dir="auto">Voluntary National Review 2026</q>' in page


def test_it_takes_a_correction_and_tells_whose_it_is(desk: Client, cast: Cast, kenya: Report) -> None:
    url = reverse("workspace:evidence-report", args=[kenya.pk])
    values = {"country": "UGA", "year": "2025", "kind": "plan"}
    page = desk.post(url, values, follow=True).content.decode()
    kenya.refresh_from_db()
    assert (kenya.country, kenya.year, kenya.kind) == ("UGA", 2025, "plan")
    assert 'told by: <q dir="auto">Ana</q>' in page
    assert "corrected whose it is" in page
    assert '<ins dir="auto">Uganda</ins>' in page
    assert signed_in(cast.rita).post(url, values).status_code == 403
    assert desk.post(url, {**values, "country": "XXX"}).status_code == 422


def test_it_shows_passages_with_the_words_marked_that_spoke_for_a_code(desk: Client, kenya: Report) -> None:
    page = text_of(desk, reverse("workspace:evidence-report", args=[kenya.pk]))
    assert '<mark title="GCM 6' in page
    assert page.index("licensed 210") < page.index("By 2028") < page.index("520,000")


def test_it_narrows_passages_by_stance_subject_and_code(desk: Client, kenya: Report) -> None:
    url = reverse("workspace:evidence-report", args=[kenya.pk])
    assert "By 2028" not in text_of(desk, f"{url}?subject=refugees")
    assert "520,000" in text_of(desk, f"{url}?subject=refugees")
    assert "licensed" not in text_of(desk, f"{url}?stance=commitment")
    assert "520,000" not in text_of(desk, f"{url}?code=gcm:6")


@pytest.mark.usefixtures("file_store")
def test_it_discards_a_report_once_that_is_confirmed(desk: Client, kenya: Report) -> None:
    url = reverse("workspace:evidence-discard", args=[kenya.pk])
    assert "Take this report away?" in text_of(desk, url)
    assert Report.objects.exists()
    assert "was taken away" in desk.post(url, follow=True).content.decode()
    assert not Report.objects.exists()


@pytest.mark.usefixtures("file_store")
def test_it_hands_the_file_out_as_an_attachment(desk: Client, kenya: Report) -> None:
    path = path_of(kenya.stored_name)
    path.parent.mkdir(parents=True)
    path.write_text("<script>alert(1)</script>")
    answer = desk.get(reverse("workspace:evidence-original", args=[kenya.pk]))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer) == b"<script>alert(1)</script>"


def _download(desk: Client, of: Collection, form: str) -> bytes:
    answer = desk.get(reverse("workspace:evidence-passages", args=[of.pk, form]))
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="reviews-of-2026-')
    return b"".join(answer)


def test_it_hands_passages_out_in_three_forms_that_agree(desk: Client, collection: Collection, kenya: Report) -> None:
    Passage.objects.filter(report=kenya, stance="mention").update(standing=Standing.REJECTED)
    lines = [json.loads(line) for line in _download(desk, collection, "jsonl").splitlines()]
    assert [line["standing"] for line in lines] == ["proposed", "proposed", "rejected", "proposed"]
    assert (lines[0]["country"], lines[0]["year"], lines[0]["page"]) == ("KEN", 2026, None)
    rows = list(csv.DictReader(io.StringIO(_download(desk, collection, "csv").decode("utf-8-sig"))))
    cells = (
        CalamineWorkbook.from_filelike(io.BytesIO(_download(desk, collection, "xlsx")))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert [row["text"] for row in rows] == [line["text"] for line in lines]
    assert list(rows[0]) == list(lines[0]) == cells[0]
    assert [row[cells[0].index("text")] for row in cells[1:]] == [line["text"] for line in lines]
    assert rows[0]["labels"].startswith("gcm:6 0.8")


def test_it_hands_out_no_formula(desk: Client, collection: Collection, kenya: Report) -> None:
    Passage.objects.filter(report=kenya).update(section="=1+1")
    Report.objects.update(name="@evil.txt")
    row = next(csv.DictReader(io.StringIO(_download(desk, collection, "csv").decode("utf-8-sig"))))
    assert (row["section"], row["document"]) == ("'=1+1", "'@evil.txt")
    with zipfile.ZipFile(io.BytesIO(_download(desk, collection, "xlsx"))) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_it_hands_out_what_was_read_of_each_report(desk: Client, collection: Collection, kenya: Report) -> None:
    kenya.pages, kenya.unreadable = 20, [4]
    kenya.save()
    answer = desk.get(reverse("workspace:evidence-coverage", args=[collection.pk]))
    [row] = csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig")))
    assert (row["country"], row["unreadable"], row["complete"], row["passages"]) == ("KEN", "4", "no", "4")
    assert "gcm:6 (action 1, commitment 1)" in row["addressed"]


def test_it_keeps_a_closed_collection_from_readers_in_every_form(cast: Cast) -> None:
    closed = make_collection(cast.ana, "Not yet", opened=False)
    report = examine_into(make_report(closed))
    rita = signed_in(cast.rita)
    paths = [reverse("workspace:evidence-passages", args=[closed.pk, form]) for form in ("csv", "xlsx", "jsonl")]
    paths += [
        reverse(f"workspace:{name}", args=[pk])
        for name, pk in (
            ("evidence-coverage", closed.pk),
            ("evidence-progress", closed.pk),
            ("evidence-report", report.pk),
            ("evidence-original", report.pk),
        )
    ]
    assert {rita.get(path).status_code for path in paths} == {404}
