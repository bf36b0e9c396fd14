"""A text that was written here, kept like a document that came in: file, revision and text, with its hash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from secretariat.history.recording import Gesture

from .models import Document, Revision, StoredReading
from .storage import Incoming, drafted
from .verbs import file_name

if TYPE_CHECKING:
    from secretariat.network.models import User


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A text with its paragraphs; its file is the text itself in UTF-8, so that both have one hash."""

    name: str
    title: str
    text: str
    blocks: list[dict[str, Any]]
    language: str
    confidentiality: str


def keep(actor: User, written: WrittenText) -> StoredReading:
    """Keep a written text and return the reading that holds it.

    Called within the transaction of a verb that has asked who may. Nothing is read by the engine: what the
    text says is in the register already.

    Raises:
        Refused: when the disk does not take it.
    """
    now = timezone.now()
    with drafted(Incoming(written.name, written.text.encode())) as draft:
        document = Document.objects.create(
            title=written.title[:300],
            confidentiality=written.confidentiality,
            uploaded_by=actor,
            uploaded_at=now,
            registered=True,
        )
        revision = Revision.objects.create(
            document=document,
            name=file_name(written.name),
            sha256=draft.sha256,
            size=draft.size,
            stored_name=draft.stored_name,
            media_type="text/plain",
            language=written.language,
            state=Revision.State.READ,
            uploaded_by=actor,
            uploaded_at=now,
            read_at=now,
        )
        reading = StoredReading.objects.create(
            revision=revision, engine=settings.VERSION, made_at=now, text=written.text, blocks=written.blocks
        )
        data = {"name": revision.name, "sha256": draft.sha256, "size": draft.size}
        Gesture(actor, document).record("keep", document, data=data)
        draft.keep()
    return reading
