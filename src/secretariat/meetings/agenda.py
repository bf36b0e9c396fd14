"""What is done to an agenda: sections and items are added, changed, moved and taken away.

An item that is moved stays the same item. Numbers follow the order, and are written, so that whoever quotes
an item quotes what the agenda shows. Gestures on one agenda wait for one another (its meeting is held).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Conflict, Refused
from secretariat.network.access import Verb, require
from secretariat.network.names import folded

from .changing import added, changing, locked, removed, required
from .models import AgendaItem, AgendaSection, Confirmation, ItemSort, Meeting
from .outline import groups

if TYPE_CHECKING:
    from secretariat.network.models import User

    from .models import MeetingTemplate

LONGEST_MINUTES = 24 * 60
FIELDS = ("title", "sort", "minutes", "presenter", "note")


def begin(actor: User, *, meeting: Meeting, template: MeetingTemplate | None, gesture: Gesture) -> None:
    """Write the agenda that a new meeting begins with: that of the template, and "Matters arising".

    Where the template has an item of that name it is the one; otherwise it comes first.
    """
    items = [] if template is None else list(template.items.all())
    name = _("Matters arising")
    wants = not meeting.is_procedure and meeting.body is not None
    if wants and not any(folded(item.title) == folded(name) for item in items):
        added(actor, AgendaItem(meeting=meeting, title=name, arising=True), gesture=gesture)
    sections: dict[str, AgendaSection] = {}
    for order, item in enumerate(items, start=1):
        if item.section and item.section not in sections:
            made = AgendaSection(meeting=meeting, title=item.section, order=len(sections) + 1)
            sections[item.section] = added(actor, made, gesture=gesture)
        new = AgendaItem(meeting=meeting, section=sections.get(item.section), order=order)
        for field in FIELDS:
            setattr(new, field, getattr(item, field))
        new.arising = wants and folded(item.title) == folded(name)
        added(actor, new, gesture=gesture)
    renumber(meeting)


def add_section(actor: User, *, meeting: Meeting, title: str) -> AgendaSection:
    """Add a heading at the end of the agenda."""
    with arranging(actor, meeting) as held:
        section = AgendaSection(meeting=held, title=_title(title), order=held.agenda_sections.count() + 1)
        added(actor, section, gesture=Gesture(actor, held))
    return section


def change_section(actor: User, *, section: AgendaSection, title: str, version: int | None = None) -> AgendaSection:
    """Give a heading other words."""
    with arranging(actor, section.meeting) as held:
        gesture = Gesture(actor, held)
        with changing(actor, section, "change", version=version, gesture=gesture) as row:
            row.title = _title(title)
    return row


def move_section(actor: User, *, section: AgendaSection, by: int) -> AgendaSection:
    """Move a heading with its items up (``-1``) or down (``1``)."""
    with arranging(actor, section.meeting) as held:
        rows = list(held.agenda_sections.all())
        at = _place(rows, section)
        row = rows.pop(at)
        rows.insert(max(0, at + by), row)
        for order, other in enumerate(rows, start=1):
            _put(other, order=order)
        Gesture(actor, held).record("move", row, data={"changed": {"order": [at + 1, row.order]}})
    return row


def remove_section(actor: User, *, section: AgendaSection) -> None:
    """Take a heading away; its items stay, under none."""
    with arranging(actor, section.meeting) as held:
        row, gesture = locked(section), Gesture(actor, held)
        last = held.agenda_items.count()
        for item in row.items.order_by("order", "id"):
            last += 1
            _put(item, section=None, order=last)
        removed(actor, row, gesture=gesture)


def add_item(
    actor: User, *, meeting: Meeting, section: AgendaSection | None = None, values: Mapping[str, object]
) -> AgendaItem:
    """Add an item at the end of the agenda, or of a section of it."""
    with arranging(actor, meeting) as held:
        item = AgendaItem(meeting=held, section=_own(held, section), order=held.agenda_items.count() + 1)
        _fill(item, values)
        added(actor, item, gesture=Gesture(actor, held))
    item.refresh_from_db()
    return item


def change_item(
    actor: User, *, item: AgendaItem, values: Mapping[str, object], version: int | None = None
) -> AgendaItem:
    """Change words, kind, minutes, presenter or annotation of an item."""
    with arranging(actor, item.meeting) as held:
        gesture = Gesture(actor, held)
        with changing(actor, item, "change", version=version, gesture=gesture) as row:
            _fill(row, values)
    return row


def move_item(
    actor: User, *, item: AgendaItem, section: AgendaSection | None, before: AgendaItem | None = None
) -> AgendaItem:
    """Move an item under a section (or under none), before another item there or to its end."""
    with arranging(actor, item.meeting) as held:
        row = locked(item)
        was = [row.section_id, row.number]
        target = _own(held, section)
        key = target.pk if target else None
        others = [other for other in _items(held) if other.pk != row.pk and other.section_id == key]
        at = len(others) if before is None else _place(others, before)
        for order, other in enumerate([*others[:at], row, *others[at:]], start=1):
            _put(other, section=target, order=order)
        renumber(held)
        row.refresh_from_db()
        changed = {"section": [was[0], row.section_id], "number": [was[1], row.number]}
        Gesture(actor, held).record("move", row, data={"changed": changed})
    return row


def shift_item(actor: User, *, item: AgendaItem, by: int) -> AgendaItem:
    """Move an item one place up (``-1``) or down (``1``); past the end of its section, into the next one."""
    with arranging(actor, item.meeting) as held:
        places = [(section, list(items)) for section, items in groups(held)]
        group = next((at for at, (_, items) in enumerate(places) if item in items), None)
        if group is None:
            raise Conflict
        items = places[group][1]
        at = items.index(item) + by
        if 0 <= at < len(items):
            before = items[at] if by < 0 else next(iter(items[at + 1 :]), None)
            return move_item(actor, item=item, section=places[group][0], before=before)
        if not 0 <= group + by < len(places):
            return item
        section, others = places[group + by]
        return move_item(actor, item=item, section=section, before=others[0] if by > 0 and others else None)


def remove_item(actor: User, *, item: AgendaItem, version: int | None = None) -> None:
    """Take an item away, with the papers put before it; the history keeps what it was."""
    with arranging(actor, item.meeting) as held:
        row, gesture = locked(item, version), Gesture(actor, held)
        for paper in row.papers.all():
            removed(actor, paper, gesture=gesture)
        removed(actor, row, gesture=gesture)


def renumber(meeting: Meeting) -> None:
    """Write order and numbers anew, as the agenda reads from top to bottom."""
    for order, item in enumerate(_items(meeting), start=1):
        _put(item, order=order, number=str(order))


@contextmanager
def arranging(actor: User, meeting: Meeting) -> Iterator[Meeting]:
    """Hand out a meeting whose agenda may be changed; numbers follow.

    An agenda that was read from a record is corrected beside its passage, not here.
    """
    require(actor, Verb.EDIT, meeting)
    with writing():
        held = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if held.stage == Meeting.Stage.CANCELLED:
            raise Refused("cancelled", _("The meeting is cancelled: its agenda stays as it is."))
        if held.document_id is not None:
            raise Refused("from_record", _("This agenda was read from a record. Correct it there."))
        yield held
        renumber(held)


def _items(meeting: Meeting) -> list[AgendaItem]:
    """Return the items from top to bottom: those under no section first."""
    rows = meeting.agenda_items.filter(state=Confirmation.CONFIRMED).select_related("section")
    return sorted(
        rows, key=lambda row: (row.section.order if row.section else 0, row.section_id or 0, row.order, row.pk)
    )


def _fill(item: AgendaItem, values: Mapping[str, object]) -> None:
    """Set the values of an item."""
    for field in FIELDS:
        if field in values:
            value = values[field]
            setattr(item, field, value.strip() if isinstance(value, str) else value)
    item.title = _title(item.title)
    if item.sort and item.sort not in ItemSort.values:
        kinds = ", ".join(str(label) for label in ItemSort.labels)
        raise Refused("unknown_sort", _("An item is one of: %s.") % kinds)
    if item.minutes is not None and not 0 < item.minutes <= LONGEST_MINUTES:
        raise Refused("bad_minutes", _("Minutes are a number from 1 to %d.") % LONGEST_MINUTES)


def _title(words: str) -> str:
    """Return a title."""
    return required(words, "title_missing", _("Give it a title."))


def _own(meeting: Meeting, section: AgendaSection | None) -> AgendaSection | None:
    """Return a section of this agenda."""
    if section is not None and section.meeting_id != meeting.pk:
        raise Refused("other_agenda", _("This section is of another agenda."))
    return section


def _place(rows: Sequence[AgendaItem] | Sequence[AgendaSection], row: AgendaItem | AgendaSection) -> int:
    """Return where a row stands.

    Raises:
        Conflict: when it does not stand there any more.
    """
    if row not in rows:
        raise Conflict
    return list(rows).index(row)


def _put(row: AgendaItem | AgendaSection, **fields: object) -> None:
    """Write fields of a row, where they differ."""
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    if changed:
        row.save(update_fields=changed)
