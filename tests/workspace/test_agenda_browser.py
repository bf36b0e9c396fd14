"""The agenda is arranged by keys, by dragging and by touch of a button; what was done is said aloud."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from secretariat.meetings import agenda
from secretariat.meetings.models import Meeting
from tests.cast import Cast, make_cast
from tests.meetings.planned import make_seats, planned, procedure
from tests.workspace.test_in_chromium import opened

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people() -> Cast:
    """Return the people, written for real."""
    cast = make_cast()
    make_seats(cast)
    return cast


@pytest.fixture
def meeting(people: Cast) -> Meeting:
    """Return a draft: matters arising, A and B under no heading, C under one."""
    row = planned(people)
    section = agenda.add_section(people.ana, meeting=row, title="Substance")
    for title, where in (("A", None), ("B", None), ("C", section)):
        agenda.add_item(people.ana, meeting=row, section=where, values={"title": title, "minutes": 10})
    return row


def order(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("[data-item] .entry-text").all_inner_texts()]


def test_it_moves_items_with_alt_and_arrows(
    chromium_browser: Browser, live_server: LiveServer, meeting: Meeting
) -> None:
    page = opened(chromium_browser, live_server)
    page.goto(f"/meetings/{meeting.pk}/agenda/edit/")
    page.get_by_role("button", name="Move “A” down").focus()
    page.keyboard.press("Alt+ArrowDown")
    said = page.locator("[data-agenda-said]")
    expect(said).to_have_text("“A” is item 3 now.")
    assert order(page) == ["Matters arising", "B", "A", "C"]
    expect(page.get_by_role("button", name="Move “A” down")).to_be_focused()
    page.keyboard.press("Enter")
    expect(said).to_have_text("“A” is item 3 now under “Substance”.")
    page.reload()
    assert order(page) == ["Matters arising", "B", "A", "C"]
    expect(page.locator('[data-section]:has-text("Substance") [data-item]')).to_have_count(2)


def test_it_moves_an_item_by_dragging_its_handle(
    chromium_browser: Browser, live_server: LiveServer, meeting: Meeting
) -> None:
    page = opened(chromium_browser, live_server, viewport={"width": 1280, "height": 1100})
    page.goto(f"/meetings/{meeting.pk}/agenda/edit/")
    handle = page.locator('[data-title="A"] [data-handle]').bounding_box()
    target = page.locator('[data-title="C"]').bounding_box()
    assert handle is not None
    assert target is not None
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    page.mouse.move(target["x"] + 80, target["y"] + target["height"] - 3, steps=6)
    expect(page.locator('[data-title="C"]')).to_have_attribute("data-drop", "after")
    page.mouse.up()
    expect(page.locator("[data-agenda-said]")).to_have_text("“A” is item 4 now under “Substance”.")
    assert order(page) == ["Matters arising", "B", "C", "A"]
    page.reload()
    assert order(page) == ["Matters arising", "B", "C", "A"]


def test_it_gives_a_drag_up_with_escape(chromium_browser: Browser, live_server: LiveServer, meeting: Meeting) -> None:
    page = opened(chromium_browser, live_server)
    page.goto(f"/meetings/{meeting.pk}/agenda/edit/")
    page.locator('[data-title="A"] [data-handle]').hover()
    page.mouse.down()
    page.locator('[data-title="C"]').hover()
    page.keyboard.press("Escape")
    page.mouse.up()
    page.reload()
    assert order(page) == ["Matters arising", "A", "B", "C"]


def test_it_arranges_without_a_script(chromium_browser: Browser, live_server: LiveServer, meeting: Meeting) -> None:
    page = opened(chromium_browser, live_server, java_script_enabled=False)
    page.goto(f"/meetings/{meeting.pk}/agenda/edit/")
    page.get_by_role("button", name="Move “B” up").click()
    assert order(page) == ["Matters arising", "B", "A", "C"]
    expect(page.locator("[data-handle]").first).to_be_hidden()


def test_it_shows_the_readers_own_hour_where_it_differs(
    chromium_browser: Browser, live_server: LiveServer, meeting: Meeting
) -> None:
    for zone, expected in (("Asia/Tokyo", ["Tue 4 Mar, 18:00–19:30 Asia/Tokyo"]), ("Europe/Paris", [])):
        page = opened(chromium_browser, live_server, timezone_id=zone)
        page.goto(f"/meetings/{meeting.pk}/")
        expect(page.locator(".moment time[data-moment]")).to_have_text("10:00–11:30")
        assert page.locator(".own-clock").all_inner_texts() == expected


def test_it_counts_down_to_the_deadline(chromium_browser: Browser, live_server: LiveServer, people: Cast) -> None:
    row = procedure(people, hours=30.5)
    page = opened(chromium_browser, live_server)
    page.goto(f"/meetings/{row.pk}/")
    expect(page.locator("[data-remaining]")).to_have_text("in 30 hours")
