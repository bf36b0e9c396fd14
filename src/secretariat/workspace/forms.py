"""The forms of the register's pages. They check the shape of what was sent; the verbs decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.followup.verbs import SETTABLE, OwnerRef
from secretariat.meetings.selectors import meetings
from secretariat.network.access import Verb, may
from secretariat.network.guarded import Confidentiality
from secretariat.network.selectors import owner_choices
from secretariat.register.entries import enter
from secretariat.register.models import ActionPoint, Decision, Figure, Kind, Owner, Pace

from .days import planned_year
from .sent_numbers import VersionField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from secretariat.network.models import User
    from secretariat.register.models import Entry

FIELDS: Mapping[str, tuple[str, ...]] = {
    Kind.DECISION: ("text", "verb", "manner", "proposer", "object", "object_revision"),
    Kind.ACTION_POINT: ("text",),
    Kind.STATEMENT: ("text", "force", "speaker"),
    Kind.QUESTION: ("text",),
    Kind.FIGURE: ("text", "value", "unit", "subject", "as_of", "approximate"),
    Kind.PREVIOUS_ACTION: ("text", "status"),
}
LABELS: Mapping[str, str | _StrPromise] = {
    "text": _("Words of the entry"),
    "verb": _("Verb"),
    "manner": _("Manner"),
    "proposer": _("Proposed by"),
    "object": _("What it is about"),
    "object_revision": _("Version of it"),
    "force": _("Force"),
    "speaker": _("Speaker"),
    "value": _("Value"),
    "unit": _("Unit"),
    "subject": _("Subject"),
    "as_of": _("As of"),
    "approximate": _("Approximate"),
    "status": _("Status"),
    "section": _("Section of the record"),
}
EXAMPLES: Mapping[str, str | _StrPromise] = {
    "verb": _("As in: endorse, adopt, agree."),
    "manner": _("As in: consensus, vote, without discussion."),
    "object_revision": _("As in: draft of 28 April 2021."),
    "force": _("As in: suggested, noted, emphasized."),
}


class VersionedForm(forms.Form):
    """A form about something that others may change meanwhile: it carries the version it was made from."""

    version = VersionField()
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonedForm(VersionedForm):
    """A form whose change may be given a reason; the history keeps it."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, help_text=_("Optional. The history keeps it.")
    )


