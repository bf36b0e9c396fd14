"""Numbers as a page sends them back: keys and versions in fields that nobody types into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from secretariat.history.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

LONGEST = 15
NO_VERSION = _("The page does not say what it was made from. Load it again, then decide.")


class VersionField(forms.IntegerField):
    """The version that a form was made from, hidden in it; empty where it says none."""

    widget = forms.HiddenInput

    def __init__(self, **given: Any) -> None:
        """Refuse what is no number: who would then know what was changed meanwhile?"""
        super().__init__(required=False, error_messages={"invalid": NO_VERSION}, **given)


class TickedRowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Rows to tick."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Sequence[object] | None) -> QuerySet[Any]:
        """Return the rows; a key that is none is refused here, for a database fails at it."""
        for key in value or ():
            if sent_number(str(key)) is None:
                raise ValidationError(self.error_messages["invalid_pk_value"], params={"pk": str(key)[:20]})
        found: QuerySet[Any] = super().clean(value)
        return found


def sent_number(value: str) -> int | None:
    """Return the number that a field holds; nothing where it is none, or longer than any key or version is."""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= LONGEST else None


def sent_version(value: str) -> int | None:
    """Return the version that a page was made from; nothing where it says none.

    Raises:
        Refused: for what is no number, as ``VersionField`` refuses it.
    """
    version = sent_number(value)
    if version is None and value:
        raise Refused("no_version", str(NO_VERSION))
    return version


def sent_key(value: str) -> int:
    """Return the key that a field holds; nought, the key of nothing, where it holds none."""
    return sent_number(value) or 0
