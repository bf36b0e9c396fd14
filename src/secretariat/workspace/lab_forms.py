"""The forms of labs. They check the shape of what was sent; the verbs decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from secretariat.evidence import frameworks, selectors
from secretariat.evidence.countries import countries
from secretariat.evidence.lab_outcomes import COMMITMENT, KINDS
from secretariat.evidence.labs import Plan
from secretariat.evidence.models import Collection
from secretariat.network.guarded import Confidentiality
from secretariat.network.models import Body
from secretariat.register.models import Kind

from .forms import VersionedForm
from .meeting_forms import day_field
from .sent_numbers import TickedRowsField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from secretariat.evidence.models import Lab
    from secretariat.network.access import Actor

COUNTED = ("sdg:8.8", "sdg:10.7", "sdg:10.c")
"""The targets that the Network's own VNR Lab of July 2021 counted as those on migration."""
SETS: Mapping[str, str | Promise] = {
    "sdg:migration-core": _("Target on migration itself"),
    "sdg:migration-explicit": _("Targets that name migrants, trafficking or remittances"),
    "sdg:migration-related": _("Targets commonly counted with them"),
    "gcm:round-table-1": _("Global Compact, round table 1"),
    "gcm:round-table-2": _("Global Compact, round table 2"),
    "gcm:round-table-3": _("Global Compact, round table 3"),
    "gcm:round-table-4": _("Global Compact, round table 4"),
}


class LabForm(VersionedForm):
    """What a lab is."""

    title = forms.CharField(label=_("Title"), max_length=200)
    question = forms.CharField(label=_("Question"), widget=forms.Textarea({"rows": 3, "dir": "auto"}), max_length=5000)
    collections = TickedRowsField(Collection.objects.none(), label=_("Reports that it looks at"))
    sets = forms.MultipleChoiceField(
        label=_("All targets and objectives of a set"), required=False, widget=forms.CheckboxSelectMultiple
    )
    codes = forms.MultipleChoiceField(
        label=_("Single targets and objectives"), required=False, widget=forms.CheckboxSelectMultiple
    )
    day = day_field(_("Day"), help_text=_("If it is known."))
    body = forms.ModelChoiceField(
        Body.objects.all(), label=_("Body"), required=False, empty_label=_("None"), help_text=_("Whose session it is.")
    )
    confidentiality = forms.ChoiceField(
        label=_("Confidentiality"),
        choices=Confidentiality.choices,
        help_text=_(
            "Under the Chatham House Rule the lab is for its body and the secretariat, and outcomes name neither those "
            "who were there nor their affiliation."
        ),
    )

    def __init__(self, *args: object, actor: Actor, **kwargs: object) -> None:
        """Offer the collections that the user may read, the sets that there are, and the codes of passages."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        cast("TickedRowsField", self.fields["collections"]).queryset = selectors.collections(actor)
        cast("forms.MultipleChoiceField", self.fields["sets"]).choices = list(_sets())
        cast("forms.MultipleChoiceField", self.fields["codes"]).choices = _codes()

    def plan(self) -> Plan:
        """Return what was sent, with the codes of the sets."""
        data = self.cleaned_data
        codes = [*data["codes"], *(key for name in data["sets"] for key in _members(name))]
        names = ("title", "question", "day", "body", "confidentiality")
        given = {name: data[name] for name in names}
        return Plan(codes=codes, collections=list(data["collections"]), **given)


def lab_values(lab: Lab) -> dict[str, object]:
    """Return the values that the form begins with for a lab that there is."""
    names = ("title", "question", "codes", "day", "body", "confidentiality", "version")
    return {**{name: getattr(lab, name) for name in names}, "collections": lab.collections.all()}


def _members(name: str) -> list[str]:
    framework, _colon, bare = name.partition(":")
    return [f"{framework}:{code}" for code in frameworks.sets(framework).get(bare, ())]


def _sets() -> list[tuple[str, str]]:
    found = []
    for name, label in SETS.items():
        members = ", ".join(key.partition(":")[2] for key in _members(name))
        if members:
            found.append((name, _now("%(set)s: %(codes)s") % {"set": label, "codes": members}))
    return found


def _codes() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the codes by framework, the goals first: a lab is most often one on targets."""
    groups: dict[str, list[tuple[str, str]]] = {frameworks.GOALS: [], frameworks.COMPACT: []}
    for one in frameworks.given_codes():
        groups[one.framework].append((one.key, f"{one.code} {one.title}"))
    return [(frameworks.framework_name(name), choices) for name, choices in groups.items()]


class ItemForm(forms.Form):
    """Something for a lab that a person adds or changes."""

    country = forms.ChoiceField(label=_("State"), required=False)
    text = forms.CharField(
        label=_("In words"), required=False, widget=forms.Textarea({"rows": 2, "dir": "auto"}), max_length=5000
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the States in the order of their names."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        cast("forms.ChoiceField", self.fields["country"]).choices = [("", _("None")), *countries()]


class OutcomeForm(forms.Form):
    """What came of a lab."""

    kind = forms.ChoiceField(label=_("What it is"), choices=list(KINDS.items()))
    text = forms.CharField(label=_("Words of the entry"), widget=forms.Textarea({"rows": 3, "dir": "auto"}))
    owners = forms.CharField(
        label=_("Who is to do it"),
        required=False,
        max_length=500,
        help_text=_("Of an action point or a commitment, if it is known. Several are separated by semicolons."),
    )
    due = forms.CharField(
        label=_("By when"),
        required=False,
        max_length=40,
        help_text=_("A day (2026-12-31), a month (2026-12), a quarter (2026-Q4), a half (2026-H2) or a year."),
    )
    agreed = forms.BooleanField(
        label=_("Those named in it agreed to be named"),
        required=False,
        help_text=_("Under the Chatham House Rule an outcome names nobody otherwise."),
    )

    def __init__(self, *args: object, shielded: bool, **kwargs: object) -> None:
        """Ask for agreement under the Chatham House Rule alone."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not shielded:
            del self.fields["agreed"]

    def values(self) -> dict[str, object]:
        """Return the values of the entry."""
        data = self.cleaned_data
        if data["kind"] not in {Kind.ACTION_POINT, COMMITMENT}:
            return {"text": data["text"]}
        return {name: data[name] for name in ("text", "owners", "due")}
