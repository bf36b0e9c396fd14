"""The weekly digest: what somebody holds, what changed in it, what is open for their answer, which meetings come.

It shows nothing that its reader could not see in the workspace at that moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import dateformat, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.followup.selectors import unassigned
from secretariat.history.models import Event
from secretariat.history.recording import label_of
from secretariat.meetings.models import Meeting, Record
from secretariat.network.models import Role, User
from secretariat.register.models import ActionPoint, Pace

from .addresses import page
from .content import Content, Line, Section
from .holding import bodies_of_user, held
from .upcoming import When, meetings_of, procedures_of, records_for_comments, when, zone_of_meeting

if TYPE_CHECKING:
    from collections.abc import Mapping

SHOWN = 12
SOON_DAYS = 14
AHEAD_DAYS = 28
WEEK = timedelta(days=7)
LONGEST_TEXT = 300
DAY = "j F Y"
CHANGES: Mapping[str, str | Promise] = {
    "enter": gettext_lazy("new"),
    "confirm": gettext_lazy("new"),
    "assign": gettext_lazy("who holds it"),
    "set_due": gettext_lazy("when it is due"),
    "set_pace": gettext_lazy("its pace"),
    "set_state": gettext_lazy("its state"),
    "report": gettext_lazy("progress reported"),
    "change": gettext_lazy("its words"),
    "hand_over": gettext_lazy("who holds it"),
    "split": gettext_lazy("split"),
    "merge": gettext_lazy("merged"),
}


def digest(user: User, now: datetime, since: datetime | None = None) -> Content | None:
    """Return the digest of a user as of ``now``; ``None`` where there is nothing to tell.

    ``since`` is the moment of the last one; a week ago where there was none.
    """
    today = timezone.localdate(now)
    actions = list(held(user))
    bodies = bodies_of_user(user)
    coming = list(meetings_of(user, bodies, since=today, until=today + timedelta(days=AHEAD_DAYS)))
    open_now = list(procedures_of(user, bodies, now))
    records = records_for_comments(user, bodies, now)
    sections = [
        *_held(actions, today),
        *_unassigned(user, today),
        *_changed(user, actions, since or now - WEEK, now),
        *_open(open_now, records),
        *_meetings(coming),
    ]
    if not sections:
        return None
    about = [label_of(row) for row in (*actions, *open_now, *records, *coming)]
    return Content(
        subject=_subject(actions, today),
        paragraphs=(_("This is what you hold and what comes next, as of %s.") % dateformat.format(today, DAY),),
        sections=tuple(sections),
        button=(_("Open the workspace"), page("home")),
        about=tuple(about),
    )


def shortened(text: str) -> str:
    """Return the words of an entry, cut where they are long."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_TEXT else words[:LONGEST_TEXT].rsplit(" ", 1)[0] + " …"


def action_line(action: ActionPoint, today: date, *, notes: Iterable[str] = (), url: str = "") -> Line:
    """Return an action as a line of a letter: its words, when it is due, how late it is."""
    late = action.is_overdue(today)
    told = [action.reference, *([action.body.short_name or action.body.name] if action.body else [])]
    day = action.review_date if action.pace == Pace.STANDING else action.due_date
    label = _("review on %s") if action.pace == Pace.STANDING else _("due %s")
    if day is not None and not late:
        told.append(label % dateformat.format(day, DAY))
    call = ""
    if late and action.due_date is not None:
        call = f"{dateformat.format(action.due_date, DAY)}, {lateness((today - action.due_date).days)}"
    address = url or page("entry", kind="action_point", pk=action.pk)
    return Line(shortened(action.text), address, (*told, *notes), call)


