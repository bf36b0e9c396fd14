"""The form by which a matter arising is carried forward, and that of a body's schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from secretariat.followup.carrying_forward import Outcome
from secretariat.followup.escalation import FURTHEST, Rule
from secretariat.followup.models import EscalationRule
from secretariat.followup.states import Deed, allows
from secretariat.network.selectors import owner_choices

from .forms import VersionedForm, states_of

if TYPE_CHECKING:
    from secretariat.register.models import ActionPoint


class CarryForm(VersionedForm):
    """What came of a matter at the meeting; what is empty stays as it is."""

    discussed = forms.BooleanField(label=_("It was discussed"), required=False, initial=True)
    remark = forms.CharField(label=_("In a line"), required=False, max_length=500, help_text=_("The history keeps it."))
    progress = forms.CharField(
        label=_("Progress reported"), required=False, max_length=10_000, widget=forms.Textarea({"rows": 2})
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    due = forms.CharField(
        label=_("Due"), required=False, max_length=40, help_text=_("A day (2021-07-31) or a period (2021-07, 2021-Q3).")
    )
    lead = forms.ChoiceField(label=_("Lead"), required=False)

    def __init__(self, *args: object, action: ActionPoint, **kwargs: object) -> None:
        """Offer what this action may come to."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        as_now = ("", _now("As it is"))
        cast("forms.ChoiceField", self.fields["state"]).choices = [as_now, *states_of(action)]
        cast("forms.ChoiceField", self.fields["lead"]).choices = [as_now, *owner_choices()]
        if not allows(action, Deed.REPORT):
            del self.fields["progress"]
        if not allows(action, Deed.SET):
            for name in ("state", "due", "lead"):
                del self.fields[name]

    def outcome(self) -> Outcome:
        """Return what was filled in."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in {"version", "seen"}}
        return Outcome(**data)


class RuleForm(forms.Form):
    """One step of a schedule; a row without a number of days is no step."""

    on = forms.BooleanField(label=_("On"), required=False)
    days = forms.IntegerField(label=_("Days"), required=False, min_value=0, max_value=FURTHEST)
    when = forms.ChoiceField(
        label=_("When"), required=False, choices=[("after", _("after the last day")), ("before", _("before it"))]
    )
    role = forms.ChoiceField(label=_("Whom"), required=False, choices=EscalationRule.Role.choices)
    repeat = forms.IntegerField(label=_("Again every … days"), required=False, min_value=1, max_value=FURTHEST)

    def rule(self) -> Rule | None:
        """Return the step, if the row is one."""
        data = self.cleaned_data
        if data.get("days") is None:
            return None
        days = -data["days"] if data["when"] == "before" else data["days"]
        return Rule(days, data["role"], data["repeat"], data["on"])

    @staticmethod
    def values(rule: Rule) -> dict[str, object]:
        """Return what the row of a step begins with."""
        return {
            "on": rule.on,
            "days": abs(rule.days),
            "when": "before" if rule.days < 0 else "after",
            "role": rule.role,
            "repeat": rule.repeat_days,
        }


RuleFormSet = forms.formset_factory(RuleForm, extra=2, max_num=20, absolute_max=40)


class ReasonForm(forms.Form):
    """Why the schedule is changed."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=500, help_text=_("The history keeps it."))
