"""Matters arising: what of a body's earlier actions comes before its next meeting, by itself.

An action is a matter for the meetings of the one body that it belongs to, by itself or by the meeting that it comes
from; the bodies above and below have matters of their own. What the meeting itself or a later one agreed is none.
Until a meeting was held the list is live; then it is kept as it stood when somebody first looked at it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from itertools import chain
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q
from django.utils import timezone

from secretariat.history.models import Event
from secretariat.history.recording import Gesture, writing
from secretariat.meetings.models import Meeting
from secretariat.meetings.selectors import meetings
from secretariat.network.access import Actor, Verb, require
from secretariat.register import ties
from secretariat.register.levels import strictest
from secretariat.register.models import ActionLink, ActionPoint, Decision, Kind, Owner, PreviousAction
from secretariat.register.selectors import entries

from .matters import Arising, Matter, Origin, Reported, from_kept, narrowed
from .models import ArisingSnapshot, ProgressNote

if TYPE_CHECKING:
    from django.db.models import QuerySet

OVER = (
    ActionPoint.State.DONE,
    ActionPoint.State.DROPPED,
    ActionPoint.State.SPLIT,
    ActionPoint.State.MERGED,
    ActionPoint.State.SUPERSEDED,
)


def arising(actor: Actor, meeting: Meeting) -> Arising:
    """Return the matters arising of a meeting, as far as ``actor`` may read them.

    Those of a meeting that was held are frozen at the first call.
    """
    require(actor, Verb.READ, meeting)
    return _for(actor, _kept(meeting) if is_held(meeting) else computed(meeting))


def is_held(meeting: Meeting) -> bool:
    """Say whether a meeting is over, so that what came before it moves no more."""
    return meeting.stage == Meeting.Stage.HELD


def previous_meeting(meeting: Meeting) -> Meeting | None:
    """Return the meeting before this one: of its series, or else of its body."""
    held = Meeting.objects.filter(state="confirmed", stage=Meeting.Stage.HELD, sort=Meeting.Sort.MEETING)
    held = held.exclude(pk=meeting.pk).exclude(date=None)
    if meeting.date is not None:
        held = held.filter(date__lt=meeting.date)
    last = held.filter(series=meeting.series).order_by("-date", "-pk").first() if meeting.series_id else None
    if last is None and meeting.body_id:
        last = held.filter(body=meeting.body).order_by("-date", "-pk").first()
    return last


def computed(meeting: Meeting) -> Arising:
    """Return the matters arising of a meeting as they stand now, whoever asks."""
    now, before = timezone.now(), previous_meeting(meeting)
    since = before.date if before else None
    rows = list(_earlier(meeting).filter(state__in=ActionPoint.LIVE))
    ended = _ended(meeting, since)
    numbers = [row.pk for row in chain(rows, (row for row, _ in ended))]
    reports = _reports(meeting, numbers, since)
    today = timezone.localdate(now)
    matters = tuple(_matter(row, reports, today) for row in rows)
    closed = tuple(_matter(row, reports, today, event) for row, event in ended)
    return Arising(
        as_of=now,
        since=since,
        previous=before.pk if before else None,
        matters=matters,
        closed=closed,
        loose=tuple(_in_record(row) for row in _in_records(meeting, since).filter(action=None)),
        decisions=_decisions({matter.decision for matter in matters}),
        meetings=_meetings({matter.meeting for matter in matters}),
    )


def _kept(meeting: Meeting) -> Arising:
    """Return the matters arising of a meeting that was held, as they are kept; keep them where they are not yet."""
    snapshot = ArisingSnapshot.objects.filter(meeting=meeting).first()
    if snapshot is None:
        with writing():
            found = computed(meeting)
            snapshot, made = ArisingSnapshot.objects.get_or_create(
                meeting=meeting, defaults={"at": found.as_of, "data": found.kept()}
            )
            if made:
                data = {"matters": [matter.number for matter in found.matters], "as_of": found.as_of.isoformat()}
                Gesture(None).record("keep_matters", meeting, data=data)
        snapshot.refresh_from_db()
    return from_kept(snapshot.data)


def _for(actor: Actor, whole: Arising) -> Arising:
    """Return the matters without what ``actor`` may not read."""
    told = [*chain.from_iterable(matter.reports for matter in (*whole.matters, *whole.closed)), *whole.loose]
    actions = {matter.number for matter in (*whole.matters, *whole.closed)} | {row.action or 0 for row in told}
    return narrowed(
        whole,
        actions=_readable(actor, Kind.ACTION_POINT, actions),
        decisions=_readable(actor, Kind.DECISION, whole.decisions),
        meetings=_meetings_of(actor, whole.meetings),
        previous=_readable(actor, Kind.PREVIOUS_ACTION, {row.previous or 0 for row in told}),
    )


def _readable(actor: Actor, kind: str, numbers: Iterable[int]) -> set[int]:
    """Return those of the entries that ``actor`` may read."""
    return set(entries(actor, kind).order_by().filter(pk__in=list(numbers)).values_list("pk", flat=True))


def _meetings_of(actor: Actor, numbers: Iterable[int]) -> set[int]:
    """Return those of the meetings that ``actor`` may read."""
    return set(meetings(actor).order_by().filter(pk__in=list(numbers)).values_list("pk", flat=True))


def of_body(number: int | None) -> Q:
    """Return the condition under which an entry belongs to a body: by itself, or else by its meeting."""
    return Q(pk__in=[]) if number is None else Q(body=number) | Q(body=None, meeting__body=number)


def _earlier(meeting: Meeting) -> QuerySet[ActionPoint]:
    """Return the actions of the meeting's body that neither this meeting nor a later one agreed."""
    rows = ActionPoint.objects.exclude(ActionPoint.drafts()).filter(of_body(meeting.body_id))
    rows = rows.filter(~Q(meeting=meeting.pk) | Q(meeting=None))
    if meeting.date is not None:
        rows = rows.exclude(meeting__date__gte=meeting.date)
    owners = Owner.objects.select_related("entity", "body", "person")
    return rows.select_related("meeting", "document").prefetch_related(Prefetch("owners", owners)).order_by("pk")


