"""Home, meetings, the network, and what a visitor gets."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.defaults import server_error

from secretariat.meetings.models import Meeting
from tests.cast import Cast
from tests.workspace.scenes import Scene, signed_in, text_of

PAGES = [
    "/",
    "/password/",
    "/search/",
    "/meetings/",
    "/network/",
    "/network/entities/iom/",
    "/network/bodies/executive-committee/",
    "/decisions/",
    "/actions/",
    "/statements/",
    "/questions/",
    "/figures/",
    "/earlier-actions/",
    "/actions/export/",
    "/actions/new/",
    "/actions/1/",
    "/actions/1/owners/",
    "/meetings/1/",
    "/network/people/1/",
    "/actions/evidence/1/",
    "/evidence/",
    "/evidence/new/",
    "/evidence/1/",
    "/evidence/1/queue/",
    "/evidence/1/agreement/",
    "/evidence/1/corrections/",
    "/evidence/passages/1/",
    "/evidence/passages/1/page.png",
    "/evidence/passages/1/correct/",
    "/evidence/passages/1/judge/",
    "/evidence/1/progress/",
    "/evidence/1/passages.csv",
    "/evidence/1/coverage.csv",
    "/evidence/reports/1/",
    "/evidence/reports/1/original/",
    "/evidence/reports/1/discard/",
]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.usefixtures("db")
def test_it_sends_a_visitor_to_sign_in(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code in {302, 405}
    assert response.status_code == 405 or response.headers["Location"].startswith("/sign-in/")


def test_it_tells_the_secretariat_what_waits(ana: Client, scene: Scene) -> None:
    page = text_of(ana, "/")
    assert "What needs you" in page
    assert scene.waiting.title in page
    assert "To be assigned" in page
    assert "Overdue" in page
    assert "Standing, up for review" in page


def test_it_tells_a_focal_point_what_its_entity_holds(farid: Client) -> None:
    page = text_of(farid, "/")
    assert "Held by IOM" in page
    assert "IOM to share the guidance" in page
    assert "To confirm" not in page
    assert "Add a record" not in page


def test_it_says_what_to_do_first(cast: Cast) -> None:
    assert "Begin with a record" in text_of(signed_in(cast.ana), "/")
    assert "Nothing in the register yet" in text_of(signed_in(cast.rita), "/")


def test_it_shows_meetings_in_time(ana: Client) -> None:
    page = text_of(ana, "/meetings/")
    assert "2031" in page
    assert "4 March" in page
    assert "1 decision" in page
    assert "3 action points" in page


@pytest.mark.usefixtures("scene")
def test_it_shows_a_meeting_and_what_came_of_it(rita: Client) -> None:
    page = text_of(rita, reverse("workspace:meeting", args=[Meeting.objects.get().pk]))
    for words in (
        "Tuesday 4 March 2031",
        "10:00",
        "Virtual",
        "Lena Okafor",
        "endorsed the guidance",
        "Open the record",
    ):
        assert words in page


def test_it_shows_the_network_and_what_each_holds(rita: Client, scene: Scene) -> None:
    assert "World Health Organization" in text_of(rita, "/network/")
    assert "IOM to share the guidance" in text_of(rita, "/network/entities/iom/")
    assert "endorsed the guidance" in text_of(rita, "/network/bodies/executive-committee/")
    assert "Programme Officer" in text_of(rita, f"/network/people/{scene.cast.lena.pk}/")


def test_it_answers_in_its_own_words_when_nothing_is_there(ana: Client) -> None:
    response = ana.get("/meetings/999999/")
    assert response.status_code == 404
    assert "Nothing here" in response.content.decode()


@pytest.mark.usefixtures("scene")
def test_it_answers_plainly_when_a_form_is_too_old() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/sign-in/", {"username": "ana@example.org", "password": "x"})
    assert response.status_code == 403
    assert "The form was too old" in response.content.decode()


def test_it_has_no_inline_script_or_style(ana: Client, scene: Scene) -> None:
    for path in ("/", "/actions/", f"/actions/{scene.shared.pk}/", "/meetings/", "/network/"):
        page = text_of(ana, path)
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page


def test_it_has_a_page_for_its_own_faults(rf: RequestFactory) -> None:
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
