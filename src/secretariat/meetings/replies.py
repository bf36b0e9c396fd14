"""Replies to an invitation: by somebody with an account, by a link, or by a calendar's answer.

A reply is the one thing that needs no role: it is granted by the invitation. With an account one replies to
an invitation in one's own name, or as focal point to that of one's entity where it names no person. A link
lets reply whoever holds it, until the meeting is over. A calendar's answer proves nothing of its sender, so
the secretariat enters it.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.network.access import Verb, member, require
from secretariat.network.models import Role, User

from .changing import differences, locked, values
from .models import Invitation, Meeting

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariat.network.access import Actor

REPLIES = (Invitation.Reply.ACCEPTED, Invitation.Reply.TENTATIVE, Invitation.Reply.DECLINED)
LAST_ZONE = timedelta(hours=12)
"""Where no zone is known, a day is over when it is over everywhere (UTC-12)."""


def reply(
    actor: User,
    *,
    invitation: Invitation,
    answer: str,
    represented_by: str = "",
    comment: str = "",
    version: int | None = None,
) -> Invitation:
    """Reply to an invitation of one's own, or enter what somebody replied in another way (the secretariat)."""
    user = member(actor)
    if user is None or not (user.is_secretariat or own(user).filter(pk=invitation.pk).exists()):
        raise NotAllowed
    return _answered(actor, invitation, answer, (represented_by, comment), version=version)


def reply_by_link(token: str, *, answer: str, represented_by: str = "", comment: str = "") -> Invitation:
    """Reply by the link that an invitation carries."""
    found = by_token(token)
    if found is None:
        raise Refused("link_over", _("This link is not valid any more."))
    return _answered(None, found, answer, (represented_by, comment))


def reply_by_calendar(
    actor: User,
    *,
    meeting: Meeting,
    uid: str,
    email: str,
    answer: str,
    sequence: int | None = None,
    comment: str = "",
    at: datetime | None = None,
) -> Invitation:
    """Enter the answer of a calendar (RFC 5546, 3.2.3). An older answer never replaces a later one.

    Raises:
        Refused: when it is about another meeting, or from somebody who is not invited.
    """
    require(actor, Verb.EDIT, meeting)
    if not meeting.uid or uid != meeting.uid:
        raise Refused("other_meeting", _("This answer is about another meeting."))
    found = meeting.invitations.filter(email__iexact=email.strip()).first() if email.strip() else None
    if found is None:
        raise Refused("not_invited", _("Nobody is invited at “%s”.") % email)
    if sequence is not None and sequence > meeting.sequence:
        raise Refused("later_sequence", _("This answer is to a later version of the meeting than this one."))
    if at is not None and found.replied_at is not None and at < found.replied_at:
        raise Refused("older_answer", _("%s has replied later than that.") % found.name)
    answered = meeting.sequence if sequence is None else sequence
    return _answered(actor, found, answer, (found.represented_by, comment), sequence=answered, at=at)


def own(user: User) -> QuerySet[Invitation]:
    """Return the invitations to which somebody may reply with their account.

    A focal point replies for the seats of the entity, and for those of its people who have no account.
    """
    mine = Q(user=user) | Q(person__user=user)
    if user.role == Role.FOCAL_POINT and user.entity_id is not None:
        mine |= Q(entity=user.entity_id, person__user=None)
    convened = Q(meeting__stage=Meeting.Stage.CONVENED)
    return Invitation.objects.filter(mine & convened).select_related("meeting", "seat", "entity")


def own_of(actor: Actor, meeting: Meeting) -> list[Invitation]:
    """Return the invitations to one meeting to which somebody may reply."""
    user = member(actor)
    return [] if user is None else list(own(user).filter(meeting=meeting))


def by_token(token: str, now: datetime | None = None) -> Invitation | None:
    """Return the invitation of a link, while one can reply by it."""
    rows = Invitation.objects.select_related("meeting__body", "seat", "entity")
    found = rows.filter(token=token, meeting__stage__in=(Meeting.Stage.CONVENED, Meeting.Stage.CANCELLED)).first()
    if found is None or (now or timezone.now()) > over_at(found.meeting):
        return None
    return found


def over_at(meeting: Meeting) -> datetime:
    """Return when a meeting is surely over: its end, or else the end of its last day; never, without a day."""
    if meeting.deadline is not None and meeting.is_procedure:
        return meeting.deadline
    if meeting.ends_at is not None:
        return meeting.ends_at
    last = meeting.end_date or meeting.date
    if last is None:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(last + timedelta(days=1), time.min, UTC) + LAST_ZONE


def _answered(
    actor: User | None,
    invitation: Invitation,
    answer: str,
    words: tuple[str, str],
    *,
    version: int | None = None,
    sequence: int | None = None,
    at: datetime | None = None,
) -> Invitation:
    """Write a reply and its event."""
    if answer not in REPLIES:
        raise Refused("unknown_reply", _("A reply is: accepted, tentative or declined."))
    with writing():
        row = locked(invitation, version)
        if row.meeting.stage != Meeting.Stage.CONVENED:
            raise Refused("wrong_stage", _("One replies to a meeting that is convened and still to come."))
        before = values(row)
        row.reply, row.represented_by, row.comment = answer, words[0].strip()[:200], words[1].strip()[:2000]
        row.replied_at = at or timezone.now()
        row.answers_sequence = row.meeting.sequence if sequence is None else sequence
        row.version += 1
        row.save()
        gesture = Gesture(actor, row.meeting, name="" if actor else row.name)
        gesture.record("reply", row, data={"changed": differences(before, values(row)), "by_link": actor is None})
    return row
