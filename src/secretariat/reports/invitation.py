"""The text of an invitation, as a letter tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from secretariat.meetings.moments import place_of
from secretariat.meetings.planning import when_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.meetings.models import Meeting
    from secretariat.meetings.outline import Outline


def invitation_text(meeting: Meeting, agenda: Outline, *, page: str = "") -> str:
    """Return the invitation to a meeting, or the call of a procedure, in plain text."""
    return "\n\n".join(part for part in _parts(meeting, agenda, page) if part)


def _parts(meeting: Meeting, agenda: Outline, page: str) -> Iterator[str]:
    """Yield the paragraphs."""
    yield meeting.title
    yield "\n".join(_head(meeting))
    yield meeting.notice.strip()
    yield meeting.proposal.strip()
    if agenda.lines:
        yield "\n".join([_("Agenda"), *_lines(agenda)])
    if page:
        yield page


def _head(meeting: Meeting) -> Iterator[str]:
    """Yield when and where."""
    if meeting.is_procedure:
        yield _("Deadline: %s") % deadline_in_words(meeting)
        return
    yield when_in_words(meeting)
    mode = str(meeting.get_mode_display()) if meeting.mode else ""
    where = ", ".join(part for part in (meeting.place, mode) if part)
    if where:
        yield where
    if meeting.join_url:
        yield _("Join: %s") % meeting.join_url


def deadline_in_words(meeting: Meeting) -> str:
    """Return the deadline of a procedure in its own zone."""
    if meeting.deadline is None:
        return ""
    local = meeting.deadline.astimezone(place_of(meeting.zone))
    return f"{date_format(local, 'l j F Y')}, {local:%H:%M} {meeting.zone}"


def _lines(agenda: Outline) -> Iterator[str]:
    """Yield the agenda in lines."""
    for group in agenda.groups:
        if group.section is not None:
            yield f"\n{group.section.title}"
        for line in group.lines:
            kind = str(line.item.get_sort_display()) if line.item.sort else ""
            hour = f"{line.starts:%H:%M}  " if line.starts else ""
            yield f"{hour}{line.item.number}. {line.item.title}" + (f" ({kind})" if kind else "")
