"""The forms of the network's pages. They check the shape of what was sent; the verbs decide."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from secretariat.network.lookups import Lookups, UnclearError
from secretariat.network.models import Body, Entity, Person, Seat, Tenure, User
from secretariat.network.names import listed

from .days import planned_year
from .sent_numbers import TickedRowsField, VersionField

Choices = list[tuple[str, str | Promise]]


class VersionedForm(forms.Form):
    """A form about something that others may change meanwhile: it carries the version that it was made from."""

    version = VersionField()

    def values(self) -> dict[str, Any]:
        """Return what is to be set."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", "reason"}}


class DayField(forms.DateField):
    """A day, written as the browser writes it."""

    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")

    def validate(self, value: date | None) -> None:
        """Refuse a day that nobody means."""
        super().validate(value)
        if value is not None:
            planned_year(value)


class AliasesField(forms.CharField):
    """Names, one a line."""

    widget = forms.Textarea({"rows": 3})

    def prepare_value(self, value: object) -> object:
        """Show names one a line."""
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: str | None) -> list[str]:
        """Return the names."""
        return listed([super().clean(value) or ""])


class PersonField(forms.CharField):
    """A person by name: a list of thousands is nothing to choose from. ``Name #12`` where several share it."""

    widget = forms.TextInput({"list": "people", "autocomplete": "off"})

    def prepare_value(self, value: object) -> object:
        """Show a person by name."""
        return Lookups().people.label(value) if isinstance(value, Person) else value

    def clean(self, value: str | None) -> Person | None:
        """Return the person who is meant."""
        text = (super().clean(value) or "").strip()
        if not text:
            return None
        try:
            found = Lookups().people.find(text)
        except UnclearError as error:
            message = _now("Several people are called “%s”. Write the number after the name, as in “%s #12”.")
            raise ValidationError(message % (text, text)) from error
        if found is None:
            raise ValidationError(_now("The network knows nobody called “%s”. Add the person first.") % text)
        return found


class EntityForm(VersionedForm):
    """An entity and every name it goes by."""

    short_name = forms.CharField(label=_("Short name"), max_length=80)
    full_name = forms.CharField(label=_("Full name"), max_length=200)
    aliases = AliasesField(
        label=_("Other names"),
        required=False,
        help_text=_("One a line, as records write them. They are recognised in what is read from now on."),
    )
    sort = forms.ChoiceField(label=_("Sort"), required=False)
    since = DayField(label=_("Member since"), required=False)
    until = DayField(label=_("Member until"), required=False, help_text=_("The last day."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the sorts, and none."""
        super().__init__(*args, **kwargs)
        offer(self, "sort", [("", _("Not given")), *Entity.Sort.choices])


class BodyForm(VersionedForm):
    """A body."""

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=80, required=False)
    aliases = AliasesField(label=_("Other names"), required=False, help_text=_("One a line."))
    parent = forms.ModelChoiceField(
        Body.objects.all(), label=_("Part of"), required=False, empty_label=_("No other body")
    )
    sort = forms.ChoiceField(label=_("Sort"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=Body.State.choices, initial=Body.State.ACTIVE, required=False)
    zone = forms.CharField(
        label=_("Time zone"), required=False, help_text=_("In which its hours are told, as in Europe/Zurich.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the sorts, and none."""
        super().__init__(*args, **kwargs)
        offer(self, "sort", [("", _("Not given")), *Body.Sort.choices])

    def clean_state(self) -> str:
        """A body of which nobody says so works."""
        return self.cleaned_data["state"] or Body.State.ACTIVE


class PersonForm(VersionedForm):
    """Somebody whom records name. Title and entity of somebody with posts follow the posts."""

    name = forms.CharField(label=_("Name"), max_length=200)
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    entity = forms.ModelChoiceField(Entity.objects.all(), label=_("Entity"), required=False, empty_label=_("None"))
    user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Account"),
        required=False,
        empty_label=_("None"),
        help_text=_("Whoever signs in with it sits by the seats of this person."),
    )

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        """Offer the accounts of nobody else; leave out what follows the posts."""
        super().__init__(*args, **kwargs)
        free = User.objects.filter(Q(person=None) | Q(person=person)) if person else User.objects.filter(person=None)
        field = self.fields["user"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = free
        if person is not None and person.posts.exists():
            del self.fields["title"], self.fields["entity"]


class SeatForm(VersionedForm):
    """A seat of a body."""

    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, help_text=_("As in: Seat of the donors. May stay empty.")
    )
    function = forms.ChoiceField(label=_("Function"), choices=Seat.Function.choices, initial=Seat.Function.MEMBER)
    order = forms.IntegerField(label=_("Place in the order"), min_value=0, max_value=9999, required=False)
    since = DayField(label=_("Since"), required=False)
    until = DayField(label=_("Until"), required=False, help_text=_("The last day."))

    def values(self) -> dict[str, Any]:
        """Return what is to be set; the place only where one is given."""
        found = super().values()
        if found["order"] is None:
            del found["order"]
        return found


class TenureForm(VersionedForm):
    """Who holds a seat, in what capacity, from which day to which."""

    entity = forms.ModelChoiceField(Entity.objects.all(), label=_("Entity"), required=False, empty_label=_("None"))
    person = PersonField(label=_("Person"), required=False, help_text=_("By name. May stay empty for an entity."))
    capacity = forms.ChoiceField(
        label=_("Capacity"), choices=Tenure.Capacity.choices, initial=Tenure.Capacity.PRINCIPAL
    )
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False, help_text=_("The last day. Empty: until further notice."))
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, help_text=_("Optional. The history keeps it.")
    )


class LeaveForm(VersionedForm):
    """The last day of a tenure or a seat."""

    until = DayField(label=_("Last day"))
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, help_text=_("Optional. The history keeps it.")
    )


class PostForm(VersionedForm):
    """A post that somebody has or had."""

    title = forms.CharField(label=_("Title"), max_length=200)
    entity = forms.ModelChoiceField(Entity.objects.all(), label=_("Entity"), required=False, empty_label=_("None"))
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False, help_text=_("The last day. Empty: still in it."))


class MergeForm(VersionedForm):
    """The row that is the same human being."""

    other = PersonField(label=_("The other row"), help_text=_("By name, or as “Name #12”. It is merged into this."))
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, help_text=_("Optional. The history keeps it.")
    )


class RotationForm(forms.Form):
    """From which day who comes in and who leaves."""

    since = DayField(label=_("From"), help_text=_("The first day of those who come in."))
    leaving = TickedRowsField(Entity.objects.none(), label=_("Out"), required=False)
    arriving = TickedRowsField(Entity.objects.all(), label=_("In"), required=False)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, help_text=_("Optional. The history keeps it.")
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        """Offer those who ever held a seat of the body to leave it."""
        super().__init__(*args, **kwargs)
        field = self.fields["leaving"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = Entity.objects.filter(tenures__seat__body=body).distinct()


class ImportForm(forms.Form):
    """A table to be taken in."""

    file = forms.FileField(label=_("File"), help_text=_("CSV or Excel (.xlsx), up to 10 MB."))
    sort = forms.ChoiceField(
        label=_("Table"), required=False, help_text=_("Only where the header does not tell which it is.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the tables."""
        super().__init__(*args, **kwargs)
        sorts = [("entities", _("Entities")), ("bodies", _("Bodies")), ("people", _("People")), ("seats", _("Seats"))]
        offer(self, "sort", [("", _("By the header")), *sorts])


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """Give a field of choices what it offers."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
