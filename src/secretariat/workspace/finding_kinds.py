"""The kinds of finding in words: one, many, and the mark that stands beside the word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise


@dataclass(frozen=True, slots=True)
class KindWords:
    """How a kind of finding is spoken of; ``mark`` is its drawing in ``marks.svg``."""

    one: Label
    many: Label
    mark: str


KINDS: dict[str, KindWords] = {
    "meeting": KindWords(_("Meeting"), _("Meeting"), "meeting"),
    "participant": KindWords(_("Participant"), _("Participants"), "participant"),
    "agenda_item": KindWords(_("Agenda item"), _("Agenda"), "agenda"),
    "decision": KindWords(_("Decision"), _("Decisions"), "decision"),
    "action_point": KindWords(_("Action point"), _("Action points"), "action"),
    "previous_action": KindWords(_("Earlier action"), _("Earlier actions"), "previous-action"),
    "statement": KindWords(_("Statement"), _("Statements"), "statement"),
    "question": KindWords(_("Open question"), _("Open questions"), "question"),
    "figure": KindWords(_("Figure"), _("Figures"), "figure"),
}

ADDED = "action_point decision statement question figure previous_action participant agenda_item".split()
"""The kinds that a person can add, the most usual first."""

STATES: dict[str, Label] = {
    "proposed": _("To confirm"),
    "confirmed": _("Confirmed"),
    "rejected": _("Rejected"),
    "merged": _("Merged"),
}

GESTURES: dict[str, Label] = {
    "confirm": _("confirmed"),
    "confirm_all": _("confirmed all"),
    "correct": _("corrected"),
    "reject": _("rejected"),
    "reopen": _("reopened"),
    "merge": _("merged"),
    "add": _("added"),
}
