"""Reports sent in a browser are seen being examined, a row at a time, and what was sent is answered file by file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.evidence.cast import FRANCE, KENYA, SILENT

from .conftest import OpenPage
from .review_records import payload

pytestmark = pytest.mark.chromium


def _new_collection(page: Page, title: str) -> None:
    page.goto("/evidence/")
    page.get_by_role("link", name="New collection").first.click()
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url(re.compile(r"/evidence/\d+/$"))


def test_it_takes_reports_in_and_shows_them_examined(open_page: OpenPage) -> None:
    page = open_page()
    _new_collection(page, "Sent at once")
    files = [payload("kenya.txt", KENYA.encode()), payload("silent.txt", SILENT.encode()), payload("empty.txt", b"")]
    page.set_input_files("#report-files", files)
    expect(page.locator("[data-sent-count]")).to_have_text("2 of 2 sent")
    expect(page.locator(".received", has_text="empty.txt")).to_contain_text("is empty")
    row = page.locator("tr", has_text="kenya.txt")
    expect(row).to_contain_text("Kenya")
    expect(row).to_contain_text("Read whole")
    expect(page.locator("tr", has_text="silent.txt")).to_contain_text("Read whole, nothing on migration")
    expect(page.locator(".summary")).to_contain_text("2 examined")
    expect(page.locator(".summary-progress")).to_have_count(0)


def test_it_takes_of_a_folder_what_can_be_read(open_page: OpenPage, tmp_path: Path) -> None:
    within = tmp_path / "reports" / "2026"
    within.mkdir(parents=True)
    (within / "france.txt").write_text(FRANCE + "\nEn dossier.", encoding="utf-8")
    (tmp_path / "reports" / "table.xlsx").write_bytes(b"PK")
    page = open_page()
    _new_collection(page, "A folder")
    page.set_input_files("#report-folder", tmp_path / "reports")
    expect(page.locator(".received", has_text="Left out")).to_contain_text("Left out, being of other kinds: 1.")
    expect(page.locator("tr", has_text="france.txt")).to_contain_text("French")


def test_it_opens_a_report_by_itself_when_it_is_examined(open_page: OpenPage) -> None:
    page = open_page()
    _new_collection(page, "Looked at at once")
    page.set_input_files("#report-files", payload("kenya-2.txt", f"{KENYA}\nAnnex.".encode()))
    page.locator(".received").get_by_role("link", name="kenya-2.txt").click()
    expect(page.locator(".passage-text").first).to_contain_text("licensed 210")
    expect(page.locator(".passage-text mark").first).to_be_visible()


def test_it_works_without_a_script(open_page: OpenPage) -> None:
    page = open_page(script=False)
    _new_collection(page, "Sent without a script")
    page.set_input_files("#report-files", payload("kenya-3.txt", f"{KENYA}\nNo script.".encode()))
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".received")).to_contain_text("Taken in")
    expect(page.locator("tr", has_text="kenya-3.txt")).to_have_count(1)
