"""A record that is written in a browser: two people in one part at once, no connection for a while."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from tests.meetings.record_scene import RETURNS
from tests.workspace.conftest import OpenPage
from tests.workspace.record_site import Begun, begun
from tests.workspace.running_site import RunningSite
from tests.workspace.test_in_chromium import faults

pytestmark = pytest.mark.chromium
BEN = "ben@example.org"
LONG = 30_000
"""Milliseconds: pages ask every few seconds what others did, and a busy machine takes its time."""


@pytest.fixture
def record(running_site: RunningSite, request: pytest.FixtureRequest) -> Begun:
    """Return a record of a meeting of its own, begun on the running site."""
    return begun(running_site, request.node.name, RETURNS)


@pytest.fixture
def page(open_page: OpenPage, record: Begun) -> Page:
    """Return the writing page as Ana sees it."""
    page = open_page()
    page.goto(record.url)
    return page


def text_box(page: Page, part: int) -> Locator:
    return page.locator(f"#text-{part}")


def state(page: Page, record: Begun) -> Locator:
    return page.locator(f"#part-{record.returns} [data-state]")


def write_at_end(page: Page, part: int, words: str) -> None:
    text_box(page, part).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_it_loses_no_word_of_two_who_write_in_one_part_at_once(open_page: OpenPage, page: Page, record: Begun) -> None:
    ben = open_page(BEN)
    ben.goto(record.url)
    text_box(ben, record.returns).focus()
    here = page.locator(f"#part-{record.returns} [data-here]")
    expect(here).to_have_text("Ben Ito is writing here", timeout=LONG)
    for at in range(6):
        write_at_end(page, record.returns, f" ana{at}")
        text_box(ben, record.returns).focus()
        ben.keyboard.press("Control+Home")
        ben.keyboard.type(f"ben{at} ")
        page.wait_for_timeout(400)
    page.keyboard.press("Control+s")
    ben.keyboard.press("Control+s")
    for one in (page, ben):
        expect(one.locator("[data-said]:visible")).to_have_count(0)
        expect(text_box(one, record.returns)).to_have_value(WRITTEN, timeout=LONG)
    assert record.kept() == WRITTEN


WRITTEN = " ".join([*(f"ben{at}" for at in reversed(range(6))), RETURNS, *(f"ana{at}" for at in range(6))])


def test_it_shows_both_wordings_of_the_same_words(page: Page, record: Begun) -> None:
    text_box(page, record.returns).fill(RETURNS.replace("thanked", "blamed"))
    page.context.set_offline(True)
    record.written(RETURNS.replace("thanked", "praised"))
    page.context.set_offline(False)
    page.keyboard.press("Control+s")
    expect(page.locator(f"#part-{record.returns} [data-said]")).to_contain_text("Both wordings stand", timeout=LONG)
    expect(text_box(page, record.returns)).to_have_value(
        RETURNS.replace("thanked", "⟦ praised ‖ blamed ⟧"), timeout=LONG
    )


def test_it_shows_what_somebody_else_saved(page: Page, record: Begun) -> None:
    record.written(f"First. {RETURNS}")
    expect(text_box(page, record.returns)).to_have_value(f"First. {RETURNS}", timeout=LONG)
    expect(state(page, record)).to_contain_text("Ben Ito wrote in this part too", timeout=LONG)


def test_it_keeps_what_is_typed_without_a_connection(page: Page, record: Begun) -> None:
    page.context.set_offline(True)
    write_at_end(page, record.returns, " Kept words.")
    expect(state(page, record)).to_have_text("Not saved: no connection, kept here", timeout=LONG)
    assert record.kept() == RETURNS
    page.context.set_offline(False)
    expect(state(page, record)).to_contain_text("Saved", timeout=LONG)
    assert record.kept() == f"{RETURNS} Kept words."


def test_it_puts_kept_words_back_into_a_new_page(page: Page, record: Begun) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/save/", lambda route: route.abort())
    write_at_end(page, record.returns, " Kept words.")
    expect(state(page, record)).to_contain_text("kept here", timeout=LONG)
    record.written(f"First. {RETURNS}")
    page.reload()
    page.unroute("**/save/")
    expect(text_box(page, record.returns)).to_have_value(f"First. {RETURNS} Kept words.", timeout=LONG)
    expect(state(page, record)).to_contain_text("Saved", timeout=LONG)
    assert record.kept() == f"First. {RETURNS} Kept words."


def test_it_warns_before_unsaved_words_are_left(page: Page, record: Begun) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.route("**/save/", lambda route: route.abort())
    write_at_end(page, record.returns, " Unsaved.")
    page.goto("/meetings/")
    assert asked == ["beforeunload"]


def test_it_enters_an_action_point_in_place(page: Page, record: Begun) -> None:
    write_at_end(page, record.opening, "Half a sentence")
    outcomes = page.locator(f"#outcomes-{record.opening}")
    outcomes.get_by_role("link", name="Add an action point").click()
    outcomes.get_by_label("Action point", exact=True).fill("WHO to report.")
    outcomes.get_by_label("Lead").select_option("entity:who")
    outcomes.get_by_role("button", name="Enter it").click()
    expect(outcomes.get_by_text("WHO to report.")).to_be_visible()
    outcomes.get_by_role("link", name="Edit").click()
    outcomes.get_by_label("Action point", exact=True).fill("WHO to report twice.")
    outcomes.get_by_role("button", name="Save").click()
    expect(outcomes.get_by_text("WHO to report twice.")).to_be_visible()
    expect(text_box(page, record.opening)).to_have_value("Half a sentence")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_it_has_no_serious_fault_and_never_scrolls_sideways(
    open_page: OpenPage, record: Begun, scheme: str, width: int
) -> None:
    record.written(f"{RETURNS} {'Unbreakable' * 30} وأشار ممثل المنظمة.")
    page = open_page(scheme=scheme, width=width)
    page.goto(record.url)
    page.locator(f"#outcomes-{record.opening}").get_by_role("link", name="Add a decision").click()
    expect(page.get_by_label("Decision", exact=True)).to_be_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_sets_the_text_at_a_readable_measure(page: Page, record: Begun) -> None:
    width, size = text_box(page, record.returns).evaluate(
        """node => {
            const style = getComputedStyle(node);
            const inner = node.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
            return [inner, parseFloat(style.fontSize)];
        }"""
    )
    assert 60 <= width / (size * 0.46) <= 75
