"""Labs in a browser: made, filled and written without a script, on a narrow screen, and accessible in light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from secretariat.evidence import lab_selectors, labs
from secretariat.evidence.labs import Plan
from secretariat.evidence.models import Collection, Lab
from tests.cast import PASSWORD, Cast, make_cast
from tests.evidence.cast import examine_into, make_collection, make_report

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 390, "height": 844}


@pytest.fixture
def cast() -> Cast:
    """Everybody, and a collection with the report of Kenya, written for real."""
    made = make_cast()
    examine_into(make_report(make_collection(made.ana)))
    return made


def opened(browser: Browser, server: LiveServer, **options: object) -> Page:
    page = browser.new_context(base_url=server.url, viewport=NARROW, **options).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(30_000)
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{server.url}/")
    return page


@pytest.mark.usefixtures("cast")
def test_a_lab_is_made_and_filled_without_a_script(chromium_browser: Browser, live_server: LiveServer) -> None:
    page = opened(chromium_browser, live_server, java_script_enabled=False)
    page.goto("/evidence/labs/new/")
    page.get_by_label("Title").fill("Lab on recruitment")
    page.get_by_label("Question").fill("Who licenses recruiters?")
    page.get_by_label("Reviews of 2026").check()
    page.get_by_label("6 Fair recruitment").check()
    page.get_by_role("button", name="Make the lab").click()
    page.get_by_label("Kenya").first.check()
    page.get_by_role("button", name="Take the chosen").first.click()
    expect(page.locator(".lab-item")).to_have_count(1)
    page.locator(".lab-change summary").click()
    page.locator(".lab-item textarea").fill("Opens the session")
    page.locator(".lab-item").get_by_role("button", name="Keep").click()
    expect(page.locator(".lab-item")).to_contain_text("Opens the session")
    page.locator(".menu summary", has_text="Brief").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename.endswith("lab-on-recruitment.docx")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_are_accessible_and_fit_a_narrow_screen(
    chromium_browser: Browser, live_server: LiveServer, cast: Cast, scheme: str
) -> None:
    lab = held_lab(cast)
    page = opened(chromium_browser, live_server, color_scheme=scheme)
    for path in ("/evidence/labs/", "/evidence/labs/new/", f"/evidence/labs/{lab.pk}/"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        found = [one["id"] for one in Axe().run(page).response["violations"]]
        assert found == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], path


def held_lab(cast: Cast) -> Lab:
    """Write a lab with a State in it, one left out, and an own question."""
    codes = ["gcm:6", "sdg:8.8", "sdg:10.7"]
    plan = Plan(title="Lab", question="Who?", codes=codes, collections=list(Collection.objects.all()))
    lab = labs.create(cast.ana, plan)
    labs.add(cast.ana, lab=lab, kind="question", text="Who licenses recruiters?")
    for kind in ("country", "practice"):
        keys = [one.key for one in lab_selectors.proposals(cast.ana, lab) if one.kind == kind]
        labs.decide(cast.ana, lab=lab, kind=kind, keys=keys[:1], taken=kind == "country")
    for state in ("ready", "held"):
        lab = labs.set_state(cast.ana, lab=lab, state=state)
    return lab
