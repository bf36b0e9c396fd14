"""docs/workspace.md lists the keys that the review page lists."""

from __future__ import annotations

import re

from tests.documentation.conftest import document, sections

HELP = "src/secretariat/workspace/templates/workspace/review/help.html"


def test_it_lists_the_keys_of_the_review_page() -> None:
    shown = set(re.findall(r"<kbd>(.+?)</kbd>", document(HELP)))
    told = set(re.findall(r"`(.+?)`", sections("docs/workspace.md")["Keys on the review page"]))
    assert told == shown
