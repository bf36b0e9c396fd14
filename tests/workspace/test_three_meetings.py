"""Three meetings of the worked example, played in a browser by five people, each doing what is theirs.

The secretary confirms the record of the first meeting, plans, holds and writes the second, plans the third.
Two focal points reply, report and comment; the convener of a working group, who has no account, reports by
a link; the chair makes the record final. What was agreed at one meeting comes back at the next by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from secretariat.reading import load_path, read
from secretariat.reading.findings import Reading
from tests.workspace.example_play import CHAIR, IOM, SECRETARY, UNDESA, Play, example_site

pytestmark = pytest.mark.chromium

NOTES = "draft the concept notes"
DRAFT = "circulate a new draft"
CONTACT = "name a contact for the webinars"
DECISION = "The Executive Committee agreed to hold the first webinar in January."
ACTION = "Send the invitations to the first webinar"


def in_days(days: int) -> date:
    """Return a day counted from today, as this machine tells it, which is the site's too."""
    return date.today() + timedelta(days=days)  # noqa: DTZ011


@pytest.fixture
def play(chromium_browser: Browser, tmp_path: Path) -> Iterator[Play]:
    """Return the play before its first act."""
    made = Play(chromium_browser, example_site(tmp_path))
    try:
        made.site.start()
        yield made
    finally:
        made.close()
        made.site.stop()
    assert made.errors == []


def test_it_carries_what_was_agreed_through_three_meetings(play: Play, tmp_path: Path) -> None:
    confirm_the_record(play)
    today, due = in_days(0), in_days(20)
    second = plan(play, "Second meeting of the play", today, items=("Preparatory webinars", "Return and reintegration"))
    reply(play, second)
    report(play)
    report_by_link(play)
    look_at_what_arises(play, second)
    hold(play, second)
    write_the_record(play, second, due)
    clear_the_record(play, second)
    third = plan(play, "Third meeting of the play", in_days(30), items=("Webinars",))
    come_back(play, third)
    stay_as_it_was(play, second)
    read_back(play, second, tmp_path, (today, due))


def confirm_the_record(play: Play) -> None:
    """The first meeting: its record came as a file, and the secretary confirms what was found in it."""
    page = play.page_of(SECRETARY)
    page.goto("/documents/")
    page.get_by_role("link", name=re.compile("14 September 2021")).first.click()
    for kind in ("participant", "decision", "action_point"):
        page.goto(re.sub(r"[?#].*", "", page.url) + f"?kind={kind}")
        page.locator(f"[data-confirm-all={kind}] button").click()
        expect(page.locator(f"[data-confirm-all={kind}]")).to_have_count(0)
    page.goto("/actions/?q=concept+notes")
    expect(line(page, NOTES)).to_contain_text("IOM")


def plan(play: Play, title: str, day: date, *, items: tuple[str, ...]) -> str:
    """Plan a meeting, arrange its agenda, convene it and invite who holds a seat; return its address."""
    page = play.page_of(SECRETARY)
    page.goto("/meetings/plan/")
    page.get_by_label("Body", exact=True).select_option(label="Executive Committee")
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("Day", exact=True).fill(day.isoformat())
    page.get_by_label("Begins").fill("10:00")
    page.get_by_label("Ends").fill("11:30")
    page.get_by_label("Time zone").fill("Europe/Zurich")
    page.get_by_label("How", exact=True).select_option("virtual")
    page.locator("main form button[type=submit], main form button.button-main").first.click()
    expect(page.locator("#agenda-board")).to_contain_text("Matters arising")
    for item in items:
        form = page.locator(".item-form").last
        form.get_by_label("Title").fill(item)
        form.get_by_label("Minutes").fill("20")
        form.get_by_role("button", name="Add it").click()
        expect(page.locator("#agenda-board")).to_contain_text(item)
    url = page.url.split("/agenda/")[0] + "/"
    page.goto(url)
    page.get_by_role("button", name="Convene").click()
    expect(page.locator("main")).to_contain_text("Convened")
    page.goto(f"{url}invitations/")
    page.get_by_role("button", name="Invite who holds a seat on the day").click()
    expect(page.get_by_role("row", name=re.compile("UNDESA"))).to_have_count(1)
    return url


