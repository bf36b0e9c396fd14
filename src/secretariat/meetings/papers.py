"""Papers: documents put before a meeting at the revision that they had.

A later revision of the document never takes the place of the one that was put before the meeting; the page
says that there is one, and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from django.db import IntegrityError
from django.db.models import Max
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, require, visible
from secretariat.sources.storage import path_of

from .agenda import arranging
from .changing import added, changing, locked, removed
from .models import AgendaItem, Meeting, Paper

if TYPE_CHECKING:
    from secretariat.network.access import Actor
    from secretariat.network.models import User
    from secretariat.sources.models import Revision


def attach(
    actor: User, *, meeting: Meeting, revision: Revision, item: AgendaItem | None = None, label: str = ""
) -> Paper:
    """Put a document before a meeting, or before one item of its agenda, as it is at a revision."""
    require(actor, Verb.READ, revision.document)
    if item is not None and item.meeting_id != meeting.pk:
        raise Refused("other_agenda", _("This item is of another agenda."))
    order = (meeting.papers.aggregate(last=Max("order"))["last"] or 0) + 1
    paper = Paper(meeting=meeting, item=item, revision=revision, label=label.strip()[:200], order=order)
    paper.confidentiality = revision.document.confidentiality
    try:
        with _at(actor, meeting) as gesture:
            return added(actor, paper, gesture=gesture, data={"sha256": revision.sha256})
    except IntegrityError as error:
        raise Refused("already_there", _("This revision is put there already.")) from error


def renew(actor: User, *, paper: Paper, revision: Revision, version: int | None = None) -> Paper:
    """Put another revision of the same document in the place of a paper."""
    if revision.document_id != paper.revision.document_id:
        raise Refused("other_document", _("This is a revision of another document."))
    try:
        with (
            _at(actor, paper.meeting) as gesture,
            changing(actor, paper, "renew", version=version, gesture=gesture) as row,
        ):
            row.revision = revision
    except IntegrityError as error:
        raise Refused("already_there", _("This revision is put there already.")) from error
    return row


def detach(actor: User, *, paper: Paper, version: int | None = None) -> None:
    """Take a paper away from a meeting; the document stays."""
    with _at(actor, paper.meeting) as gesture:
        removed(actor, locked(paper, version), gesture=gesture)


def papers(actor: Actor, meeting: Meeting) -> list[Paper]:
    """Return the papers of a meeting that ``actor`` may read, each with the newest revision of its document."""
    rows = visible(actor, Paper.objects.filter(meeting=meeting))
    return list(
        rows.select_related("item", "revision__document", "meeting").prefetch_related("revision__document__revisions")
    )


def newer(paper: Paper) -> Revision | None:
    """Return the newest revision of the document, where it is newer than the one put before the meeting."""
    current = paper.revision.document.current
    return current if current.number > paper.revision.number else None


def file_of(actor: Actor, paper: Paper) -> tuple[IO[bytes], str, str]:
    """Return the stored file of a paper, opened, its name and media type.

    Whoever reads the paper reads its file, though not what was found in the document. It came from outside:
    serve it as an attachment, never inline.

    Raises:
        NotAllowed: when ``actor`` may not read the paper.
    """
    require(actor, Verb.READ, paper)
    revision = paper.revision
    return path_of(revision.stored_name).open("rb"), revision.name, revision.media_type or "application/octet-stream"


@contextmanager
def _at(actor: User, meeting: Meeting) -> Iterator[Gesture]:
    """Hand out the gesture that tells of a change in the papers of a meeting, with its agenda held."""
    with arranging(actor, meeting) as held:
        yield Gesture(actor, held)
