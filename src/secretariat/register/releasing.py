"""Under the Chatham House Rule an entry leaves the body only when somebody vouches that it names nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused
from secretariat.network.models import User
from secretariat.network.names import folded

from .entries import changing
from .models import Decision, Entry, Statement


def release(actor: User, *, entries: Sequence[Entry], reason: str = "") -> list[Entry]:
    """Vouch that entries name nobody who was there: all of them, or none.

    Raises:
        Refused: for an entry that keeps a speaker or a proposer, or in whose words somebody stands who
            attended: the rule shields the name and the affiliation of everybody who was there.
    """
    for entry in entries:
        _check(entry)
    return _set(actor, entries, released=True, reason=reason)


def take_back(actor: User, *, entries: Sequence[Entry], reason: str = "") -> list[Entry]:
    """Keep entries within the body again."""
    return _set(actor, entries, released=False, reason=reason)


def _set(actor: User, entries: Sequence[Entry], *, released: bool, reason: str) -> list[Entry]:
    """Write it, with one event an entry."""
    gesture, rows = Gesture(actor), []
    with writing():
        for entry in entries:
            verb = "release" if released else "shield"
            with changing(actor, entry, verb, reason=reason, gesture=gesture) as row:
                row.released = released
            rows.append(row)
    return rows


def _check(entry: Entry) -> None:
    """Refuse an entry that says who spoke or who was there."""
    kept = (isinstance(entry, Statement) and entry.speaker) or (isinstance(entry, Decision) and entry.proposer)
    if kept:
        message = _("%(entry)s keeps who said it (“%(name)s”). Take that out first.")
        raise Refused("keeps_a_name", message % {"entry": entry.reference, "name": kept})
    said = f" {folded(entry.text)} "
    for name in _names(entry):
        if f" {folded(name)} " in said:
            message = _("The words of %(entry)s name “%(name)s”, who was there. Put them otherwise first.")
            raise Refused("names_somebody", message % {"entry": entry.reference, "name": name})


def _names(entry: Entry) -> Iterator[str]:
    """Yield the names of the people who attended, whole and last."""
    if entry.meeting is None:
        return
    for line in entry.meeting.attendances.exclude(name=""):
        yield line.name
        last = line.name.split()[-1]
        if len(last) > 2:  # initials and particles stand in many words
            yield last