def reply(play: Play, meeting: str) -> None:
    """The chair answers, and a focal point for the principal of the entity; the secretary sees it."""
    for who, answer in ((CHAIR, "Accepted"), (UNDESA, "Declined")):
        page = play.page_of(who)
        page.goto(meeting)
        form = page.locator(".reply-form").first
        form.get_by_label(answer).check()
        form.get_by_role("button", name="Reply").click()
        expect(page.locator("main")).to_contain_text(f"Your reply: {answer}")
    page = play.page_of(SECRETARY)
    page.goto(f"{meeting}invitations/")
    expect(page.get_by_role("row", name=re.compile("UNDESA"))).to_contain_text("Declined")


def report(play: Play) -> None:
    """Both focal points report on the action that their entities hold together."""
    for who, said in ((IOM, "Two notes are drafted."), (UNDESA, "The third note is with our editors.")):
        page = play.page_of(who)
        open_action(page, NOTES)
        page.locator("details.report summary").click()
        page.get_by_label("What was done").fill(said)
        page.get_by_label("State after this").select_option("in_progress")
        page.get_by_role("button", name="Keep this report").click()
        expect(page.locator(".notes")).to_contain_text(said)


def report_by_link(play: Play) -> None:
    """The convener of the working group has no account: a link is enough."""
    page = play.page_of(SECRETARY)
    open_action(page, DRAFT)
    action = page.url.split("?")[0]
    page.goto(f"{action}owners/")
    page.get_by_label("Lead").select_option(label="Working group on return and reintegration")
    page.get_by_role("button", name="Save").first.click()
    page.goto(f"{action}links/")
    page.get_by_label("Name of the person").fill("Mira Sandoval")
    page.get_by_role("button", name="Show it to copy").click()
    address = page.locator("#made-url").input_value()
    guest = play.stranger()
    guest.goto(play.site.url + "/r/" + address.split("/r/")[1])
    expect(guest.locator("h1")).to_contain_text(DRAFT)
    guest.get_by_label("What was done").fill("The new draft went out to all members.")
    guest.get_by_label("State after this").select_option("done")
    guest.get_by_role("button", name="Send this report").click()
    expect(guest.locator("main")).to_contain_text("your report is kept")
    expect(guest.locator(".notes")).to_contain_text("Mira Sandoval")
    expect(guest.locator(".report-facts")).to_contain_text("Done")


def look_at_what_arises(play: Play, meeting: str) -> None:
    """Before the second meeting: what is open comes back by itself, with what was reported since."""
    page = play.page_of(SECRETARY)
    page.goto(f"{meeting}arising/")
    expect(matter(page, NOTES)).to_contain_text("Two notes are drafted.")
    expect(matter(page, NOTES)).to_contain_text("The third note is with our editors.")
    expect(matter(page, CONTACT)).to_contain_text("Open")
    expect(matter(page, DRAFT)).to_have_count(0)
    expect(page.locator("main")).to_contain_text("The new draft went out to all members.")
    matter(page, NOTES).get_by_role("button", name="was discussed").click()
    expect(matter(page, NOTES)).to_contain_text("discussed")


def hold(play: Play, meeting: str) -> None:
    """The second meeting is held; the replies speak for the attendance, and the secretary keeps it."""
    page = play.page_of(SECRETARY)
    page.goto(f"{meeting}attendance/")
    page.get_by_role("button", name="Keep the attendance").click()
    expect(page.locator(".seat-grid")).to_contain_text("Recorded")
    page.goto(meeting)
    page.get_by_role("button", name="It was held").click()
    expect(page.locator("main")).to_contain_text("Held")


def write_the_record(play: Play, meeting: str, due: date) -> None:
    """The secretary writes the record item by item, with what was decided and who does what by when."""
    page = play.page_of(SECRETARY)
    page.goto(f"{meeting}record/")
    page.get_by_role("button", name="Begin the record").click()
    part = page.locator(".sheet", has=page.get_by_role("heading", name="Preparatory webinars"))
    part.locator("textarea.writing-text").fill("Members thanked the entities for the notes.")
    page.keyboard.press("Control+s")
    expect(part.locator("[data-state]")).to_contain_text("Saved")
    part.get_by_role("link", name="Add a decision").click()
    part.get_by_label("Decision", exact=True).fill(DECISION)
    part.get_by_role("button", name="Enter it").click()
    expect(part.locator(".outcomes")).to_contain_text(DECISION)
    part.get_by_role("link", name="Add an action point").click()
    part.get_by_label("Action point", exact=True).fill(ACTION)
    part.get_by_label("Lead").select_option("entity:undesa")
    part.get_by_label("Day", exact=True).fill(due.isoformat())
    part.get_by_role("button", name="Enter it").click()
    expect(part.locator(".outcomes")).to_contain_text(ACTION)
    circulate(page, meeting)


