"""A record that came as a file, tied to the meeting that was planned: both are then one meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, require
from secretariat.network.guarded import OPEN_LEVELS
from secretariat.sources.models import Document
from secretariat.sources.selectors import documents

from .changing import changing
from .models import Meeting

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariat.network.access import Actor
    from secretariat.network.models import User

STAGES = (Meeting.Stage.CONVENED, Meeting.Stage.HELD)


def possible_records(actor: Actor) -> QuerySet[Document]:
    """Return the documents that could be the record of a meeting: those of which nothing was confirmed yet."""
    return documents(actor).filter(registered=False, meeting=None)


def tie(actor: User, *, meeting: Meeting, document: Document, version: int | None = None) -> Meeting:
    """Say that a document is the record of a meeting: what is confirmed in it then belongs to that meeting.

    Raises:
        Refused: when either has the other part already, or the document would take the meeting out of sight.
    """
    require(actor, Verb.EDIT, document)
    if not possible_records(actor).filter(pk=document.pk).exists():
        raise Refused("has_a_meeting", _("Findings of “%s” are confirmed for a meeting already.") % document)
    with changing(actor, meeting, "set_record", version=version) as row:
        if row.document_id is not None:
            raise Refused("has_a_record", _("This meeting has a record already."))
        if row.stage not in STAGES or row.is_procedure:
            raise Refused("wrong_stage", _("Only a meeting that was convened has a record."))
        if document.confidentiality not in (*OPEN_LEVELS, row.confidentiality):
            message = _(
                "“%s” is kept closer than the meeting and would hide it. Change the level of one of them first."
            )
            raise Refused("narrower", message % document)
        row.document = document
    return row


def untie(actor: User, *, meeting: Meeting, version: int | None = None) -> Meeting:
    """Take it back, as long as nothing of the document was confirmed."""
    with changing(actor, meeting, "take_record_off", version=version) as row:
        if row.document is None or row.document.registered:
            raise Refused("in_use", _("Findings of this record are confirmed: it stays with its meeting."))
        row.document = None
    return row
