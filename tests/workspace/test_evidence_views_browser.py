"""Grid, counts, States and practices in a browser: accessible in light and dark, narrow, by keyboard."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from secretariat.evidence.models import Collection, Passage, Report
from tests.cast import PASSWORD, make_cast
from tests.evidence.cast import FRANCE, KENYA, SILENT, examine_into, make_collection, make_report

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def collection() -> Collection:
    """Reports of which one shows a good practice, one is silent and one was not read to the end."""
    cast = make_cast()
    made = make_collection(cast.ana)
    examine_into(make_report(made), KENYA)
    examine_into(make_report(made, FRANCE, "france.txt"), FRANCE)
    examine_into(make_report(made, SILENT, "iceland.txt"), SILENT)
    Report.objects.filter(name="france.txt").update(pages=9, without_text=[2, 3])
    Passage.objects.filter(stance="situation").update(stance="practice", section="Unbreakable" * 30)
    return made


def opened(browser: Browser, server: LiveServer, width: int = 1280, scheme: str = "light") -> Page:
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{server.url}/")
    return page


def paths(collection: Collection) -> list[str]:
    own = ("grid/", "grid/?along=targets", "counts/", "count/?code=gcm:6", "cell/?country=KEN&code=gcm:6")
    across = ("countries/", "countries/KEN/", "countries/PER/", "practices/", "practices/?code=none")
    return [*(f"/evidence/{collection.pk}/{path}" for path in own), *(f"/evidence/{path}" for path in across)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_no_serious_fault_for_axe(
    chromium_browser: Browser, live_server: LiveServer, collection: Collection, scheme: str
) -> None:
    page = opened(chromium_browser, live_server, scheme=scheme)
    found = {}
    for path in paths(collection):
        page.goto(path)
        faults = Axe().run(page).response["violations"]
        found[path] = [
            f"{fault['id']}: {fault['nodes'][0]['html']}"
            for fault in faults
            if fault["impact"] in {"serious", "critical"}
        ]
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_it_never_scrolls_sideways_on_a_narrow_screen(
    chromium_browser: Browser, live_server: LiveServer, collection: Collection
) -> None:
    page = opened(chromium_browser, live_server, width=360)
    wide = []
    for path in paths(collection):
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(path)
    assert wide == []


def test_it_goes_from_cell_to_cell_with_arrows_and_into_one_with_enter(
    chromium_browser: Browser, live_server: LiveServer, collection: Collection
) -> None:
    page = opened(chromium_browser, live_server)
    page.goto(f"/evidence/{collection.pk}/grid/")
    cell = page.locator("tbody tr", has_text="Kenya").locator("td:nth-of-type(6) a")
    assert page.locator(".coverage a[tabindex='0']").count() == 1
    page.locator("tbody tr", has_text="Kenya").locator("th a").focus()
    for _ in range(23):
        if cell.evaluate("cell => cell === document.activeElement"):
            break
        page.keyboard.press("ArrowRight")
    expect(cell).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    expect(cell).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fair recruitment")