def _ended(meeting: Meeting, since: date | None) -> list[tuple[ActionPoint, Event]]:
    """Return the actions that ended since the meeting before, each with the event that ended it, latest first."""
    if since is None:
        return []
    rows = _earlier(meeting).filter(state__in=OVER)
    events = Event.objects.filter(
        object_type=ActionPoint._meta.label_lower,
        object_id__in=rows.order_by().values("pk"),
        at__gte=_start(since),
        undone_by=None,
    )
    last = {event.object_id: event for event in events.order_by("id") if _gives_state(event)}
    found = [(row, last[row.pk]) for row in rows if row.pk in last and _gives_state(last[row.pk]) == row.state]
    return sorted(found, key=lambda pair: pair[1].pk, reverse=True)


def _gives_state(event: Event) -> str:
    """Return the state that an event gave its object, if it gave one."""
    changed = event.data.get("changed")
    values = changed.get("state") if isinstance(changed, dict) else None
    return str(values[1]) if isinstance(values, list) and len(values) == 2 else ""


def _reports(meeting: Meeting, numbers: list[int], since: date | None) -> Mapping[int, list[Reported]]:
    """Return what was reported since on actions and on those that they came from, by action, earliest first."""
    heirs = _heirs(numbers)
    notes = ProgressNote.objects.filter(action__in=heirs).order_by("at", "pk")
    notes = notes.filter(at__gte=_start(since)) if since else notes
    in_records = _in_records(meeting, since).filter(action__in=heirs)
    found: dict[int, list[Reported]] = defaultdict(list)
    told: list[tuple[int, Reported]] = [(row.action_id, _by_somebody(row)) for row in notes]
    told += [(row.action_id, _in_record(row)) for row in in_records if row.action_id is not None]
    for number, row in sorted(told, key=lambda pair: pair[1].date):
        for heir in heirs[number]:
            found[heir].append(row)
    return found


