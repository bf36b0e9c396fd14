"""Outcomes of a lab go to the register, at the level of the lab and with the lab as their origin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, require
from secretariat.reading.reports.cover import read_cover
from secretariat.register.entries import enter
from secretariat.register.models import Decision, Entry, Kind

from .lab_words import origin_words
from .models import Lab, LabOutcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from secretariat.network.models import User

_LOOKED_AT, _LONGEST_NAME = 1500, 100
COMMITMENT = "commitment"
KINDS: Mapping[str, str | Promise] = {
    Kind.DECISION: gettext_lazy("Decision"),
    Kind.ACTION_POINT: gettext_lazy("Action point"),
    COMMITMENT: gettext_lazy("Commitment"),
}
"""What can come of a lab. A commitment is an action point of whoever made it, and its origin says so."""


def register(actor: User, *, lab: Lab, kind: str, values: Mapping[str, object], agreed: bool = False) -> Entry:
    """Enter what came of a lab that was held in the register: a decision, or something that somebody is to do.

    ``values`` are those of the entry, as ``register.entries.enter`` takes them. ``agreed`` says that whoever is
    named in it agreed to be named.

    Raises:
        NotAllowed: when ``actor`` may not.
        Refused: ``not_held``, ``unknown_kind``, ``names_a_state``, and what ``enter`` refuses.
    """
    require(actor, Verb.EDIT, lab)
    if kind not in KINDS:
        raise Refused("unknown_kind", _("There is no kind “%s”.") % kind[:20])
    with writing():
        held = Lab.objects.select_for_update().get(pk=lab.pk)
        if held.state != Lab.State.HELD:
            raise Refused("not_held", _("Outcomes are those of a lab that was held. Say first that it was."))
        if held.is_shielded and not agreed:
            _check_names(values)
        day = date_format(held.day, "j F Y") if held.day else ""
        origin = origin_words(held.title, day, commitment=kind == COMMITMENT)
        entry = enter(
            actor,
            kind=Kind.ACTION_POINT if kind == COMMITMENT else kind,
            values={**values, "section": origin[:300]},
            body=held.body,
            confidentiality=held.confidentiality,
            basis=origin,
        )
        field = "decision" if isinstance(entry, Decision) else "action"
        LabOutcome.objects.create(lab=held, **{field: entry})
        Gesture(actor, frame=held).record(
            "register_outcome", held, data={"entry": entry.reference}, reason=entry.text[:200]
        )
    return entry


def _check_names(values: Mapping[str, object]) -> None:
    """Refuse words in which a State is named: it may be that of whoever spoke."""
    words = " \n".join(str(value) for value in values.values() if value)
    for start in range(0, len(words), _LOOKED_AT - _LONGEST_NAME):
        named = read_cover(words[start : start + _LOOKED_AT], "").country
        if named is not None:
            told = _(
                "“%s” is named. Under the Chatham House Rule say it without, or say that those named agreed to it."
            )
            raise Refused("names_a_state", told % named.words)
