"""How a finding is known again in a later reading of the same document."""

from __future__ import annotations

from collections.abc import Mapping

from secretariat.network.names import folded

from .models import Kind
from .values import text

KEYS: Mapping[str, tuple[str, ...]] = {
    Kind.MEETING: ("title", "body", "date", "end_date", "start", "end", "mode", "place"),
    Kind.PARTICIPANT: ("name", "organization", "attendance"),
    Kind.AGENDA_ITEM: ("title",),
    Kind.FIGURE: ("text", "subject"),
}


def identity(kind: str, payload: Mapping[str, object]) -> str:
    """Return the folded words by which a finding of this kind is known again."""
    return " | ".join(folded(text(payload, key)) for key in KEYS.get(kind, ("text",)))
