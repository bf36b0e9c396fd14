"""Whether the stored files are there, and are what came in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from secretariat.history.integrity import Finding, Told

from .models import Revision
from .storage import CHUNK, path_of


def check_revisions(told: Told) -> Iterator[Finding]:
    """Yield what is wrong with the files of documents."""
    rows = Revision.objects.order_by("id").values_list("id", "document_id", "number", "stored_name", "sha256")
    for key, document, number, stored_name, sha256 in rows.iterator():
        place = _("document %(document)d, revision %(number)d") % {"document": document, "number": number}
        yield from check_file(place, stored_name, sha256, Revision.objects.filter(pk=key))
        told(1)


def check_file(place: str, stored_name: str, sha256: str, row: QuerySet[Any]) -> Iterator[Finding]:
    """Yield what is wrong with one stored file; nothing where its ``row`` is gone by now."""
    try:
        found = _sha256(stored_name)
    except FileNotFoundError:
        if row.exists():
            yield Finding("file_missing", place, _("the stored file %s is not there") % stored_name)
        return
    except OSError as error:
        message = _("the stored file %(name)s cannot be read: %(why)s")
        yield Finding("file_unreadable", place, message % {"name": stored_name, "why": error.strerror or error})
        return
    if found != sha256:
        yield Finding("file_changed", place, _("the stored file %s is not the one that came in") % stored_name)


def _sha256(stored_name: str) -> str:
    """Return the hash of a stored file, read piece by piece."""
    digest = hashlib.sha256()
    with path_of(stored_name).open("rb") as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()
