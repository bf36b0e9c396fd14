"""Whether the files that people gave as evidence are there, and are what they gave."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from secretariat.history.integrity import Finding, Told
from secretariat.sources.integrity import check_file

from .models import ProgressNote


def check_evidence(told: Told) -> Iterator[Finding]:
    """Yield what is wrong with the files of progress notes."""
    rows = ProgressNote.objects.exclude(stored_name="").order_by("id")
    for key, action, stored_name, sha256 in rows.values_list(
        "id", "action_id", "stored_name", "file_sha256"
    ).iterator():
        place = _("A-%(action)d, evidence of note %(note)d") % {"action": action, "note": key}
        yield from check_file(place, stored_name, sha256, rows.filter(pk=key))
        told(1)
