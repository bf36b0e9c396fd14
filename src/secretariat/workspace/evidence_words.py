"""How the history of collections and reports is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from secretariat.evidence.models import Cycle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

KINDS: Mapping[str, str | Promise] = {
    Cycle.VNR: _("Voluntary National Review"),
    Cycle.GCM_REVIEW: _("Voluntary review of the Global Compact"),
    Cycle.PLAN: _("National plan"),
    Cycle.STATEMENT: _("Statement"),
}
"""What one report is, where a collection has many."""
VERBS: Mapping[str, str | Promise] = {
    "open": _("opened it to readers"),
    "close": _("closed it to readers"),
    "describe": _("corrected whose it is"),
    "examine": _("examined it"),
    "examine_again": _("had it examined again"),
    "fail_to_examine": _("could not examine it"),
    "relabel": _("found and labelled its passages anew"),
    "discard": _("took it away"),
}
NAMES: Mapping[str, str | Promise] = {
    "country": _("State"),
    "year": _("Year"),
    "kind": _("Kind"),
    "cycle": _("Kind of report"),
    "note": _("Note"),
}
CHOICES: Mapping[str, Mapping[str, str | Promise]] = {"kind": KINDS, "cycle": dict(Cycle.choices)}
