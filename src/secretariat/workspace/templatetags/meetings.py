"""Tags of the meetings' pages: moments in their zone, stages, what the reader's own clock says."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from secretariat.meetings import moments
from secretariat.meetings.moments import Oddity

from .workspace import mark

if TYPE_CHECKING:
    from datetime import date

    from django.utils.safestring import SafeString

    from secretariat.meetings.models import Meeting

register = template.Library()
STAGE_MARKS = {"draft": "proposed", "convened": "open", "held": "done", "cancelled": "dropped"}
OUTCOME_MARKS = {"open": "in-progress", "adopted": "decision", "broken": "dropped", "withdrawn": "dropped"}
NOTHING = mark_safe("")


@register.simple_tag
def when(meeting: Meeting) -> SafeString:
    """Show day, hours and zone of a meeting; a script adds the reader's own hour where it differs."""
    if meeting.date is None:
        return format_html('<span class="vacant">{}</span>', _("Date to be set"))
    if meeting.start_time is None:
        return _days(meeting)
    hours = "–".join(f"{hour:%H:%M}" for hour in (meeting.start_time, meeting.end_time) if hour)
    start = meeting.starts_at
    if start is None:
        return format_html('{}, <span class="number">{}</span>{}', _days(meeting), hours, _zone_words(meeting))
    ends = meeting.ends_at
    return format_html(
        '<span class="moment">{}, <time datetime="{}" data-moment="{}" data-end="{}">{}</time> '
        '<span class="zone">{}</span></span>',
        _days(meeting),
        start.isoformat(),
        meeting.zone,
        ends.isoformat() if ends else "",
        hours,
        zone_words(start, meeting.zone),
    )


@register.simple_tag
def at(moment: datetime | None, zone: str) -> SafeString:
    """Show a moment in a zone, with the day; a script adds the reader's own hour where it differs."""
    if moment is None:
        return NOTHING
    local = moment.astimezone(moments.place_of(zone))
    return format_html(
        '<span class="moment"><time datetime="{}" data-moment="{}">{}</time> <span class="zone">{}</span></span>',
        local.isoformat(),
        zone,
        f"{date_format(local, 'l j F Y')}, {local:%H:%M}",
        zone_words(local, zone),
    )


@register.simple_tag
def clock_notes(meeting: Meeting) -> str:
    """Say what is odd about the hours of a meeting: that they have no zone, or come twice."""
    if meeting.start_time and not meeting.zone and not meeting.timezone and meeting.date:
        return _("No time zone is given: the hours are shown as they stand.")
    closing = meeting.end_date or meeting.date
    for day, hour in ((meeting.date, meeting.start_time), (closing, meeting.end_time)):
        if moments.oddity(day, hour, meeting.zone) == Oddity.DOUBLED and hour is not None:
            said = {"hour": f"{hour:%H:%M}", "zone": meeting.zone}
            return _("%(hour)s comes twice that day in %(zone)s, as the clocks go back. The first is meant.") % said
    return ""


@register.simple_tag
def stage(meeting: Meeting) -> SafeString:
    """Show how far a meeting or a procedure is: mark and word."""
    if meeting.is_procedure and meeting.outcome:
        name, label, drawing = meeting.outcome, meeting.get_outcome_display(), OUTCOME_MARKS[meeting.outcome]
    else:
        name, label, drawing = meeting.stage, meeting.get_stage_display(), STAGE_MARKS[meeting.stage]
    return format_html('<span class="state stage-{}">{} {}</span>', name, mark(drawing), label)


@register.filter
def clock(moment: datetime | None) -> str:
    """Show the hour of a moment in its own zone."""
    return f"{moment:%H:%M}" if moment else ""


@register.filter
def get(values: dict[object, object], key: object) -> object:
    """Return the value of a key."""
    return values.get(key, "")


def zone_words(moment: datetime, zone: str) -> str:
    """Return a zone with its offset at a moment."""
    offset = moment.astimezone(moments.place_of(zone)).utcoffset()
    minutes = int(offset.total_seconds()) // 60 if offset is not None else 0
    if zone == "UTC":
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"{zone} (UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''})"


def _days(meeting: Meeting) -> SafeString:
    """Show the day, or the first and the last."""
    first, last = meeting.date, meeting.end_date
    if first is None:
        return NOTHING
    if last is None or last == first:
        return _day(first)
    return format_html("{} – {}", _day(first), _day(last))


def _day(day: date) -> SafeString:
    """Show a day."""
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), date_format(day, "l j F Y"))


def _zone_words(meeting: Meeting) -> SafeString:
    """Show the zone as a record words it."""
    return format_html(" {}", meeting.timezone) if meeting.timezone else NOTHING
