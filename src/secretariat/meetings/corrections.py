"""Corrections after a record is final. The final text stays; what was put right stands beside it, never silent."""

from __future__ import annotations

import copy
from typing import Final

from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb
from secretariat.network.models import User

from . import revisions
from .anchors import found
from .clearance import held
from .models import Correction, Record, RecordPart, RecordRevision
from .wording import settled

LONGEST: Final = 5_000


def correct(actor: User, *, record: Record, part: RecordPart, before: str, after: str, reason: str) -> Correction:
    """Put words of a final record right: ``before`` stands once in the part as it was last corrected.

    Raises:
        NotAllowed: to all but the secretariat.
        Refused: when the record is not final, no reason is given, or the words do not stand there once.
    """
    with held(actor, Verb.EDIT, record) as row:
        last = revisions.latest(row)
        if not row.is_final or last is None:
            raise Refused("not_final", _("This record is not final yet: its text can still be written."))
        why = reason.strip()[:LONGEST]
        if not why:
            raise Refused("reason_missing", _("Say why this is put right. Everybody will see it."))
        snapshot = copy.deepcopy(revisions.shot(last))
        shot = revisions.part_of(snapshot, part.pk)
        if shot is None:
            raise Refused("no_such_part", _("The record has no such part."))
        start, end = _only(shot["text"], before, shot["heading"])
        words, new = shot["text"][start:end], settled(after)
        if words == new:
            raise Refused("no_change", _("Both wordings are the same."))
        shot["text"] = settled(shot["text"][:start] + new + shot["text"][end:])
        revision = revisions.keep(actor, row, snapshot, RecordRevision.Reason.CORRECTED)
        made = Correction.objects.create(
            record=row,
            revision=revision,
            part=part,
            start=start,
            before=words,
            after=new,
            reason=why,
            by=actor,
            by_name=str(actor),
            at=revision.made_at,
        )
        row.version += 1
        row.released = False  # whoever vouched for the words has not seen these
        row.save()
        data = {"revision": revision.number, "sha256": revision.sha256, "before": words, "after": new}
        Gesture(actor, row.meeting).record("correct_record", row, data=data, reason=why)
    return made


def _only(text: str, words: str, heading: str) -> tuple[int, int]:
    """Return where words stand in a text, once.

    Raises:
        Refused: when they stand there not at all, or more than once.
    """
    span = found(text, words)
    if span is None:
        raise Refused("not_in_text", _("These words do not stand in “%s”. Copy them as they are.") % heading)
    if found(text[span[0] + 1 :], words) is not None:
        raise Refused("stands_twice", _("These words stand in “%s” more than once. Give a few more of them.") % heading)
    return span
