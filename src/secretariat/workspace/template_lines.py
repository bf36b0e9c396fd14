"""A template as text: a heading a line with ``#``, an item a line with its kind and minutes after bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused
from secretariat.meetings.models import ItemSort
from secretariat.meetings.series import NewItem

if TYPE_CHECKING:
    from secretariat.meetings.models import MeetingTemplate

KINDS = {
    "decision": ItemSort.DECISION,
    "discussion": ItemSort.DISCUSSION,
    "information": ItemSort.INFORMATION,
    "without discussion": ItemSort.WITHOUT_DISCUSSION,
}
WORDS = {kind: words for words, kind in KINDS.items()}


def written(template: MeetingTemplate) -> str:
    """Return a template as text."""
    lines, heading = [], ""
    for item in template.items.all():
        if item.section != heading:
            heading = item.section
            lines.append(f"# {heading}".rstrip())
        parts = [item.title, WORDS[ItemSort(item.sort)] if item.sort else "", str(item.minutes or ""), item.presenter]
        lines.append(" | ".join(parts).rstrip(" |"))
    return "\n".join(lines)


def read(text: str) -> list[NewItem]:
    """Return the items of a template.

    Raises:
        Refused: when a line cannot be understood; it says which and why.
    """
    items, heading = [], ""
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.strip()
        if words.startswith("#"):
            heading = words.lstrip("#").strip()[:300]
        elif words:
            items.append(_item(words, heading, number))
    return items


def _item(line: str, heading: str, number: int) -> NewItem:
    """Return the item of a line."""
    title, kind, minutes, presenter = [part.strip() for part in (*line.split("|", 3), "", "", "")][:4]
    if kind and kind.lower() not in KINDS:
        words = _("Line %(line)d: “%(kind)s” is none of the kinds: %(kinds)s.")
        raise Refused("unknown_sort", words % {"line": number, "kind": kind, "kinds": ", ".join(KINDS)})
    if minutes and not (minutes.isascii() and minutes.isdigit() and 0 < int(minutes[:5]) <= 1440):
        words = _("Line %(line)d: the minutes are a number from 1 to 1440.")
        raise Refused("bad_minutes", words % {"line": number})
    if not title:
        raise Refused("title_missing", _("Line %(line)d: give the item a title.") % {"line": number})
    sort = str(KINDS[kind.lower()]) if kind else ""
    return NewItem(
        title=title[:500],
        section=heading,
        sort=sort,
        minutes=int(minutes) if minutes else None,
        presenter=presenter[:200],
    )