class OwnersForm(ReasonedForm):
    """Who holds an action: one lead, others who contribute."""

    lead = forms.ChoiceField(label=_("Lead"), required=False)
    contributing = forms.MultipleChoiceField(
        label=_("Contributing"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("lead", "contributing", "reason")

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer everybody whom the network knows."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = owner_choices()
        cast("forms.ChoiceField", self.fields["lead"]).choices = [("", _("To be assigned")), *choices]
        cast("forms.MultipleChoiceField", self.fields["contributing"]).choices = choices

    def owners(self) -> list[OwnerRef]:
        """Return the holders that were chosen."""
        lead = self.cleaned_data["lead"]
        others = [ref for ref in self.cleaned_data["contributing"] if ref != lead]
        part = Owner.Part.CONTRIBUTING if lead else Owner.Part.NAMED
        return [*([OwnerRef(lead, Owner.Part.LEAD)] if lead else []), *(OwnerRef(ref, part) for ref in others)]


class DueForm(ReasonedForm):
    """When an action is due: a day or a period, and the words for it."""

    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        validators=[planned_year],
    )
    period = forms.CharField(
        label=_("or a period"),
        required=False,
        max_length=40,
        help_text=_("A month (2021-07), a quarter (2021-Q3), a half (2021-H2) or a year (2021)."),
    )
    due_text = forms.CharField(
        label=_("In words"), required=False, max_length=300, help_text=_("As in: before the next meeting.")
    )
    field_order = ("day", "period", "due_text", "reason")

    def clean(self) -> dict[str, object]:
        """Take a day or a period, not both."""
        data = super().clean() or {}
        if data.get("day") and data.get("period"):
            self.add_error("period", _("Give a day or a period, not both."))
        return data

    def due(self) -> str:
        """Return the day or period in the register's form."""
        day = self.cleaned_data["day"]
        return str(day.isoformat() if day else self.cleaned_data["period"])


class ActionStateForm(ReasonedForm):
    """How far an action is."""

    state = forms.ChoiceField(
        label=_("State"), choices=[(state.value, state.label) for state in SETTABLE], widget=forms.RadioSelect
    )
    field_order = ("state", "reason")


class ReleaseForm(ReasonedForm):
    """Vouching that entries name nobody who was there."""


class PaceForm(ReasonedForm):
    """How often an action is due; a standing one has a day for its review."""

    pace = forms.ChoiceField(label=_("Pace"), choices=Pace.choices, widget=forms.RadioSelect)
    review_date = forms.DateField(
        label=_("Review on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("For a standing action: the day on which to look at it again."),
        validators=[planned_year],
    )
    field_order = ("pace", "review_date", "reason")


class DecisionStateForm(ReasonedForm):
    """What became of a decision."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[choice for choice in Decision.State.choices if choice[0] != Decision.State.PROPOSED],
        widget=forms.RadioSelect,
    )
    superseded_by = forms.CharField(
        label=_("Superseded by"), required=False, max_length=12, help_text=_("Its reference, as in D-12.")
    )
    field_order = ("state", "superseded_by", "reason")


class LevelForm(VersionedForm):
    """How far an entry may travel."""

    confidentiality = forms.ChoiceField(
        label=_("Confidentiality"), choices=Confidentiality.choices, widget=forms.RadioSelect
    )


class ProgressForm(forms.Form):
    """A report of progress with its evidence."""

    text = forms.CharField(label=_("What was done"), widget=forms.Textarea({"rows": 3}), max_length=10_000)
    occurred_on = forms.CharField(
        label=_("When it was done"),
        required=False,
        max_length=40,
        help_text=_("Optional. A day (2021-07-31) or a period (2021-07, 2021-Q3)."),
    )
    state = forms.ChoiceField(label=_("State after this"), required=False)
    evidence_url = forms.URLField(label=_("Evidence: a link"), required=False, max_length=1000, assume_scheme="https")
    evidence_file = forms.FileField(label=_("Evidence: a file"), required=False)

    def __init__(self, *args: object, states: list[tuple[str, str]], **kwargs: object) -> None:
        """Offer the states that this action may come to."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        cast("forms.ChoiceField", self.fields["state"]).choices = [("", _("As it is")), *states]


class WordsForm(ReasonedForm):
    """The values of an entry. The passage that it quotes stays as it is."""

    def __init__(self, *args: object, kind: str, **kwargs: object) -> None:
        """Make a field for each value that this kind has."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        made = {name: value_field(name) for name in FIELDS[kind]}
        self.fields = {**made, **self.fields}

    def changes(self) -> dict[str, object]:
        """Return the values that differ from those that the form began with."""
        hidden = ("version", "seen", "reason", "meeting", "confidentiality")
        return {name: self.cleaned_data[name] for name in self.changed_data if name not in hidden}


class HandForm(WordsForm):
    """An entry typed in by hand: its values, its meeting and how far it may travel."""

    confidentiality = forms.ChoiceField(label=_("Confidentiality"), choices=Confidentiality.choices)

    def __init__(self, *args: object, kind: str, actor: User, **kwargs: object) -> None:
        """Offer the meetings that the actor may read."""
        super().__init__(*args, kind=kind, **kwargs)
        del self.fields["reason"]
        meeting = forms.ModelChoiceField(
            meetings(actor), label=_("Meeting"), required=False, empty_label=_("None of these")
        )
        self.fields = {"text": self.fields.pop("text"), "meeting": meeting, **self.fields}
        self.initial.setdefault("confidentiality", Confidentiality.NETWORK)
        self.kind = kind

    def enter(self, actor: User) -> Entry:
        """Enter it, and return the entry."""
        data = self.cleaned_data
        return enter(
            actor,
            kind=self.kind,
            values={name: data[name] for name in FIELDS[self.kind]},
            meeting=data["meeting"],
            confidentiality=data["confidentiality"],
        )


def value_field(name: str) -> forms.Field:
    """Return the form field of one value."""
    label, hint = LABELS[name], EXAMPLES.get(name, "")
    if name == "text":
        return forms.CharField(label=label, widget=forms.Textarea({"rows": 4}), max_length=20_000)
    if name == "approximate":
        return forms.BooleanField(label=label, required=False)
    if name == "value":
        return forms.FloatField(label=label, required=False, widget=forms.NumberInput({"step": "any"}))
    return forms.CharField(label=label, required=False, max_length=500, help_text=hint)


def states_of(action: ActionPoint) -> list[tuple[str, str]]:
    """Return the states that an action may come to: a standing one continues or is dropped."""
    standing = (ActionPoint.State.CONTINUING, ActionPoint.State.DROPPED)
    if action.pace == Pace.STANDING:
        return [(state.value, str(state.label)) for state in standing]
    return [(state.value, str(state.label)) for state in SETTABLE if state != ActionPoint.State.CONTINUING]


def reportable_states(action: ActionPoint, actor: User) -> list[tuple[str, str]]:
    """Return the states that a report of this actor may give an action: only the secretariat drops one."""
    may_drop = may(actor, Verb.EDIT, action)
    return [choice for choice in states_of(action) if may_drop or choice[0] != ActionPoint.State.DROPPED]


def initial_values(entry: Entry) -> dict[str, object]:
    """Return the values that every form about an entry begins with."""
    return {name: getattr(entry, name) for name in FIELDS[entry.kind]} | {
        "version": entry.version,
        "confidentiality": entry.confidentiality,
        "state": entry.state,
        **(_followed(entry) if isinstance(entry, ActionPoint) else {}),
        **({"superseded_by": _reference(entry)} if isinstance(entry, Decision) else {}),
        **({"value": entry.value} if isinstance(entry, Figure) else {}),
    }


def _reference(decision: Decision) -> str:
    """Return the reference of the decision that took this one's place."""
    return decision.superseded_by.reference if decision.superseded_by else ""


def _followed(action: ActionPoint) -> dict[str, object]:
    """Return the values of an action that its follow-up changes."""
    exact = len(action.due) == len("2021-07-31")
    lead = action.lead
    return {
        "lead": lead.ref if lead else "",
        "contributing": [owner.ref for owner in action.owners.all() if owner != lead],
        "day": action.due if exact else "",
        "period": "" if exact else action.due,
        "due_text": action.due_text,
        "pace": action.pace,
        "review_date": action.review_date,
    }
