"""From the first visit to a confirmed register, in a browser, with the pointer and without it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import OpenPage, sign_in
from .review_records import card, docx_of, payload, read, text_of

pytestmark = pytest.mark.chromium


def _select(page: Page, first: str, last: str) -> None:
    """Select words in the source as a pointer does, from the beginning of ``first`` to the end of ``last``."""
    page.evaluate(
        """([first, last]) => {
          const source = document.querySelector("[data-source]");
          const at = (words, end) => {
            const texts = document.createTreeWalker(source, NodeFilter.SHOW_TEXT);
            for (let text = texts.nextNode(); text; text = texts.nextNode()) {
              const index = text.data.indexOf(words);
              if (index >= 0) return [text, index + (end ? words.length : 0)];
            }
          };
          document.getSelection().setBaseAndExtent(...at(first, false), ...at(last, true));
        }""",
        [first, last],
    )


def _said(page: Page, words: str) -> None:
    expect(page.locator("#review-said")).to_contain_text(words)


def test_it_leads_from_the_first_visit_to_a_confirmed_register(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/documents/")
    page.get_by_role("link", name="Add documents").first.click()
    word = payload("First visit.docx", docx_of(text_of(3, "on paper")))
    page.set_input_files("#upload-files", [word, payload("Second file.txt", text_of(4, "twice").encode())])
    expect(page.locator(".received").get_by_role("link", name="to confirm")).to_have_count(2, timeout=30_000)
    page.locator(".received", has_text="First visit").get_by_role("link", name="to confirm").click()

    card(page, "endorsed the guidance").get_by_role("button", name="Confirm").click()
    _said(page, "Confirmed: D-")

    action = card(page, "IOM to share the guidance")
    action.click()
    action.get_by_role("link", name="Correct").click()
    action.get_by_role("button", name="Choose other words").click()
    _select(page, "share the guidance", "by 31 May 2031")
    page.get_by_role("button", name="Use these words").click()
    expect(action.locator("textarea")).to_have_value("share the guidance with all country networks by 31 May 2031")
    action.get_by_role("button", name="Keep and confirm").click()
    _said(page, "Confirmed: A-")
    expect(page.locator("mark.is-confirmed.hl-action_point").first).to_have_text(
        "share the guidance with all country networks by 31 May 2031"
    )

    rejected = card(page, "Keep members regularly informed")
    rejected.click()
    rejected.get_by_role("link", name="Reject").click()
    rejected.get_by_label("Why it is rejected").fill("Was agreed last year")
    rejected.get_by_role("button", name="Reject").click()
    _said(page, "Rejected.")

    _select(page, "Members thanked", "the drafters")
    page.locator("#word-bar").get_by_role("button", name="Decision").click()
    page.get_by_role("button", name="Add and confirm").click()
    _said(page, "Added. Confirmed: D-")
    page.get_by_role("button", name=re.compile("Undo")).click()
    _said(page, "Taken back")

    page.goto("/actions/")
    expect(page.locator("main")).to_contain_text("share the guidance with all country networks by 31 May 2031")
    expect(page.locator("main")).not_to_contain_text("Keep members regularly informed")
    page.goto("/decisions/")
    expect(page.locator("main")).to_contain_text("endorsed the guidance on returns")
    expect(page.locator("main")).not_to_contain_text("thanked the drafters")


def _tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("(element) => element === document.activeElement"):
            return
    message = f"Tab does not lead to {target}"
    raise AssertionError(message)


def test_it_takes_a_record_in_by_keyboard(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/documents/")
    _tab_to(page, page.get_by_role("link", name="Add documents").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/upload/")
    _tab_to(page, page.locator("#upload-files"))
    _tab_to(page, page.locator(".paste summary"))
    page.keyboard.press("Enter")
    _tab_to(page, page.get_by_label("Title"))
    page.keyboard.type("Typed in")
    _tab_to(page, page.get_by_label("Text of the record"))
    page.keyboard.insert_text(text_of(2, "typed"))
    _tab_to(page, page.get_by_role("button", name="Send"))
    page.keyboard.press("Enter")
    link = page.locator(".received", has_text="Typed in").get_by_role("link", name="to confirm")
    expect(link).to_be_visible(timeout=30_000)
    _tab_to(page, link)
    page.keyboard.press("Enter")
    page.wait_for_selector("#review.scripted")


def test_it_all_works_by_keyboard(open_page: OpenPage) -> None:
    page = open_page()
    read(page, "By keyboard.txt", text_of(5, "by hand").encode())
    press = page.keyboard.press
    press("j")
    expect(page.locator(".finding.current")).to_be_focused()
    press("n")
    press("c")
    _said(page, "Confirmed")
    while "endorsed" not in page.locator(".finding.current .finding-words").inner_text():
        press("j")
    press("e")
    expect(page.locator(".slot textarea")).to_be_focused()
    press("Control+End")
    page.keyboard.type(" Indeed.")
    page.locator(".slot").get_by_role("button", name="Keep and confirm").press("Enter")
    _said(page, "Confirmed: D-")
    expect(page.locator(".finding", has_text="Indeed.")).to_have_count(1)

    press("r")
    expect(page.get_by_label("Why it is rejected")).to_be_focused()
    press("Enter")
    _said(page, "Rejected.")
    press("u")
    _said(page, "Taken back")

    press("a")
    press("ArrowDown")
    press("ArrowDown")
    press("Shift+ArrowRight")
    press("Shift+ArrowRight")
    chosen = "IOM to share"
    expect(page.locator("#word-bar [data-chosen]")).to_have_text(chosen)
    press("Enter")
    press("Enter")
    expect(page.locator("#new-finding textarea")).to_have_value(chosen)
    page.get_by_role("button", name="Add and confirm").press("Enter")
    _said(page, "Added. Confirmed: A-")
    expect(page.locator(".finding.current .finding-words")).to_have_text(chosen)
    press("Control+z")
    _said(page, "Taken back")
    press("?")
    expect(page.locator("#keys-help")).to_be_visible()
    press("Escape")
    expect(page.locator("#keys-help")).to_be_hidden()


def test_it_keeps_up_with_a_fast_typist(open_page: OpenPage) -> None:
    page = open_page()
    read(page, "Fast.txt", text_of(19, "at once").encode())
    page.keyboard.press("n")
    page.keyboard.type("ccc")  # the first one confirms the meeting too
    expect(page.locator("#review-progress")).to_contain_text(re.compile(r"4 of \d+ decided"))
    expect(page.locator(".finding.is-confirmed")).to_have_count(4)


def test_it_counts_code_points_as_the_server_does(open_page: OpenPage) -> None:
    page = open_page()
    read(page, "Beyond the plane.txt", text_of(6, "😀🎉").encode())
    _select(page, "agreed to meet again", "in June")
    page.locator("#word-bar").get_by_role("button", name="Decision").click()
    page.get_by_role("button", name="Add and confirm").click()
    _said(page, "Added.")
    expect(page.locator(".finding.current .finding-words")).to_have_text("agreed to meet again in June")


def test_it_goes_from_words_to_finding_and_back(open_page: OpenPage) -> None:
    page = open_page()
    read(page, "There and back.txt", text_of(7, "again").encode())
    page.locator("mark", has_text="Draft a checklist").click()
    current = page.locator(".finding.current")
    expect(current).to_contain_text("Draft a checklist")
    expect(current).to_be_in_viewport()
    page.keyboard.press("k")
    expect(page.locator("mark.current").first).to_have_text("Keep members regularly informed of new cases.")
    expect(page.locator("mark.current").first).to_be_in_viewport()


def test_it_opens_at_the_passage_of_an_entry(open_page: OpenPage) -> None:
    page = open_page()
    read(page, "From the register.txt", text_of(24, "to be found").encode())
    action = card(page, "Draft a checklist")
    action.get_by_role("button", name="Confirm").click()
    _said(page, "Confirmed: A-")
    action.get_by_role("link", name=re.compile("A-")).click()
    page.get_by_role("link", name="Open the source at this passage").click()
    expect(page.locator("mark.current")).to_have_text("Draft a checklist for country networks.")
    expect(page.locator("mark.current")).to_be_in_viewport()


def test_it_keeps_a_draft_through_leaving(open_page: OpenPage) -> None:
    page = open_page()
    read(page, "Left and came back.txt", text_of(8, "in haste").encode())
    page.keyboard.press("n")
    page.locator("mark", has_text="Draft a checklist").click()
    page.keyboard.press("e")
    page.locator(".slot textarea").fill("Draft a short checklist")
    page.reload()
    words = card(page, "Draft a checklist")
    expect(words.get_by_text("Draft kept")).to_be_visible()
    page.locator("mark", has_text="Draft a checklist").click()
    page.keyboard.press("e")
    expect(page.locator(".slot textarea")).to_have_value("Draft a short checklist")
    expect(page.get_by_text("Your draft is back")).to_be_visible()
    page.get_by_role("button", name="Throw it away").click()
    page.keyboard.press("e")
    expect(page.locator(".slot textarea")).to_have_value("Draft a checklist for country networks.")


def test_it_keeps_an_addition_that_was_begun(open_page: OpenPage) -> None:
    page = open_page()
    read(page, "Begun and left.txt", text_of(15, "in a hurry").encode())
    _select(page, "Members thanked", "the drafters")
    page.locator("#word-bar").get_by_role("button", name="Open question").click()
    page.locator("#new-finding textarea").fill("Who are the drafters?")
    page.reload()
    page.locator("#begun").get_by_role("link", name="Open question").click()
    expect(page.locator("#new-finding textarea")).to_have_value("Who are the drafters?")
    page.get_by_role("button", name="Add and confirm").click()
    _said(page, "Added. Confirmed: Q-")
    expect(page.locator("#begun")).to_be_hidden()


def test_it_says_that_one_is_signed_out_and_goes_on_after_signing_in(open_page: OpenPage) -> None:
    page = open_page()
    read(page, "Signed out.txt", text_of(16, "for hours").encode())
    page.context.clear_cookies()
    card(page, "Draft a checklist").get_by_role("button", name="Confirm").click()
    _said(page, "You are signed out.")
    other = page.context.new_page()
    sign_in(other, "ana@example.org")
    card(page, "Draft a checklist").get_by_role("button", name="Confirm").click()
    _said(page, "Confirmed: A-")


def test_it_merges_two_findings(open_page: OpenPage) -> None:
    page = open_page()
    read(page, "Told twice.txt", text_of(17, "twice over").encode())
    page.locator("mark", has_text="Draft a checklist").click()
    page.keyboard.press("m")
    page.get_by_role("radio", name="Keep members regularly informed").check()
    expect(page.locator("mark.pointed")).to_have_text("Keep members regularly informed of new cases.")
    page.get_by_role("button", name="Merge").click()
    _said(page, "Merged")
    expect(page.locator(".finding.current")).to_contain_text("Keep members regularly informed")
    expect(card(page, "Draft a checklist")).to_contain_text("Told again in")


def test_it_shows_a_second_reading_beside_what_was_decided(open_page: OpenPage) -> None:
    page = open_page()
    read(page, "Read twice.txt", text_of(18, "once more").encode())
    address = page.url
    card(page, "endorsed the guidance").get_by_role("button", name="Confirm").click()
    _said(page, "Confirmed: D-")
    page.get_by_text("Document", exact=True).click()
    page.get_by_role("button", name="Read again").click()
    page.goto("/documents/")
    row = page.locator("tr", has_text="Read twice").first
    expect(row.get_by_role("link", name="to confirm")).to_be_visible(timeout=30_000)
    page.goto(address)
    expect(page.locator(".finding", has_text="endorsed the guidance")).to_have_count(1)
    expect(card(page, "endorsed the guidance")).to_have_class(re.compile("is-confirmed"))
    expect(card(page, "Draft a checklist")).to_contain_text("New in this reading")


def test_it_tells_who_was_faster(open_page: OpenPage) -> None:
    ana, ben = open_page(), open_page("ben@example.org")
    read(ana, "Two at once.txt", text_of(9, "together").encode())
    ben.goto(ana.url)
    card(ben, "Draft a checklist").get_by_role("button", name="Confirm").click()
    _said(ben, "Confirmed: A-")
    card(ana, "Draft a checklist").get_by_role("button", name="Confirm").click()
    _said(ana, "Ben Ito confirmed this meanwhile. Nothing of yours was written.")
    expect(card(ana, "Draft a checklist")).to_have_class(re.compile("is-confirmed"))


def test_it_keeps_the_words_of_who_comes_too_late(open_page: OpenPage) -> None:
    ana, ben = open_page(), open_page("ben@example.org")
    read(ana, "Too late.txt", text_of(26, "nearly").encode())
    ana.locator("mark", has_text="Draft a checklist").click()
    ana.keyboard.press("e")
    ana.locator(".slot textarea").fill("Draft a short checklist")
    ben.goto(ana.url)
    card(ben, "Draft a checklist").get_by_role("button", name="Confirm").click()
    _said(ben, "Confirmed: A-")
    ana.get_by_role("button", name="Keep and confirm").click()
    _said(ana, "Ben Ito confirmed this meanwhile.")
    expect(card(ana, "Draft a checklist").get_by_text("Draft kept")).to_be_visible()
    ana.keyboard.press("e")
    expect(ana.locator(".slot textarea")).to_have_value("Draft a short checklist")
    ana.locator(".slot").get_by_role("button", name="Keep").click()
    _said(ana, "Corrected.")
    expect(card(ana, "Draft a short checklist")).to_have_class(re.compile("is-confirmed"))


def test_it_shows_what_others_do_meanwhile(open_page: OpenPage) -> None:
    ana, ben = open_page(), open_page("ben@example.org")
    ana.clock.install()
    read(ana, "Seen meanwhile.txt", text_of(25, "side by side").encode())
    ben.goto(ana.url)
    card(ben, "Draft a checklist").get_by_role("button", name="Confirm").click()
    _said(ben, "Confirmed: A-")
    ana.clock.run_for(25_000)
    _said(ana, "Ben Ito works on this record too")
    expect(card(ana, "Draft a checklist")).to_have_class(re.compile("is-confirmed"))


def test_it_filters_and_confirms_all_of_a_kind(open_page: OpenPage) -> None:
    page = open_page()
    read(page, "All of a kind.txt", text_of(10, "all at once").encode())
    page.get_by_role("link", name=re.compile("Action points")).last.click()
    expect(page.locator(".finding:visible")).to_have_count(3)
    page.get_by_role("button", name="Confirm all 3 open ones").click()
    _said(page, "3 confirmed, all together.")
    page.get_by_role("link", name="To confirm", exact=True).click()
    expect(page.get_by_text("No finding is like that.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("No finding is like that.")).to_be_visible()


def test_it_works_without_a_script(open_page: OpenPage) -> None:
    page = open_page(script=False)
    page.goto("/upload/")
    page.set_input_files(
        "#upload-files", {"name": "Plain.txt", "mimeType": "text/plain", "buffer": text_of(11).encode()}
    )
    page.get_by_role("button", name="Send").click()
    link = page.get_by_role("link", name="Plain")
    href = link.get_attribute("href")
    assert href is not None
    for _ in range(60):
        page.goto(href)
        if page.locator(".finding").count():
            break
        page.wait_for_timeout(250)
    card(page, "endorsed").get_by_role("button", name="Confirm").click()
    expect(page.locator("#notices")).to_contain_text("Confirmed: D-")
    card(page, "Draft a checklist").get_by_role("link", name="Correct").click()
    page.get_by_label("Text").fill("Draft a checklist")
    page.get_by_role("button", name="Keep and confirm").click()
    expect(page.locator("#notices")).to_contain_text("Confirmed: A-")
