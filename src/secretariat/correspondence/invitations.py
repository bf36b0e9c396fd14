"""Invitations by mail: the text, the entry for calendars (RFC 6047), and a link of one's own to reply by."""

from __future__ import annotations

from django.utils.translation import gettext as _

from secretariat.exports.calendar import Organizer, cancellation, invitation
from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused
from secretariat.meetings.invitations import invitations
from secretariat.meetings.models import Invitation, Meeting
from secretariat.meetings.outline import Outline, outline
from secretariat.meetings.papers import papers
from secretariat.network.access import Verb, require
from secretariat.network.models import User
from secretariat.reports.invitation import invitation_text

from .addresses import page
from .content import Content
from .letters import Attachment, Recipient, post
from .models import Letter

LIVE = (Meeting.Stage.CONVENED, Meeting.Stage.CANCELLED)


def send_invitations(actor: User, *, meeting: Meeting) -> int:
    """Write to everybody who is invited and has an address; return how many letters are new.

    A meeting that is convened is told, one that is cancelled is called off. Nobody gets a second letter about the same
    date; after a change of the date everybody gets one.

    Raises:
        Refused: for a meeting that is not convened, and where nobody has an address.
    """
    require(actor, Verb.EDIT, meeting)
    if meeting.stage not in LIVE:
        raise Refused("not_convened", _("Convene the meeting first: invitations go out once it is."))
    rows = [row for row in invitations(actor, meeting) if row.email]
    if not rows:
        raise Refused("no_address", _("Nobody who is invited has an address."))
    agenda = outline(meeting, papers(actor, meeting))
    with writing():
        before = Letter.objects.count()
        for row in rows:
            _post(actor, meeting, row, agenda)
        made = Letter.objects.count() - before
        if made:
            Gesture(actor).record("send_invitations", meeting, data={"letters": made, "sequence": meeting.sequence})
    return made


def _post(actor: User, meeting: Meeting, row: Invitation, agenda: Outline) -> None:
    """Put the letter to one invitee into the outbox; it names no other invitee."""
    off = meeting.stage == Meeting.Stage.CANCELLED
    text = invitation_text(meeting, agenda, page=page("meeting", pk=meeting.pk))
    content = Content(
        subject=(_("Cancelled: %s") if off else _("Invitation: %s")) % meeting.title,
        paragraphs=tuple(text.split("\n\n")),
        button=None if off else (_("Reply"), page("reply-by-link", token=row.token)),
    )
    kind = "cancellation" if off else "invitation"
    post(
        Recipient(row.email, row.name, row.user),
        sort=Letter.Sort.INVITATION,
        content=content,
        key=f"{kind}:{row.pk}:{meeting.sequence}",
        attachments=_for_calendars(actor, meeting, row, agenda),
    )


def _for_calendars(actor: User, meeting: Meeting, row: Invitation, agenda: Outline) -> list[Attachment]:
    """Return the entry for the calendar of one invitee; a procedure, or a meeting without a day, has none."""
    if meeting.is_procedure or meeting.date is None or not meeting.uid:
        return []
    organizer = Organizer(actor.name, actor.email)
    if meeting.stage == Meeting.Stage.CANCELLED:
        data, method = cancellation(meeting, [row], organizer), "CANCEL"
    else:
        url = page("meeting", pk=meeting.pk)
        data, method = invitation(meeting, [row], organizer, agenda=agenda, url=url), "REQUEST"
    return [Attachment("invitation.ics", f"text/calendar; method={method}", data, alternative=True)]
