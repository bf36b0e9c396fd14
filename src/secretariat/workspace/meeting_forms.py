"""The forms of the meetings' pages. They check the shape of what was sent; the verbs decide."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.meetings import moments
from secretariat.meetings.models import Invitation, ItemSort, Meeting, MeetingTemplate, Series
from secretariat.meetings.plans import Plan
from secretariat.network.guarded import Confidentiality
from secretariat.network.models import Body

from .days import planned_year
from .forms import VersionedForm

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = {"type": "date"}
HOUR = {"type": "time"}
MEETING_ONLY = ("date", "end_date", "start_time", "end_time", "mode", "place", "join_url")
PROCEDURE_ONLY = ("proposal", "deadline_day", "deadline_hour")


def day_field(label: object, *, required: bool = False, help_text: object = "") -> forms.DateField:
    """Return a field for a day."""
    widget = forms.DateInput(DAY, format="%Y-%m-%d")
    return forms.DateField(
        label=cast("str", label),
        required=required,
        widget=widget,
        help_text=cast("str", help_text),
        validators=[planned_year],
    )


def hour_field(label: object, *, required: bool = False) -> forms.TimeField:
    """Return a field for an hour of the clock."""
    return forms.TimeField(label=cast("str", label), required=required, widget=forms.TimeInput(HOUR, format="%H:%M"))


class ZoneField(forms.CharField):
    """A time zone by its IANA name; the page offers a list of them."""

    widget = forms.TextInput(attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false", "dir": "ltr"})

    def clean(self, value: object) -> str:
        """Refuse a zone that there is not."""
        zone = str(super().clean(value))
        if zone and not moments.known(zone):
            raise forms.ValidationError(_("There is no time zone of this name. They are named as in Europe/Zurich."))
        return zone


class PlanForm(VersionedForm):
    """The head of a meeting, or of a procedure."""

    series = forms.ModelChoiceField(
        Series.objects.select_related("body"), label=_("Series"), required=False, empty_label=_("None")
    )
    body = forms.ModelChoiceField(
        Body.objects.all(), label=_("Body"), required=False, empty_label=_("That of the series")
    )
    title = forms.CharField(label=_("Title"), max_length=300)
    template = forms.ModelChoiceField(
        MeetingTemplate.objects.all(),
        label=_("Agenda to begin from"),
        required=False,
        empty_label=_("That of the series, if it has one"),
    )
    date = day_field(_("Day"))
    end_date = day_field(_("Last day"), help_text=_("If it is longer than one day."))
    start_time = hour_field(_("Begins"))
    end_time = hour_field(_("Ends"))
    proposal = forms.CharField(
        label=_("Text of the proposal"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        max_length=20_000,
        help_text=_("What is adopted, in full: it goes into the register in these words."),
    )
    deadline_day = day_field(_("Deadline: day"))
    deadline_hour = hour_field(_("Deadline: hour"))
    zone = ZoneField(
        label=_("Time zone"),
        required=False,
        max_length=60,
        help_text=_("As in Europe/Zurich. Without one the hours are shown as they stand, in no zone."),
    )
    mode = forms.ChoiceField(label=_("How"), required=False, choices=[("", _("Not said")), *Meeting.Mode.choices])
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    join_url = forms.URLField(label=_("Link to join by"), required=False, max_length=500, assume_scheme="https")
    notice = forms.CharField(
        label=_("Text of the invitation"), required=False, widget=forms.Textarea({"rows": 4}), max_length=20_000
    )
    confidentiality = forms.ChoiceField(label=_("Confidentiality"), choices=Confidentiality.choices)

    def __init__(self, *args: object, sort: str, meeting: Meeting | None = None, **kwargs: object) -> None:
        """Show what a meeting has, or a procedure; a meeting that there is has its agenda and its series."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.sort, self.meeting = sort, meeting
        procedure = sort in Meeting.PROCEDURES
        for name in MEETING_ONLY if procedure else PROCEDURE_ONLY:
            del self.fields[name]
        if procedure or meeting is not None:
            del self.fields["template"]
        if procedure:
            self.fields["zone"].required = True

    def clean(self) -> dict[str, object]:
        """Bring day, hour and zone of a deadline together."""
        data = super().clean() or {}
        day, hour, zone = data.get("deadline_day"), data.get("deadline_hour"), str(data.get("zone") or "")
        if self.sort not in Meeting.PROCEDURES:
            return data
        if bool(day) != bool(hour):
            self.add_error("deadline_hour", _("Give the day and the hour of the deadline."))
        data["deadline"] = moments.moment(cast("datetime", day), hour, zone) if day and hour else None
        if moments.oddity(cast("datetime", day), hour, zone) == moments.Oddity.NONEXISTENT:
            self.add_error("deadline_hour", _("The clocks go forward then: this hour does not exist in that zone."))
        if not (data.get("body") or data.get("series")):
            self.add_error("body", _("Say which body decides."))
        return data

    def plan(self) -> Plan:
        """Return the plan."""
        data = self.cleaned_data
        names = [name for name in Plan.__dataclass_fields__ if name in data]
        body = data["body"] or (data["series"].body if data["series"] else None)
        return Plan(**{name: data[name] for name in names if name != "body"}, body=body, sort=self.sort)


def plan_values(meeting: Meeting) -> dict[str, object]:
    """Return the values that the form begins with for a meeting that there is."""
    values = {name: getattr(meeting, name) for name in (*Plan.__dataclass_fields__, "version")}
    if meeting.deadline is not None:
        local = meeting.deadline.astimezone(moments.place_of(meeting.zone))
        values |= {"deadline_day": local.date(), "deadline_hour": local.time()}
    return values


