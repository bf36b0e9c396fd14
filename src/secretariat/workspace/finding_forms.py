"""The forms of the review page: the values of each kind of finding, its words, its holders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.history.refusals import Refused
from secretariat.network.selectors import directory, owner_choices

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise
    Choices = tuple[tuple[str, Label], ...]

MODES: Choices = (
    ("", gettext_lazy("Not given")),
    ("virtual", gettext_lazy("Virtual")),
    ("in person", gettext_lazy("In person")),
    ("hybrid", gettext_lazy("Hybrid")),
)
ATTENDANCE: Choices = (
    ("present", gettext_lazy("Present")),
    ("apologies", gettext_lazy("Apologies")),
    ("absent", gettext_lazy("Absent")),
    ("represented", gettext_lazy("Represented")),
)
PACES: Choices = (
    ("once", gettext_lazy("Once")),
    ("recurring", gettext_lazy("Recurring")),
    ("standing", gettext_lazy("Standing")),
    ("to be decided", gettext_lazy("To be decided")),
)
PARTS: Choices = (
    ("lead", gettext_lazy("Lead")),
    ("contributing", gettext_lazy("Contributing")),
    ("named", gettext_lazy("Named")),
)
_TEXT_AREAS = {"text"}
_LISTS = {"owners"}
_FLAGS = {"approximate"}
_CHOICES: Mapping[str, Choices] = {"mode": MODES, "attendance": ATTENDANCE, "pace": PACES}

LABELS: Mapping[str, Label] = {
    "text": gettext_lazy("Text"),
    "title": gettext_lazy("Title"),
    "name": gettext_lazy("Name"),
    "body": gettext_lazy("Body that met"),
    "date": gettext_lazy("Date"),
    "end_date": gettext_lazy("Last day"),
    "start": gettext_lazy("Begins"),
    "end": gettext_lazy("Ends"),
    "timezone": gettext_lazy("Time zone"),
    "mode": gettext_lazy("Mode"),
    "place": gettext_lazy("Place"),
    "organization": gettext_lazy("Organization"),
    "role": gettext_lazy("Role in the meeting"),
    "attendance": gettext_lazy("Attendance"),
    "represented_by": gettext_lazy("Represented by"),
    "initials": gettext_lazy("Initials"),
    "number": gettext_lazy("Number"),
    "verb": gettext_lazy("Verb"),
    "manner": gettext_lazy("Manner"),
    "proposer": gettext_lazy("Proposed by"),
    "object": gettext_lazy("What it is about"),
    "object_revision": gettext_lazy("Version of it"),
    "owners": gettext_lazy("Owners, as written"),
    "due_text": gettext_lazy("Due, as written"),
    "due": gettext_lazy("Due date or period"),
    "pace": gettext_lazy("Pace"),
    "review_date": gettext_lazy("To be reviewed on"),
    "status": gettext_lazy("Status, as written"),
    "force": gettext_lazy("Force"),
    "speaker": gettext_lazy("Said by"),
    "value": gettext_lazy("Value"),
    "unit": gettext_lazy("Unit"),
    "subject": gettext_lazy("Counted"),
    "as_of": gettext_lazy("As of"),
    "approximate": gettext_lazy("Approximate"),
    "section": gettext_lazy("Section"),
}
_TITLES = {"participant": gettext_lazy("Title or function")}
_HINTS: Mapping[str, Label] = {
    "owners": gettext_lazy("Separate several with a semicolon. Leave it empty where the record names nobody."),
    "due": gettext_lazy("2021-07-31, or a period: 2021-07, 2021-Q3, 2021"),
    "date": gettext_lazy("2021-05-05"),
    "review_date": gettext_lazy("2021-10-31. For what continues and is never done."),
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    "meeting": ("title", "body", "date", "end_date", "start", "end", "timezone", "mode", "place"),
    "participant": ("name", "title", "organization", "role", "attendance", "represented_by", "initials"),
    "agenda_item": ("number", "title"),
    "decision": ("text", "verb", "manner", "proposer", "object", "object_revision", "section"),
    "action_point": ("text", "owners", "due_text", "due", "pace", "review_date", "section"),
    "statement": ("text", "force", "speaker", "section"),
    "question": ("text", "section"),
    "figure": ("text", "value", "unit", "subject", "as_of", "approximate", "section"),
    "previous_action": ("text", "status", "owners", "section"),
}
LESS_USED = {
    "review_date",
    "section",
    "object",
    "object_revision",
    "initials",
    "represented_by",
    "timezone",
    "end_date",
}
MAIN = {"meeting": "title", "participant": "name", "agenda_item": "title"}


class FindingForm(forms.Form):
    """The values of one finding. Only what was changed goes on to the verb."""

    def __init__(self, kind: str, values: Mapping[str, object], data: QueryDict | None = None) -> None:
        """Take the kind, the values as they stand, and what was sent."""
        prefix_id = "ff_%s"
        super().__init__(data, auto_id=prefix_id, initial={key: _shown(key, values.get(key)) for key in FIELDS[kind]})
        self.kind = kind
        for key in FIELDS[kind]:
            self.fields[key] = _field(kind, key)

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """Return the fields that are always shown."""
        return [bound for bound in self if bound.name not in LESS_USED]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """Return the fields that are folded away."""
        return [bound for bound in self if bound.name in LESS_USED]

    def changes(self) -> dict[str, object]:
        """Return the values that differ from those that stand."""
        if not self.is_bound:
            return {}
        self.full_clean()
        return {key: self.cleaned_data[key] for key in self.changed_data if key in self.cleaned_data}


@dataclass(frozen=True, slots=True)
class Holder:
    """A row of the form: who holds an action, and in which part."""

    who: str = ""
    part: str = "named"


class Holders:
    """The holders of an action point in a form: suggested from the network, filled in by nobody else."""

    def __init__(self, owners: list[dict[str, str]]) -> None:
        """Take the holders as they stand: ``ref``, ``label``, ``part``."""
        self.choices = owner_choices()
        self._labels = dict(self.choices)
        self._standing = [(owner["ref"], owner["part"]) for owner in owners]
        self.rows = [Holder(self._labels.get(ref, ref), part) for ref, part in self._standing]

    def read(self, data: QueryDict) -> list[dict[str, str]] | None:
        """Return the holders that were sent, or ``None`` where nothing was changed.

        Raises:
            Refused: when the network knows nobody by a name.
        """
        sent = zip(data.getlist("holder"), data.getlist("holder_part"), strict=False)
        self.rows = [Holder(who.strip(), part) for who, part in sent if who.strip()]
        refs = [(self._ref(row.who), row.part) for row in self.rows]
        if refs == self._standing:
            return None
        return [{"ref": ref, "part": part} for ref, part in refs]

    def rows_to_fill(self) -> list[Holder]:
        """Return the rows with one more to write in."""
        return [*self.rows, Holder(part="named" if self.rows else "lead")]

    def _ref(self, who: str) -> str:
        """Return the reference of a name as chosen or typed."""
        chosen = next((ref for ref, label in self.choices if who in (label, ref)), None)
        if chosen:
            return chosen
        found = directory().find(who)
        if found is None:
            message = _("The network knows nobody called “%s”. Choose from the list, or leave the field empty.")
            raise Refused("unknown-owner", message % who)
        return found.ref


def _field(kind: str, key: str) -> forms.Field:
    """Return the field of one value."""
    label = _TITLES.get(kind, LABELS[key]) if key == "title" else LABELS[key]
    hint = _HINTS.get(key, "")
    if key in _CHOICES:
        return forms.ChoiceField(choices=_CHOICES[key], label=label, help_text=hint, required=False)
    if key in _FLAGS:
        return forms.BooleanField(label=label, help_text=hint, required=False)
    widget: forms.Widget = forms.TextInput(attrs={"autocomplete": "off"})
    if key in _TEXT_AREAS:
        widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(widget=widget, label=label, help_text=hint, required=False)


def _shown(key: str, value: object) -> object:
    """Return a value as a field shows it."""
    if key in _FLAGS:
        return bool(value)
    if key in _LISTS:
        return "; ".join(str(item) for item in value) if isinstance(value, list | tuple) else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
