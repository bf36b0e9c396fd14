"""The pages in a browser: accessible in light and dark, worked by keyboard, narrow, without a script."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from secretariat.meetings import agenda, invitations, papers, series
from secretariat.meetings.models import Meeting, Series
from secretariat.register.entries import enter
from secretariat.register.models import ActionPoint
from tests.cast import PASSWORD, Cast, make_cast, make_document
from tests.meetings.planned import convened, make_seats, procedure
from tests.workspace.scenes import Scene, make_scene, network_paths

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

COMING = "Spring meeting"
SERIOUS = {"serious", "critical"}


@pytest.fixture(autouse=True)
def played() -> Scene:
    """Return the scene, written for real, for the server to see."""
    scene = make_scene(make_cast())
    Meeting.objects.create(
        title=COMING, body=scene.cast.committee, date=date(2099, 3, 1), stage="convened", state="confirmed"
    )
    return scene


def opened(browser: Browser, server: LiveServer, *, email: str = "ana@example.org", **options: object) -> Page:
    """Return a page on which somebody has signed in."""
    context: BrowserContext = browser.new_context(base_url=server.url, **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{server.url}/")
    return page


def paths(scene: Scene) -> list[str]:
    """Return every page of this face, but those of documents."""
    action, decision = scene.shared, scene.decision
    coming = Meeting.objects.get(title=COMING).pk
    return [
        "/",
        "/actions/",
        "/actions/?state=open&q=guidance",
        "/decisions/",
        "/figures/",
        f"/actions/{action.pk}/",
        f"/actions/{action.pk}/owners/",
        f"/actions/{action.pk}/words/",
        f"/actions/{action.pk}/step/hand-over/",
        f"/actions/{action.pk}/step/split/",
        f"/actions/{action.pk}/step/merge/",
        f"/actions/{action.pk}/decision/",
        f"/decisions/{decision.pk}/",
        f"/decisions/{decision.pk}/state/",
        f"/decisions/{decision.pk}/relate/",
        f"/decisions/{decision.pk}/object/",
        "/follow-up/",
        f"/meetings/{coming}/arising/",
        f"/meetings/{coming}/arising/{action.pk}/",
        "/network/bodies/executive-committee/escalation/",
        "/actions/new/",
        "/search/?q=guidance",
        "/meetings/",
        f"/meetings/{decision.meeting_id}/",
        f"/meetings/{decision.meeting_id}/record/",
        *meeting_paths(scene.cast),
        "/network/",
        "/network/entities/iom/",
        "/network/bodies/executive-committee/",
        f"/network/people/{scene.cast.lena.pk}/",
        *network_paths(scene),
        "/password/",
        "/mail-and-calendar/",
        "/mail-and-calendar/digest/",
        f"/actions/{action.pk}/links/",
        "/correspondence/",
        "/correspondence/webhooks/",
        "/nothing-here/",
    ]


def meeting_paths(cast: Cast) -> list[str]:
    """Return the pages of planning, of a convened meeting and of a procedure."""
    seated = Meeting.objects.filter(stage="convened").exclude(uid="")
    if not seated.exists():
        make_seats(cast)
        row = convened(cast, title="Autumn meeting")
        agenda.add_section(cast.ana, meeting=row, title="Substance")
        papers.attach(cast.ana, meeting=row, revision=make_document(cast.ana, title="Note", salt="note").current)
        invitations.invite_seats(cast.ana, meeting=row)
        procedure(cast)
        series.add_series(cast.ana, values={"body": cast.committee, "name": "Monthly"})
    meeting, silent = seated.get(sort="meeting"), seated.get(sort="silence_procedure")
    token, key = meeting.invitations.earliest("pk").token, Series.objects.get().pk
    own = ("", "change/", "step/postpone/", "agenda/", "agenda/edit/", "invitations/", "attendance/")
    return [
        *(f"/meetings/{meeting.pk}/{path}" for path in own),
        f"/meetings/{silent.pk}/",
        "/meetings/plan/",
        "/meetings/plan/?sort=silence_procedure",
        "/meetings/month/?month=2031-03",
        "/meetings/series/",
        f"/meetings/series/{key}/",
        "/meetings/templates/new/",
        f"/reply/{token}/",
    ]


def faults(page: Page) -> list[str]:
    """Return what axe finds serious on a page."""
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found if fault["impact"] in SERIOUS]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_no_serious_fault_for_axe(
    chromium_browser: Browser, live_server: LiveServer, played: Scene, scheme: str
) -> None:
    page = opened(chromium_browser, live_server, color_scheme=scheme)
    found = {}
    for path in paths(played):
        page.goto(path)
        found[path] = faults(page)
    page.context.clear_cookies()
    page.goto("/sign-in/")
    found["/sign-in/"] = faults(page)
    assert {path: serious for path, serious in found.items() if serious} == {}


def test_it_never_scrolls_sideways_on_a_narrow_screen(
    chromium_browser: Browser, live_server: LiveServer, played: Scene
) -> None:
    ActionPoint.objects.filter(pk=played.late.pk).update(text="Unbreakable" * 40)
    page = opened(chromium_browser, live_server, viewport={"width": 360, "height": 700})
    wide = []
    for path in paths(played):
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(path)
    assert wide == []


def test_it_raises_no_error_and_breaks_no_policy(
    chromium_browser: Browser, live_server: LiveServer, played: Scene
) -> None:
    page = opened(chromium_browser, live_server)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in paths(played)[:-1]:
        page.goto(path)
    page.goto("/actions/")
    page.locator("#q").fill("guidance")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert said == []


def test_it_signs_in_and_skips_to_the_content_by_keyboard(chromium_browser: Browser, live_server: LiveServer) -> None:
    page = chromium_browser.new_context(base_url=live_server.url).new_page()
    page.goto("/sign-in/")
    expect(page.get_by_label("E-mail address")).to_be_focused()
    page.keyboard.type("ana@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


def test_it_gives_many_an_owner_by_keyboard(chromium_browser: Browser, live_server: LiveServer, played: Scene) -> None:
    page = opened(chromium_browser, live_server)
    page.goto("/actions/?unassigned=1&sort=reference")
    page.locator("input[data-choose]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("[data-chosen-count]")).to_have_text("2")
    page.get_by_role("button", name="Set owner").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Lead").focus()
    page.keyboard.type("WHO")
    page.get_by_role("button", name="Set it for all 2").press("Enter")
    expect(page.get_by_text("Owner set for 2 action points.")).to_be_visible()
    assert {owner.ref for owner in ActionPoint.objects.get(pk=played.late.pk).owners.all()} == {"entity:who"}
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_text("2 action points are as they were.")).to_be_visible()
    assert ActionPoint.objects.get(pk=played.late.pk).is_unassigned


def test_it_chooses_a_range_with_shift(chromium_browser: Browser, live_server: LiveServer) -> None:
    page = opened(chromium_browser, live_server)
    page.goto("/actions/")
    rows = page.locator("input[data-choose]")
    rows.nth(0).click()
    rows.nth(2).click(modifiers=["Shift"])
    expect(page.locator("[data-chosen-count]")).to_have_text("3")
    page.locator("input[data-choose-all]").click()
    expect(page.locator("input[data-choose]:checked")).to_have_count(rows.count())


def test_it_filters_as_one_types_and_keeps_the_address(chromium_browser: Browser, live_server: LiveServer) -> None:
    page = opened(chromium_browser, live_server)
    page.goto("/actions/")
    page.locator("#q").fill("pilot")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page).to_have_url(f"{live_server.url}/actions/?q=pilot")
    expect(page.locator("#q")).to_be_focused()
    page.go_back()
    expect(page).to_have_url(f"{live_server.url}/actions/")


def test_it_works_without_a_script(chromium_browser: Browser, live_server: LiveServer) -> None:
    page = opened(chromium_browser, live_server, java_script_enabled=False)
    page.goto("/actions/?unassigned=1&sort=reference")
    page.locator("#q").fill("pilot")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("input[data-choose]").check()
    page.get_by_role("button", name="Set due date").click()
    page.get_by_label("or a period").fill("2032-Q1")
    page.get_by_role("button", name="Set it for 1").click()
    expect(page.get_by_text("quarter 1 of 2032")).to_be_visible()
    page.locator(".account > summary").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_it_opens_a_form_in_its_place_by_keyboard(
    chromium_browser: Browser, live_server: LiveServer, played: Scene
) -> None:
    page = opened(chromium_browser, live_server)
    page.goto(f"/actions/{played.late.pk}/")
    opener = page.locator("summary", has_text="Change Due")
    expect(page.get_by_label("or a period")).to_have_count(0)
    opener.press("Enter")
    expect(page.get_by_label("or a period")).to_be_visible()
    expect(opener).to_be_focused()
    assert faults(page) == []
    opener.press("Enter")
    opener.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Day", exact=True)).to_be_focused()
    page.get_by_label("Day", exact=True).fill("")
    page.get_by_label("or a period").fill("2032-Q1")
    page.keyboard.press("Enter")
    expect(page.get_by_text("quarter 1 of 2032").first).to_be_visible()
    page.locator("summary", has_text="Report progress").press("Enter")
    page.get_by_label("What was done").fill("Two of three are named.")
    page.get_by_label("When it was done").fill("in spring")
    page.get_by_role("button", name="Keep this report").press("Enter")
    expect(page.locator(".report[open] .notice-error")).to_be_visible()
    expect(page.get_by_label("What was done")).to_have_value("Two of three are named.")


def test_it_opens_a_form_on_its_own_page_without_a_script(
    chromium_browser: Browser, live_server: LiveServer, played: Scene
) -> None:
    page = opened(chromium_browser, live_server, java_script_enabled=False)
    page.goto(f"/actions/{played.late.pk}/")
    page.locator("summary", has_text="Change Pace").click()
    page.get_by_role("link", name="Open the form Pace").click()
    page.get_by_label("Recurring").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Recurring").first).to_be_visible()
    page.locator("summary", has_text="Report progress").click()
    page.locator(".report").get_by_role("link", name="Open the form").click()
    page.get_by_label("What was done").fill("Begun.")
    page.get_by_role("button", name="Keep this report").click()
    expect(page.get_by_text("Begun.").first).to_be_visible()


def test_it_asks_to_sign_in_again_instead_of_drawing_that_page_in_a_form(
    chromium_browser: Browser, live_server: LiveServer, played: Scene
) -> None:
    page = opened(chromium_browser, live_server)
    here = f"/actions/{played.late.pk}/"
    page.goto(here)
    page.context.clear_cookies()
    page.locator("summary", has_text="Change Pace").click()
    page.wait_for_url(f"**/sign-in/?next={here}pace/")
    expect(page.get_by_label("E-mail address")).to_be_visible()


def test_it_remembers_the_dark(chromium_browser: Browser, live_server: LiveServer) -> None:
    page = opened(chromium_browser, live_server, color_scheme="light")
    page.locator(".account > summary").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/meetings/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("body")).to_have_css("color", "rgb(236, 232, 224)")


def test_it_closes_a_menu_with_escape(chromium_browser: Browser, live_server: LiveServer) -> None:
    page = opened(chromium_browser, live_server)
    summary = page.locator(".account > summary")
    summary.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(summary).to_be_focused()


def test_it_sets_record_text_at_a_readable_measure(
    chromium_browser: Browser, live_server: LiveServer, played: Scene
) -> None:
    page = opened(chromium_browser, live_server)
    page.goto(f"/actions/{played.shared.pk}/")
    width, size = page.locator(".record").evaluate(
        "node => [node.getBoundingClientRect().width, parseFloat(getComputedStyle(node).fontSize)]"
    )
    letters = width / (size * 0.46)
    assert 60 <= letters <= 75


def test_it_reads_from_right_to_left(chromium_browser: Browser, live_server: LiveServer, played: Scene) -> None:
    page = opened(chromium_browser, live_server)
    page.goto(f"/actions/{played.secret.pk}/")
    assert page.locator("h1").evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert page.locator("html").get_attribute("dir") == "ltr"


def test_it_leaves_the_interface_out_of_print(chromium_browser: Browser, live_server: LiveServer) -> None:
    page = opened(chromium_browser, live_server)
    page.goto("/actions/")
    page.emulate_media(media="print")
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.locator("tbody tr").first).to_be_visible()


def test_it_prints_thirty_matters_on_two_pages(
    chromium_browser: Browser, live_server: LiveServer, played: Scene
) -> None:
    for number in range(30):
        values = {"text": f"Share the outcome of seminar {number} with the country networks", "owners": ["IOM"]}
        enter(played.cast.ana, kind="action_point", values=values, body=played.cast.committee)
    page = opened(chromium_browser, live_server)
    page.goto(f"/meetings/{Meeting.objects.get(title=COMING).pk}/arising/")
    with pypdfium2.PdfDocument(page.pdf(format="A4")) as printed:
        assert len(printed) <= 2


def test_it_carries_a_matter_forward_in_its_place(
    chromium_browser: Browser, live_server: LiveServer, played: Scene
) -> None:
    page = opened(chromium_browser, live_server)
    page.goto(f"/meetings/{Meeting.objects.get(title=COMING).pk}/arising/")
    page.get_by_role("link", name=f"Carry forward {played.shared.reference}").press("Enter")
    form = page.get_by_role("form", name=f"Carry {played.shared.reference} forward")
    form.get_by_label("In a line").fill("WHO takes it over.")
    form.get_by_label("State").select_option("in_progress")
    assert faults(page) == []
    form.get_by_role("button", name="Carry it forward").press("Enter")
    expect(page.get_by_text(f"{played.shared.reference} is carried forward.")).to_be_visible()
    expect(page.get_by_text("discussed: WHO takes it over.")).to_be_visible()
    assert ActionPoint.objects.get(pk=played.shared.pk).state == "in_progress"
