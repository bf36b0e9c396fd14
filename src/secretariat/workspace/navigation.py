"""The sections in the masthead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.followup import selectors
from secretariat.network.access import Verb, may
from secretariat.register.models import Kind
from secretariat.sources.models import Document

from .actor import actor_of
from .entry_kinds import NOTED

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """Return the sections that this reader has; none for a visitor."""
    if not request.user.is_authenticated:
        return []
    path = request.path
    return [
        Section(label, urls[0], any(_within(path, url) for url in urls), path == urls[0], count)
        for label, urls, count in _plan(request)
    ]


def _plan(request: HttpRequest) -> Iterator[tuple[str, list[str], int]]:
    """Yield label, addresses (its own first) and count of each section."""
    yield _("Home"), [reverse("workspace:home")], 0
    yield _("Documents"), [reverse("workspace:documents"), reverse("workspace:upload")], _to_confirm(request)
    yield _("Meetings"), [reverse("workspace:meetings")], 0
    yield _("Decisions"), [_entries(Kind.DECISION)], 0
    yield _("Action points"), [_entries(Kind.ACTION_POINT), reverse("workspace:follow-up")], 0
    yield _("Also noted"), [_entries(kind) for kind in NOTED], 0
    yield _("Reports"), [reverse("workspace:evidence")], 0
    yield _("Network"), [reverse("workspace:network")], 0


def _entries(kind: Kind) -> str:
    """Return the address of the list of a kind."""
    return reverse("workspace:entries", kwargs={"kind": kind})


def _within(path: str, url: str) -> bool:
    """Say whether a page belongs to the section at ``url``; the first page belongs to itself alone."""
    return path == url or (url != reverse("workspace:home") and path.startswith(url))


def _to_confirm(request: HttpRequest) -> int:
    """Return how many documents wait for the reader's confirmation."""
    actor = actor_of(request)
    return selectors.to_confirm(actor).count() if may(actor, Verb.REVIEW, Document) else 0
