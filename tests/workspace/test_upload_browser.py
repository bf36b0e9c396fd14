"""Files dropped on the page, refused ones, failed readings, and what is left when one goes away and comes back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import OpenPage
from .review_records import payload, text_of

pytestmark = pytest.mark.chromium

_DROP = """([name, words]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([words], name));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
  }
}"""


def test_it_takes_files_dropped_anywhere(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/upload/")
    page.evaluate(_DROP, ["Dropped.txt", text_of(20)])
    row = page.locator(".received", has_text="Dropped")
    expect(row.get_by_role("link", name="to confirm")).to_be_visible(timeout=30_000)


def test_it_refuses_an_empty_file_before_it_is_sent(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/upload/")
    page.evaluate(_DROP, ["Nothing in it.txt", ""])
    expect(page.locator(".received")).to_contain_text("“Nothing in it.txt” is empty.")


def test_it_takes_files_dropped_on_the_list_of_documents(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/documents/")
    page.evaluate(_DROP, ["Dropped on the list.txt", text_of(23)])
    row = page.locator(".received", has_text="Dropped on the list")
    expect(row.get_by_role("link", name="to confirm")).to_be_visible(timeout=30_000)


def test_it_goes_on_reading_when_one_leaves(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/upload/")
    page.locator(".paste summary").click()
    page.get_by_label("Title").fill("Pasted and left")
    page.get_by_label("Text of the record").fill(text_of(21))
    page.get_by_role("button", name="Send").click()
    page.goto("/documents/")
    row = page.locator("tr", has_text="Pasted and left").first
    expect(row.get_by_role("link", name="to confirm")).to_be_visible(timeout=30_000)


def test_it_says_why_a_file_could_not_be_read(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/upload/")
    page.set_input_files("#upload-files", payload("Damaged.docx", b"PK\x03\x04 not a file"))
    row = page.locator(".received", has_text="Damaged")
    expect(row).to_contain_text("Could not be read", timeout=30_000)
    expect(row.get_by_role("button", name="Try again")).to_be_visible()


def test_it_opens_the_review_by_itself_when_the_reading_is_done(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/upload/")
    page.evaluate(_DROP, ["Opened at once.txt", text_of(22)])
    page.locator(".received", has_text="Opened at once").get_by_role("link").first.click()
    page.wait_for_selector("#review.scripted", timeout=30_000)
