"""The browser and the running site that the browser tests share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright

from tests import chromium

from .running_site import EMAIL, PASSWORD, RunningSite
from .scenes import ana, farid, rita, scene

__all__ = ["ana", "farid", "rita", "scene"]

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
OpenPage = Callable[..., Page]
PATIENCE = 30_000
"""Milliseconds: a busy machine takes its time."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """Return a site that runs with server and worker."""
    site = RunningSite(tmp_path_factory.mktemp("home"))
    try:
        site.start()
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="module")
def chromium_browser() -> Iterator[Browser]:
    """Return a Chromium; beside it Django must not mistake the test for asynchronous code."""
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=FLAGS)
        yield browser
        browser.close()
    patch.undo()


@pytest.fixture(scope="session")
def signed_in() -> dict[str, StorageState]:
    """Return who has signed in already, with the cookies that they got."""
    return {}


@pytest.fixture
def open_page(
    chromium_browser: Browser, running_site: RunningSite, signed_in: dict[str, StorageState]
) -> Iterator[OpenPage]:
    """Return what opens a page in a new browser profile; any error of a script fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def opened(
        email: str = EMAIL, *, scheme: str = "light", width: int = 1280, height: int = 860, script: bool = True
    ) -> Page:
        context = chromium_browser.new_context(
            base_url=running_site.url,
            color_scheme=scheme,  # type: ignore[arg-type]
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            storage_state=signed_in.get(email),
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: errors.append(str(error)))
        if email and email not in signed_in:
            sign_in(page, email)
            signed_in[email] = context.storage_state()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


def sign_in(page: Page, email: str) -> None:
    """Sign in, as somebody does."""
    page.goto("/sign-in/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/")


@pytest.fixture
def screenshots() -> Path | None:
    """Return the folder that ``SECRETARIAT_SCREENSHOTS`` names, for somebody who wants to look."""
    named = os.environ.get("SECRETARIAT_SCREENSHOTS")
    return Path(named) if named else None
