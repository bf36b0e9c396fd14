"""What is done to plan a meeting: planned, changed, convened, postponed, cancelled, held.

Planning is for the secretariat (``Verb.EDIT``). A draft is seen by nobody else (``Meeting.is_draft``); once
convened, a meeting is read as its level says, cancelled ones too: who had it in the calendar must find it.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, require

from . import agenda, moments, procedures
from .changing import changing, required, values
from .models import Meeting, Series
from .plans import WHEN, Plan, fill

if TYPE_CHECKING:
    from secretariat.network.models import User

    from .models import MeetingTemplate

Stage = Meeting.Stage


def plan(actor: User, *, plan: Plan, template: MeetingTemplate | None = None) -> Meeting:
    """Plan a meeting: a draft with the next number of its series and the agenda of the template.

    The template is that of the series where none is given. A meeting of a body gets "Matters arising".
    """
    require(actor, Verb.EDIT, Meeting)
    row = Meeting(stage=Stage.DRAFT, uid=str(uuid4()))
    fill(row, plan)
    with writing():
        if row.series is not None:
            # Held, so that two plans at once do not get the same number.
            series = Series.objects.select_for_update().get(pk=row.series.pk)
            row.number = next_number(series)
            template = template or series.template
        if template is not None and not row.notice:
            row.notice = template.notice
        row.save(force_insert=True)
        gesture = Gesture(actor, row)
        gesture.record("plan", row, data={"values": _given(row)})
        agenda.begin(actor, meeting=row, template=template, gesture=gesture)
    return row


def next_number(series: Series) -> int:
    """Return the number of the next meeting of a series: one more than the highest there is."""
    highest: int | None = series.meetings.aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def change(actor: User, *, meeting: Meeting, plan: Plan, version: int | None = None, reason: str = "") -> Meeting:
    """Change the head of a meeting. A convened meeting at another time has a higher sequence."""
    with changing(actor, meeting, "change", version=version, reason=reason) as row:
        _check_alive(row)
        _check_same(row, plan)
        before = values(row, WHEN)
        fill(row, plan)
        if row.series is not None and row.number is None:
            row.number = next_number(Series.objects.select_for_update().get(pk=row.series.pk))
        if row.stage == Stage.CONVENED:
            procedures.check_open(row) if row.is_procedure else _check_convenable(row)
            row.sequence += before != values(row, WHEN)
    return row


def convene(actor: User, *, meeting: Meeting, version: int | None = None, now: datetime | None = None) -> Meeting:
    """Convene a meeting: from now on it is read as its level says. A procedure is opened by it."""
    with changing(actor, meeting, "convene", version=version) as row:
        _check_stage(row, Stage.DRAFT)
        if row.is_procedure:
            procedures.open_up(row, now or timezone.now())
        else:
            _check_convenable(row)
        row.stage = Stage.CONVENED
    return row


def postpone(
    actor: User,
    *,
    meeting: Meeting,
    reason: str,
    day: date | None = None,
    start_time: time | None = None,
    end_time: time | None = None,
    version: int | None = None,
) -> Meeting:
    """Put a convened meeting off, to another day or, where none is given, to one that is not set yet."""
    reason = required(reason, "reason_missing", _("Say why, so that those invited know."))
    with changing(actor, meeting, "postpone", version=version, reason=reason) as row:
        _check_stage(row, Stage.CONVENED)
        if row.is_procedure:
            raise Refused("extend_it", _("A procedure is not postponed: extend its deadline."))
        begins = (start_time or row.start_time) if day else None
        until = (end_time or row.end_time) if begins else None
        moved = {"date": day, "end_date": None, "start_time": begins, "end_time": until}
        fill(row, plan_of(row, **moved))
        row.sequence += 1
    return row


def cancel(actor: User, *, meeting: Meeting, reason: str, version: int | None = None) -> Meeting:
    """Cancel a meeting, or withdraw a procedure, for a reason that the page tells."""
    reason = required(reason, "reason_missing", _("Say why, so that those invited know."))
    with changing(actor, meeting, "cancel", version=version, reason=reason) as row:
        _check_alive(row)
        if row.is_procedure:
            procedures.withdraw(row, timezone.now())
        row.stage = Stage.CANCELLED
        row.sequence += 1
    return row


def hold(actor: User, *, meeting: Meeting, version: int | None = None) -> Meeting:
    """Say that a meeting was held."""
    with changing(actor, meeting, "hold", version=version) as row:
        _check_stage(row, Stage.CONVENED)
        if row.is_procedure:
            raise Refused("settles_itself", _("A procedure ends with its deadline."))
        if row.date is None or row.date > moments.today(row.zone):
            raise Refused("not_yet", _("It has not begun yet: look at its day."))
        row.stage = Stage.HELD
    return row


def put_in_series(actor: User, *, meeting: Meeting, series: Series, number: int | None = None) -> Meeting:
    """Put a meeting that there is already in a series of its body; it gets a number only where that is known."""
    with changing(actor, meeting, "put_in_series") as row:
        if row.series_id is not None:
            raise Refused("numbered", _("It belongs to a series already."))
        if row.body_id != series.body_id:
            raise Refused("other_body", _("The series is of %(body)s.") % {"body": series.body})
        if number is not None and series.meetings.filter(number=number).exists():
            raise Refused("number_taken", _("The series has a meeting no. %d already.") % number)
        row.series, row.number = series, number
    return row


def plan_of(row: Meeting, **changes: object) -> Plan:
    """Return the plan that a meeting stands on, with some changes."""
    now = {name: getattr(row, name) for name in Plan.__dataclass_fields__}
    return Plan(**{**now, **changes})


def _given(row: Meeting) -> dict[str, object]:
    """Return the values of a meeting that are given."""
    return {name: value for name, value in values(row).items() if value not in (None, "")}


def _check_stage(row: Meeting, stage: str) -> None:
    """Refuse a step from another stage."""
    if row.stage != stage:
        is_now = row.get_stage_display().lower()
        raise Refused("wrong_stage", _("This cannot be done now: the meeting is “%s”.") % is_now)


def _check_alive(row: Meeting) -> None:
    """Refuse to change what is over."""
    if row.stage not in {Stage.DRAFT, Stage.CONVENED}:
        _check_stage(row, Stage.CONVENED)


def _check_same(row: Meeting, plan: Plan) -> None:
    """Refuse to make another thing of a meeting that others know already: a deadline is extended, not changed."""
    if row.series_id is not None and plan.series != row.series:
        raise Refused("numbered", _("It has its number in its series. Plan another meeting for another series."))
    if row.stage == Stage.CONVENED and plan.sort != row.sort:
        raise Refused("other_sort", _("It is convened already. Cancel it and plan another."))
    if row.stage == Stage.CONVENED and row.is_procedure:
        fixed = (plan.deadline == row.deadline, plan.proposal.strip() == row.proposal, plan.zone == row.zone)
        if not all(fixed):
            raise Refused("under_way", _("The procedure is open: its proposal stands, its deadline can be extended."))


def _check_convenable(row: Meeting) -> None:
    """Refuse to convene a meeting without a day."""
    if row.date is None:
        raise Refused("date_missing", _("Give the meeting a day before you convene it."))


def when_in_words(row: Meeting) -> str:
    """Return day, hours and zone of a meeting in a line, as an invitation tells them."""
    if row.date is None:
        return _("Date to be set")
    days = date_format(row.date, "l j F Y")
    if row.end_date and row.end_date != row.date:
        days = f"{days} – {date_format(row.end_date, 'l j F Y')}"
    hours = "–".join(f"{hour:%H:%M}" for hour in (row.start_time, row.end_time) if hour)
    return " ".join(part for part in (f"{days}," if hours else days, hours, row.zone or row.timezone) if part)
