"""Days that a person types: their years."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.meetings import moments


def planned_year(day: date) -> None:
    """Refuse a day of a year that nobody means: a slip of the keys, kept, stands in calendars and pictures for good."""
    if not moments.within(day):
        raise forms.ValidationError(_("Look at the year: it is between %d and %d.") % moments.YEARS)