def circulate(page: Page, meeting: str) -> None:
    page.goto(f"{meeting}record/clearance/")
    page.get_by_label("Until").fill(in_days(5).isoformat())
    page.get_by_label("Hour").fill("18:00")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Record for clearance")


def clear_the_record(play: Play, meeting: str) -> None:
    """A focal point comments, the secretary takes it up, the chair makes the record final."""
    page = play.page_of(IOM)
    page.goto(f"{meeting}record/")
    part = page.locator(".cleared", has=page.get_by_role("heading", name="Preparatory webinars"))
    part.locator("details.comment-new summary").click()
    part.get_by_label("Comment", exact=True).fill("UNDP drafted one of them too: please name all three.")
    part.locator("textarea[name=quote]").fill("thanked the entities")
    part.get_by_role("button", name="Send the comment").click()
    expect(part).to_contain_text("please name all three")
    secretary = play.page_of(SECRETARY)
    secretary.goto(f"{meeting}record/write/")
    sheet = secretary.locator(".sheet", has=secretary.get_by_role("heading", name="Preparatory webinars"))
    sheet.locator("textarea.writing-text").fill("Members thanked IOM, UNDP and UNDESA for the notes.")
    secretary.keyboard.press("Control+s")
    expect(sheet.locator("[data-state]")).to_contain_text("Saved")
    circulate(secretary, meeting)
    chair = play.page_of(CHAIR)
    chair.goto(f"{meeting}record/")
    chair.get_by_role("button", name="Make it final").click()
    expect(chair.locator("main")).to_contain_text("Final record")
    expect(chair.locator(".hash")).to_have_text(re.compile("^[0-9a-f]{64}$"))


def come_back(play: Play, meeting: str) -> None:
    """The third meeting: what was agreed at the second stands on its agenda, with the words that prove it."""
    page = play.page_of(UNDESA)
    page.goto(f"{meeting}arising/")
    expect(matter(page, ACTION)).to_contain_text("UNDESA")
    matter(page, ACTION).get_by_role("link", name=ACTION).click()
    expect(page.locator("main")).to_contain_text("Second meeting of the play")
    expect(page.locator("mark").first).to_contain_text(ACTION)


def stay_as_it_was(play: Play, meeting: str) -> None:
    """The second meeting's matters arising stand as they were when it was held."""
    page = play.page_of(SECRETARY)
    page.goto(f"{meeting}arising/")
    expect(matter(page, NOTES)).to_contain_text("Two notes are drafted.")
    expect(matter(page, ACTION)).to_have_count(0)


def read_back(play: Play, meeting: str, folder: Path, days: tuple[date, date]) -> None:
    """The record as a Word file says to a reader what the register says."""
    page = play.page_of(SECRETARY)
    page.goto(f"{meeting}record/")
    kept = json.loads(download(page, "JSON", folder).read_text(encoding="utf-8"))
    reading = read(load_path(download(page, "Word", folder)))
    today, due = (day.isoformat() for day in days)
    assert reading.meeting.date == today
    assert (reading.meeting.start, reading.meeting.end, reading.meeting.mode) == ("10:00", "11:30", "virtual")
    assert [item.title for item in reading.agenda] == [item["title"] for item in kept["agenda"]]
    assert sorted(people(reading)) == sorted((row["name"], row["attendance"]) for row in kept["participants"])
    assert [decision.text for decision in reading.decisions] == [DECISION]
    action = reading.action_points[0]
    assert len(reading.action_points) == 1
    assert (action.text, action.owners, action.due) == (ACTION, ("UNDESA",), due)


def people(reading: Reading) -> list[tuple[str, str]]:
    return [(person.name, person.attendance) for person in reading.participants]


def download(page: Page, form: str, folder: Path) -> Path:
    menu = page.locator("details.menu", has=page.get_by_text("Download")).first
    menu.locator("summary").click()
    with page.expect_download() as coming:
        menu.get_by_role("link", name=re.compile(form)).click()
    menu.locator("summary").click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def open_action(page: Page, words: str) -> None:
    page.goto(f"/actions/?q={words.replace(' ', '+')}")
    line(page, words).get_by_role("link", name=re.compile(words)).first.click()
    expect(page.locator("h1")).to_contain_text(words)


def line(page: Page, words: str) -> Locator:
    return page.get_by_role("row").filter(has_text=words).first


def matter(page: Page, words: str) -> Locator:
    return page.locator("tr[id^=m-]").filter(has_text=words)
