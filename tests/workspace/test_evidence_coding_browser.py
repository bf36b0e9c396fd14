"""Reviewing passages in a browser: by keyboard, on a narrow screen, with and without a script."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import OpenPage
from .running_site import RunningSite

pytestmark = pytest.mark.chromium

SCENE = """
import django; django.setup()
import json, sys
from secretariat.evidence import judging
from secretariat.evidence.models import Passage
from secretariat.network.models import User
from tests.evidence.cast import FRANCE, KENYA, examine_into, make_collection, make_report
from tests.evidence.paged import make_paged_report
ana, ben = (User.objects.get(email=f"{name}@example.org") for name in ("ana", "ben"))
made = make_collection(ana, sys.argv[1])
text = KENYA.replace("210", sys.argv[2])
report = examine_into(make_report(made, text, f"kenya-{sys.argv[2]}.txt"), text)
pages = []
if sys.argv[2] == "211":
    text = FRANCE
    examine_into(make_report(made, text, "france-vnr-2026.txt"), text)
    pages = [make_paged_report(ana, made)[1].pk]
    for one in report.passages.all()[:3]:
        judging.judge(ben, passage=one, verdict="accept")
        judging.judge(ana, passage=one, verdict="reject" if one.stance == "mention" else "accept")
    judging.judge(ben, passage=report.passages.last(), verdict="accept")
found = {"collection": made.pk, "passages": list(report.passages.values_list("pk", flat=True)), "pages": pages}
print(json.dumps(found))
"""


class Place:
    """A collection on the running site, with the keys of the passages of its first report."""

    def __init__(self, site: RunningSite, title: str, agencies: int) -> None:
        told = json.loads(site.asked("-c", SCENE, title, str(agencies)).splitlines()[-1])
        self.collection: int = told["collection"]
        self.passages: list[int] = told["passages"]
        self.pages: list[int] = told["pages"]

    @property
    def queue(self) -> str:
        """Return the address of the queue of what nobody reviewed."""
        return f"/evidence/{self.collection}/queue/?tab=open"


@pytest.fixture(scope="module")
def coded(running_site: RunningSite) -> Place:
    """Return a collection that two people have coded, with a report on pages."""
    return Place(running_site, "Coded by two", 211)


def said(page: Page, words: str) -> None:
    expect(page.locator("#coding-said")).to_have_text(words)


def test_it_all_works_by_keyboard(open_page: OpenPage, running_site: RunningSite) -> None:
    place = Place(running_site, "By keyboard", 212)
    first, second, third, fourth = place.passages
    page = open_page()
    page.goto(place.queue)
    press = page.keyboard.press
    expect(page.locator(f"#p-{first}")).to_have_class("coding-card is-current")
    press("j")
    expect(page.locator(f"#p-{second}")).to_be_focused()
    press("k")
    press("a")
    said(page, "Accepted.")
    expect(page.locator(f"#p-{first}")).to_contain_text("You said: Accept")
    expect(page.locator(f"#p-{second}")).to_be_focused()
    expect(page.locator("#coding-progress")).to_contain_text("1 of 4 reviewed")

    press("r")
    said(page, "Rejected.")
    expect(page.locator(f"#p-{third}")).to_be_focused()

    press("c")
    form = page.locator(f"#p-{third} form.coding-form")
    expect(form.get_by_label("Migrants", exact=True)).to_be_focused()
    press("Escape")
    expect(form).to_have_count(0)
    press("c")
    form.get_by_label("Situation").focus()
    press("Space")
    form.get_by_label("Why").fill("It only says how many.")
    press("Enter")
    said(page, "Corrected.")
    expect(page.locator(f"#p-{third}")).to_contain_text("Situation")
    expect(page.locator(f"#p-{fourth}")).to_be_focused()

    page.get_by_role("button", name="Undo: Correct").wait_for()
    press("u")
    expect(page.locator(".notice")).to_contain_text("Taken back.")
    expect(page.locator(f"#p-{third}")).to_be_focused()
    expect(page.locator("#coding-progress")).to_contain_text("2 of 4 reviewed")

    press("?")
    expect(page.locator("#keys-help")).to_be_visible()
    press("Escape")
    press("s")
    page.wait_for_url(f"**/evidence/passages/{third}/")
    press("j")
    page.wait_for_url(f"**/evidence/passages/{fourth}/")
    press("a")
    expect(page.locator(".notice")).to_contain_text("Accepted.")


def test_it_waits_for_the_answer_before_the_next_key(open_page: OpenPage, running_site: RunningSite) -> None:
    place = Place(running_site, "Fast typing", 213)
    page = open_page()
    page.goto(place.queue)
    expect(page.locator(".is-current")).to_have_count(1)
    page.keyboard.type("aaaa")
    expect(page.locator("#coding-progress")).to_contain_text("4 of 4 reviewed")


def test_it_works_without_a_script(open_page: OpenPage, running_site: RunningSite) -> None:
    place = Place(running_site, "Coded without a script", 214)
    page = open_page(script=False)
    page.goto(place.queue)
    expect(page.get_by_role("button", name="Keys")).to_be_hidden()
    page.locator(f"#p-{place.passages[0]}").get_by_role("link", name="Correct").click()
    page.get_by_label("Good practice").check()
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.locator(".notice")).to_contain_text("Corrected.")
    expect(page.locator("#coding-progress")).to_contain_text("1 of 4 reviewed")
    page.get_by_role("button", name="Undo: Correct").click()
    expect(page.locator("#coding-progress")).to_contain_text("0 of 4 reviewed")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_it_is_there_for_everybody(
    open_page: OpenPage, coded: Place, screenshots: Path | None, scheme: str, width: int
) -> None:
    page = open_page(scheme=scheme, width=width)
    agreement = f"/evidence/{coded.collection}/agreement/"
    pages = {
        "queue": coded.queue,
        "differ": coded.queue.replace("open", "differ"),
        "passage": f"/evidence/passages/{coded.pages[0]}/",
        "without-pages": f"/evidence/passages/{coded.passages[2]}/",
        "correct": f"/evidence/passages/{coded.pages[0]}/correct/",
        "agreement": agreement,
    }
    for name, url in pages.items():
        page.goto(url)
        page.wait_for_load_state("networkidle")
        if name == "agreement":
            page.locator("tbody tr").nth(1).get_by_role("link").first.click()
            page.locator(".coding-confusion a").first.click()
            expect(page.locator("#behind .lines")).to_be_visible()
        if screenshots:
            page.screenshot(path=screenshots / f"coding-{name}-{scheme}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        found = Axe().run(page, options={"resultTypes": ["violations"]})
        assert [one["id"] for one in found.response["violations"]] == [], (name, found.generate_report())


def test_it_marks_the_words_over_the_picture(open_page: OpenPage, coded: Place) -> None:
    page = open_page()
    page.goto(f"/evidence/passages/{coded.pages[0]}/")
    picture = page.locator(".coding-picture img")
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("(one) => one.naturalWidth") == 1100
    whole, word = picture.bounding_box(), page.locator(".coding-word").first.bounding_box()
    assert whole is not None
    assert word is not None
    assert whole["x"] + whole["width"] / 2 < word["x"] < whole["x"] + whole["width"]
