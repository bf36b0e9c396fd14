"""The lists of the register: filter, sort, search, facets, saved views, export."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from secretariat.register.entries import enter
from secretariat.register.models import SavedView
from tests.workspace.scenes import ARABIC, Scene, text_of

HTMX = {"HX-Request": "true"}


def test_it_shows_what_is_to_be_assigned_and_what_is_late(ana: Client, scene: Scene) -> None:
    page = text_of(ana, "/actions/")
    assert 'class="vacant"' in page
    assert "state-overdue" in page
    assert f'value="{scene.late.pk}" data-choose' in page


@pytest.mark.parametrize(
    ("query", "found", "left_out"),
    [
        ("unassigned=1", "Name three pilot countries.", "IOM to share the guidance"),
        ("overdue=1", "Name three pilot countries.", "IOM to share the guidance"),
        ("owner=entity:iom", "IOM to share the guidance", "Name three pilot countries."),
        ("state=continuing", "Keep members regularly informed", "Name three pilot countries."),
        ("q=pilot", "Name three pilot countries.", "IOM to share the guidance"),
        ("met_after=2031-03-04&met_before=2031-03-04", "IOM to share the guidance", "Name three pilot countries."),
        ("due_after=2031-01-01", "IOM to share the guidance", "Name three pilot countries."),
    ],
)
def test_it_narrows_the_list(ana: Client, query: str, found: str, left_out: str) -> None:
    page = text_of(ana, f"/actions/?{query}")
    assert found in page
    assert left_out not in page


def test_it_sorts_by_a_column_and_turns_the_order(ana: Client) -> None:
    page = text_of(ana, "/actions/?sort=due")
    assert page.index("Name three pilot countries.") < page.index("IOM to share the guidance")
    assert 'aria-sort="ascending"' in page
    turned = text_of(ana, "/actions/?sort=-due")
    assert turned.index("IOM to share the guidance") < turned.index("Name three pilot countries.")


def test_it_counts_by_facet(ana: Client) -> None:
    page = text_of(ana, "/actions/?state=open")
    assert "IOM (1)" in page
    assert "Needs attention" in page


def test_it_says_what_it_could_not_use_as_a_filter(ana: Client) -> None:
    assert "left out" in text_of(ana, "/actions/?pace=sideways&meeting=x")


def test_it_sends_the_changing_part_alone_to_the_page(ana: Client) -> None:
    response = ana.get("/actions/?q=pilot&owner=&body=", headers=HTMX)
    part = response.content.decode()
    assert "<html" not in part
    assert "Name three pilot countries." in part
    assert response.headers["HX-Push-Url"] == "/actions/?q=pilot"
    assert "HX-Request" in response.headers["Vary"]


def test_it_marks_the_direction_of_record_text(ana: Client) -> None:
    page = text_of(ana, "/actions/")
    assert ARABIC in page
    assert 'class="entry-text clamp"' in page
    assert 'dir="auto"' in page


def test_it_hides_from_a_reader_what_is_restricted(rita: Client) -> None:
    page = text_of(rita, "/actions/")
    assert ARABIC not in page
    assert "data-choose" not in page
    assert "Enter by hand" not in page


@pytest.mark.parametrize("path", ["/decisions/", "/statements/", "/questions/", "/figures/", "/earlier-actions/"])
def test_it_lists_each_kind(rita: Client, path: str) -> None:
    assert "<h1>" in text_of(rita, path)


def test_it_pages_a_long_list(ana: Client, scene: Scene) -> None:
    for number in range(60):
        enter(scene.cast.ana, kind="question", values={"text": f"Who answers question {number}?"})
    first = text_of(ana, "/questions/?sort=-reference")
    assert "Page 1 of 2" in first
    assert "question 59?" in first
    assert "question 3?" in text_of(ana, "/questions/?sort=-reference&page=2")


@pytest.mark.usefixtures("scene")
def test_it_keeps_a_view_under_a_name_and_forgets_it(ana: Client) -> None:
    ana.post("/saved-views/", {"kind": "action_point", "query": "overdue=1&sort=due", "name": "Late, oldest first"})
    assert "Late, oldest first" in text_of(ana, "/actions/")
    view = SavedView.objects.get()
    assert ana.post(f"/saved-views/{view.pk}/delete/").status_code == 302
    assert not SavedView.objects.exists()


@pytest.mark.usefixtures("scene")
def test_it_lets_nobody_forget_the_view_of_another(ana: Client, rita: Client) -> None:
    ana.post("/saved-views/", {"kind": "decision", "query": "verb=endorse", "name": "Endorsed"})
    view = SavedView.objects.get()
    assert rita.post(f"/saved-views/{view.pk}/delete/").status_code == 404
    assert "Endorsed</a>" not in text_of(rita, "/decisions/")


def test_it_exports_the_list_as_it_is_filtered(ana: Client, scene: Scene) -> None:
    response = ana.get("/actions/export/?unassigned=1")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert "attachment" in response.headers["Content-Disposition"]
    assert {row["Reference"] for row in rows} == {scene.late.reference, scene.standing.reference}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", " ="])
def test_it_exports_no_formula(ana: Client, scene: Scene, start: str) -> None:
    enter(scene.cast.ana, kind="question", values={"text": "why? " + start, "section": f"{start}HYPERLINK(1)"})
    enter(scene.cast.ana, kind="question", values={"text": f"{start}1+1"})
    body = ana.get("/questions/export/").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(body)) for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))]


def test_it_searches_the_whole_register(ana: Client, rita: Client) -> None:
    page = text_of(ana, "/search/?q=guidance")
    assert "Decisions" in page
    assert "Action points" in page
    assert "Give a word" in text_of(rita, "/search/")
    assert "Nothing found" in text_of(rita, "/search/?q=zeppelin")


def test_it_asks_the_database_no_more_for_a_long_list(
    ana: Client, scene: Scene, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(40):
        values = {"text": f"Do {number}.", "owners": ["IOM", "UNICEF"]}
        enter(scene.cast.ana, kind="action_point", values=values, meeting=scene.shared.meeting)
    with django_assert_max_num_queries(30):
        text_of(ana, "/actions/")
