"""The work that is done in the background."""

from __future__ import annotations

from django_tasks import task

from secretariat.sources.reading import read_revision, recover, release

from .proposing import propose


@task()
def read_document(revision_id: int) -> None:
    """Read a revision in a process of its own, and propose what it says."""
    read_revision(revision_id, made=propose)


def queue(revision_id: int) -> None:
    """Queue the reading of a revision, within the transaction that wants it."""
    read_document.enqueue(revision_id)


def take_up_interrupted(*, all_under_way: bool = False) -> int:
    """Take up readings whose worker died; at a start, every reading that is marked as under way."""
    return release(queue) if all_under_way else recover(queue)
