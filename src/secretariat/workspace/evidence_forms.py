"""The forms of collections and reports. They check the shape of what was sent; the verbs decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.evidence.collections import FIRST_YEAR, LAST_YEAR
from secretariat.evidence.countries import countries
from secretariat.evidence.models import Cycle
from secretariat.network.guarded import Confidentiality

from .evidence_words import KINDS
from .network_forms import offer

if TYPE_CHECKING:
    from secretariat.evidence.models import Collection, Report


class YearField(forms.IntegerField):
    """A year, or none."""

    def __init__(self, **kwargs: Any) -> None:
        """Hold it to the years that a report may be of."""
        super().__init__(required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs)


class CollectionForm(forms.Form):
    """A collection: what it is called, which cycle and year it is of, who may see it."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("As in: Voluntary National Reviews of 2026."))
    cycle = forms.ChoiceField(label=_("Kind of report"), required=False)
    year = YearField(label=_("Year"))
    note = forms.CharField(
        label=_("Note"), required=False, max_length=5000, widget=forms.Textarea({"rows": 3, "dir": "auto"})
    )
    confidentiality = forms.ChoiceField(
        label=_("Who may see it"), choices=Confidentiality.choices, initial=Confidentiality.NETWORK
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the cycles, and several at once."""
        super().__init__(*args, **kwargs)
        offer(self, "cycle", [("", _("Several kinds")), *Cycle.choices])

    @staticmethod
    def values_of(row: Collection) -> dict[str, Any]:
        """Return what a form about a collection begins with."""
        return {name: getattr(row, name) for name in CollectionForm.base_fields}


class ReportForm(forms.Form):
    """Whose report it is, of which year and kind."""

    country = forms.ChoiceField(label=_("State"), required=False)
    year = YearField(label=_("Year"))
    kind = forms.ChoiceField(label=_("Kind of report"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the States by name and the kinds, and that it is not known."""
        super().__init__(*args, **kwargs)
        offer(self, "country", [("", _("Not known")), *countries()])
        offer(self, "kind", [("", _("Not known")), *KINDS.items()])

    @staticmethod
    def values_of(row: Report) -> dict[str, Any]:
        """Return what a form about a report begins with."""
        return {name: getattr(row, name) for name in ReportForm.base_fields}
