"""A document as those see it who do not review: its text and the entries of the register that stand on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from secretariat.network.access import Actor
from secretariat.register.making import ENTRY_MODELS
from secretariat.register.models import ActionPoint, Entry
from secretariat.register.selectors import Filters, entries
from secretariat.register.values import KEYS
from secretariat.sources.models import Document, StoredReading


def reader_state(actor: Actor, document: Document) -> dict[str, Any]:
    """Return the state of the review page for a reader: what is in the register, and no proposals."""
    reading = document.current.reading
    return {
        "document": {"id": document.pk, "title": document.title},
        "reading": _reading(reading),
        "text": reading.text if reading else "",
        "blocks": reading.blocks if reading else [],
        "page_starts": reading.page_starts if reading else [],
        "proposals": [_finding(entry, reading) for entry in _entries(actor, document)],
        "problems": [],
        "undo": None,
        "may_review": False,
    }


def _entries(actor: Actor, document: Document) -> Iterator[Entry]:
    """Yield the entries made of a document that the reader may see."""
    for kind in ENTRY_MODELS:
        yield from entries(actor, kind, Filters(document=document.pk))


def _reading(reading: StoredReading | None) -> dict[str, Any] | None:
    """Return the facts of a reading."""
    if reading is None:
        return None
    return {"id": reading.pk, "language": reading.revision.language, "pages": reading.revision.pages}


def _finding(entry: Entry, reading: StoredReading | None) -> dict[str, Any]:
    """Return an entry in the shape of a finding."""
    here = reading is not None and entry.reading_id == reading.pk
    return {
        "id": f"{entry.letter}{entry.pk}",
        "kind": entry.kind,
        "state": "confirmed",
        "payload": {key: _value(entry, key) for key in KEYS[entry.kind]},
        "text": entry.text,
        "quote": entry.quote,
        "start": entry.start if here else None,
        "end": entry.end if here else None,
        "page": entry.page,
        "section": entry.section,
        "version": entry.version,
        "added": False,
        "earlier_reading": not here,
        "also": [],
        "decided": None,
        "entry": {"kind": entry.kind, "id": entry.pk, "reference": entry.reference},
        "merged_into": None,
        "owners": _owners(entry),
    }


def _owners(entry: Entry) -> list[dict[str, str]]:
    """Return who holds an action."""
    if not isinstance(entry, ActionPoint):
        return []
    return [{"ref": owner.ref, "label": owner.label, "part": owner.part} for owner in entry.owners.all()]


def _value(entry: Entry, key: str) -> object:
    """Return a value of an entry as a payload holds it."""
    value = getattr(entry, "owners_written" if key == "owners" else key, None)
    return value if value is None or isinstance(value, str | int | float | bool | list) else str(value)
