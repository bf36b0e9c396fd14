"""What a plan for a meeting holds, and what must hold together in it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date as day
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused
from secretariat.network.models import Body
from secretariat.sources.verbs import check_level

from . import moments
from .models import Meeting, Series
from .moments import Oddity

WHEN = ("date", "end_date", "start_time", "end_time", "zone")
"""A change of one of these is another meeting in a calendar (RFC 5546, 2.1.4): the sequence goes up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The head of a planned meeting, or of a procedure. Empty is not known yet."""

    title: str
    body: Body | None = None
    series: Series | None = None
    sort: str = Meeting.Sort.MEETING
    date: day | None = None
    end_date: day | None = None
    start_time: time | None = None
    end_time: time | None = None
    zone: str = ""
    mode: str = ""
    place: str = ""
    join_url: str = ""
    notice: str = ""
    confidentiality: str = "network"
    proposal: str = ""
    deadline: datetime | None = None


def fill(row: Meeting, plan: Plan) -> None:
    """Set the fields of a meeting from a plan. A procedure has the day of its deadline.

    Raises:
        Refused: when the plan does not hold together.
    """
    check(plan)
    for name in (found.name for found in fields(plan)):
        value = getattr(plan, name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if row.body is None and row.series is not None:
        row.body = row.series.body
    if row.is_procedure:
        row.start_time = row.end_time = row.end_date = None
        row.date = deadline_day(row)


def deadline_day(row: Meeting) -> day | None:
    """Return the day on which a procedure ends, in its own zone."""
    return timezone.localdate(row.deadline, moments.place_of(row.zone)) if row.deadline else None


def check(plan: Plan) -> None:
    """Refuse a plan that does not hold together."""
    if not plan.title.strip():
        raise Refused("title_missing", _("Give the meeting a title."))
    if plan.sort not in Meeting.Sort.values:
        raise Refused("unknown_sort", _("It is a meeting, a written procedure or a silence procedure."))
    check_level(plan.confidentiality)
    if plan.series and plan.body and plan.series.body != plan.body:
        raise Refused("other_body", _("The series is of %(body)s.") % {"body": plan.series.body})
    check_zone(plan.zone)
    _check_hours(plan)
    _check_link(plan.join_url)


def check_zone(zone: str) -> None:
    """Refuse a zone that there is not."""
    if zone and not moments.known(zone):
        raise Refused("unknown_zone", _("There is no time zone “%s”. They are named as in Europe/Zurich.") % zone)


def _check_hours(plan: Plan) -> None:
    """Refuse days and hours that cannot be."""
    if any(on and not moments.within(on) for on in (plan.date, plan.end_date)):
        raise Refused("bad_year", _("Look at the year: it is between %d and %d.") % moments.YEARS)
    if plan.date is None and (plan.start_time or plan.end_date):
        raise Refused("date_missing", _("Give the day on which it begins."))
    if plan.start_time is None and plan.end_time:
        raise Refused("start_missing", _("Give the hour at which it begins, or leave out when it ends."))
    if plan.date and plan.end_date and plan.end_date < plan.date:
        raise Refused("ends_before", _("It ends before it begins: look at the last day."))
    if plan.end_date and plan.end_date == plan.date and plan.start_time and plan.end_time:
        _check_order(plan.start_time, plan.end_time)
    closing = plan.end_date or plan.date
    for on, hour in ((plan.date, plan.start_time), (closing, plan.end_time)):
        if on and hour and moments.oddity(on, hour, plan.zone) == Oddity.NONEXISTENT:
            said = {"hour": f"{hour:%H:%M}", "zone": plan.zone, "day": date_format(on, "j F Y")}
            words = _("There is no %(hour)s in %(zone)s on %(day)s: the clocks go forward. Choose another hour.")
            raise Refused("nonexistent_hour", words % said)


def _check_order(start: time, end: time) -> None:
    """Refuse a last hour that is not after the first, on one day."""
    if end <= start:
        raise Refused("ends_before", _("It ends before it begins: look at the hours."))


def _check_link(url: str) -> None:
    """Refuse a link that is no web address: it is shown to be followed."""
    if url:
        try:
            URLValidator(schemes=["https", "http"])(url.strip())
        except ValidationError as error:
            raise Refused("bad_link", _("The link to join by is an address that begins with https://.")) from error
