"""The forms of the steps that an action goes: hand over, split, merge, supersede, drop, open again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from secretariat.followup.arising import of_body
from secretariat.followup.closing import drop, reopen
from secretariat.followup.escalation import body_of
from secretariat.followup.handing_over import hand_over
from secretariat.followup.passing_on import merge, supersede
from secretariat.followup.splitting import MOST, Part, split
from secretariat.followup.verbs import OwnerRef
from secretariat.history.refusals import Refused
from secretariat.network.selectors import owner_choices
from secretariat.register import selectors
from secretariat.register.models import ActionPoint, Kind

from .forms import VersionedForm

if TYPE_CHECKING:
    from secretariat.network.models import User

MOST_OFFERED = 200
PARTS, MORE = 3, 3
REASON = _("The history keeps it.")
REFERENCES = re.compile(r"[,;\s]+")


class StepForm(VersionedForm):
    """A step with one action."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=500, help_text=REASON)

    def __init__(self, *args: object, actor: User, action: ActionPoint, **kwargs: object) -> None:
        """Keep who takes the step with which action."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.actor, self.action = actor, action

    def take(self) -> ActionPoint:
        """Take the step, and return the action to be looked at next."""
        raise NotImplementedError

    @property
    def version_seen(self) -> int | None:
        """Return the version that the page showed."""
        return cast("int | None", self.cleaned_data["version"])

    def versions(self) -> Mapping[int, int]:
        """Return the same for verbs that take several actions."""
        return {} if self.version_seen is None else {self.action.pk: self.version_seen}

    def offered(self) -> list[tuple[str, str]]:
        """Return the other live actions of the body, for a choice."""
        body = body_of(self.action)
        rows = selectors.entries(self.actor, Kind.ACTION_POINT).filter(state__in=ActionPoint.LIVE)
        rows = rows.filter(of_body(body.pk)) if body else rows.filter(body=None)
        return [
            (row.reference, f"{row.reference} · {Truncator(row.text).chars(90)}")
            for row in rows.exclude(pk=self.action.pk)[:MOST_OFFERED]
        ]

    def named(self, references: list[str]) -> list[ActionPoint]:
        """Return the actions of references such as ``A-12``, each once.

        Raises:
            Refused: when the reader sees no such action.
        """
        found: dict[int, ActionPoint] = {}
        for reference in references:
            number = reference.strip().upper().removeprefix("A-")
            rows = selectors.entries(self.actor, Kind.ACTION_POINT)
            row = rows.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 16 else None
            if row is None:
                raise Refused("no_such_action", _now("There is no action point “%s”.") % reference)
            found[row.pk] = row
        return list(found.values())


class HandOverForm(StepForm):
    """From whom to whom."""

    giver = forms.ChoiceField(label=_("From"), widget=forms.RadioSelect)
    taker = forms.ChoiceField(label=_("To"))
    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=REASON)
    field_order = ("giver", "taker", "reason")

    def __init__(self, *args: object, actor: User, action: ActionPoint, **kwargs: object) -> None:
        """Offer the holders, and everybody whom the network knows."""
        super().__init__(*args, actor=actor, action=action, **kwargs)
        holders = [(owner.ref, f"{owner.label} ({owner.get_part_display()})") for owner in action.owners.all()]
        cast("forms.ChoiceField", self.fields["giver"]).choices = holders
        cast("forms.ChoiceField", self.fields["taker"]).choices = [("", _now("Choose")), *owner_choices()]
        if len(holders) == 1:
            self.initial.setdefault("giver", holders[0][0])

    def take(self) -> ActionPoint:
        """Hand it over."""
        data = self.cleaned_data
        return hand_over(
            self.actor,
            action=self.action,
            giver=data["giver"],
            taker=data["taker"],
            reason=data["reason"],
            version=self.version_seen,
        )


class SplitForm(StepForm):
    """The parts: their words and, where they differ from the whole, who leads and when they are due."""

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, actor: User, action: ActionPoint, **kwargs: object) -> None:
        """Make the fields of so many parts."""
        super().__init__(*args, actor=actor, action=action, **kwargs)
        asked = str(self.data.get("rows", "") if self.is_bound else self.initial.get("rows", ""))
        self.count = min(max(int(asked), 2), MOST) if asked.isdecimal() and len(asked) < 4 else PARTS
        leads = [("", _now("As now")), *owner_choices()]
        parts: dict[str, forms.Field] = {}
        for number in range(1, self.count + 1):
            parts[f"text_{number}"] = forms.CharField(
                label=_now("Words of part %d") % number,
                required=number <= 2,
                max_length=20_000,
                widget=forms.Textarea({"rows": 2}),
            )
            parts[f"lead_{number}"] = forms.ChoiceField(label=_now("Lead"), required=False, choices=leads)
            parts[f"due_{number}"] = forms.CharField(
                label=_now("Due"),
                required=False,
                max_length=40,
                widget=forms.TextInput({"placeholder": _now("As now")}),
            )
        self.fields = {**parts, **self.fields}
        self.initial["rows"] = self.count

    def groups(self) -> list[list[forms.BoundField]]:
        """Return the fields part by part."""
        names = ("text", "lead", "due")
        return [[self[f"{name}_{number}"] for name in names] for number in range(1, self.count + 1)]

    def take(self) -> ActionPoint:
        """Split it; the whole shows its parts."""
        data = self.cleaned_data
        parts = [
            Part(
                data[f"text_{number}"],
                (OwnerRef(data[f"lead_{number}"]),) if data[f"lead_{number}"] else None,
                data[f"due_{number}"] or None,
            )
            for number in range(1, self.count + 1)
            if data[f"text_{number}"].strip()
        ]
        split(self.actor, action=self.action, parts=parts, reason=data["reason"], version=self.version_seen)
        return self.action


class MergeForm(StepForm):
    """Which others are merged into this one."""

    others = forms.MultipleChoiceField(label=_("Of the same body"), required=False, widget=forms.CheckboxSelectMultiple)
    named_ones = forms.CharField(
        label=_("or others, by reference"), required=False, max_length=200, help_text=_("As in: A-12, A-15.")
    )
    field_order = ("others", "named_ones", "reason")

    def __init__(self, *args: object, actor: User, action: ActionPoint, **kwargs: object) -> None:
        """Offer the other actions of the body."""
        super().__init__(*args, actor=actor, action=action, **kwargs)
        offered = self.offered()
        cast("forms.MultipleChoiceField", self.fields["others"]).choices = offered
        if not offered:
            del self.fields["others"]

    def take(self) -> ActionPoint:
        """Merge them."""
        data = self.cleaned_data
        typed = [part for part in REFERENCES.split(data["named_ones"]) if part]
        actions = self.named([*data.get("others", []), *typed])
        return merge(self.actor, actions=actions, into=self.action, reason=data["reason"], versions=self.versions())


class SupersedeForm(StepForm):
    """Which action goes on with it."""

    by = forms.ChoiceField(label=_("By an action of the same body"), required=False)
    named_one = forms.CharField(
        label=_("or by another, by reference"), required=False, max_length=20, help_text=_("As in: A-12.")
    )
    carried_over = forms.BooleanField(
        label=_("A later meeting took the same thing up again: it is carried over"), required=False
    )
    field_order = ("by", "named_one", "carried_over", "reason")

    def __init__(self, *args: object, actor: User, action: ActionPoint, **kwargs: object) -> None:
        """Offer the other actions of the body."""
        super().__init__(*args, actor=actor, action=action, **kwargs)
        cast("forms.ChoiceField", self.fields["by"]).choices = [("", _now("Choose")), *self.offered()]

    def take(self) -> ActionPoint:
        """Let it be superseded."""
        data = self.cleaned_data
        chosen = self.named([data["named_one"] or data["by"]])
        return supersede(
            self.actor,
            action=self.action,
            by=chosen[0],
            reason=data["reason"],
            carried_over=data["carried_over"],
            versions=self.versions(),
        )


class DropForm(StepForm):
    """Why it is dropped."""

    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=REASON, widget=forms.Textarea({"rows": 3}))

    def take(self) -> ActionPoint:
        """Drop it."""
        versions = self.versions()
        return drop(self.actor, actions=[self.action], reason=self.cleaned_data["reason"], versions=versions)[0]


class ReopenForm(StepForm):
    """Why it is opened again."""

    def take(self) -> ActionPoint:
        """Open it again."""
        return reopen(self.actor, action=self.action, reason=self.cleaned_data["reason"], version=self.version_seen)
