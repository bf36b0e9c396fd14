"""The names of States in the reader's language."""

from __future__ import annotations

import unicodedata

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused
from secretariat.reading.reports.cover import country_codes, country_names


def country_name(code: str) -> str:
    """Return the name of a State (ISO 3166-1 alpha-3) in the reader's language; an unknown code stays as it is."""
    return _names().get(code, code)


def countries() -> list[tuple[str, str]]:
    """Return code and name of every State, in the order of the names."""
    return sorted(_names().items(), key=lambda pair: name_order(pair[1]))


def check_country(code: str) -> None:
    """Refuse a code of no State; none is one."""
    if code and code not in country_codes():
        raise Refused("unknown_country", _("“%s” is the code of no State. Choose one from the list.") % code[:20])


def name_order(name: str) -> str:
    """Return what a list of names is sorted by: accents and case do not count."""
    return "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char)).casefold()


def _names() -> dict[str, str]:
    return country_names((get_language() or "en").partition("-")[0])
