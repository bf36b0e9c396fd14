"""The sections in the masthead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.followup import selectors
from secretariat.network.access import Verb, may
from secretariat.sources.models import Document

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Section:
    """One link of the masthead; ``count`` asks for attention, nought is not shown."""

    label: str
    url: str
    current: bool
    exact: bool
    count: int = 0


def sections(request: HttpRequest) -> list[Section]:
    """The sections that this reader has; none for a visitor."""
    if not request.user.is_authenticated:
        return []
    entries = [
        (_("Home"), "home", 0),
        (_("Documents"), "documents", _to_confirm(request)),
        (_("Meetings"), "meetings", 0),
        (_("Decisions"), "decisions", 0),
        (_("Action points"), "actions", 0),
        (_("Also noted"), "noted", 0),
        (_("Network"), "network", 0),
    ]
    return [_section(request.path, label, name, count) for label, name, count in entries]


def _section(path: str, label: str, name: str, count: int) -> Section:
    url = reverse(f"workspace:{name}")
    exact = path == url
    return Section(label, url, exact or (name != "home" and path.startswith(url)), exact, count)


def _to_confirm(request: HttpRequest) -> int:
    if not may(request.user, Verb.REVIEW, Document):
        return 0
    return selectors.to_confirm(request.user).count()
