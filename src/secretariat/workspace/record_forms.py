"""The forms of the record's pages. They check the shape of what was sent; the verbs decide."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.meetings import moments
from secretariat.register.models import ActionPoint, Decision, Kind

from .forms import EXAMPLES, LABELS, DueForm, OwnersForm, VersionedForm
from .meeting_forms import day_field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariat.meetings.models import Record
    from secretariat.meetings.revisions import Snapshot
    from secretariat.register.models import Entry

LONGEST_COMMENT = 5_000


class PartForm(VersionedForm):
    """The text of a part, and the text that it was made from."""

    text = forms.CharField(required=False, strip=False, max_length=200_000)
    base = forms.CharField(required=False, strip=False)


class HeadingForm(forms.Form):
    """A part under a heading of its own."""

    heading = forms.CharField(label=_("Heading"), max_length=500)


class DeadlineForm(forms.Form):
    """Until when the body may speak: day, hour and zone."""

    day = day_field(_("Until"), required=True)
    hour = forms.TimeField(label=_("Hour"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, *args: object, record: Record, **kwargs: object) -> None:
        """Offer the zones; begin with that of the record, the meeting or the body, where one is known."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        names = sorted(moments.zones())
        cast("forms.ChoiceField", self.fields["zone"]).choices = [("", _("Choose")), *((name, name) for name in names)]
        meeting = record.meeting
        self.initial.setdefault("zone", record.zone or meeting.zone or (meeting.body.zone if meeting.body else ""))
        self.initial.setdefault("hour", "18:00")

    def clean(self) -> dict[str, object]:
        """Refuse an hour that the clock of the zone skips that day."""
        data = super().clean() or {}
        odd = moments.oddity(data.get("day"), data.get("hour"), data.get("zone", ""))
        if odd == moments.Oddity.NONEXISTENT:
            self.add_error("hour", _("Clocks go forward that night: this hour does not exist there."))
        return data

    def deadline(self) -> datetime:
        """Return the moment that was chosen."""
        data = self.cleaned_data
        found = moments.moment(data["day"], data["hour"], data["zone"])
        if found is None:
            message = "The form was not valid."
            raise ValueError(message)
        return found


class CirculateForm(DeadlineForm):
    """How a record goes before its body."""

    procedure = forms.ChoiceField(
        label=_("Procedure"),
        choices=[
            ("comments", _("For comments: the chair makes it final")),
            ("silence", _("Silence procedure: whoever says nothing agrees")),
        ],
        widget=forms.RadioSelect,
        initial="comments",
    )
    field_order = ("procedure", "day", "hour", "zone")


class ReasonForm(forms.Form):
    """Words that say why."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea({"rows": 2}), max_length=LONGEST_COMMENT)


class ExtendForm(DeadlineForm):
    """More time, and perhaps why."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)


class CommentForm(forms.Form):
    """A comment on words of a part, or on the part as a whole."""

    quote = forms.CharField(
        label=_("On these words"),
        required=False,
        widget=forms.Textarea({"rows": 1}),
        max_length=20_000,
        help_text=_("Select them in the text, or copy them here. Left empty: the part as a whole."),
    )
    text = forms.CharField(label=_("Comment"), widget=forms.Textarea({"rows": 3}), max_length=LONGEST_COMMENT)
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class ReplyForm(forms.Form):
    """What somebody says to a comment."""

    text = forms.CharField(label=_("Reply"), widget=forms.Textarea({"rows": 2}), max_length=LONGEST_COMMENT)


class AnswerForm(VersionedForm):
    """What becomes of a comment: the button that was pressed says it."""

    state = forms.ChoiceField(choices=[(key, key) for key in ("open", "taken up", "declined")])
    text = forms.CharField(
        label=_("Answer"), required=False, widget=forms.Textarea({"rows": 2}), max_length=LONGEST_COMMENT
    )


class CorrectionForm(forms.Form):
    """Words of a final record put right."""

    part = forms.ChoiceField(label=_("Part"))
    before = forms.CharField(
        label=_("These words"), widget=forms.Textarea({"rows": 2}), help_text=_("As they stand in the text, once.")
    )
    after = forms.CharField(label=_("Become"), required=False, widget=forms.Textarea({"rows": 2}))
    reason = forms.CharField(
        label=_("Because"), max_length=LONGEST_COMMENT, help_text=_("Everybody who reads the record sees it.")
    )

    def __init__(self, *args: object, snapshot: Snapshot, **kwargs: object) -> None:
        """Offer the parts of the record."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        named = [(str(part["part"]), f"{part['number']} {part['heading']}".strip()) for part in snapshot["parts"]]
        cast("forms.ChoiceField", self.fields["part"]).choices = named


class DecisionForm(VersionedForm):
    """A decision as it is written down in a part."""

    text = forms.CharField(
        label=_("Decision"), widget=forms.Textarea({"rows": 3, "autofocus": True}), max_length=20_000
    )
    verb = forms.CharField(label=LABELS["verb"], required=False, max_length=40, help_text=EXAMPLES["verb"])
    manner = forms.CharField(label=LABELS["manner"], required=False, max_length=60, help_text=EXAMPLES["manner"])

    def values(self) -> dict[str, object]:
        """Return the values of the entry."""
        return {name: self.cleaned_data[name] for name in ("text", "verb", "manner")}


class ActionForm(OwnersForm, DueForm):  # type: ignore[misc] # each has an order of its own; this one sets another
    """An action point as it is written down in a part."""

    text = forms.CharField(
        label=_("Action point"), widget=forms.Textarea({"rows": 3, "autofocus": True}), max_length=20_000
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Leave out the reason: what is being written has none yet."""
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        self.order_fields(["text", "lead", "contributing", "day", "period", "due_text"])

    def values(self) -> dict[str, object]:
        """Return the values of the entry."""
        owners = [{"ref": owner.ref, "part": owner.part} for owner in self.owners()]
        data = self.cleaned_data
        return {"text": data["text"], "owner_refs": owners, "due": self.due(), "due_text": data["due_text"]}


OUTCOMES: Mapping[str, type[DecisionForm | ActionForm]] = {
    Kind.DECISION: DecisionForm,
    Kind.ACTION_POINT: ActionForm,
}


def outcome_values(entry: Entry) -> dict[str, object]:
    """Return the values that the form about an outcome begins with."""
    common: dict[str, object] = {"text": entry.text, "version": entry.version}
    if isinstance(entry, Decision):
        return {**common, "verb": entry.verb, "manner": entry.manner}
    if not isinstance(entry, ActionPoint):
        return common
    exact = len(entry.due) == len("2021-07-31")
    lead = entry.lead
    return {
        **common,
        "lead": lead.ref if lead else "",
        "contributing": [owner.ref for owner in entry.owners.all() if owner != lead],
        "day": entry.due if exact else "",
        "period": "" if exact else entry.due,
        "due_text": entry.due_text,
    }
