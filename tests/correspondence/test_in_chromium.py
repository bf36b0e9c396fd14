"""An owner without an account in a browser: by the link of a letter to the live action, and back with thanks."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from secretariat.correspondence.content import Content
from secretariat.correspondence.letters import Recipient, post
from secretariat.correspondence.preferences import unsubscribe_address
from secretariat.correspondence.report_links import make_link
from secretariat.followup.models import ProgressNote
from tests.cast import make_cast
from tests.correspondence.conftest import action
from tests.workspace.conftest import chromium_browser

__all__ = ["chromium_browser"]

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found if fault["impact"] in {"serious", "critical"}
    ]


@pytest.fixture
def link(live_server: LiveServer, settings: Settings) -> str:
    settings.PUBLIC_URL = live_server.url
    cast = make_cast()
    row = action(cast, "إرسال مشروع التوجيهات إلى جميع الأعضاء", owners=("UNICEF",), due="2031-03-31")
    return make_link(cast.ana, action=row, holder=cast.unicef, name="Ira Moss").url


def test_it_reports_by_the_link_and_lands_on_the_action(chromium_browser: Browser, link: str, tmp_path: Path) -> None:
    page = chromium_browser.new_context().new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_attribute("dir", "auto")
    page.get_by_label("What was done").fill("The guidance went out.")
    page.get_by_label("State after this").select_option("in_progress")
    page.get_by_label("Evidence: a link").fill("https://example.org/minutes")
    evidence = tmp_path / "list.txt"
    evidence.write_text("who got it")
    page.get_by_label("Evidence: a file").set_input_files(evidence)
    expect(page.get_by_label("Your name")).to_have_value("Ira Moss")
    page.get_by_role("button", name="Send this report").click()
    expect(page.get_by_text("Thank you: your report is kept.")).to_be_visible()
    expect(page.locator(".notes")).to_contain_text("The guidance went out.")
    expect(page.get_by_text("In progress", exact=True).first).to_be_visible()
    assert ProgressNote.objects.get().file_name == "list.txt"
    assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_have_no_serious_fault_and_fit_a_narrow_screen(
    chromium_browser: Browser, live_server: LiveServer, link: str, scheme: str
) -> None:
    letter = post(Recipient("a@example.org"), sort="notice", content=Content("Hello", ("Words",)), key="x")
    assert letter is not None
    context = chromium_browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 700})  # type: ignore[arg-type]
    page, found = context.new_page(), {}
    stop = unsubscribe_address("a@example.org", "digest")
    for url in (link, f"{live_server.url}/r/{'x' * 43}/", stop, f"{live_server.url}/unsubscribe/x/"):
        page.goto(url)
        found[url] = faults(page)
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            found[url].append("scrolls sideways")
    mail = context.new_page()
    mail.set_content(letter.html)
    found["the letter"] = faults(mail)
    assert {url: serious for url, serious in found.items() if serious} == {}
