"""The pages of documents and review for everybody: axe finds nothing serious, nothing is cut off on a narrow screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import OpenPage
from .review_records import card, docx_of, read, text_of

pytestmark = pytest.mark.chromium

WIDE, NARROW = 1280, 360


def _faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


def _looked_at(page: Page, screenshots: Path | None, name: str) -> list[str]:
    """Take a picture for somebody who wants to look; return what axe says."""
    page.wait_for_timeout(250)
    if screenshots:
        page.screenshot(path=screenshots / f"{name}.png")
    return _faults(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_it_is_open_to_everybody(open_page: OpenPage, screenshots: Path | None, scheme: str, width: int) -> None:
    page = open_page(scheme=scheme, width=width)
    look = f"{scheme}-{width}"
    faults = []
    page.goto("/upload/")
    page.locator(".paste summary").click()
    faults += _looked_at(page, screenshots, f"upload-{look}")
    read(page, f"For everybody {look}.docx", docx_of(text_of(12, look)))
    faults += _looked_at(page, screenshots, f"review-{look}")
    card(page, "endorsed").get_by_role("button", name="Confirm").click()
    expect(page.locator("#review-said")).to_contain_text("Confirmed")
    card(page, "Draft a checklist").click()
    page.keyboard.press("e")
    page.wait_for_selector(".slot form")
    faults += _looked_at(page, screenshots, f"correct-{look}")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    faults += _looked_at(page, screenshots, f"keys-{look}")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.keyboard.press("Shift+ArrowRight")
    faults += _looked_at(page, screenshots, f"words-{look}")
    page.goto("/documents/")
    faults += _looked_at(page, screenshots, f"documents-{look}")
    assert faults == []


@pytest.mark.parametrize("path", ["/upload/", "/documents/", "review"])
def test_it_fits_a_narrow_screen(open_page: OpenPage, path: str) -> None:
    page = open_page(width=NARROW)
    name = "A name without any space " + "x" * 150
    if path == "review":
        read(page, f"{name}.txt", text_of(13, "narrow").encode())
    else:
        page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


def test_it_shows_findings_and_source_in_turn_on_a_narrow_screen(open_page: OpenPage) -> None:
    page = open_page(width=NARROW)
    read(page, "In turn.txt", text_of(14, "in turn").encode())
    expect(page.locator("#source")).to_be_hidden()
    action = card(page, "Draft a checklist")
    action.click()
    action.get_by_role("link", name="Show in the source").click()
    expect(page.locator("#finding-list")).to_be_hidden()
    expect(page.locator("mark.current").first).to_be_in_viewport()
    page.locator("mark.current").first.click()
    expect(action).to_be_in_viewport()
