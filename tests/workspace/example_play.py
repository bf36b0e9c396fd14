"""The worked example as five people play it: a site of their own, and a browser for each of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from tests.workspace.running_site import RunningSite

SECRETARY, CHAIR = "officer@network.example", "chair@network.example"
IOM, UNDESA = "focal.point@network.example", "focal.point.undesa@network.example"
_PASSWORDS = "passwords.json"
_EXAMPLE = f"""
import django; django.setup()
import json
from django.conf import settings
from secretariat.example.loading import load_example
passwords = {{account.user.email: account.password for account in load_example()}}
(settings.HOME / "{_PASSWORDS}").write_text(json.dumps(passwords))
"""
PATIENCE = 60_000
"""Milliseconds: a busy machine takes its time."""


@dataclass
class Play:
    """The site, and the page of each person who has come in."""

    browser: Browser
    site: RunningSite
    pages: dict[str, Page] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def page_of(self, email: str) -> Page:
        """Return the page of somebody with an account, signed in."""
        if email not in self.pages:
            page = self.pages[email] = self.stranger()
            page.goto("/sign-in/")
            page.fill("[name=username]", email)
            page.fill("[name=password]", self._passwords()[email])
            page.press("[name=password]", "Enter")
            page.wait_for_url("**/")
        return self.pages[email]

    def stranger(self) -> Page:
        """Return a page of somebody who has not signed in; any error of a script is kept."""
        context = self.browser.new_context(base_url=self.site.url, viewport={"width": 1280, "height": 900})
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def close(self) -> None:
        """Close every browser window."""
        for context in self.contexts:
            context.close()

    def _passwords(self) -> dict[str, str]:
        passwords: dict[str, str] = json.loads((self.site.home / _PASSWORDS).read_text())
        return passwords


def example_site(home: Path) -> RunningSite:
    """Return a site with the worked example, not started yet."""
    return RunningSite(home, people=_EXAMPLE)
