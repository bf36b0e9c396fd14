"""Thirty reports in six languages, from the folder to the brief of a lab, in a browser.

Two columns, tables, running heads, one report scanned, one in part, one damaged. What they say is known passage by
passage, so that what is shown and what leaves in the brief can be held against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from secretariat.example.reports import MadeReport, Planted, thirty

pytestmark = pytest.mark.chromium

OpenPage = Callable[..., Page]
BEN = "ben@example.org"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AS_LONG_AS_IT_TAKES = 240_000
QUESTION = "What have States done so that migrant workers are recruited fairly, and what is still to be done?"


def test_it_leads_from_thirty_reports_to_the_brief_of_a_lab(open_page: OpenPage, tmp_path: Path) -> None:
    made = thirty(tmp_path / "reports")
    ana = open_page()
    begin_a_collection(ana)
    send(ana, [tmp_path / "reports" / report.name for report in made])
    look_at_what_was_read(ana, made)
    search(ana, made)
    look_at_the_grid(ana)
    fair = next(one for report in made if report.country == "KEN" for one in report.readable() if "gcm:6" in one.codes)
    review(ana, fair)
    review_too(open_page(BEN), fair)
    brief = hold_a_lab(ana)
    check_the_brief(brief, made)


def begin_a_collection(page: Page) -> None:
    """Make a collection of Voluntary National Reviews."""
    page.goto("/evidence/")
    page.get_by_role("link", name="New collection").first.click()
    page.get_by_label("Title").fill("Reviews of the journey")
    page.get_by_role("button", name=re.compile("Make|Keep|Add")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reviews of the journey")


def send(page: Page, files: list[Path]) -> None:
    """Send all reports at once, and wait until the last one is examined."""
    page.set_input_files("#report-files", files)
    expect(page.locator("[data-sent-count]")).to_have_text("30 of 30 sent", timeout=AS_LONG_AS_IT_TAKES)
    tiles = page.locator("#evidence-summary .tiles")
    expect(tiles).to_contain_text("28 examined", timeout=AS_LONG_AS_IT_TAKES)
    expect(tiles).to_contain_text("2 could not be read")


def look_at_what_was_read(page: Page, made: list[MadeReport]) -> None:
    """See that what was not read is told apart from what says nothing."""
    page.reload()
    text = page.locator("main").inner_text()
    assert "1 read whole says nothing on migration" in " ".join(text.split())
    expect(page.locator("#evidence-summary")).to_contain_text("not silent, only not read")
    scanned = page.locator("tbody tr", has_text=next(one.name for one in made if one.trouble == "scanned"))
    expect(scanned).to_contain_text("pictures without text")
    damaged = page.locator("tbody tr", has_text=next(one.name for one in made if one.trouble == "damaged"))
    expect(damaged).to_contain_text("damaged")
    expect(page.locator("tbody tr", has_text="Kenya").first).to_contain_text("2022")


def search(page: Page, made: list[MadeReport]) -> None:
    """Ask in English and be answered in the other languages too."""
    page.get_by_role("link", name="Search", exact=True).first.click()
    page.get_by_role("searchbox", name="Search in reports").fill("fair recruitment of migrant workers")
    page.get_by_label("By meaning, in all languages").check()
    page.get_by_role("button", name="Search").click()
    expect(page.locator("main")).to_contain_text("GCM 6")
    languages = set()
    while True:
        languages |= {quote.get_attribute("lang") for quote in page.locator(".answer .quote").all()}
        following = page.get_by_role("link", name="Next")
        if not following.count():
            break
        following.click()
    assert languages == {one.language for one in made}


def look_at_the_grid(page: Page) -> None:
    """Open a cell of the grid and read the words behind it."""
    page.get_by_role("link", name="Countries and objectives").click()
    expect(page.get_by_role("rowheader", name=re.compile("Kenya")).first).to_be_visible()


def review(page: Page, planted: Planted) -> None:
    """Accept a passage beside the picture of its page."""
    open_passage(page, planted)
    image = page.locator("img[src*='page.png']")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 400
    page.get_by_role("button", name="Accept").click()
    expect(page.locator("main")).to_contain_text("You said: Accept")


def review_too(page: Page, planted: Planted) -> None:
    """Say something else as a second coder, who does not see what the first one said."""
    open_passage(page, planted)
    expect(page.locator("main")).to_contain_text("out of sight until you have")
    expect(page.locator("main")).not_to_contain_text("Ana Lopez: Accept")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator("main")).to_contain_text("Coders differ")


def open_passage(page: Page, planted: Planted) -> None:
    """Find a passage by its words and open it."""
    page.goto("/evidence/search/")
    page.get_by_role("searchbox", name="Search in reports").fill("fair recruitment of migrant workers")
    page.get_by_label("By meaning, in all languages").check()
    page.get_by_role("button", name="Search").click()
    begin = planted.text[:60]
    while not page.locator(".answer", has_text=begin).count():
        page.get_by_role("link", name="Next").click()
    page.locator(".answer", has_text=begin).first.get_by_role("link", name="Open").click()


def hold_a_lab(page: Page) -> bytes:
    """Prepare a lab from a question, take what is proposed, and return its brief as a Word file."""
    page.goto("/evidence/")
    page.get_by_role("link", name="Reviews of the journey").click()
    page.get_by_role("link", name="Labs").click()
    page.get_by_role("link", name="New lab").first.click()
    page.get_by_label("Title").fill("Fair recruitment")
    page.get_by_label("Question").fill(QUESTION)
    page.get_by_label("Reviews of the journey").check()
    page.locator('input[name="codes"][value="sdg:8.8"]').check()
    page.locator('input[name="codes"][value="gcm:6"]').check()
    page.get_by_role("button", name="Make the lab").click()
    for kind in ("guest", "practice", "gap", "commitment", "question"):
        take(page, kind)
    page.locator("summary", has_text="Brief").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Word")).click()
    return Path(download.value.path()).read_bytes()


def take(page: Page, kind: str) -> None:
    """Take what a section proposes, if it proposes anything."""
    offers = page.locator(f"section[aria-labelledby='h-{kind}'] .lab-offers")
    if not offers.count():
        return
    if offers.get_attribute("open") is None:
        offers.locator("summary").first.click()
    for box in offers.get_by_role("checkbox").all()[:3]:
        box.check()
    offers.get_by_role("button", name="Take the chosen").click()
    expect(page.locator(f"section[aria-labelledby='h-{kind}'] .lab-taken > li").first).to_be_visible()


def check_the_brief(data: bytes, made: list[MadeReport]) -> None:
    """Hold the brief against what is known: every footnote names a report and the page on which the quote stands."""
    with ZipFile(BytesIO(data)) as package:
        document = etree.fromstring(package.read("word/document.xml"))
        notes = etree.fromstring(package.read("word/footnotes.xml"))
    words = {
        note.get(f"{WORD}id", ""): _words_of(note)
        for note in notes.iter(f"{WORD}footnote")
        if note.get(f"{WORD}type") is None
    }
    asked = [reference.get(f"{WORD}id", "") for reference in document.iter(f"{WORD}footnoteReference")]
    assert asked
    assert set(asked) == set(words)
    assert QUESTION in _words_of(document)
    for quote, name, page in (_cited(document, number, words[number], made) for number in asked):
        paragraphs = next(report.paragraphs for report in made if report.name == name)
        standing = [_plain(text) for at, text in paragraphs if at == page]
        assert any(_plain(quote) in text or text in _plain(quote) for text in standing), (name, page, quote)


def _cited(document: Any, number: str, note: str, made: list[MadeReport]) -> tuple[str, str, int | None]:  # noqa: ANN401
    """Return the quote that a footnote stands at, the report that it names, and the page."""
    [name] = [report.name for report in made if report.name in note]
    page = re.search(r"p\. (\d+)", note)
    paragraph = next(
        one
        for one in document.iter(f"{WORD}p")
        if any(reference.get(f"{WORD}id") == number for reference in one.iter(f"{WORD}footnoteReference"))
    )
    return _words_of(paragraph), name, int(page[1]) if page else None


def _words_of(element: Any) -> str:  # noqa: ANN401
    return "".join(element.itertext(f"{WORD}t"))


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
