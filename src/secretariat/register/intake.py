"""The way in: documents are taken in and read, and what they say is proposed."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, require
from secretariat.network.models import User
from secretariat.sources import verbs as sources
from secretariat.sources.models import Document, Revision
from secretariat.sources.storage import Incoming
from secretariat.sources.verbs import Outcome, Received

from .jobs import queue

__all__ = ["Incoming", "Outcome", "Received", "read_again", "receive"]


def receive(
    actor: User, *, files: Sequence[Incoming], confidentiality: str = "network", title: str = ""
) -> list[Received]:
    """Take files in, each by itself, and queue their reading; one that is refused stops no other.

    ``title`` names a single document; several are named after their files.
    """
    name = title if len(files) == 1 else ""
    return [
        sources.receive(
            actor,
            incoming=incoming,
            confidentiality=confidentiality,
            title=name,
            stored=lambda revision: queue(revision.pk),
        )
        for incoming in files
    ]


def read_again(actor: User, *, document: Document) -> Revision:
    """Queue another reading of a document. What was decided stays; the reading proposes beside it."""
    require(actor, Verb.REVIEW, document)
    with writing():
        revision = Revision.objects.select_for_update().get(pk=document.current.pk)
        if revision.state in {Revision.State.WAITING, Revision.State.READING}:
            raise Refused("being_read", _("This document is being read already."))
        revision.state = Revision.State.WAITING
        revision.attempts = 0
        revision.error_code = revision.error_message = ""
        revision.save()
        Gesture(actor, document).record("read_again", document)
        queue(revision.pk)
    return revision
