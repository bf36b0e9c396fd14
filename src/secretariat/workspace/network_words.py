"""What happened to the network in words: verbs, names of values, and the time line of a body with its seats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from secretariat.network.changes import days_in_words
from secretariat.network.models import Body, Entity, Seat, Tenure

VERBS: Mapping[str, str | Promise] = {
    "take_seat": _("seated"),
    "end": _("ended"),
    "correct": _("corrected"),
    "take_back": _("took back"),
    "run_on": _("let run on"),
    "follow_post": _("let title and entity follow the post"),
    "merge_into": _("merged this into another row of the same person"),
    "merge_from": _("merged another row of the same person into this"),
}
OF_A_PART: Mapping[str, str | Promise] = {
    "add": _("added"),
    "change": _("changed"),
}
"""Verbs for something within a larger thing, that is then named: a seat of a body, a post of a person."""
NAMES: Mapping[str, str | Promise] = {
    "name": _("Name"),
    "title": _("Title"),
    "sort": _("Sort"),
    "since": _("Since"),
    "until": _("Until"),
    "parent": _("Part of"),
    "zone": _("Time zone"),
    "entity": _("Entity"),
    "person": _("Person"),
    "user": _("Account"),
    "function": _("Function"),
    "capacity": _("Capacity"),
    "order": _("Order"),
    "merged_into": _("Merged into"),
}
CHOICES: Mapping[str, Mapping[str, str | Promise]] = {
    "sort": {**dict(Entity.Sort.choices), **dict(Body.Sort.choices)},
    "function": dict(Seat.Function.choices),
    "capacity": dict(Tenure.Capacity.choices),
}
STATES: Mapping[str, str | Promise] = dict(Body.State.choices)


def of_a_part(verb: str, data: Mapping[str, object], words: str | Promise) -> str | Promise:
    """Return what was done to a seat, a tenure or a post, on the time line of the body or the person."""
    about = subject(data)
    return f"{OF_A_PART.get(verb, words)} {about}" if about else words


def subject(data: Mapping[str, object]) -> str:
    """Return what an event in the frame of a body or a person was about: ``UNICEF (Seat 1), from 1 June 2021 on``."""
    name, seat, days = data.get("name"), data.get("seat"), data.get("days")
    if not name:
        return ""
    if not seat:
        return str(name)
    told = _now("%(holder)s in “%(seat)s”") % {"holder": name, "seat": seat}
    return f"{told}, {_days(days)}" if isinstance(days, list) else told


def _days(days: Iterable[object]) -> str:
    """Return the days that an event kept, in words."""
    since, until = (date.fromisoformat(str(day)) if day else None for day in days)
    return days_in_words(since, until)
