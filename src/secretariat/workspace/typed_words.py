"""Words that a person types instead of choosing them in the source, and where they stand."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.history.refusals import Refused


def places_of(text: str, typed: str) -> list[tuple[int, int]]:
    """Return where the words stand in the text, however they are capitalised and spaced."""
    words = [re.escape(word) for word in typed.split()]
    if not words:
        return []
    return [found.span() for found in re.finditer(r"\s+".join(words), text, re.IGNORECASE)]


def place_of(text: str, typed: str) -> tuple[int, int]:
    """Return the one place where the words stand.

    Raises:
        Refused: when they stand nowhere, or in several places.
    """
    places = places_of(text, typed)
    if not places:
        raise Refused("words_not_found", _("These words do not stand in the source. Copy them as they are there."))
    if len(places) > 1:
        message = ngettext(
            "These words stand in %(number)s place. Type more of them.",
            "These words stand in %(number)s places. Type more of them, so that one place is meant.",
            len(places),
        )
        raise Refused("words_not_clear", message % {"number": len(places)})
    return places[0]