def lateness(days: int) -> str:
    """Return for how long something is overdue, in days, months or years, rounded down."""
    if days < 60:
        return ngettext("%d day late", "%d days late", days) % days
    if days < 730:
        return ngettext("%d month late", "%d months late", days // 30) % (days // 30)
    return ngettext("%d year late", "%d years late", days // 365) % (days // 365)


def section(title: str, lines: list[Line], url: str = "") -> Section:
    """Return a section with the first lines and the number of the others."""
    return Section(title, tuple(lines[:SHOWN]), max(len(lines) - SHOWN, 0), url)


def _subject(actions: list[ActionPoint], today: date) -> str:
    """Return the subject: what is most pressing."""
    late = sum(action.is_overdue(today) for action in actions)
    if late:
        return ngettext("Your week: %d action is overdue", "Your week: %d actions are overdue", late) % late
    return _("Your week in the network")


def _held(actions: list[ActionPoint], today: date) -> Iterator[Section]:
    """Yield what is overdue, due soon, and up for review."""
    soon = today + timedelta(days=SOON_DAYS)
    late = [action for action in actions if action.is_overdue(today)]
    near = [action for action in actions if action.due_date and today <= action.due_date <= soon]
    review = [action for action in actions if _up_for_review(action, today)]
    groups = (
        (_("Overdue"), sorted(late, key=lambda action: action.due_date or today), "overdue=1"),
        (_("Due within two weeks"), sorted(near, key=lambda action: action.due_date or today), "owner=mine"),
        (_("Up for review"), review, "review_due=1"),
    )
    for title, rows, query in groups:
        if rows:
            url = f"{page('entries', kind='action_point')}?owner=mine&{query}".replace("owner=mine&owner", "owner")
            yield section(title, [action_line(action, today) for action in rows], url)


def _unassigned(user: User, today: date) -> Iterator[Section]:
    """Yield, for the secretariat, what nobody holds: to give it a holder is the secretariat's to do."""
    rows = list(unassigned(user)) if user.role == Role.SECRETARIAT else []
    if rows:
        url = page("entries", kind="action_point") + "?unassigned=1"
        yield section(_("To be assigned"), [action_line(action, today) for action in rows], url)


def _up_for_review(action: ActionPoint, today: date) -> bool:
    """Say whether a continuing action is to be looked at again; without a day it stays out of the weekly letter."""
    return action.state == ActionPoint.State.CONTINUING and bool(action.review_date and action.review_date <= today)


def _changed(user: User, actions: list[ActionPoint], since: datetime, now: datetime) -> Iterator[Section]:
    """Yield what others changed in what the user holds. Who it was is told in the workspace."""
    by_id = {action.pk: action for action in actions}
    events = Event.objects.filter(
        object_type=ActionPoint._meta.label_lower, object_id__in=list(by_id), at__gt=since, at__lte=now
    ).exclude(actor=user)
    told: dict[int, list[str]] = {}
    for event in events:
        word = str(CHANGES.get(event.verb, ""))
        if word and word not in told.setdefault(event.object_id, []):
            told[event.object_id].append(word)
    today = timezone.localdate(now)
    lines = [action_line(by_id[pk], today, notes=words) for pk, words in told.items() if words]
    if lines:
        yield section(_("Changed since the last digest"), lines)


def _meetings(coming: list[Meeting]) -> Iterator[Section]:
    """Yield the meetings to come."""
    lines = [_meeting_line(meeting) for meeting in coming if meeting.stage != Meeting.Stage.CANCELLED]
    if lines:
        yield section(_("Meetings"), lines, page("meetings"))


def _meeting_line(meeting: Meeting) -> Line:
    """Return a meeting as a line of a letter."""
    notes = [told(found)] if (found := when(meeting)) else []
    if meeting.body is not None:
        notes.append(meeting.body.name)
    if meeting.place:
        notes.append(meeting.place)
    return Line(shortened(meeting.title), page("meeting", pk=meeting.pk), tuple(notes))


def told(moment: When) -> str:
    """Return when a meeting is in words, in the zone of the meeting; without one the hours stand alone."""
    day = dateformat.format(moment.day, "l j F Y")
    if moment.start is None:
        return day
    hours = f"{moment.start:%H:%M}" + (f"–{moment.end:%H:%M}" if moment.end else "")
    return f"{day}, {hours} ({moment.zone.key})" if moment.zone else f"{day}, {hours}"


def _open(open_now: list[Meeting], records: list[Record]) -> Iterator[Section]:
    """Yield what is open for the user's word, with the day until which they may speak."""
    answers = [
        _until(row.title, page("meeting", pk=row.pk), row, row.deadline, str(row.get_sort_display()))
        for row in open_now
    ]
    comments = [
        _until(row.meeting.title, page("record", pk=row.meeting_id), row.meeting, row.deadline, "") for row in records
    ]
    if answers:
        yield section(_("Open for your answer"), answers, page("meetings"))
    if comments:
        yield section(_("Records open for your comments"), comments)


def _until(title: str, url: str, meeting: Meeting, deadline: datetime | None, sort: str) -> Line:
    """Return something that is open as a line of a letter: until when, by the clock of its meeting."""
    zone = zone_of_meeting(meeting)
    until = dateformat.format(deadline.astimezone(zone), "j F Y, H:i") if deadline else ""
    notes = tuple(note for note in (str(meeting.body or ""), sort) if note)
    return Line(shortened(title), url, notes, _("until %(moment)s (%(zone)s)") % {"moment": until, "zone": zone.key})
