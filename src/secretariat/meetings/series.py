"""What is done to series of meetings and to the templates that their agendas begin from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from icalendar import vRecur

from secretariat.history.recording import record, writing
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, require

from .changing import added, changing, fitting, required
from .models import ItemSort, Meeting, MeetingTemplate, Series, TemplateItem
from .outline import groups
from .plans import check_zone

if TYPE_CHECKING:
    from secretariat.network.models import User

FIELDS = ("body", "name", "template", "zone", "start_time", "end_time", "mode", "place", "rhythm", "rrule")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """An item of a template."""

    title: str
    section: str = ""
    sort: str = ""
    minutes: int | None = None
    presenter: str = ""
    note: str = ""


def add_series(actor: User, *, values: Mapping[str, object]) -> Series:
    """Add a series of meetings of a body."""
    require(actor, Verb.EDIT, Series)
    row = Series()
    _fill(row, values)
    try:
        with writing():
            return added(actor, row)
    except IntegrityError as error:
        raise Refused("already_there", _("%s has a series of this name.") % row.body) from error


def change_series(actor: User, *, series: Series, values: Mapping[str, object], version: int | None = None) -> Series:
    """Change what is usual for the meetings of a series; those planned already stay as they are."""
    try:
        with changing(actor, series, "change", version=version) as row:
            _fill(row, values)
    except IntegrityError as error:
        raise Refused("already_there", _("%s has a series of this name.") % series.body) from error
    return row


def save_template(
    actor: User,
    *,
    name: str,
    items: Sequence[NewItem],
    notice: str = "",
    template: MeetingTemplate | None = None,
    version: int | None = None,
) -> MeetingTemplate:
    """Keep an agenda to begin from, a new one or in place of one that there is."""
    require(actor, Verb.EDIT, MeetingTemplate)
    name = required(name, "name_missing", _("Give the template a name."))[:200]
    with _named_once(), writing():
        if template is None:
            row = added(actor, MeetingTemplate(name=name, notice=notice.strip()), data={"items": len(items)})
        else:
            with changing(actor, template, "change", version=version) as row:
                row.name, row.notice = name, notice.strip()
        before = [_told(item) for item in row.items.all()]
        row.items.all().delete()
        for order, item in enumerate(items, start=1):
            _check_item(item)
            line = TemplateItem(template=row, order=order, **_told(item))
            fitting(line)
            line.save()
        after = [_told(item) for item in row.items.all()]
        if before and before != after:
            record(actor, "change_items", row, data={"before": before, "after": after})
    return row


@contextmanager
def _named_once() -> Iterator[None]:
    """Refuse a name that somebody else took at the same moment."""
    try:
        yield
    except IntegrityError as error:
        raise Refused("already_there", _("There is a template of this name.")) from error


def template_of(actor: User, *, meeting: Meeting, name: str) -> MeetingTemplate:
    """Keep the agenda of a meeting as a template: what is of the one meeting (presenters, annotations) is left out."""
    items = [
        NewItem(title=item.title, section=section.title if section else "", sort=item.sort, minutes=item.minutes)
        for section, own in groups(meeting)
        for item in own
    ]
    return save_template(actor, name=name, items=items, notice=meeting.notice)


def remove_template(actor: User, *, template: MeetingTemplate) -> None:
    """Take a template away that no series begins from."""
    require(actor, Verb.EDIT, template)
    with writing():
        record(actor, "remove", template, data={"name": template.name})
        try:
            template.delete()
        except ProtectedError as error:
            raise Refused("in_use", _("A series begins from this template.")) from error


def _fill(row: Series, values: Mapping[str, object]) -> None:
    """Set the fields of a series."""
    for name in FIELDS:
        if name in values:
            value = values[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.name = required(row.name, "name_missing", _("Give the series a name."))
    check_zone(row.zone)
    if row.start_time is None and row.end_time is not None:
        raise Refused("start_missing", _("Give the hour at which it begins, or leave out when it ends."))
    _check_rule(row.rrule)


def _check_rule(rule: str) -> None:
    """Refuse a recurrence rule that RFC 5545 does not know."""
    if not rule:
        return
    try:
        read = vRecur.from_ical(rule)
    except (ValueError, KeyError) as error:
        raise Refused("bad_rule", _("A rule is written as in FREQ=MONTHLY;BYDAY=2TU.")) from error
    if "FREQ" not in read:
        raise Refused("bad_rule", _("A rule is written as in FREQ=MONTHLY;BYDAY=2TU."))


def _told(item: NewItem | TemplateItem) -> dict[str, object]:
    """Return the values of an item."""
    return {name: getattr(item, name) for name in ("title", "section", "sort", "minutes", "presenter", "note")}


def _check_item(item: NewItem) -> None:
    """Refuse an item that an agenda could not have."""
    required(item.title, "title_missing", _("Give it a title."))
    if item.sort and item.sort not in ItemSort.values:
        raise Refused("unknown_sort", _("An item is one of: %s.") % ", ".join(str(kind) for kind in ItemSort.labels))