def _heirs(numbers: Iterable[int]) -> Mapping[int, set[int]]:
    """Return for each action, and each that one of them came from, those of the given ones that go on with it."""
    heirs: dict[int, set[int]] = {number: {number} for number in numbers}
    edge = set(heirs)
    while edge:
        links = list(ActionLink.objects.filter(ties.STANDING, successor__in=edge))
        edge = set()
        for link in links:
            known = heirs.setdefault(link.origin_id, set())
            if not heirs[link.successor_id] <= known:
                known |= heirs[link.successor_id]
                edge.add(link.origin_id)
    return heirs


def _in_records(meeting: Meeting, since: date | None) -> QuerySet[PreviousAction]:
    """Return what the records of the body report on earlier actions, from the meeting before this one on."""
    rows = PreviousAction.objects.exclude(PreviousAction.drafts()).filter(of_body(meeting.body_id))
    rows = rows.exclude(meeting=None).exclude(meeting=meeting.pk)
    rows = rows.filter(meeting__date__gte=since) if since else rows
    rows = rows.filter(meeting__date__lt=meeting.date) if meeting.date else rows
    return rows.select_related("meeting").order_by("meeting__date", "pk")


def _by_somebody(note: ProgressNote) -> Reported:
    """Return a report as a value."""
    return Reported(
        text=note.text,
        date=note.occurred_on or timezone.localdate(note.at).isoformat(),
        by=note.by_name,
        state=note.state,
        action=note.action_id,
        note=note.pk,
    )


def _in_record(row: PreviousAction) -> Reported:
    """Return what a record reports as a value."""
    day = row.meeting.date if row.meeting else None
    by = row.meeting.title if row.meeting else ""
    return Reported(
        text=row.text,
        date=day.isoformat() if day else "",
        by=by,
        state=row.status,
        action=row.action_id,
        previous=row.pk,
    )


def _matter(row: ActionPoint, reports: Mapping[int, list[Reported]], today: date, ended: Event | None = None) -> Matter:
    """Return an action as a value."""
    return Matter(
        number=row.pk,
        reference=row.reference,
        text=row.text,
        state=row.state,
        level=strictest(row),
        owners=tuple(owner.label for owner in row.owners.all()),
        due=row.due,
        due_text=row.due_text,
        pace=row.pace,
        review_date=row.review_date.isoformat() if row.review_date else "",
        late=row.days_late(today),
        decision=row.follows_id,
        meeting=row.meeting_id,
        closed=timezone.localdate(ended.at).isoformat() if ended else "",
        reason=ended.reason if ended else "",
        reports=tuple(reports.get(row.pk, ())),
    )


def _decisions(numbers: set[int | None]) -> dict[int, Origin]:
    """Return decisions as values."""
    rows = (
        Decision.objects.exclude(Decision.drafts())
        .filter(pk__in=[number for number in numbers if number is not None])
        .select_related("meeting")
    )
    return {
        row.pk: Origin(
            number=row.pk,
            text=row.text,
            reference=row.reference,
            meeting=row.meeting.title if row.meeting else "",
            date=row.meeting.date.isoformat() if row.meeting and row.meeting.date else "",
        )
        for row in rows
    }


def _meetings(numbers: set[int | None]) -> dict[int, Origin]:
    """Return meetings as values."""
    rows = Meeting.objects.filter(pk__in=[number for number in numbers if number is not None])
    return {
        row.pk: Origin(number=row.pk, text=row.title, date=row.date.isoformat() if row.date else "") for row in rows
    }


def _start(day: date) -> datetime:
    """Return the moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))
