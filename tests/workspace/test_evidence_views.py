"""What reports say together, on pages: grid, counts, cells, States, the shelf of good practices."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from secretariat.evidence.models import Collection, Passage, PassageLabel, Report
from tests.cast import Cast
from tests.evidence.cast import FRANCE, KENYA, SILENT, examine_into, make_collection, make_report
from tests.workspace.scenes import signed_in, text_of

EARLIER = """Voluntary National Review 2022

Republic of Kenya

1. Labour migration

By 2025 the Government will ban recruitment fees for migrant workers and license recruitment agencies.
"""


@pytest.fixture
def collection(cast: Cast) -> Collection:
    """Kenya in 2026, France, Iceland that is silent, and a file that could not be read."""
    made = make_collection(cast.ana)
    examine_into(make_report(made), KENYA)
    examine_into(make_report(made, FRANCE, "france.txt"), FRANCE)
    examine_into(make_report(made, SILENT, "iceland.txt"), SILENT)
    failed = make_report(made, "%PDF", "fiji.pdf")
    failed.state, failed.error_message = Report.State.FAILED, "This PDF is damaged."
    failed.save()
    return made


@pytest.fixture
def desk(cast: Cast) -> Client:
    """Return the browser of Ana of the secretariat."""
    return signed_in(cast.ana)


class Cells(HTMLParser):
    """Reads the grid: each row's texts, a cell as what a screen reader says."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - as the parser calls it
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside and self.rows and self.rows[-1]:
            self.rows[-1][-1] = " ".join(f"{self.rows[-1][-1]} {data}".split())


def cells(page: str) -> dict[str, list[str]]:
    reader = Cells()
    reader.feed(page)
    return {row[0]: row[1:] for row in reader.rows if row}


def table(client: Client, url: str) -> list[list[str]]:
    response = client.get(url)
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_it_shows_how_far_each_report_goes_on_each_objective(desk: Client, collection: Collection) -> None:
    page = text_of(desk, f"/evidence/{collection.pk}/grid/")
    found = cells(page)
    assert [found[name][5] for name in ("Kenya 2026", "Iceland 2026", "fiji.pdf")] == [
        "Action",
        "Not addressed",
        "Not readable",
    ]
    assert found["Reports that address it"][5] == "1 of 3"
    assert len(found["Kenya 2026"]) == 23
    assert " style=" not in page
    for words in ("As of ", "Derived from", "of 6 passages were reviewed", "This PDF is damaged."):
        assert words in page


def test_it_follows_a_cell_to_the_words_on_the_page(desk: Client, collection: Collection) -> None:
    page = text_of(desk, f"/evidence/{collection.pk}/grid/")
    (address,) = re.findall(
        r'href="(/evidence/\d+/cell/\?report=\d+&amp;code=gcm:6)" title="Kenya 2026, 6: ([^"]+)"', page
    )
    assert address[1].startswith("Action 1")
    cell = text_of(desk, address[0].replace("&amp;", "&"))
    for words in ("licensed 210", "recruitment agencies</mark>", "score", "because of", "Not reviewed"):
        assert words in cell
    by_state = text_of(desk, f"/evidence/{collection.pk}/cell/?country=KEN&code=gcm:6")
    assert "licensed 210" in by_state


@pytest.mark.parametrize(
    "query",
    [
        "",
        "code=gcm:6",
        "code=gcm:99&country=KEN",
        "code=gcm:6.c&country=KEN",
        "code=gcm:6&country=PER",
        "code=gcm:6&report=x",
    ],
)
def test_it_has_no_cell_for_what_is_not_there(desk: Client, collection: Collection, query: str) -> None:
    assert desk.get(f"/evidence/{collection.pk}/cell/?{query}").status_code == 404


def test_it_says_of_an_empty_cell_whether_that_is_silence(desk: Client, collection: Collection) -> None:
    silent = text_of(desk, f"/evidence/{collection.pk}/cell/?country=ISL&code=gcm:6")
    assert "every page was read" in silent
    Report.objects.filter(country="ISL").update(pages=4, without_text=[2, 3])
    unread = text_of(desk, f"/evidence/{collection.pk}/cell/?country=ISL&code=gcm:6")
    assert "is not known" in unread
    assert "Pages 2–3 could not be read." in unread


def test_it_shows_targets_in_their_groups_and_by_subject(desk: Client, collection: Collection) -> None:
    page = text_of(desk, f"/evidence/{collection.pk}/grid/?along=targets&subject=refugees")
    for words in ("Core", "Explicit", "Related", "8.8", "Refugees and displaced persons"):
        assert words in page
    compact = text_of(desk, f"/evidence/{collection.pk}/grid/?subject=refugees")
    assert "Refugees and displaced persons" not in compact
    assert "passages on refugees alone count for none of its objectives" in compact


def test_it_opens_the_list_behind_a_count(desk: Client, collection: Collection) -> None:
    page = text_of(desk, f"/evidence/{collection.pk}/count/?code=gcm:6")
    assert "1 of 3 reports address it." in page
    assert "1 of all 4 is left out, because it is not known. So between 1 and 2 of all 4 do." in page
    counted, rest = page.split("Do not address it")
    silent, left_out = rest.split("Left out of the count")
    assert ("Kenya 2026" in counted, "Iceland 2026" in silent, "fiji.pdf" in left_out) == (True, True, True)


