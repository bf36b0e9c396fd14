"""Questions asked of the documents."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, TypedDict

from django.db.models import OuterRef, Prefetch, Subquery
from django.shortcuts import get_object_or_404

from secretariat.network.access import Verb, require, visible

from .models import Document, Revision
from .storage import path_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from secretariat.network.access import Actor


class Progress(TypedDict):
    """How far the reading of one document is."""

    id: int
    title: str
    state: str
    step: str
    findings: int
    error_code: str
    error_message: str


def documents(actor: Actor) -> QuerySet[Document]:
    """Return the documents that ``actor`` may read, newest first, with their revisions."""
    rows = visible(actor, Document.objects.all()).select_related("uploaded_by")
    return rows.prefetch_related(Prefetch("revisions", Revision.objects.order_by("number")))


def in_state(actor: Actor, *states: str) -> QuerySet[Document]:
    """Return those documents whose newest revision is in one of ``states``."""
    newest = Revision.objects.filter(document=OuterRef("pk")).order_by("-number")
    return (
        documents(actor).annotate(current_state=Subquery(newest.values("state")[:1])).filter(current_state__in=states)
    )


def document(actor: Actor, pk: int) -> Document:
    """Return one document, or 404: what one may not see is not there."""
    return get_object_or_404(documents(actor), pk=pk)


def progress(actor: Actor, ids: Iterable[int]) -> list[Progress]:
    """Return how far the reading of these documents is."""
    return [_progress(row) for row in documents(actor).filter(pk__in=list(ids))]


def original(actor: Actor, revision: Revision) -> tuple[IO[bytes], str, str]:
    """Return the stored file of a revision, opened, its name and media type.

    It came from outside: serve it as an attachment, never inline.

    Raises:
        NotAllowed: when ``actor`` may not read the document.
    """
    require(actor, Verb.READ, revision.document)
    media_type = revision.media_type or "application/octet-stream"
    return path_of(revision.stored_name).open("rb"), revision.name, media_type


def _progress(row: Document) -> Progress:
    """Return how far the reading of one document is."""
    revision = row.current
    return {
        "id": row.pk,
        "title": row.title,
        "state": revision.state,
        "step": revision.step,
        "findings": revision.findings,
        "error_code": revision.error_code,
        "error_message": revision.error_message,
    }