def series_values(series: Series) -> dict[str, object]:
    """Return what is usual in a series."""
    names = ("body", "zone", "start_time", "end_time", "mode", "place")
    return {"series": series, **{name: getattr(series, name) for name in names}}


class PostponeForm(VersionedForm):
    """Another day for a meeting, and why."""

    day = day_field(_("New day"), help_text=_("Leave it empty if it is not known yet."))
    start_time = hour_field(_("Begins"))
    end_time = hour_field(_("Ends"))
    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=_("Those invited read it."))


class ReasonForm(VersionedForm):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=_("Those invited read it."))


class SeriesForm(VersionedForm):
    """A series of meetings."""

    body = forms.ModelChoiceField(Body.objects.all(), label=_("Body"))
    name = forms.CharField(label=_("Name"), max_length=200)
    rhythm = forms.CharField(
        label=_("Rhythm"),
        required=False,
        max_length=200,
        help_text=_("In words, as in: every second Tuesday of a month."),
    )
    rrule = forms.CharField(
        label=_("Rhythm as a rule"),
        required=False,
        max_length=300,
        help_text=_("As in FREQ=MONTHLY;BYDAY=2TU (RFC 5545)."),
    )
    zone = ZoneField(label=_("Time zone"), required=False, max_length=60, help_text=_("As in Europe/Zurich."))
    start_time = hour_field(_("Usually begins"))
    end_time = hour_field(_("Usually ends"))
    mode = forms.ChoiceField(label=_("How"), required=False, choices=[("", _("Not said")), *Meeting.Mode.choices])
    place = forms.CharField(label=_("Usual place"), required=False, max_length=200)
    template = forms.ModelChoiceField(
        MeetingTemplate.objects.all(), label=_("Agenda to begin from"), required=False, empty_label=_("None")
    )

    def values(self) -> dict[str, object]:
        """Return the values of the series."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", "seen"}}


class ItemForm(VersionedForm):
    """An item of an agenda."""

    title = forms.CharField(label=_("Title"), max_length=500)
    sort = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Not said")), *ItemSort.choices])
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=1440)
    presenter = forms.CharField(label=_("Presented by"), required=False, max_length=200)
    note = forms.CharField(label=_("Annotation"), required=False, widget=forms.Textarea({"rows": 3}), max_length=20_000)

    def values(self) -> Mapping[str, object]:
        """Return the values of the item."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", "seen"}}


class GuestForm(forms.Form):
    """Somebody to invite by name."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    capacity = forms.ChoiceField(label=_("As"), choices=Invitation.Capacity.choices, initial=Invitation.Capacity.GUEST)


class ReplyForm(forms.Form):
    """The reply to an invitation."""

    answer = forms.ChoiceField(label=_("Your reply"), choices=Invitation.Reply.choices[1:], widget=forms.RadioSelect)
    represented_by = forms.CharField(
        label=_("Who comes for you"), required=False, max_length=200, help_text=_("If somebody else does.")
    )
    comment = forms.CharField(label=_("A word to the secretariat"), required=False, max_length=2000)


class CalendarReplyForm(forms.Form):
    """The answer of a calendar: its file, or its text."""

    file = forms.FileField(label=_("The file (.ics)"), required=False)
    text = forms.CharField(
        label=_("or its text"), required=False, widget=forms.Textarea({"rows": 3, "dir": "ltr"}), max_length=300_000
    )

    def data_sent(self) -> bytes:
        """Return what was sent."""
        sent = self.cleaned_data["file"]
        return cast("bytes", sent.read(300_000)) if sent else str(self.cleaned_data["text"]).encode()


class AnswerForm(forms.Form):
    """What a seat answers to a procedure."""

    seat = forms.ChoiceField(label=_("For the seat"), required=False)
    stance = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In your words"), required=False, widget=forms.Textarea({"rows": 3}), max_length=10_000
    )

    def __init__(
        self, *args: object, seats: list[tuple[str, str]], stances: list[tuple[str, str]], **kwargs: object
    ) -> None:
        """Offer the seats for which one may answer; of one seat alone nothing is asked."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        cast("forms.ChoiceField", self.fields["stance"]).choices = stances
        if len(seats) > 1:
            cast("forms.ChoiceField", self.fields["seat"]).choices = [("", _("Choose")), *seats]
            self.fields["seat"].required = True
        else:
            del self.fields["seat"]


class ExtendForm(VersionedForm):
    """More time for a procedure, in its own zone."""

    day = day_field(_("New deadline: day"), required=True)
    hour = hour_field(_("New deadline: hour"), required=True)
    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=_("The body reads it."))

    def deadline(self, zone: str) -> datetime | None:
        """Return the moment."""
        return moments.moment(self.cleaned_data["day"], self.cleaned_data["hour"], zone)


class OtherForm(forms.Form):
    """Somebody else who was there."""

    name = forms.CharField(label=_("Name"), max_length=200)
    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    organization = forms.CharField(label=_("Organization"), required=False, max_length=300)


class TemplateForm(VersionedForm):
    """A template as text."""

    name = forms.CharField(label=_("Name"), max_length=200)
    notice = forms.CharField(label=_("Text of the invitation"), required=False, widget=forms.Textarea({"rows": 3}))
    items = forms.CharField(label=_("Items"), required=False, widget=forms.Textarea({"rows": 12}), max_length=50_000)
