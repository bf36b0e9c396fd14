"""Calendar feeds: made, renewed and ended by their owners, fetched by their calendars.

What a feed shows is what its owner may read at the moment of fetching, and no more.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.exports.feeds import Entry, feed, modified
from secretariat.history.models import Event
from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.meetings.models import Meeting
from secretariat.network.access import member
from secretariat.network.guarded import OPEN_LEVELS
from secretariat.network.models import Body, User
from secretariat.register.conditions import owned_by
from secretariat.register.models import ActionPoint, Kind, Pace
from secretariat.register.selectors import entries

from .addresses import host, keyed_hash, one_line, page
from .digest import shortened
from .holding import bodies_of_user, held
from .models import Feed
from .upcoming import meetings_of, procedures_of, when, zone_of_meeting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

BACK = timedelta(days=366)
SIGNATURE = 32
STATUSES = {Meeting.Stage.DRAFT: "TENTATIVE", Meeting.Stage.CANCELLED: "CANCELLED"}
TASK_STATES = {ActionPoint.State.IN_PROGRESS: "IN-PROCESS"}
Marks = tuple[int, datetime]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A feed as it is now: its bytes, a mark that changes with them, and when it changed last."""

    data: bytes
    etag: str
    modified: datetime


def feeds_of(actor: User) -> list[Feed]:
    """Return the living feeds of a user, their own first."""
    rows = Feed.objects.filter(owner=actor, revoked_at__isnull=True).select_related("body")
    return sorted(rows, key=lambda row: (row.body is not None, row.pk))


def make(actor: User, *, body: Body | None = None, dues: str = Feed.Dues.EVENT) -> Feed:
    """Make the feed of the actor, or of a body for the actor; an older one of the same ends.

    Raises:
        Refused: for days that are shown in no known way.
    """
    if member(actor) is None:
        raise NotAllowed
    if dues not in Feed.Dues.values:
        raise Refused("unknown_dues", _("Choose how due days are shown."))
    now = timezone.now()
    row = Feed(owner=actor, body=body, dues=dues, nonce=secrets.token_urlsafe(16), made_at=now)
    try:
        with writing():
            for old in Feed.objects.select_for_update().filter(owner=actor, body=body, revoked_at__isnull=True):
                old.revoked_at = now
                old.save(update_fields=["revoked_at"])
            row.save()
            Gesture(actor).record("make_feed", row, data={"body": body.slug if body else ""})
    except IntegrityError as error:
        raise Refused("meanwhile", _("This feed was renewed just now. Look again.")) from error
    return row


def end(actor: User, *, row: Feed) -> Feed:
    """End a feed: its address opens nothing any more."""
    if member(actor) is None or row.owner_id != actor.pk:
        raise NotAllowed
    with writing():
        if row.revoked_at is None:
            row.revoked_at = timezone.now()
            row.save(update_fields=["revoked_at"])
            Gesture(actor).record("end_feed", row)
    return row


def address(row: Feed) -> str:
    """Return the secret address of a feed."""
    return page("feed", token=row.nonce + "." + _signature(row.nonce))


def found(token: str) -> Feed | None:
    """Return the feed that a token names, living or not; ``None`` for a token that is not ours."""
    nonce, _dot, signature = token.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(nonce).encode()):
        return None
    return Feed.objects.select_related("owner", "body").filter(nonce=nonce).first()


def is_gone(row: Feed) -> bool:
    """Say whether a feed ended, or the account of its owner is closed."""
    return row.revoked_at is not None or not row.owner.is_active


