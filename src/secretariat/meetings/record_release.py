"""Under the Chatham House Rule a record leaves the body only when somebody vouches that it names nobody."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb
from secretariat.network.models import User
from secretariat.network.names import folded

from . import revisions
from .clearance import held
from .models import Record
from .revisions import Snapshot


def release(actor: User, *, record: Record, reason: str = "") -> Record:
    """Vouch that a final record under the Chatham House Rule names nobody who was there, so that it may leave the body.

    Raises:
        Refused: when it is not final, or the name of somebody who was there stands in it.
    """
    with held(actor, Verb.EDIT, record) as row:
        last = revisions.latest(row)
        if not row.is_final or last is None:
            raise Refused("not_final", _("This record is not final yet."))
        snapshot = revisions.shot(last)
        said = f" {folded(' '.join(_texts(snapshot)))} "
        for name in _names(snapshot):
            if f" {folded(name)} " in said:
                message = _("The record names “%s”, who was there. It stays within the body.")
                raise Refused("names_somebody", message % name)
        row.released, row.version = True, row.version + 1
        row.save()
        Gesture(actor, row.meeting).record("release", row, data={"revision": last.number}, reason=reason)
    return row


def _texts(snapshot: Snapshot) -> Iterator[str]:
    """Yield what somebody outside the body would read."""
    for part in snapshot["parts"]:
        yield part["heading"]
        yield part["text"]


def _names(snapshot: Snapshot) -> Iterator[str]:
    """Yield the names of those who were there, whole and last."""
    for person in snapshot["participants"]:
        words = person["name"].split()
        if words:
            yield person["name"]
        if words and len(words[-1]) > 2:  # initials and particles stand in many words
            yield words[-1]
