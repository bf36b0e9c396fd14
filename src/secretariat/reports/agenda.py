"""The annotated agenda of a meeting, as a document to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from secretariat.meetings.models import ItemSort, Meeting
from secretariat.meetings.outline import outline
from secretariat.meetings.papers import papers
from secretariat.network.guarded import Confidentiality
from secretariat.writing.documents import Agenda, AgendaEntry, AgendaSection, Paper, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secretariat.meetings.models import Paper as PutPaper
    from secretariat.meetings.outline import Group, Line
    from secretariat.network.access import Actor

KINDS = {
    ItemSort.DECISION: "decision",
    ItemSort.DISCUSSION: "discussion",
    ItemSort.INFORMATION: "information",
    ItemSort.WITHOUT_DISCUSSION: "without discussion",
}
CLASSIFICATIONS = {Confidentiality.CHATHAM: "Chatham House"}


def agenda_document(actor: Actor, meeting: Meeting) -> Agenda:
    """Return the agenda of a meeting that ``actor`` may read, with the papers that they may read."""
    shown = outline(meeting, papers(actor, meeting))
    level = Confidentiality(meeting.confidentiality)
    return Agenda(
        title=meeting.title,
        body=meeting.body.name if meeting.body else meeting.body_text or None,
        date=meeting.date.isoformat() if meeting.date else None,
        end_date=meeting.end_date.isoformat() if meeting.end_date else None,
        start=f"{meeting.start_time:%H:%M}" if meeting.start_time else None,
        end=f"{meeting.end_time:%H:%M}" if meeting.end_time else None,
        timezone=meeting.zone or meeting.timezone or None,
        mode=meeting.mode or None,
        place=meeting.place or None,
        language=(translation.get_language() or "en").split("-")[0],
        classification=CLASSIFICATIONS.get(level, str(level.value)),
        sections=tuple(_section(group) for group in shown.groups if group.lines),
        status=Status(state="draft") if meeting.stage == Meeting.Stage.DRAFT else None,
        notes=tuple(_papers_of_all(shown.papers)),
    )


def _section(group: Group) -> AgendaSection:
    """Return a section of the agenda."""
    title = group.section.title if group.section else None
    return AgendaSection(title=title, items=tuple(_entry(line) for line in group.lines))


def _entry(line: Line) -> AgendaEntry:
    """Return an item of the agenda."""
    item = line.item
    return AgendaEntry(
        title=item.title,
        number=item.number or None,
        kind=KINDS[ItemSort(item.sort)] if item.sort else None,
        start=f"{line.starts:%H:%M}" if line.starts else None,
        minutes=item.minutes,
        presenter=item.presenter or None,
        notes=tuple(part.strip() for part in item.note.split("\n") if part.strip()),
        papers=tuple(_paper(paper) for paper in line.papers),
    )


def _paper(paper: PutPaper) -> Paper:
    """Return a paper at its revision."""
    title = paper.revision.document.title
    return Paper(label=paper.label or title, title=title if paper.label else None, revision=revision_words(paper))


def revision_words(paper: PutPaper) -> str:
    """Return which revision of its document a paper is."""
    said = {"number": paper.revision.number, "day": f"{paper.revision.uploaded_at:%Y-%m-%d}"}
    return _("revision %(number)s, of %(day)s") % said


def _papers_of_all(rows: Iterable[PutPaper]) -> Iterator[str]:
    """Yield the papers that belong to no item, in a line each."""
    for row in rows:
        said = {"paper": row, "revision": revision_words(row)}
        yield _("Before the meeting: %(paper)s (%(revision)s)") % said