def fetched(row: Feed, now: datetime | None = None) -> Fetched:
    """Return what a feed holds now, and note that it was fetched."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    shown = [*_meetings(row, today), *_actions(row, today)]
    data = feed(_name(row), shown)
    if row.fetched_at is None or now - row.fetched_at > timedelta(minutes=5):
        Feed.objects.filter(pk=row.pk).update(fetched_at=now)
    return Fetched(data, f'"{sha256(data).hexdigest()[:32]}"', modified(shown) or row.made_at)


def _signature(nonce: str) -> str:
    """Return what makes a nonce an address of ours."""
    return keyed_hash("feed", nonce)[:SIGNATURE]


def _name(row: Feed) -> str:
    """Return the name under which calendars show the feed."""
    return _("%s (Secretariat)") % (row.body or row.owner)


def _meetings(row: Feed, today: date) -> Iterator[Entry]:
    """Yield the meetings of the feed: of the body, or of the bodies of the owner."""
    bodies = Body.objects.order_by().filter(pk=row.body.pk) if row.body else bodies_of_user(row.owner)
    rows = list(meetings_of(row.owner, bodies, since=today - BACK))
    running = list(procedures_of(row.owner, bodies, timezone.now()))
    marks = _marks([*rows, *running])
    for meeting in rows:
        entry = _meeting(meeting, marks.get(meeting.pk, (0, row.made_at)))
        if entry is not None:
            yield entry
    for procedure in running:
        entry = _procedure(procedure, marks.get(procedure.pk, (0, row.made_at)))
        if entry is not None:
            yield entry


def _meeting(meeting: Meeting, marks: Marks) -> Entry | None:
    """Return a meeting as an entry; hours without a zone float."""
    moment = when(meeting)
    if moment is None:
        return None
    start: date | datetime = moment.day
    last: date | datetime | None = moment.last_day
    if moment.start is not None:
        start = moment.moment or datetime.combine(moment.day, moment.start)
        last = moment.end_moment
    return Entry(
        uid=meeting.uid or f"secretariat-meeting-{meeting.pk}@{host()}",
        summary=one_line(meeting.title),
        start=start,
        last=last,
        modified=marks[1],
        sequence=meeting.sequence,
        description=str(meeting.body or ""),
        url=page("meeting", pk=meeting.pk),
        location=one_line(meeting.place),
        status=STATUSES.get(Meeting.Stage(meeting.stage), "CONFIRMED"),
        open=meeting.confidentiality in OPEN_LEVELS,
    )


def _procedure(procedure: Meeting, marks: Marks) -> Entry | None:
    """Return the moment at which a procedure ends as an entry."""
    if procedure.deadline is None:
        return None
    return Entry(
        uid=f"secretariat-procedure-{procedure.pk}@{host()}",
        summary=one_line(_("Answer by now: %s") % procedure.title),
        start=procedure.deadline.astimezone(zone_of_meeting(procedure)),
        modified=marks[1],
        sequence=marks[0],
        description=f"{procedure.get_sort_display()}, {procedure.body}",
        url=page("meeting", pk=procedure.pk),
        open=procedure.confidentiality in OPEN_LEVELS,
    )


def _actions(row: Feed, today: date) -> Iterator[Entry]:
    """Yield the days on which something is due or reviewed: what the owner holds, or what the body holds."""
    if row.dues == Feed.Dues.NONE:
        return
    if row.body is None:
        actions = held(row.owner)
    else:
        mine = Q(body=row.body) | Q(meeting__body=row.body) | owned_by(row.owner, row.body.ref)
        actions = entries(row.owner, Kind.ACTION_POINT).filter(mine, state__in=ActionPoint.LIVE)
    dated = actions.filter(Q(due_date__gte=today - BACK) | Q(review_date__gte=today - BACK))
    rows = list(dated.order_by("pk"))
    marks = _marks(rows)
    for action in rows:
        yield from _action(action, row, marks.get(action.pk, (0, action.created_at)))


def _action(action: ActionPoint, row: Feed, marks: Marks) -> Iterator[Entry]:
    """Yield the due day and the review day of an action."""
    task = row.dues == Feed.Dues.TODO
    status = TASK_STATES.get(ActionPoint.State(action.state), "NEEDS-ACTION") if task else ""
    days = [(_("Due: %s"), "due", action.due_date if action.pace != Pace.STANDING else None)]
    days.append((_("Review: %s"), "review", action.review_date))
    for label, sort, day in days:
        if day is not None:
            yield Entry(
                uid=f"secretariat-action-{action.pk}-{sort}@{host()}",
                summary=one_line(label % shortened(action.text)),
                start=day,
                modified=marks[1],
                sequence=marks[0],
                description="\n".join([action.reference, *([action.due_text] if action.due_text else [])]),
                url=page("entry", kind="action_point", pk=action.pk),
                status=status,
                task=task,
                open=action.confidentiality in OPEN_LEVELS,
            )


def _marks(rows: Iterable[Meeting | ActionPoint]) -> Mapping[int, Marks]:
    """Return how often each row was changed, and when last: its history knows."""
    rows = list(rows)
    if not rows:
        return {}
    events = Event.objects.filter(object_type=rows[0]._meta.label_lower, object_id__in=[row.pk for row in rows])
    counted = events.order_by().values_list("object_id").annotate(count=Count("pk"), last=Max("at"))
    return {pk: (max(count - 1, 0), last) for pk, count, last in counted}