def test_it_draws_the_counts_and_tells_them_as_numbers(desk: Client, collection: Collection) -> None:
    page = text_of(desk, f"/evidence/{collection.pk}/counts/")
    row = next(row for name, row in cells(page).items() if name.startswith("6 "))
    assert row[1:] == ["1 of 3", "1", "0", "0", "2", "1"]
    assert re.search(r'class="part part-action" x="0.0" width="25.0"', page)
    for place in ("counted", "silent", "out"):
        assert f'href="/evidence/{collection.pk}/count/?code=gcm:6#h-{place}"' in page


def test_it_says_where_a_count_stands_on_refugees_alone(desk: Client, collection: Collection) -> None:
    camps = Passage.objects.get(subject="refugees")
    PassageLabel.objects.create(passage=camps, framework="sdg", code="3.8")
    page = text_of(desk, f"/evidence/{collection.pk}/count/?code=sdg:3.8")
    assert "1 does so only in passages mostly on refugees." in page


def test_it_hands_out_grid_and_counts(desk: Client, collection: Collection) -> None:
    header, *rows = table(desk, f"/evidence/{collection.pk}/grid/table/")
    assert (header[:3], header[11]) == (["ISO code", "State", "Year"], "6 Fair recruitment and decent work")
    assert next(row for row in rows if row[0] == "KEN")[11].startswith("Action (Action 1")
    assert next(row for row in rows if row[3] == "fiji.pdf")[11] == "Not readable"
    book = desk.get(f"/evidence/{collection.pk}/grid/table/?as=xlsx").content
    assert CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names == ["Grid", "Counts", "Basis"]
    counts = table(desk, f"/evidence/{collection.pk}/counts/table/")
    assert counts[6][:4] == ["6", "Fair recruitment and decent work", "1", "3"]


def test_it_asks_the_same_few_questions_however_large_the_grid_is(
    desk: Client, collection: Collection, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    address = f"/evidence/{collection.pk}/grid/"
    desk.get(address)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        desk.get(address)


@pytest.mark.usefixtures("collection")
def test_it_shows_a_state_over_the_years(desk: Client, cast: Cast) -> None:
    earlier = make_collection(cast.ana, "Reviews of 2022")
    examine_into(make_report(earlier, EARLIER, "kenya-2022.txt"), EARLIER)
    page = text_of(desk, "/evidence/countries/KEN/")
    assert "What was committed, and what was told later" in page
    promise = page.split("What was committed, and what was told later")[1].split("Objectives of the Global Compact")[0]
    assert "By 2025 the Government will ban" in re.sub("<[^>]+>", "", promise)
    assert "licensed 210" in promise
    for words in (
        "Commitments",
        "names 2028",
        "Challenges and gaps",
        "Reviews of 2022",
        "codes on which nothing was found",
    ):
        assert words in page
    header, *rows = table(desk, "/evidence/countries/KEN/table/")
    assert {row[header.index("Year")] for row in rows} == {"2022", "2026"}
    assert any(row[header.index("Passage")].startswith("In 2025 the Ministry") for row in rows)


@pytest.mark.usefixtures("collection")
def test_it_lists_states_by_name_with_how_far_they_go(desk: Client) -> None:
    found = cells(text_of(desk, "/evidence/countries/"))
    assert [name for name in found if name not in {"", "State"}] == ["France", "Iceland", "Kenya"]
    assert found["Iceland"][1:5] == ["", "", "", "23"]
    assert desk.get("/evidence/countries/XXX/").status_code == 404
    assert "No report of this State" in text_of(desk, "/evidence/countries/PER/")


@pytest.mark.usefixtures("collection")
def test_it_shows_good_practices_by_objective(desk: Client) -> None:
    assert "No practice fits" in text_of(desk, "/evidence/practices/")
    Passage.objects.exclude(stance="commitment").update(stance="practice")
    page = text_of(desk, "/evidence/practices/")
    assert "Fair recruitment and decent work" in page
    assert "Practices for refugees alone stand here" in page
    one = text_of(desk, "/evidence/practices/?code=gcm:6&country=KEN")
    assert "licensed 210" in one
    assert "licensed 210" not in text_of(desk, "/evidence/practices/?code=gcm:6&country=FRA")
    header, *rows = table(desk, "/evidence/practices/table/?subject=refugees")
    assert [row[header.index("Subject")] for row in rows] == ["Refugees and displaced persons"]


def test_it_shows_readers_nothing_of_a_collection_that_is_not_opened(cast: Cast, collection: Collection) -> None:
    Collection.objects.update(opened=False)
    Passage.objects.update(stance="practice")
    reader = signed_in(cast.rita)
    for path in (
        "grid/",
        "grid/table/",
        "counts/",
        "counts/table/",
        "count/?code=gcm:6",
        "cell/?country=KEN&code=gcm:6",
    ):
        assert reader.get(f"/evidence/{collection.pk}/{path}").status_code == 404
    assert "No State yet" in text_of(reader, "/evidence/countries/")
    assert "licensed" not in text_of(reader, "/evidence/countries/KEN/")
    assert reader.get("/evidence/countries/KEN/table/").status_code == 404
    assert "licensed" not in text_of(reader, "/evidence/practices/")
    assert len(table(reader, "/evidence/practices/table/")) == 1


def test_it_asks_a_visitor_to_sign_in(collection: Collection) -> None:
    paths = [
        f"/evidence/{collection.pk}/grid/",
        "/evidence/countries/",
        "/evidence/countries/KEN/",
        "/evidence/practices/",
    ]
    assert {Client().get(path).status_code for path in paths} == {302}
