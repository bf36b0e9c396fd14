"""What is done to documents: they are taken in, named, and given a level of confidentiality."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, record, writing
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, require
from secretariat.network.guarded import Confidentiality

from .models import Document, Revision
from .storage import Draft, Incoming, drafted, path_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariat.network.models import User

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NAME_LENGTH = 255
_TITLE_LENGTH = 300
Row = TypeVar("Row", bound=models.Model)


class Outcome(StrEnum):
    """What became of a file that came in."""

    STORED = "stored"
    ALREADY_HERE = "already here"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Received:
    """The answer for one file."""

    name: str
    outcome: Outcome
    document: Document | None = None
    message: str = ""
    code: str = ""


def receive(
    actor: User,
    *,
    incoming: Incoming,
    confidentiality: str = Confidentiality.NETWORK,
    title: str = "",
    stored: Callable[[Revision], object] = lambda _revision: None,
) -> Received:
    """Take one file in: its bytes and its rows, or nothing.

    ``stored`` is called within the transaction that stores the file, to queue what follows from it.

    Raises:
        NotAllowed: when ``actor`` may not bring documents in.
    """
    require(actor, Verb.UPLOAD, Document)
    name = file_name(incoming.name)
    try:
        check_level(confidentiality)
        here, new = take_in(
            Incoming(name, incoming.data),
            known=_already_here,
            store=lambda draft: _store(actor, title, confidentiality, draft, name, stored),
        )
    except Refused as refusal:
        return Received(name, Outcome.REFUSED, message=str(refusal), code=refusal.code)
    if new:
        return Received(name, Outcome.STORED, here)
    message = _("Already here as “%(title)s”, since %(day)s.") % {
        "title": here.title,
        "day": f"{here.uploaded_at:%Y-%m-%d}",
    }
    return Received(name, Outcome.ALREADY_HERE, here, message, "already_here")


def take_in(
    incoming: Incoming, *, known: Callable[[str], Row | None], store: Callable[[Draft], Row]
) -> tuple[Row, bool]:
    """Return the row that holds the bytes of a file, and whether it is new: the same bytes are kept once.

    ``known`` is asked for the row of a hash; ``store`` writes row and file together.

    Raises:
        Refused: when the file is empty, too large, or the disk does not take it.
    """
    try:
        with drafted(incoming) as draft:
            here = known(draft.sha256)
            return (store(draft), True) if here is None else (here, False)
    except IntegrityError:
        # The same bytes came in twice at one moment; the other one was first.
        here = known(draft.sha256)
        if here is None:
            raise
        return here, False


def rename(actor: User, *, document: Document, title: str) -> Document:
    """Give a document another title."""
    require(actor, Verb.EDIT, document)
    title = _CONTROL.sub(" ", title).strip()[:_TITLE_LENGTH]
    if not title:
        raise Refused("title_missing", _("Give the document a title."))
    with writing():
        record(actor, "rename", document, data={"changed": {"title": [document.title, title]}})
        document.title = title
        document.save(update_fields=["title"])
    return document


def set_confidentiality(actor: User, *, document: Document, confidentiality: str) -> Document:
    """Say how far a document may travel. What was made of it keeps its own level, but goes no further than this."""
    require(actor, Verb.EDIT, document)
    check_level(confidentiality)
    with writing():
        data = {"changed": {"confidentiality": [document.confidentiality, confidentiality]}}
        record(actor, "set_confidentiality", document, data=data)
        document.confidentiality = confidentiality
        document.save(update_fields=["confidentiality"])
    return document


def discard(actor: User, *, document: Document) -> None:
    """Take a document away that could not be read. What was read once stays."""
    require(actor, Verb.EDIT, document)
    with writing():
        revisions = list(Revision.objects.select_for_update().filter(document=document))
        if any(row.state != Revision.State.FAILED or row.readings.exists() for row in revisions):
            raise Refused("was_read", _("Only a document that could not be read can be taken away."))
        data = [{"name": row.name, "sha256": row.sha256, "code": row.error_code} for row in revisions]
        record(actor, "discard", document, data={"title": document.title, "revisions": data})
        for row in revisions:
            transaction.on_commit(partial(path_of(row.stored_name).unlink, missing_ok=True))
            row.delete()
        document.delete()


def check_level(confidentiality: str) -> None:
    """Refuse a level of confidentiality that there is not."""
    if confidentiality not in Confidentiality.values:
        levels = ", ".join(Confidentiality.values)
        raise Refused("unknown_level", _("The level of confidentiality is one of: %s.") % levels)


def file_name(name: str) -> str:
    """Return the last part of a file name as given, without control and direction characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = _CONTROL.sub("", last).strip()[-_NAME_LENGTH:]
    return kept if kept.strip(".") else _("Unnamed file")


def title_of(name: str) -> str:
    """Return a title made of a file name."""
    stem = PurePosixPath(name).stem.replace("_", " ").strip()
    return stem[:_TITLE_LENGTH] or name


def _already_here(sha256: str) -> Document | None:
    """Return the document that holds these bytes."""
    revision = Revision.objects.select_related("document").filter(sha256=sha256).first()
    return None if revision is None else revision.document


def _store(
    actor: User, title: str, confidentiality: str, draft: Draft, name: str, stored: Callable[[Revision], object]
) -> Document:
    """Write document, revision, event and file, together."""
    now = timezone.now()
    with writing():
        document = Document.objects.create(
            title=title.strip()[:_TITLE_LENGTH] or title_of(name),
            confidentiality=confidentiality,
            uploaded_by=actor,
            uploaded_at=now,
        )
        revision = Revision.objects.create(
            document=document,
            name=name,
            sha256=draft.sha256,
            size=draft.size,
            stored_name=draft.stored_name,
            uploaded_by=actor,
            uploaded_at=now,
        )
        data = {"name": name, "sha256": draft.sha256, "size": draft.size}
        Gesture(actor, document).record("upload", document, data=data)
        stored(revision)
        draft.keep()
    return document
