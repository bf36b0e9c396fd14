"""A record in clearance and after it, in a browser: words chosen for a comment, no script, narrow, dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from secretariat.meetings import comments, record_writing
from secretariat.meetings.corrections import correct
from secretariat.meetings.models import Comment, RecordPart
from tests.meetings.record_scene import RETURNS, RecordScene, written_scene
from tests.workspace.record_site import url
from tests.workspace.test_in_chromium import faults, opened

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def played() -> RecordScene:
    """Return the scene, written for real, for the server to see."""
    return written_scene()


def test_it_pins_a_comment_to_words_that_are_selected(
    chromium_browser: Browser, live_server: LiveServer, played: RecordScene
) -> None:
    played.circulated()
    page = opened(chromium_browser, live_server, email="farid@example.org")
    page.goto(url(played))
    select_words(page, played.returns, "the guidance")
    page.get_by_role("button", name="Comment on these words").click()
    page.locator(f"#say-{played.returns.pk}").fill("Which one?")
    page.locator(f"#part-{played.returns.pk}").get_by_role("button", name="Send the comment").click()
    expect(page.locator("mark")).to_have_text("the guidance")
    said = Comment.objects.get()
    assert (said.start, said.quote) == (RETURNS.index("the guidance"), "the guidance")
    page.get_by_role("link", name="Comment 1").click()
    expect(page.locator(f"#c-{said.pk}")).to_be_in_viewport()
    page.context.close()


def select_words(page: Page, part: RecordPart, words: str) -> None:
    """Select words of a part, as a pointer would."""
    page.evaluate(
        """([part, words]) => {
            const text = document.querySelector(`#part-${part} [data-source] p`).firstChild;
            const at = text.data.indexOf(words);
            const range = document.createRange();
            range.setStart(text, at);
            range.setEnd(text, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        [part.pk, words],
    )


def test_it_works_without_a_script(chromium_browser: Browser, live_server: LiveServer, played: RecordScene) -> None:
    page = opened(chromium_browser, live_server, java_script_enabled=False)
    page.goto(url(played, "write/"))
    page.locator(f"#text-{played.returns.pk}").fill(f"{RETURNS} Saved.")
    page.get_by_role("button", name="Save 2 Returns").click()
    expect(page.get_by_text("“Returns” is saved.")).to_be_visible()
    assert RecordPart.objects.get(pk=played.returns.pk).text == f"{RETURNS} Saved."
    played.circulated()
    page.goto(url(played))
    page.get_by_text("Comment on “2 Returns”").click()
    page.locator(f"#quote-{played.returns.pk}").fill("the guidance")
    page.locator(f"#say-{played.returns.pk}").fill("Hm.")
    page.locator(f"#part-{played.returns.pk}").get_by_role("button", name="Send the comment").click()
    expect(page.locator("mark")).to_have_text("the guidance")
    page.context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_it_has_no_serious_fault_and_never_scrolls_sideways(
    chromium_browser: Browser, live_server: LiveServer, played: RecordScene, scheme: str, width: int
) -> None:
    RecordPart.objects.filter(pk=played.returns.pk).update(text=f"{RETURNS} {'Unbreakable' * 30} وأشار ممثل المنظمة.")
    page = opened(chromium_browser, live_server, color_scheme=scheme, viewport={"width": width, "height": 800})
    found: dict[str, list[str]] = {}
    wide: list[str] = []

    def look(rest: str) -> None:
        page.goto(url(played, rest))
        found[rest] = faults(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(rest)

    for rest in (f"parts/{played.opening.pk}/actions/", "clearance/"):
        look(rest)
    record = played.circulated(silence=True)
    comments.comment(played.cast.farid, record=record, part=played.returns, text="Hm.", quote="the guidance")
    look("")
    record_writing.write(played.cast.ana, part=played.opening, text="Short.", base=played.opening.text)
    final = played.final()
    correct(played.cast.ana, record=final, part=played.returns, before="thanked it", after="thanked IOM", reason="x")
    for rest in ("?", "compare/?from=1&to=3"):
        look(rest)
    assert {rest: serious for rest, serious in found.items() if serious} == {}
    assert wide == []
    page.context.close()
