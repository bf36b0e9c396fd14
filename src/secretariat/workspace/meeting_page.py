"""What every page of one meeting shows: its head, its parts, the next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from secretariat.meetings import invitations, moments
from secretariat.meetings.models import Meeting, Record
from secretariat.network.access import Verb, may

from .actor import actor_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from secretariat.network.models import User

Stage = Meeting.Stage


@dataclass(frozen=True, slots=True)
class Part:
    """A page of the meeting."""

    name: str
    label: str
    url: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done next. ``post`` names the step that a button takes; otherwise it is a link."""

    label: str
    why: str
    url: str
    post: bool = False


def frame(request: HttpRequest, meeting: Meeting, part: str) -> dict[str, object]:
    """Return what the head of a meeting's pages shows."""
    actor = actor_of(request)
    editor = may(actor, Verb.EDIT, meeting)
    return {
        "meeting": meeting,
        "may_edit": editor,
        "alive": meeting.stage in {Stage.DRAFT, Stage.CONVENED},
        "parts": list(_parts(actor, meeting, part)),
        "steps": list(_steps(meeting)) if editor else [],
    }


def _parts(actor: User, meeting: Meeting, part: str) -> Iterator[Part]:
    """Yield the pages that a meeting has for this reader."""
    first = _("Procedure") if meeting.is_procedure else _("Overview")
    yield _part("meeting", first, meeting, part)
    if meeting.is_procedure:
        return
    yield _part("agenda", _("Agenda"), meeting, part)
    if meeting.body_id is not None and _url("arising", meeting):
        yield _part("arising", _("Matters arising"), meeting, part)
    rows = invitations.invitations(actor, meeting)
    if may(actor, Verb.EDIT, meeting) or rows.exists():
        yield _part("invitations", _("Invitations"), meeting, part, rows.count())
    if may(actor, Verb.EDIT, meeting) and meeting.stage in {Stage.CONVENED, Stage.HELD}:
        yield _part("attendance", _("Attendance"), meeting, part)
    if meeting.stage in {Stage.CONVENED, Stage.HELD} and _url("record", meeting):
        yield _part("record", _("Record"), meeting, part)


def _part(name: str, label: str, meeting: Meeting, current: str, count: int | None = None) -> Part:
    """Return one page."""
    return Part(name, label, _url(name, meeting), name == current, count or None)


def _steps(meeting: Meeting) -> Iterator[Step]:
    """Yield what is to be done next, the first thing first."""
    convene = reverse("workspace:meeting-step", args=[meeting.pk, "convene"])
    if meeting.stage == Stage.DRAFT and meeting.is_procedure:
        yield Step(
            _("Open the procedure"), _("The body is asked; its proposal stands from then on."), convene, post=True
        )
    elif meeting.stage == Stage.DRAFT:
        yield Step(_("Convene"), _("It is a draft, seen by the secretariat alone."), convene, post=True)
    elif meeting.is_procedure or meeting.stage == Stage.CANCELLED:
        return
    elif meeting.stage == Stage.CONVENED:
        yield from _steps_of_convened(meeting)
    elif meeting.document_id is None:
        yield from _steps_of_held(meeting)


def _steps_of_convened(meeting: Meeting) -> Iterator[Step]:
    """Yield what is to be done before and at a meeting."""
    begun = meeting.date is not None and meeting.date <= moments.today(meeting.zone)
    if begun:
        hold = reverse("workspace:meeting-step", args=[meeting.pk, "hold"])
        yield Step(_("Record attendance"), _("Who was there, seat by seat."), _url("attendance", meeting))
        yield Step(_("It was held"), _("Then its record can be cleared."), hold, post=True)
    elif not meeting.invitations.exists():
        yield Step(_("Send invitations"), _("Nobody is invited yet."), _url("invitations", meeting))


def _steps_of_held(meeting: Meeting) -> Iterator[Step]:
    """Yield what is to be done after a meeting."""
    if not meeting.attendances.exists():
        yield Step(_("Record attendance"), _("Who was there, seat by seat."), _url("attendance", meeting))
    url = _url("record", meeting)
    record = Record.objects.filter(meeting=meeting).first()
    if record is None:
        yield Step(_("Write the record"), _("It has no record yet."), url)
    elif record.is_circulating():
        yield Step(_("Clear the record"), _("It is before its body."), url)
    elif not record.is_final:
        yield Step(_("Go on with the record"), _("It is a draft, seen by the secretariat alone."), url)


def _url(name: str, meeting: Meeting) -> str:
    """Return the address of a page of a meeting; nothing where there is no such page."""
    try:
        return reverse(f"workspace:{name}", args=[meeting.pk])
    except NoReverseMatch:
        return ""
