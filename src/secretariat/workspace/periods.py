"""Dates and periods of the register in words: ``2021-07-31``, ``2021-07``, ``2021-Q3``, ``2021-H1``, ``2021``."""

from __future__ import annotations

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

YEAR_MONTH = re.compile(r"(\d{4})-(\d{2})")
PART_OF_YEAR = re.compile(r"(\d{4})-([QHW])(\d{1,2})")


def in_words(period: str, day_format: str = "j M Y") -> str:
    """Return a date or period in words; what is neither stays as it is."""
    first, slash, last = period.partition("/")
    if slash:
        return f"{in_words(first, day_format)} – {in_words(last, day_format)}"
    try:
        exact = len(period) == len("2021-07-31")
        return date_format(date.fromisoformat(period), day_format) if exact else _part(period)
    except ValueError:
        return period


def _part(period: str) -> str:
    """Return a month, a quarter, a half or a week in words."""
    if found := YEAR_MONTH.fullmatch(period):
        return date_format(date(int(found[1]), int(found[2]), 1), "F Y")
    if found := PART_OF_YEAR.fullmatch(period):
        year, part, number = found.groups()
        patterns = {
            "Q": _("quarter %(n)s of %(year)s"),
            "H": _("half %(n)s of %(year)s"),
            "W": _("week %(n)s of %(year)s"),
        }
        return patterns[part] % {"n": int(number), "year": year}
    return period
