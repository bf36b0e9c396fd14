"""What is done to meetings themselves; their records are read and confirmed in the register."""

from __future__ import annotations

from secretariat.history.recording import record, writing
from secretariat.history.refusals import Conflict
from secretariat.network.access import Verb, require
from secretariat.network.models import User
from secretariat.sources.verbs import check_level

from .models import Meeting


def set_confidentiality(actor: User, *, meeting: Meeting, confidentiality: str, version: int | None = None) -> Meeting:
    """Say how far a meeting may travel. Its entries keep their own level."""
    require(actor, Verb.EDIT, meeting)
    check_level(confidentiality)
    with writing():
        row = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if version is not None and version != row.version:
            raise Conflict
        data = {"changed": {"confidentiality": [row.confidentiality, confidentiality]}}
        record(actor, "set_confidentiality", row, data=data)
        row.confidentiality = confidentiality
        row.version += 1
        row.save()
    return row
